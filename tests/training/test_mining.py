"""Pairs from a person's own machine: docs' samples, done sessions without the person's words, saved tasks to judge by."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from agent.record.saved_tasks import SavedTask, make_task
from apidocs.doc import AppDoc
from apidocs.doc import Sample as DocSample
from ground.errors import SettingsError
from interpreter.replay.replaying import recorded_doc
from sessions import reading
from sessions.bundled import bundled_file
from sessions.portable import import_session, read_portable
from sessions.records import SessionDetail
from sessions.store import Store
from training.mining import mine
from training.pairs import Pair, read_folder

Recorded = tuple[SessionDetail, AppDoc]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    with Store(tmp_path_factory.mktemp("store") / "s.db") as store:
        session = import_session(store, read_portable(bundled_file().read_text("utf-8"), "first.json"))
        detail = reading.load_session(store, session)
        doc = recorded_doc(detail, lambda sha: reading.blob(store, sha))
    samples = [DocSample(task=f"open note {i}", script=f'main.note("{i}").open()') for i in range(30)]
    return detail, doc.model_copy(update={"samples": samples})


def saved_task(doc: AppDoc, number: int) -> SavedTask:
    return make_task(f"open-{number}", f"open note {number}", f'main.note("{number}").open()', doc, [])


def of(pairs: list[Pair], source: str) -> list[Pair]:
    return [pair for pair in pairs if pair.source == source]


def test_samples_that_are_learned_from_are_not_in_the_prompt(tmp_path: Path, recorded: Recorded) -> None:
    detail, doc = recorded
    mined = mine(tmp_path, [doc], [], [])
    found = read_folder(tmp_path)
    learned = {pair.task for pair in found.pairs}
    assert (mined.samples, len(learned)) == (10, 10)
    assert learned.isdisjoint(sample.task for sample in found.docs[doc.package].samples)
    assert len(found.docs[doc.package].samples) == 20
    assert len(found.of("held_out")) == 2  # without saved tasks


def test_a_saved_task_judges_and_is_neither_learned_nor_shown(tmp_path: Path, recorded: Recorded) -> None:
    detail, doc = recorded
    mined = mine(tmp_path, [doc], [], [saved_task(doc, 0), saved_task(doc, 4)])
    found = read_folder(tmp_path)
    assert mined.saved_tasks == 2
    assert {pair.task for pair in found.of("held_out")} == {"open note 0", "open note 4"}
    others = {pair.task for pair in found.of("train")} | {s.task for s in found.docs[doc.package].samples}
    assert others.isdisjoint({"open note 0", "open note 4"})


def test_done_sessions_come_without_what_the_person_said(tmp_path: Path, recorded: Recorded) -> None:
    detail, doc = recorded
    assert detail.head.app == doc.package
    mined = mine(tmp_path, [doc], [detail, detail], [])
    (pair,) = of(read_folder(tmp_path).pairs, "session")
    assert mined.sessions == 1
    assert "Picnic" not in pair.model_dump_json()
    assert "Alpha" in pair.script


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"status": "not_done"}, id="not done"),
        pytest.param({"private": True}, id="private"),
        pytest.param({"kind": "replay"}, id="a replay"),
        pytest.param({"script": ""}, id="without a script"),
        pytest.param({"script": "gone.button.tap()"}, id="whose script the doc doesn't take any more"),
        pytest.param({"app": "another.app"}, id="of an app that isn't learned"),
    ],
)
def test_a_session_that_teaches_nothing_is_left_out(
    tmp_path: Path, recorded: Recorded, change: dict[str, object]
) -> None:
    detail, doc = recorded
    other = dataclasses.replace(detail, head=dataclasses.replace(detail.head, **change))  # type: ignore[arg-type]
    assert mine(tmp_path, [doc], [other], []).sessions == 0


def test_too_little_says_what_it_takes(tmp_path: Path, recorded: Recorded) -> None:
    detail, doc = recorded
    few = doc.model_copy(update={"samples": doc.samples[:5]})
    with pytest.raises(SettingsError, match="thumbwright apps learn"):
        mine(tmp_path, [few], [detail], [])


def test_the_same_machine_gives_the_same_pairs(tmp_path: Path, recorded: Recorded) -> None:
    detail, doc = recorded
    digests = [mine(tmp_path / name, [doc], [detail], [saved_task(doc, 4)]).digest for name in "ab"]
    assert digests[0] == digests[1]
    assert mine(tmp_path / "c", [doc], [], [saved_task(doc, 4)]).digest != digests[0]
    assert oct((tmp_path / "a" / "docs").stat().st_mode & 0o777) == "0o700"
