"""Docs on disk: round trips, damage, versions, who may read them, and finding one by what a person calls it."""

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apidocs.doc import AppDoc, Effect, Element, Item, Kind, Part, Sample, Screen, Transition
from apidocs.keep import store
from apidocs.keep.diffing import diff
from ground.errors import DiskError, DocError
from phones.locating import Locator

text = st.text(st.characters(codec="utf-8"), max_size=20)
locators = st.builds(Locator, resource_id=text, text=text, content_desc=text, instance=st.integers(0, 5))
parts = st.builds(Part, name=text, kind=st.sampled_from(Kind), locator=locators)
items = st.builds(Item, name=text, row=locators, parts=st.lists(parts, max_size=2), effect=st.sampled_from(Effect))
elements = st.builds(
    Element,
    name=text,
    kind=st.sampled_from(Kind),
    label=text,
    locator=locators,
    state=st.none() | locators,
    effect=st.sampled_from(Effect),
    options=st.lists(text, max_size=3),
    item=st.none() | items,
)
screens = st.builds(
    Screen, name=text, title=text, marks=st.lists(text, max_size=2), elements=st.lists(elements, max_size=3)
)
steps = st.builds(Transition, source=text, element=text, action=text, target=text, seen=st.integers(0, 9))
docs = st.builds(
    AppDoc,
    package=st.just("org.example.any"),
    label=text,
    version=text,
    start=text,
    screens=st.lists(screens, max_size=3),
    transitions=st.lists(steps, max_size=3),
    samples=st.lists(st.builds(Sample, task=text, script=text), max_size=3),
)


@settings(max_examples=60, deadline=None)
@given(docs)
def test_what_is_saved_is_loaded(doc: AppDoc) -> None:
    store.save(doc)
    assert store.load(doc.package, edited=False) == doc


def test_files_are_the_users_alone(notes_doc: AppDoc) -> None:
    path = store.save(notes_doc)
    store.edit(notes_doc.package, "main", "add", label="New note")
    for file in (path, store.overlay_path(notes_doc.package)):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert sorted(f.name for f in path.parent.iterdir()) == [path.name, f"{notes_doc.package}.overlay.toml"]


