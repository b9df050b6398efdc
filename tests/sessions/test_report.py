"""The HTML page of a session: whole by itself, escaped, and with the screens drawn."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from lxml import html

from sessions import reading, retention
from sessions.bundled import bundled_file
from sessions.portable import import_session, read_portable
from sessions.records import STATUSES
from sessions.report import render_report
from sessions.store import Store
from sessions.wireframe import read_drawing, svg


@pytest.fixture
def bundled(store: Store) -> str:
    return import_session(store, read_portable(bundled_file().read_text("utf-8"), "first.json"))


def page_of(store: Store, *sessions: str) -> str:
    return render_report([reading.load_session(store, s) for s in sessions], lambda sha: reading.blob(store, sha))


class _References(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "iframe", "link", "object", "embed")
        self.found += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action", "data")]


def test_page_asks_for_nothing_from_elsewhere(store: Store, bundled: str) -> None:
    page = page_of(store, bundled)
    references = _References()
    references.feed(page)
    assert references.found and all(ref.startswith(("data:image/webp;base64,", "#")) for ref in references.found)
    assert not re.search(r"@import|url\(", page)


def test_page_says_answer_script_and_calls_with_the_element_outlined(store: Store, bundled: str) -> None:
    detail = reading.load_session(store, bundled)
    tree: Any = html.fromstring(page_of(store, bundled))
    assert tree.find_class("answer")[0].text_content() == detail.head.answer
    script = tree.xpath("//ol[@class='script']/li/div[@class='line']/code")
    assert [code.text_content() for code in script] == detail.head.script.splitlines()
    assert len(tree.find_class("call")) >= len(detail.calls)
    assert len(tree.find_class("acted")) >= 5


def test_page_says_what_the_phone_showed_of_a_call(store: Store, bundled: str) -> None:
    row = reading.load_session(store, bundled).calls[0].id
    store.prove_call(bundled, row, "refuted", "the <form> is still open")
    tree: Any = html.fromstring(page_of(store, bundled))
    assert [one.text_content() for one in tree.find_class("error")] == ["not so: the <form> is still open"]


def test_several_sessions_share_a_page_with_a_table(store: Store, bundled: str) -> None:
    replay = store.start_session("replay", "again", app="app.demo.notes", parent=bundled)
    store.finish_session(replay, "done", "Replayed 0 calls")
    tree: Any = html.fromstring(page_of(store, bundled, replay))
    assert {a.get("href") for a in tree.xpath("//table//a")} == {f"#{bundled}", f"#{replay}"}


def test_what_a_screen_says_is_text_and_never_markup(store: Store) -> None:
    evil = "<script>alert(1)</script>"
    session = store.start_session("task", evil, width=100, height=100)
    attempt = store.add_attempt(session, number=1, kind="given", script=f'find("{evil}").tap()', notes=[evil])
    call = store.begin_call(
        session, attempt=attempt, seq=1, line=1, source="", ref=evil, target={}, op="tap", args=[evil], effect="read"
    )
    said = evil.replace("<", "&lt;")
    xml = f'<hierarchy><node class="a.B" bounds="[0,0][90,90]" text="{said}" package="p"/></hierarchy>'
    store.end_call(session, call, status="failed", error=evil, xml_before=xml, bounds=(0, 0, 90, 90), steps=[evil])
    store.finish_session(session, "failed", evil, f'find("{evil}").tap()')
    assert "<script" not in page_of(store, session)


def test_page_without_its_screens_says_so(store: Store, bundled: str) -> None:
    reading.keep_session(store, bundled, kept=False)
    assert retention.prune(store, before="9999")
    assert "no longer kept" in page_of(store, bundled)


def test_password_is_drawn_as_dots() -> None:
    xml = '<hierarchy><node class="android.widget.EditText" password="true" text="hunter2" bounds="[0,0][500,100]"/></hierarchy>'
    drawing = read_drawing(xml)
    assert drawing is not None and "hunter2" not in svg(drawing) and "•" in svg(drawing)


@pytest.mark.parametrize("xml", ["", "no xml", "<hierarchy/>", "<a><node bounds='x'/></a>", "\x00"])
def test_dump_that_is_none_is_not_drawn(xml: str) -> None:
    assert read_drawing(xml) is None


def test_a_consent_stands_between_the_step_before_it_and_the_one_it_is_for(store: Store) -> None:
    session = store.start_session("task", "delete the note")
    attempt = store.add_attempt(
        session, number=1, kind="write", script='main.note("Milk").delete()', output_tokens=26, ms=44_100
    )
    for seq, (ref, asked) in enumerate([("main.note", False), ("note.delete", True)], 1):
        call = store.begin_call(
            session, attempt=attempt, seq=seq, line=1, source="", ref=ref, target={}, op="tap", args=[], effect="delete"
        )
        if asked:
            store.add_consent(session, line=1, effect="delete", detail="Delete Milk", granted=True, how="asked")
        store.end_call(session, call, status="ok")
    with store.transaction() as conn:  # all of it may happen within a millisecond
        for number, table, column in ((1, "calls", "started"), (2, "consents", "at")):
            conn.execute(f"update {table} set {column} = '2026-01-01T00:00:0' || (id * 2 + {number}) || '.000'")
        conn.execute("update consents set at = '2026-01-01T00:00:06.000'")
    tree: Any = html.fromstring(page_of(store, session))
    said = [" ".join(one.text_content().split()) for one in tree.find_class("call")]
    assert [line.partition(" delete,")[0] for line in said] == [
        "ok main.note.tap()",
        "consent given Delete Milk (asked)",
        "ok note.delete.tap()",
    ]
    assert " ".join(tree.xpath("//h2")[0].text_content().split()) == "Script · 26 tokens in 44.1 s"


@pytest.mark.parametrize("status", [status for status in STATUSES if status != "running"])
def test_every_status_has_its_colour(store: Store, status: str) -> None:
    session = store.start_session("task", "t")
    store.finish_session(session, status, "An answer.")
    page = page_of(store, session)
    tree: Any = html.fromstring(page)
    assert f".{status}" in page.partition("</style>")[0] or status == "written"
    answer = set(tree.find_class("answer")[0].get("class").split())
    assert answer == {"answer"} | (
        {"done": set(), "written": set(), "unproved": {status}, "partly": {status}}.get(status, {"bad"})
    )
