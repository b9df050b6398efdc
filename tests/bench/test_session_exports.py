"""Sessions taken elsewhere: exported Python files come to the recorded end on a reset phone, Maestro flows hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.maestro import problems
from bench.session_corpus import Bench, learn_docs, record_case, record_corpus
from bench.session_exports import measure_exports
from bench.session_share import measure_share
from bench.sessions import EXPORTS, PACKAGES
from interpreter.replay.replaying import recorded_doc
from sessions import reading
from sessions.bundled import bundled_file
from sessions.exporting import to_maestro
from sessions.portable import import_session, read_portable
from sessions.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import AdbServer

pytestmark = pytest.mark.whole

SCRIPTS = (
    ("make the text huge", 'settings.text_size.choose("Huge")'),
    ('delete the note "Ideas"', 'main.note("Ideas").long_press()\nselection.delete.tap()'),
    ("add a note", 'new_note.title.set_text("Übermorgen ${x}")\nnew_note.save.tap()'),
)


@pytest.fixture(scope="module")
def bench(adb_server: AdbServer) -> Iterator[Bench]:
    with Bench() as opened:
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "s.db") as opened:
        yield opened


def test_three_sessions_hold_in_both_forms_and_on_a_slower_phone(bench: Bench, store: Store, tmp_path: Path) -> None:
    session = import_session(store, read_portable(bundled_file().read_text("utf-8"), "first.json"))
    doc = recorded_doc(reading.load_session(store, session), lambda sha: reading.blob(store, sha))
    cases = [case for words, script in SCRIPTS if (case := record_case(bench, store, doc, words, script)) is not None]
    assert len(cases) == 3
    found = measure_exports(bench, store, cases, tmp_path)
    assert (found.total, found.python_same, found.maestro_ok) == (3, 3, 3), found.missed
    share, same = measure_share(store, cases[:1])
    assert same == 1 and 0 < share < 0.5
    assert problems(to_maestro(reading.load_session(store, session))) == []


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_twenty_recorded_sessions_hold(bench: Bench, store: Store, tmp_path: Path) -> None:
    cases = list(record_corpus(bench, store, learn_docs(bench, PACKAGES), EXPORTS))
    found = measure_exports(bench, store, cases, tmp_path)
    assert (found.python_same, found.maestro_ok) == (EXPORTS, EXPORTS), found.missed


HEAD = "appId: a.b\n---\n"


@pytest.mark.parametrize(
    ("flow", "said"),
    [
        (HEAD + "- back\n- tapOn:\n    text: OK\n- eraseText: 5\n- inputText: x\n", ""),
        ("- back\n", "a head"),
        ("appId: nothing\n---\n- back\n", "appId wants"),
        (HEAD + "- tap: OK\n", "there is no 'tap'"),
        (HEAD + "- tapOn\n", "wants an argument"),
        (HEAD + "- tapOn:\n    index: 1\n", "wants one of id, point, text"),
        (HEAD + "- tapOn:\n    text: '['\n", "no regular expression"),
        (HEAD + "- tapOn:\n    class: x\n    text: y\n", "has no 'class'"),
        (HEAD + "- swipe:\n    start: 10%,50%\n", "wants one of end"),
        (HEAD + "- swipe:\n    start: 10%,150%\n    end: 1%,1%\n", "whole numbers"),
        (HEAD + '- inputText: "${1 + 1}"\n', "run as code"),
        (HEAD + "- pressKey: Menu\n", "knows no key"),
        (HEAD + "- launchApp:\n    appId: a.b\n    stopApp: 1\n", "true or false"),
        (HEAD + "- back: [\n", "no YAML"),
    ],
    ids=lambda value: value.replace(HEAD, "").strip() if isinstance(value, str) else "",
)
def test_flow_is_held_against_the_documentation(flow: str, said: str) -> None:
    found = "; ".join(problems(flow))
    assert said in found and bool(said) == bool(found)
