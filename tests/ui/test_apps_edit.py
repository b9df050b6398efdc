"""`thumbwright apps edit`: through an editor, from a file, and what is said where it can't be taken."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import click
import pytest

from apidocs.doc import AppDoc, Element, Kind, Screen
from apidocs.keep import store
from ground.exits import ExitCode
from ui.cli import invoke


@pytest.fixture
def kept(home: Path) -> AppDoc:
    share = Element(name="share", kind=Kind.BUTTON, label="Share")
    doc = AppDoc(
        package="org.example.notes", label="Notes", start="main", screens=[Screen(name="main", elements=[share])]
    )
    store.save(doc)
    return doc


def editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, old: str, new: str) -> None:
    """Whoever opens a file in the editor finds one text changed into another in it."""
    program = tmp_path / "editor.py"
    program.write_text(
        "import sys, pathlib\n"
        "path = pathlib.Path(sys.argv[1])\n"
        f"path.write_text(path.read_text('utf-8').replace({old!r}, {new!r}), 'utf-8')\n"
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} {shlex.quote(str(program))}")


def label() -> str:
    share = store.load("org.example.notes").screens[0].elements[0]
    return share.label


def test_what_is_changed_in_the_editor_is_kept(
    kept: AppDoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    editor(monkeypatch, tmp_path, 'label = "Share"', 'label = "Hand on"')
    assert invoke(["apps", "edit", "notes"]) == ExitCode.DONE
    printed = capsys.readouterr()
    assert printed.out == '~ main.share: label "Share" → "Hand on"\n'
    assert "It stays when the app is learned again" in printed.err and label() == "Hand on"


def test_a_mistake_is_told_with_its_line_and_opened_again_the_next_time(
    kept: AppDoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    editor(monkeypatch, tmp_path, 'effect = "navigate"', 'effect = "shre"')
    assert invoke(["apps", "edit", "notes"]) == ExitCode.DOC
    said = capsys.readouterr().err
    assert "effect: input should be 'read'" in said and "apps edit opens it again" in said
    assert not store.overlay_path(kept.package).exists()
    editor(monkeypatch, tmp_path, '"shre"', '"share"')
    assert invoke(["apps", "edit", "notes"]) == ExitCode.DONE
    printed = capsys.readouterr()
    assert 'effect "navigate" → "share"' in printed.out and "is opened again (--anew begins anew)" in printed.err


def test_at_a_terminal_it_is_opened_again_at_once(
    kept: AppDoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = {"label = 3": 'label = "Hand on"', 'label = "Share"': "label = 3"}
    program = tmp_path / "editor.py"
    program.write_text(
        "import sys, pathlib\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "text = path.read_text('utf-8')\n"
        f"old, new = next((o, n) for o, n in {steps!r}.items() if o in text)\n"
        "path.write_text(text.replace(old, new), 'utf-8')\n"
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} {shlex.quote(str(program))}")
    monkeypatch.setattr("ui.console.is_interactive", lambda: True)
    monkeypatch.setattr(click, "confirm", lambda *args, **more: True)
    assert invoke(["apps", "edit", "notes"]) == ExitCode.DONE
    assert "label: input should be a valid string" in capsys.readouterr().err and label() == "Hand on"


def test_an_editor_that_isnt_there_changes_nothing_and_is_named(
    kept: AppDoc, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor-anywhere")
    assert invoke(["apps", "edit", "notes"]) == ExitCode.DOC
    said = capsys.readouterr().err
    assert "Nothing was changed. Name one in EDITOR" in said and "--print" in said
    assert invoke(["apps", "edit", "notes", "--print"]) == ExitCode.DONE


def test_without_an_editor_it_goes_through_a_file(
    kept: AppDoc, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invoke(["apps", "edit", "notes", "--print"]) == ExitCode.DONE
    path = tmp_path / "notes.toml"
    path.write_text(capsys.readouterr().out.replace('label = "Share"', 'label = "Hand on"'), "utf-8")
    assert invoke(["apps", "edit", "notes", "--from", str(path), "--json"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["changes"] == ['~ main.share: label "Share" → "Hand on"']
    path.write_text('[screens.main.elements.share]\nlabel = "Pass on"\n', "utf-8")
    assert invoke(["apps", "edit", "notes", "--from", str(path)]) == ExitCode.DONE
    assert label() == "Pass on"


def test_a_file_that_cant_be_taken_changes_nothing_and_leaves_no_draft(
    kept: AppDoc, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notes.toml"
    path.write_text('\n[[samples]]\ntask = "share it"\nscript = """\nmain.share.tap()\nmain.send.tap()\n"""\n', "utf-8")
    assert invoke(["apps", "edit", "notes", "--from", str(path), "--json"]) == ExitCode.DOC
    found = json.loads(capsys.readouterr().out)
    assert (found["kept"], [flaw["line"] for flaw in found["flaws"]]) == (False, [6])
    assert "`main` has no `send`" in found["flaws"][0]["message"]
    assert sorted(one.name for one in store.doc_path(kept.package).parent.iterdir()) == ["org.example.notes.json"]


def test_the_phone_itself_isnt_edited(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["apps", "edit", "phone"]) == ExitCode.DOC
    assert "comes with thumbwright" in capsys.readouterr().err


def test_what_was_typed_goes_with_the_edits(kept: AppDoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(monkeypatch, tmp_path, 'label = "Share"', "label = 3")
    assert invoke(["apps", "edit", "notes"]) == ExitCode.DOC
    assert invoke(["apps", "rm", "notes", "--edits"]) == ExitCode.DONE
    assert not list(store.doc_path(kept.package).parent.glob("*.toml"))
