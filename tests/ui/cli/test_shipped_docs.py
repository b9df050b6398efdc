"""Docs that come with thumbwright on the command line: listed and shown as unverified, never taken for a learned one."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path

import pytest

from apidocs.doc import Shipped
from apidocs.keep import store
from apidocs.shipped.apps import shipped_doc
from ground.exits import ExitCode
from ui.cli import invoke

PACKAGE = "com.android.deskclock"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))


def run(*words: str) -> tuple[str, str, int]:
    return invoked("apps", *words)


def invoked(*words: str) -> tuple[str, str, int]:
    """As the command line is: what it fails with is words and an exit code."""
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as said:
        code = invoke([*words])
    return out.getvalue(), said.getvalue(), code


def kept(shipped: Shipped) -> None:
    doc = shipped_doc(PACKAGE)
    assert doc is not None
    store.save(doc.model_copy(update={"shipped": shipped}))


def test_none_is_listed_as_learned_and_all_are_named() -> None:
    out, said, _ = run("list", "--json")
    assert json.loads(out) == []
    assert "unverified" in run("list")[1] and "Calculator, Clock, Contacts" in run("list")[1]


@pytest.mark.parametrize("shipped", Shipped)
def test_the_list_says_what_one_is_worth(shipped: Shipped) -> None:
    kept(shipped)
    (row,) = json.loads(run("list", "--json")[0])
    assert row["note"] == shipped.value


@pytest.mark.parametrize("name", [PACKAGE, "Clock", "settings"])
def test_one_is_shown_with_where_it_is_from(name: str) -> None:
    out, said, code = run("show", name)
    assert code == 0 and out.startswith("class ")
    assert (
        "public sources of Android" in said
        and "is unverified on this phone" in said
        and "apps verify com.android" in said
    )


@pytest.mark.parametrize("command", [("rm",), ("export",), ("edit", "--print"), ("map",), ("diff",)])
def test_what_isnt_kept_is_none_to_change(command: tuple[str, ...]) -> None:
    _, _, code = run(command[0], PACKAGE, *command[1:], *([PACKAGE] if command[0] == "diff" else []))
    assert code != 0 and store.list_packages() == []


@pytest.mark.parametrize("name", [PACKAGE, "Clock", "com.google.android.deskclock"])
@pytest.mark.parametrize("command", [("rm",), ("export",), ("edit", "--print"), ("map",)], ids=lambda words: words[0])
def test_what_comes_along_is_said_to_be_so_and_how_to_have_ones_own(command: tuple[str, ...], name: str) -> None:
    _, said, code = run(command[0], name, *command[1:])
    assert code == ExitCode.DOC and "no app" not in said
    assert "comes with thumbwright" in said and "thumbwright apps learn com." in said


@pytest.mark.parametrize("command", [("rm",), ("export",), ("edit", "--print")], ids=lambda words: words[0])
def test_the_phone_itself_is_no_doc_to_change(command: tuple[str, ...]) -> None:
    out, said, code = run(command[0], "phone", *command[1:])
    assert code == ExitCode.DOC and not out
    assert "the phone itself offers comes with thumbwright" in said and "learn" not in said


@pytest.mark.parametrize("name", ["Clock", "phone"])
def test_a_script_is_checked_against_what_comes_along(name: str, tmp_path: Path) -> None:
    script = tmp_path / "mine.py"
    script.write_text("nowhere.nothing.tap()\n", "utf-8")
    out, _, code = invoked("check", str(script), "--app", name)
    assert code == ExitCode.SCRIPT and "nowhere" in out
