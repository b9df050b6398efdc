"""Hand edits: merged when a doc is read, written without losing comments, kept when the app is learned again."""

import pytest

from apidocs.doc import AppDoc, Effect, Sample
from apidocs.doc.table import problems
from apidocs.keep import store
from apidocs.keep.overlay import leftovers, read_overlay, with_overlay
from apidocs.samples.bank import make_samples
from ground.errors import DocError


def edits(**data: object) -> dict[str, object]:
    return {"screens": data}


def test_names_change_everywhere(notes_doc: AppDoc) -> None:
    notes_doc.samples = [
        Sample(task="one", script='main.note("Ä").open()\neditor.body.set_text("ü")\neditor.save.tap()'),
        Sample(task="two", script="for note in main.notes():\n    if 'x' in note.title:\n        note.long_press()"),
        Sample(task="three", script='finish(main.note("a").date)  # main.note'),
    ]
    overlay = read_overlay(
        edits(
            main={
                "name": "overview",
                "elements": {"notes": {"name": "memos", "item": "memo", "parts": {"title": "heading"}}},
            },
            editor={"name": "page", "elements": {"save": {"name": "keep"}}},
        ),
        "x",
    )
    doc = with_overlay(notes_doc, overlay)
    assert doc.start == "overview"
    assert [s.script for s in doc.samples] == [
        'overview.memo("Ä").open()\npage.body.set_text("ü")\npage.keep.tap()',
        "for note in overview.memos():\n    if 'x' in note.heading:\n        note.long_press()",
        'finish(overview.memo("a").date)  # main.note',
    ]
    body = doc.screen("page").element("body")  # type: ignore[union-attr]
    assert body is not None
    assert body.commit == "keep"
    listed = doc.screen("overview").element("memos")  # type: ignore[union-attr]
    assert listed is not None
    assert listed.item is not None
    assert (listed.item.name, listed.item.title, listed.item.opens) == ("memo", "heading", "page")
    assert {t.source for t in doc.transitions} & {"main", "editor"} == set()
    assert ("overview", "memos", "page") in {(t.source, t.element, t.target) for t in doc.transitions}
    assert problems(doc) == []


def test_the_given_doc_stays_as_it_is(notes_doc: AppDoc) -> None:
    before = notes_doc.model_copy(deep=True)
    with_overlay(notes_doc, read_overlay(edits(main={"name": "x1", "elements": {"add": {"label": "l"}}}), "x"))
    assert notes_doc == before


def test_fields_are_set_and_things_are_hidden(notes_doc: AppDoc) -> None:
    notes_doc.samples = make_samples(notes_doc)
    change = {
        "add": {"description": "start a note", "effect": "commit"},
        "settings": {"hidden": True},
        "notes": {"item_effect": "send"},
    }
    doc = with_overlay(notes_doc, read_overlay(edits(main={"elements": change}, selection={"hidden": True}), "x"))
    main = doc.screen("main")
    assert main is not None
    assert main.element("add").effect is Effect.COMMIT  # type: ignore[union-attr]
    assert main.element("settings") is None
    item = main.element("notes").item  # type: ignore[union-attr]
    assert item is not None
    assert (item.effect, item.menu) == (Effect.SEND, "")
    assert doc.screen("selection") is None
    assert doc.samples
    assert not any("selection." in s.script or "main.settings" in s.script for s in doc.samples)
    assert problems(doc) == []


def test_samples_are_added_replaced_and_removed(notes_doc: AppDoc) -> None:
    notes_doc.samples = [Sample(task=t, script="main.add.tap()") for t in ("one", "two", "three")]
    own = [{"task": "mine", "script": "main.more.tap()"}, {"task": "two", "script": "main.settings.tap()"}]
    doc = with_overlay(notes_doc, read_overlay({"samples": own, "removed": ["three"]}, "x"))
    assert [(s.task, s.script, s.source) for s in doc.samples] == [
        ("mine", "main.more.tap()", "person"),
        ("two", "main.settings.tap()", "person"),
        ("one", "main.add.tap()", "rule"),
    ]


UNUSABLE = [
    (edits(main={"elements": {"add": {"name": "settings"}}}), "'settings' is the name of another element"),
    (edits(main={"elements": {"add": {"name": "tap"}}}), "'tap': is reserved"),
    (edits(main={"name": "my screen"}), "'my screen': is no name"),
    (edits(main={"name": "settings"}), "two screens are called 'settings'"),
]


@pytest.mark.parametrize(("data", "why"), UNUSABLE, ids=[w for _, w in UNUSABLE])
def test_names_that_cannot_be_are_refused(notes_doc: AppDoc, data: dict[str, object], why: str) -> None:
    with pytest.raises(DocError, match=f"unusable: .*{why}"):
        with_overlay(notes_doc, read_overlay(data, "x"))


MISTAKEN = [
    ("screens.main.elements.add.colour = 1", "screens.main.elements.add.colour"),
    ('screens.main.elements.add.effect = "harmless"', "screens.main.elements.add.effect"),
    ('[[samples]]\ntask = "x"', r"samples.0.script"),
    ("label =", "is no TOML"),
]


