"""A session's file whose parts are not what they say they are: whatever reads it says what it can, and never breaks."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sessions
from sessions.reading import list_sessions
from sessions.store import Store
from ui.cli import invoke

Session = dict[str, Any]
FIRST = json.loads((Path(sessions.__file__).parent / "bundled" / "first.json").read_text("utf-8"))
EVIL = "'\"; $(touch owned) `id` <script>alert(1)</script> {{7*7}} %s \u202e"
READERS = (
    ("show",),
    ("show", "--why"),
    ("show", "--json"),
    ("report", "--out", "page.html"),
    *(("export", "--to", form) for form in ("json", "python", "maestro", "junit", "jsonl")),
)


def blob(session: Session, kind: str, data: str) -> str:
    sha = hashlib.sha256(data.encode()).hexdigest()
    session["blobs"][sha] = {"kind": kind, "data": data}
    return sha


def a_doc_for_a_screen(session: Session) -> None:
    sha = blob(session, "doc", '{"x": 1}')
    for call in session["calls"]:
        call["xml_before"] = call["xml_after"] = sha


def a_picture_for_a_screen(session: Session) -> None:
    sha = blob(session, "picture", base64.b64encode(b"<svg onload=alert(1)>").decode())
    for call in session["calls"]:
        call["picture"] = call["xml_before"] = call["xml_after"] = sha


def entities(session: Session) -> None:
    sha = blob(
        session,
        "hierarchy",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><hierarchy rotation="0"><node text="&x;" /></hierarchy>',
    )
    for call in session["calls"]:
        call["xml_before"] = call["xml_after"] = sha


def a_deep_screen(session: Session) -> None:
    node = '<node text="a" bounds="[0,0][10,10]">'
    sha = blob(session, "hierarchy", f'<hierarchy rotation="0">{node * 9000}{"</node>" * 9000}</hierarchy>')
    for call in session["calls"]:
        call["xml_before"] = call["xml_after"] = sha


def numbers_that_none_has(session: Session) -> None:
    for call in session["calls"]:
        call |= {"attempt": 999_999, "seq": 1, "bounds": [10**18] * 4, "line": 10**17, "ms": float("inf")}
    session["session"]["prompt_tokens"] = -(10**18)


def no_python(session: Session) -> None:
    session["session"]["script"] = 'import os\n"""'
    for attempt in session["attempts"]:
        attempt["script"] = session["session"]["script"]


def code_for_words(session: Session) -> None:
    session["session"]["task"] = session["session"]["answer"] = EVIL
    for call in session["calls"]:
        call |= {
            "source": EVIL,
            "ref": EVIL,
            "error": EVIL,
            "locator": EVIL,
            "node": EVIL,
            "args": [EVIL],
            "steps": [EVIL],
        }


@pytest.mark.parametrize(
    "change",
    [
        a_doc_for_a_screen,
        a_picture_for_a_screen,
        entities,
        a_deep_screen,
        numbers_that_none_has,
        no_python,
        code_for_words,
    ],
    ids=lambda change: change.__name__,
)
def test_nothing_that_reads_it_breaks(
    change: Callable[[Session], None],
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    session: Session = json.loads(json.dumps(FIRST))
    change(session)
    Path("session.json").write_text(json.dumps(session), "utf-8")
    assert invoke(["sessions", "import", "session.json"]) == 0
    capsys.readouterr()
    with Store() as store:
        known = list_sessions(store)[0].id
    for command, *options in READERS:
        invoke(["sessions", command, known, *options])
        said = capsys.readouterr()
        assert "Traceback" not in said.err and "root:" not in said.out
    invoke(["tasks", "save", known, "evil"])
    assert "Traceback" not in capsys.readouterr().err
    assert not Path("owned").exists()
    page = Path("page.html").read_text("utf-8") if Path("page.html").exists() else ""
    assert "<script>alert" not in page and "<svg onload" not in page