def test_a_crash_while_saving_leaves_the_old_doc(notes_doc: AppDoc, monkeypatch: pytest.MonkeyPatch) -> None:
    path = store.save(notes_doc)

    def crash(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr("os.replace", crash)
        with pytest.raises(DiskError, match="disk full"):
            store.save(notes_doc.model_copy(update={"label": "Other"}))
    assert store.load(notes_doc.package) == notes_doc
    assert list(path.parent.iterdir()) == [path]


DAMAGED = [
    "",
    "{",
    "[]",
    "null",
    '{"format": 1}',
    '{"format": 1, "package": "org.example.notes", "label": 3}',
    "[" * 100_000,
    "\xff\xfe",
]


@pytest.mark.parametrize("content", DAMAGED, ids=[repr(d[:12]) for d in DAMAGED])
def test_a_damaged_doc_is_kept_aside_and_said(notes_doc: AppDoc, content: str) -> None:
    path = store.save(notes_doc)
    path.write_text(content, "latin-1")
    with pytest.raises(DocError, match=r"can't be read: .* kept as .*damaged-1\. Learn the app again"):
        store.load(notes_doc.package)
    aside = path.with_name(f"{notes_doc.package}.damaged-1")
    assert aside.read_text("latin-1") == content
    assert store.list_packages() == []
    path.write_text(content, "latin-1")
    with pytest.raises(DocError, match="damaged-2"):
        store.load(notes_doc.package)


def test_another_format_is_said_and_left_alone(notes_doc: AppDoc) -> None:
    path = store.save(notes_doc)
    data = json.loads(path.read_bytes()) | {"format": 7, "news": True}
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(DocError, match="has format 7; this version of thumbwright reads 1"):
        store.load(notes_doc.package)
    assert path.exists()
    assert "format 7" in store.list_docs()[0].error
    assert store.load_all() == []


def test_missing_doc_names_the_nearest(notes_doc: AppDoc) -> None:
    store.save(notes_doc)
    with pytest.raises(DocError, match=r"no doc of org\.example\.note\. Nearest: org\.example\.notes"):
        store.load("org.example.note")


@pytest.mark.parametrize("package", ["", "..", "../evil", "a/b", "a b", "org..x", "x\n", "1a"])
def test_what_is_no_package_never_becomes_a_path(package: str) -> None:
    with pytest.raises(DocError, match="is no package name"):
        store.load(package)


def test_a_doc_under_another_packages_name_is_refused(notes_doc: AppDoc) -> None:
    path = store.save(notes_doc)
    path.rename(path.with_name("org.example.other.json"))
    with pytest.raises(DocError, match="is the doc of org.example.notes"):
        store.load("org.example.other")


def test_docs_are_listed_with_their_sizes_and_removed(notes_doc: AppDoc, clock_doc: AppDoc) -> None:
    store.save(clock_doc)
    store.save(notes_doc)
    store.edit(notes_doc.package, "main", description="all notes")
    clock, notes = store.list_docs()
    assert (clock.package, clock.label, clock.screens, clock.edited) == ("org.example.clock", "Clock", 3, False)
    assert notes.edited
    assert [d.package for d in store.load_all()] == [clock.package, notes.package]
    assert store.remove(notes.package)
    assert not store.remove(notes.package)
    assert store.overlay_path(notes.package).exists()
    store.remove(notes.package, overlay=True)
    assert not store.overlay_path(notes.package).exists()


FOUND = [
    ("org.example.clock", "org.example.clock"),
    ("clock", "org.example.clock"),
    ("Clock", "org.example.clock"),
    ("pocket notes", "org.example.notes"),
    ("my notes", "org.example.notes"),
    ("pocket note", "org.example.notes"),
    ("weather", None),
    ("", None),
]


@pytest.mark.parametrize(("said", "package"), FOUND)
def test_a_doc_is_found_by_what_a_person_calls_it(
    notes_doc: AppDoc, clock_doc: AppDoc, settings_doc: AppDoc, said: str, package: str | None
) -> None:
    for doc in (notes_doc, clock_doc, settings_doc):
        store.save(doc)
    assert store.nearest(said, limit=1) == ([package] if package else [])


def test_hash_tells_what_is_said_not_when(notes_doc: AppDoc) -> None:
    before = store.doc_hash(notes_doc)
    assert store.doc_hash(notes_doc.model_copy(update={"made_at": "2026-01-01T00:00:00Z"})) == before
    notes_doc.screens[0].elements[0].label = "x"
    assert store.doc_hash(notes_doc) != before


def test_differences_are_told_a_line_each(notes_doc: AppDoc) -> None:
    new = notes_doc.model_copy(deep=True)
    assert diff(notes_doc, new) == []
    new.version = "2.2"
    main, settings_page = new.screens[0], new.screens[-1]
    main.elements[0].effect = Effect.COMMIT
    settings_page.elements[0].options = ["Light"]
    settings_page.elements.pop(1)
    settings_page.elements.append(Element(name="sound", kind=Kind.TOGGLE, locator=Locator()))
    new.screens.append(Screen(name="about"))
    new.screens = [s for s in new.screens if s.name != "sort_dialog"]
    new.transitions = [
        t for t in new.transitions if "sort_dialog" not in (t.source, t.target) and t.element != "rename"
    ]
    new.samples = [Sample(task="a", script="b")]
    assert diff(notes_doc, new) == [
        "~ version: 2.1 → 2.2",
        "- screen sort_dialog",
        "~ main.add: effect navigate → commit",
        "- settings.font_size",
        "~ settings.theme: options changed",
        "+ settings.sound (toggle)",
        "+ screen about (0 elements)",
        "- selection.rename leads to rename_note",
        '+ sample "a"',
    ]


def test_home_is_moved_by_the_environment(notes_doc: AppDoc, home: Path) -> None:
    assert store.save(notes_doc).is_relative_to(home)
