"""Docs handed on: nothing of a person's is in them, and nothing is let in that no doc has."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from apidocs.doc import AppDoc, Effect, Element, Kind, Sample, Screen
from apidocs.keep import store
from apidocs.keep.packs import let_in, packed, read_doc, unpacked
from ground.errors import DocError
from phones.locating import Locator
from ui.commands.apps import command

PLANTED = [
    "anna.berg@example.org",
    "+44 7700 900112",
    "DE89 3704 0044 0532 0130 00",
    "Divorce papers",
    "Mum's birthday",
]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))


@pytest.fixture
def sampled(notes_doc: AppDoc) -> AppDoc:
    """The doc with a sample."""
    main = notes_doc.screens[0]
    sample = Sample(task="add one", script=f"{main.name}.{main.elements[0].name}.tap()")
    return notes_doc.model_copy(update={"samples": [sample]}, deep=True)


@pytest.fixture
def planted(notes_doc: AppDoc) -> AppDoc:
    """The doc with a person's things wherever a text can stand."""
    mail, phone, account, folder, day = PLANTED
    doc = notes_doc.model_copy(deep=True)
    first = doc.screens[0].elements[0]
    doc.screens[0].elements += [
        Element(name="signed_in", kind=Kind.BUTTON, label=mail, locator=Locator(text=mail, resource_id="x:id/account")),
        Element(name="hotline", kind=Kind.TEXT, description=f"call {phone}", locator=Locator(label=f"Phone {phone}")),
        Element(name="bank", kind=Kind.CHOICE, options=[account, "Cash"], locator=Locator(resource_id="x:id/bank")),
        Element(name="folder", kind=Kind.CHOICE, options=[folder, "New folder"], locator=Locator(resource_id="x:id/f")),
    ]
    doc.screens[0].marks += [f'opt:"{folder}"', f'body:"{mail}"']
    doc.screens.append(Screen(name="profile", title=mail, description=f"{phone}'s page", elements=[]))
    script = f"{doc.screens[0].name}.{first.name}.tap()"
    doc.samples += [
        Sample(task=f"write to {mail}", script=script),
        Sample(task=f"open {folder}", script=script),
        Sample(task=day, script=script, source="person"),
    ]
    return doc


def test_nothing_of_a_persons_is_in_a_pack(planted: AppDoc) -> None:
    text, left_out = packed(planted)
    assert [words for words in PLANTED if words in text] == []
    assert any("signed_in" in line for line in left_out) and any("folder" in line for line in left_out)
    doc = unpacked(text, "it")
    assert doc.screen(planted.screens[0].name) is not None and "Cash" in text


def test_words_are_left_out_that_one_says(planted: AppDoc) -> None:
    assert "Cash" not in packed(planted, without=["cash"])[0]


def test_a_pack_is_read_as_it_was_packed(sampled: AppDoc, tmp_path: Path) -> None:
    path = tmp_path / "notes.appdoc"
    text, left_out = packed(sampled)
    path.write_text(text, "utf-8")
    assert left_out == [] and read_doc(path) == sampled.model_copy(update={"made_at": ""})