@pytest.mark.parametrize(("toml", "where"), MISTAKEN, ids=[w for _, w in MISTAKEN])
def test_mistakes_in_the_file_are_said_with_file_and_key(notes_doc: AppDoc, toml: str, where: str) -> None:
    store.save(notes_doc)
    path = store.overlay_path(notes_doc.package)
    path.write_text(toml, "utf-8")
    with pytest.raises(DocError, match=where) as caught:
        store.load(notes_doc.package)
    assert str(path) in str(caught.value)


def test_edits_survive_learning_again_and_comments_survive_edits(notes_doc: AppDoc) -> None:
    store.save(notes_doc)
    path = store.overlay_path(notes_doc.package)
    path.write_text("# mine\n[screens.main.elements.add]\nlabel = 'x' # why\n", "utf-8")
    store.edit(notes_doc.package, "main", "add", description="start a note")
    store.edit(notes_doc.package, "settings", title="Preferences")
    store.add_sample(notes_doc.package, Sample(task="begin", script="main.add.tap()"))
    store.save(notes_doc.model_copy(update={"version": "3"}))
    doc = store.load(notes_doc.package)
    add = doc.screens[0].elements[0]
    assert (add.label, add.description, doc.version) == ("x", "start a note", "3")
    assert doc.samples == [Sample(task="begin", script="main.add.tap()", source="person")]
    text = path.read_text("utf-8")
    assert text.startswith("# mine\n")
    assert "# why" in text


def test_what_a_saved_task_brought_is_no_edit_and_goes_with_it(notes_doc: AppDoc) -> None:
    store.save(notes_doc)

    def edited() -> bool:
        [info] = store.list_docs()
        return info.edited

    begin, other = (Sample(task=task, script="main.add.tap()") for task in ("begin", "the same in other words"))
    store.add_sample(notes_doc.package, begin, saved_as="begin")
    store.add_sample(notes_doc.package, other, saved_as="begin")
    assert [s.task for s in store.load(notes_doc.package).samples] == [other.task], "saved anew, not twice"
    assert not edited()
    store.edit(notes_doc.package, "main", "add", label="x")
    assert edited()
    store.edit(notes_doc.package, "main", "add", label=None)
    assert not edited(), "taken back"
    store.drop_saved(notes_doc.package, "begin")
    assert store.load(notes_doc.package).samples == [] and not edited()
    store.add_sample(notes_doc.package, begin)
    store.drop_saved(notes_doc.package, "begin")
    assert edited() and store.load(notes_doc.package).samples


def test_edits_are_taken_back(notes_doc: AppDoc) -> None:
    notes_doc.samples = [Sample(task="one", script="main.add.tap()")]
    store.save(notes_doc)
    store.edit(notes_doc.package, "main", "add", label="x")
    store.edit(notes_doc.package, "main", "add", label=None)
    assert store.load(notes_doc.package) == notes_doc
    store.overlay_path(notes_doc.package).write_text('removed = ["one"]\n')
    assert store.load(notes_doc.package).samples == []
    store.add_sample(notes_doc.package, Sample(task="one", script="main.more.tap()"))
    store.add_sample(notes_doc.package, Sample(task="one", script="main.settings.tap()"))
    assert [s.script for s in store.load(notes_doc.package).samples] == ["main.settings.tap()"]


REFUSED = [
    (("nowhere", ""), {"title": "x"}, "has no screen 'nowhere'. It has: main"),
    (("main", "nothing"), {"label": "x"}, "main has no element 'nothing'. It has: add"),
    (("main", "add"), {"colour": "x"}, "Can't edit colour. Editable: name"),
    (("main", "add"), {"name": "more"}, "'more' is the name of another element"),
    (("main", "add"), {"effect": "mild"}, "effect"),
]


@pytest.mark.parametrize(("at", "change", "why"), REFUSED, ids=[r[2] for r in REFUSED])
def test_wrong_edits_are_refused_and_not_kept(
    notes_doc: AppDoc, at: tuple[str, str], change: dict[str, str], why: str
) -> None:
    store.save(notes_doc)
    with pytest.raises(DocError, match=why):
        store.edit(notes_doc.package, *at, **change)
    assert not store.overlay_path(notes_doc.package).exists()


def test_what_matches_nothing_any_more_is_reported(notes_doc: AppDoc) -> None:
    overlay = read_overlay(
        {
            "start": "gone",
            "removed": ["old task"],
            "samples": [{"task": "t", "script": "main.nothing.tap()"}],
            "screens": {"old": {}, "main": {"elements": {"fab": {}, "notes": {"parts": {"size": "bytes"}}}}},
        },
        "x",
    )
    assert leftovers(notes_doc, overlay) == [
        "start: there is no screen 'gone'",
        "there is no screen 'old'",
        "there is no element main.fab",
        "a row of main.notes has no part 'size'",
        "there is no sample 'old task' to remove",
        "the sample 't' names what the doc has not",
    ]
