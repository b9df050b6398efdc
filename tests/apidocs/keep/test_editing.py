"""A doc edited as a text: what is taken, what is told with its line, and that nothing typed or kept is lost."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apidocs.doc import AppDoc, Element, Kind, Sample, Screen
from apidocs.keep import store
from apidocs.keep.edit_drafts import Draft, draft_of, text_of
from apidocs.keep.edit_lines import line_of, lines_of
from apidocs.keep.edit_reading import Reading, read_edits
from apidocs.keep.edit_text import editable
from apidocs.keep.overlay import Overlay, OwnSample, read_overlay, with_overlay
from ground.errors import DocError

OWN = '''
[[samples]]
task = "jot down milk"
script = """
main.add.tap()
create_note.title.set_text("Milk")
"""
'''


def no_names_wrong(script: str, doc: AppDoc) -> list[tuple[int, str]]:
    return [(number, "wrong") for number, line in enumerate(script.splitlines(), 1) if "nix" in line]


def read(doc: AppDoc, *changed: tuple[str, str], overlay: str = "") -> Reading:
    """What comes of typing something else in the text of a doc."""
    opened = editable(doc, read_overlay(tomllib.loads(overlay), "x"))
    text = opened
    for old, new in changed:
        assert old in text, old
        text = text.replace(old, new, 1)
    return read_edits(text, opened, doc, overlay, no_names_wrong)


def taken(doc: AppDoc, *changed: tuple[str, str], overlay: str = "") -> AppDoc:
    reading = read(doc, *changed, overlay=overlay)
    assert not reading.flaws, reading.flaws
    return with_overlay(doc, read_overlay(tomllib.loads(reading.overlay), "x"))


def element(doc: AppDoc, path: str) -> Element:
    name, _, wanted = path.partition(".")
    screen = doc.screen(name)
    found = screen.element(wanted) if screen is not None else None
    assert found is not None
    return found


def test_what_is_left_as_it_is_is_no_edit(notes_doc: AppDoc, clock_doc: AppDoc, settings_doc: AppDoc) -> None:
    for doc in (notes_doc, clock_doc, settings_doc):
        assert read(doc) == Reading([], [], "")


def test_a_text_of_nothing_leaves_everything_as_it_was(notes_doc: AppDoc) -> None:
    before = '# mine\n[screens.main.elements.add]\nname = "new"  # better\n'
    opened = editable(notes_doc, read_overlay(tomllib.loads(before), "x"))
    assert read_edits("", opened, notes_doc, before, no_names_wrong).overlay == before


def test_names_words_effects_and_what_a_row_is_are_changed(notes_doc: AppDoc) -> None:
    doc = taken(
        notes_doc,
        ('name = "add"\nlabel = ""', 'name = "new"\nlabel = "New"'),
        ('description = "create a new note"\nalso = ""', 'description = "begin"\nalso = "jot down; write"'),
        ('effect = "navigate"', 'effect = "input"'),
        ('item = "note"', 'item = "memo"'),
        ('title = "title", date', 'title = "heading", date'),
        ('options = ["Light", "Dark", "Automatic"]', 'options = ["Bright", "Dark"]'),
        ('label = "Pocket Notes"', 'label = "Notes"'),
    )
    new, rows = element(doc, "main.new"), element(doc, "main.notes")
    assert (new.label, new.description, new.also, new.effect) == ("New", "begin", "jot down; write", "input")
    assert rows.item is not None and (rows.item.name, rows.item.title) == ("memo", "heading")
    assert element(doc, "settings.theme").options == ["Bright", "Dark"] and doc.label == "Notes"


def test_a_thing_is_hidden_and_shown_again(notes_doc: AppDoc) -> None:
    hide = ('name = "add"', 'name = "add"\nhidden = true')
    reading = read(notes_doc, hide)
    assert [str(change) for change in reading.changes] == ["~ main.add: hidden nothing → true"]
    assert taken(notes_doc, hide).screen("main").element("add") is None  # type: ignore[union-attr]
    again = taken(notes_doc, ("hidden = true  # learned: false", "hidden = false"), overlay=reading.overlay)
    assert element(again, "main.add")


def test_what_is_put_back_to_what_was_learned_is_no_edit_any_more(notes_doc: AppDoc) -> None:
    edited = read(notes_doc, ('label = "Settings"', 'label = "Setup"')).overlay
    assert 'label = "Setup"' in edited
    back = read(notes_doc, ('label = "Setup"  # learned: "Settings"', 'label = "Settings"'), overlay=edited)
    assert read_overlay(tomllib.loads(back.overlay), "x").edits is False


def test_comments_and_edits_of_what_has_gone_stay(notes_doc: AppDoc) -> None:
    before = '# my own words\nremoved = ["x"] # why\n[screens.gone]\ntitle = "Gone"\n[screens.main.elements.old]\nlabel = "Old"\n'
    kept = read(notes_doc, ('label = "Settings"', 'label = "Setup"'), overlay=before).overlay
    assert kept.startswith('# my own words\nremoved = ["x"] # why\n')
    assert tomllib.loads(kept)["screens"]["gone"] == {"title": "Gone"}
    assert tomllib.loads(kept)["screens"]["main"]["elements"]["old"] == {"label": "Old"}


def test_samples_are_added_changed_and_deleted_and_those_of_saved_tasks_stay(notes_doc: AppDoc) -> None:
    saved = '[[samples]]\ntask = "open it"\nscript = "main.add.tap()"\nsaved_as = "open-it"\n'
    added = read(notes_doc, ("removed = []", "removed = []" + OWN), overlay=saved)
    assert [str(change) for change in added.changes] == ['+ sample "jot down milk"']
    assert [s["task"] for s in tomllib.loads(added.overlay)["samples"]] == ["jot down milk", "open it"]
    changed = read(notes_doc, ("jot down milk", "write milk down"), overlay=added.overlay)
    assert [str(change) for change in changed.changes] == ['- sample "jot down milk"', '+ sample "write milk down"']
    text = editable(notes_doc, read_overlay(tomllib.loads(added.overlay), "x"))
    block = text[text.index("\n[[samples]]") : text.index("\n[screens.main]")]
    gone = read(notes_doc, (block, ""), overlay=added.overlay)
    assert [s["task"] for s in tomllib.loads(gone.overlay)["samples"]] == ["open it"]


def test_samples_follow_when_what_they_name_is_called_otherwise(notes_doc: AppDoc) -> None:
    saved = '[[samples]]\ntask = "open it"\nscript = "main.add.tap()"\nsaved_as = "open-it"\n'
    added = read(notes_doc, ("removed = []", "removed = []" + OWN), overlay=saved)
    doc = taken(
        notes_doc, ('name = "add"', 'name = "new"'), ('name = "create_note"', 'name = "form"'), overlay=added.overlay
    )
    assert {s.task: s.script for s in doc.samples} == {
        "jot down milk": 'main.new.tap()\nform.title.set_text("Milk")\n',
        "open it": "main.new.tap()\n",
    }


@pytest.mark.parametrize(
    ("changed", "line", "said"),
    [
        (("removed = []", "removed = ["), "[screens.main]", "this is no TOML"),
        (("removed = []", "removed = no"), "removed = no", "this is no TOML"),
        (('effect = "navigate"', 'effect = "fly"'), 'effect = "fly"', "effect: input should be 'read', 'navigate'"),
        (('also = ""', 'alias = ""'), 'alias = ""', "alias is nothing that can be changed here. Nearest: also"),
        (('label = "Settings"', "label = 3"), "label = 3", "label: input should be a valid string"),
        (("[screens.editor]", "[screens.edito]"), "[screens.edito]", "there is no screen edito. Nearest: editor"),
        (
            ("[screens.editor.elements.save]", "[screens.editor.elements.sav]"),
            "[screens.editor.elements.sav]",
            "editor has no element sav. Nearest: save",
        ),
        (('start = "main"', 'start = "mian"'), 'start = "mian"', "there is no screen mian. Nearest: main"),
        (('name = "add"', 'name = "add it"'), 'name = "add it"', "'add it' is no name"),
        (('name = "add"', 'name = "settings"'), 'name = "settings"', "'settings' is the name of another element"),
        (('item = "note"', 'item = "import"'), 'item = "import"', "'import' is"),
        (('label = "Settings"', 'label = "Set\\ntings"'), 'label = "Set\\ntings"', "label is more than one line"),
        (("removed = []", "removed = []" + OWN.replace("main.add", "main.nix")), "main.nix.tap()", "wrong"),
        (("removed = []", "removed = []" + OWN.replace("jot down milk", "")), 'task = ""', "a sample needs a task"),
        (("removed = []", 'removed = []\n[[samples]]\ntask = "x"\n'), "[[samples]]", "script: field required"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(notes_doc: AppDoc, changed: tuple[str, str], line: str, said: str) -> None:
    opened = editable(notes_doc, Overlay())
    text = opened.replace(*changed, 1)
    reading = read_edits(text, opened, notes_doc, "", no_names_wrong)
    assert len(reading.flaws) == 1 and said in reading.flaws[0].message, reading.flaws
    assert lines_of(text)[reading.flaws[0].line - 1].startswith(line)


def test_all_that_is_wrong_is_told_at_once(notes_doc: AppDoc) -> None:
    reading = read(
        notes_doc,
        ('effect = "navigate"', 'effect = "fly"'),
        ("[screens.editor]", "[screens.edito]"),
        ('name = "sort_by"', 'name = "1"'),
    )
    assert len(reading.flaws) == 3
    assert [flaw.line for flaw in reading.flaws] == sorted(flaw.line for flaw in reading.flaws)


WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=40, deadline=None)
@given(WORDS, WORDS, st.lists(WORDS, max_size=3), st.text(alphabet="ab'\"\\\n\t #=[]", max_size=40))
def test_whatever_an_app_says_the_text_reads_back_as_it_was(
    label: str, also: str, options: list[str], script: str
) -> None:
    thing = Element(name="go", kind=Kind.CHOICE, label=label, also=also, options=options)
    doc = AppDoc(package="a.b", label=label, start="main", screens=[Screen(name="main", title=also, elements=[thing])])
    doc.samples = [Sample(task=label, script="main.go.tap()")]
    overlay = Overlay(samples=[OwnSample(task="x", script=script)], removed=[label])
    text = editable(doc, overlay)
    found = tomllib.loads(text)
    element = found["screens"]["main"]["elements"]["go"]
    assert (element["label"], element["also"], element.get("options", [])) == (label, also, options)
    assert found["samples"][0]["script"].strip("\n") == script.strip("\n") and found["removed"] == [label]
    at = line_of(text, ("screens", "main", "elements", "go", "also"))
    assert lines_of(text)[at - 1].startswith("also = ")


@pytest.fixture
def kept(notes_doc: AppDoc, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> AppDoc:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path))
    store.save(notes_doc)
    return notes_doc


def typed(draft: Draft, old: str, new: str) -> None:
    text = draft.read()
    assert old in text
    draft.write(text.replace(old, new, 1))


def test_what_was_typed_stays_until_it_is_taken(kept: AppDoc) -> None:
    draft = draft_of(kept.package)
    assert not draft.taken_up and not draft.touched
    typed(draft, 'effect = "navigate"', 'effect = "fly"')
    assert draft.take(no_names_wrong).flaws and draft.touched
    assert not store.overlay_path(kept.package).exists()
    again = draft_of(kept.package)
    assert again.taken_up and 'effect = "fly"' in again.read()
    typed(again, 'effect = "fly"', 'effect = "commit"')
    assert [str(change) for change in again.take(no_names_wrong).changes] == [
        '~ main.add: effect "navigate" → "commit"'
    ]
    assert element(store.load(kept.package), "main.add").effect == "commit"
    assert not draft_of(kept.package).taken_up


def test_what_was_learned_anew_meanwhile_is_no_edit(kept: AppDoc) -> None:
    draft = draft_of(kept.package)
    typed(draft, 'label = "Settings"', 'label = "Setup"')
    element(kept, "main.add").description = "learned better"
    store.save(kept)
    assert [change.path[-1] for change in draft.take(no_names_wrong).changes] == ["label"]
    doc = store.load(kept.package)
    assert element(doc, "main.add").description == "learned better" and element(doc, "main.settings").label == "Setup"


def test_the_edits_of_before_are_kept_beside_the_new_ones(kept: AppDoc) -> None:
    for label in ("Setup", "Options"):
        draft = draft_of(kept.package, anew=True)
        line = next(one for one in draft.read().splitlines() if one.startswith('label = "Set'))
        typed(draft, line, f'label = "{label}"')
        assert not draft.take(no_names_wrong).flaws
    assert 'label = "Setup"' in draft.before.read_text("utf-8")
    assert element(store.load(kept.package), "main.settings").label == "Options"


def test_one_screen_is_edited_by_the_name_it_has_now(kept: AppDoc) -> None:
    store.edit(kept.package, "main", name="overview")
    for name in ("main", "overview"):
        text = text_of(kept.package, name)
        assert list(tomllib.loads(text)) == ["screens"] and list(tomllib.loads(text)["screens"]) == ["main"]
    with pytest.raises(DocError, match="has no screen 'nix'"):
        text_of(kept.package, "nix")
    draft = draft_of(kept.package, "overview", anew=True)
    typed(draft, 'label = "Settings"', 'label = "Setup"')
    assert len(draft.take(no_names_wrong).changes) == 1
    assert store.load(kept.package).screen("overview")
