"""Docs that come with thumbwright on the command line: listed and shown as unverified, never taken for a learned one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from apidocs.doc import Shipped
from apidocs.keep import store
from apidocs.shipped.apps import shipped_doc
from ui.cli import root

PACKAGE = "com.android.deskclock"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))


def run(*words: str) -> tuple[str, str, int]:
    result = CliRunner().invoke(root, ["apps", *words])
    return result.stdout, result.stderr, result.exit_code


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