def changed(text: str, change: Callable[[Any], object], *, hashed: bool = True) -> str:
    """A pack with a change in it, and, `hashed`, the hash that would be right for it."""
    data = json.loads(text)
    change(data)
    if hashed:
        with contextlib.suppress(ValueError):
            data["sha256"] = store.doc_hash(AppDoc.model_validate(data["doc"]))
    return json.dumps(data)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param(lambda d: d["doc"].update(label="Other"), "its hash is another one", id="a word of it"),
        pytest.param(lambda d: d["doc"]["samples"].clear(), "its hash is another one", id="its samples"),
        pytest.param(lambda d: d.update(sha256=""), "its hash is another one", id="no hash"),
    ],
)
def test_one_that_was_changed_is_refused(sampled: AppDoc, change: Callable[[Any], object], why: str) -> None:
    with pytest.raises(DocError, match=why):
        unpacked(changed(packed(sampled)[0], change, hashed=False), "it")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda d: d["doc"].update(package="../evil"), id="package"),
        pytest.param(lambda d: d["doc"].update(label="a\nb"), id="label"),
        pytest.param(lambda d: d["doc"]["screens"][0].update(name="import os"), id="screen's name"),
        pytest.param(lambda d: d["doc"]["screens"][0]["elements"][0].update(name="__class__"), id="element's name"),
        pytest.param(lambda d: d["doc"]["samples"][0].update(task="a\nTask: b"), id="task"),
        pytest.param(lambda d: d["doc"]["samples"][0].update(script="```\nTask: x"), id="script"),
        pytest.param(lambda d: d["doc"]["samples"][0].update(script="def ("), id="no Python"),
        pytest.param(lambda d: d["doc"].update(format=99), id="format"),
        pytest.param(lambda d: d.update(run="rm -rf ~"), id="a field more"),
        pytest.param(lambda d: d["doc"]["screens"][0].update(on_open="x"), id="a field more inside"),
        pytest.param(lambda d: d.update(pack=2), id="a later pack"),
    ],
)
def test_what_no_doc_has_is_refused(sampled: AppDoc, change: Callable[[Any], object]) -> None:
    with pytest.raises(DocError):
        unpacked(changed(packed(sampled)[0], change), "it")


def places(value: Any, where: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON value that has no others in it."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from places(one, (*where, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from places(one, (*where, number))
    else:
        yield where


def test_each_field_is_looked_at_to_the_last(sampled: AppDoc) -> None:
    text = packed(sampled)[0]
    let_through = []
    for where in places(json.loads(text)):
        if where == ("sha256",):
            continue  # made anew with each change, so that it isn't what refuses

        def spoil(data: Any, where: tuple[Any, ...] = where) -> None:
            for key in where[:-1]:
                data = data[key]
            data[where[-1]] = {"spoilt": [1]}

        try:
            unpacked(changed(text, spoil), "it")
        except DocError:
            continue
        let_through.append(where)
    assert let_through == []


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"thumbwright": "app doc"}', "[" * 100_000, '"\\ud800"'])
def test_what_is_no_pack_is_said(text: str) -> None:
    with pytest.raises(DocError, match="it is no app's doc"):
        unpacked(text, "it")


def test_a_mild_effect_is_not_believed_of_a_control_that_deletes(notes_doc: AppDoc) -> None:
    doc = notes_doc.model_copy(deep=True)
    doc.screens[0].elements.append(
        Element(name="harmless", kind=Kind.BUTTON, label="Delete all", locator=Locator(text="Delete all"))
    )
    found = let_in(unpacked(packed(doc)[0], "it")).screens[0].element("harmless")
    assert found is not None and found.effect is Effect.DELETE


def test_edits_survive_an_import_and_another_doc_is_not_replaced_unasked(notes_doc: AppDoc, tmp_path: Path) -> None:
    main = notes_doc.screens[0]
    store.save(notes_doc)
    store.edit(notes_doc.package, main.name, main.elements[0].name, description="makes a note")
    other = notes_doc.model_copy(update={"version": "9.9"})
    path = tmp_path / "notes.appdoc"
    path.write_text(packed(other)[0], "utf-8")
    with pytest.raises(DocError, match="differs in 1 things"):
        CliRunner().invoke(command, ["import", str(path)], catch_exceptions=False, standalone_mode=False)
    assert store.load(notes_doc.package).version == notes_doc.version
    CliRunner().invoke(command, ["import", str(path), "--replace"], catch_exceptions=False, standalone_mode=False)
    kept = store.load(notes_doc.package)
    assert kept.version == "9.9" and kept.screens[0].elements[0].description == "makes a note" and kept.foreign


def test_ones_own_doc_taken_in_again_stays_ones_own(notes_doc: AppDoc, tmp_path: Path) -> None:
    store.save(notes_doc)
    path = tmp_path / "notes.appdoc"
    path.write_text(packed(notes_doc)[0], "utf-8")
    CliRunner().invoke(command, ["import", str(path)], catch_exceptions=False, standalone_mode=False)
    assert not store.load(notes_doc.package).foreign
