"""The command line of a replay, from outside: a process of its own, the demo phone over a real adb."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from demophone.phone import DemoPhoneThread
from ground.exits import ExitCode
from interpreter.calls import Call, Outcome, Proof, Ref
from interpreter.replay.recorded import ReplayVerdict
from interpreter.replay.replaying import CallVerdict, ReplayResult, refuted_now
from sessions import reading
from sessions.records import STATUSES, CallRecord, SessionDetail, call_of, head_of
from sessions.store import Store
from thumbwright.use.replays import status_of, summary
from ui.cli import invoke

if TYPE_CHECKING:
    from tests.conftest import AdbServer

PROBE = """
import json, sys
from ui.cli import invoke
code = invoke(sys.argv[1:])
print(json.dumps({"code": int(code), "models": sorted(m for m in sys.modules if "llama" in m)}), file=sys.stderr)
"""


def test_bundled_session_replays_on_the_demo_phone_without_a_model(adb_server: AdbServer, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, "replay", "--bundled", "-s", "demo", "--json"],
        env={**os.environ, "THUMBWRIGHT_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    told = json.loads(done.stderr.strip().splitlines()[-1])
    assert told == {"code": 0, "models": []}
    result = json.loads(done.stdout)
    assert result["status"] == "same"
    assert {call["verdict"] for call in result["calls"]} == {"same"}
    assert not (tmp_path / "data" / "sessions.db").exists()
    assert not (tmp_path / "data" / "demophone" / "state").exists()


FINDS_NOTHING = 'main.search.tap()\nfinish("Not done: there is no such note.")\n'


def test_a_call_that_a_session_does_not_have_is_a_slip_of_the_person_and_no_fault_of_the_store(
    demo_phone: DemoPhoneThread, learned: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "find.py"
    file.write_text(FINDS_NOTHING)
    assert invoke(["run", str(file), "--app", "notes", "-s", demo_phone.serial, "--yes"]) == ExitCode.NOT_DONE
    assert invoke(["replay", "last", "-s", demo_phone.serial, "--from", "99"]) == ExitCode.USAGE
    assert "no call from 99" in capsys.readouterr().err
    assert invoke(["undo", "last", "-s", demo_phone.serial]) == ExitCode.NOT_DONE
    assert "nothing to put back" in capsys.readouterr().err


def test_replaying_what_failed_is_no_success_however_often(
    demo_phone: DemoPhoneThread, learned: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, junit = tmp_path / "find.py", tmp_path / "junit.xml"
    file.write_text(FINDS_NOTHING)
    assert invoke(["run", str(file), "--app", "notes", "-s", demo_phone.serial, "--yes"]) == ExitCode.NOT_DONE
    with Store() as store:
        task = reading.resolve_id(store, "last")
    capsys.readouterr()
    for _ in range(2):  # `last` stays the task, whatever was replayed since
        code = invoke(["replay", "last", "-s", demo_phone.serial, "--json", "--junit", str(junit)])
        result = json.loads(capsys.readouterr().out)
        assert (code, result["of"]) == (ExitCode.NOT_DONE, task)
        assert (result["status"], result["task"]) == ("same", "not_done")
        assert 'failures="1"' in junit.read_text()
    with Store() as store:
        heads = reading.list_sessions(store, kind="replay")
        assert [head.status for head in heads] == ["not_done", "not_done"]
        assert all("to repeat it is no success" in head.answer for head in heads)
    # nor is the replay of a replay
    assert invoke(["replay", heads[0].id, "-s", demo_phone.serial]) == ExitCode.NOT_DONE
    assert f"Session {heads[0].id}, not done." in capsys.readouterr().err


def test_a_question_is_not_answered_as_it_was_where_the_phone_says_otherwise(
    demo_phone: DemoPhoneThread, learned: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count, add = tmp_path / "count.py", tmp_path / "add.py"
    count.write_text("finish(len(main.notes()))\n")
    add.write_text('new_note.title.set_text("Milk")\nnew_note.save.tap()\n')
    on = ["--app", "notes", "-s", demo_phone.serial, "--yes"]
    assert invoke(["run", str(count), *on]) == ExitCode.DONE
    with Store() as store:
        counted = reading.resolve_id(store, "last")
    assert invoke(["replay", counted, "-s", demo_phone.serial]) == ExitCode.DONE
    assert "Recorded answer: " in capsys.readouterr().out
    assert invoke(["run", str(add), *on, "--allow", "commit"]) == ExitCode.DONE
    capsys.readouterr()
    assert invoke(["replay", counted, "-s", demo_phone.serial]) == ExitCode.DIFFERENT
    told = capsys.readouterr()
    assert "Recorded answer: " not in told.out and 'new: "Milk"' in told.err and "--rerun" in told.err
    assert invoke(["replay", counted, "-s", demo_phone.serial, "--json"]) == ExitCode.DIFFERENT
    said = json.loads(capsys.readouterr().out)
    assert (said["status"], said["task"], said["answer"]) == ("different", "not_done", "") and said["outdated"]
    with Store() as store:
        replayed = reading.list_sessions(store, kind="replay")[0]
    assert replayed.status == "not_done" and 'new: "Milk"' in replayed.answer


def test_a_replay_without_a_word_about_it_is_made_on_the_session_s_own_phone(
    start_demo_phone: Callable[..., DemoPhoneThread],
    learned: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other, own = start_demo_phone(), start_demo_phone()
    count = tmp_path / "count.py"
    count.write_text("finish(len(main.notes()))\n")
    assert invoke(["run", str(count), "--app", "notes", "-s", own.serial, "--yes"]) == ExitCode.DONE
    with Store() as store:
        session = reading.resolve_id(store, "last")
    assert invoke(["replay", session]) == ExitCode.DONE
    with Store() as store:
        assert reading.list_sessions(store, kind="replay")[0].serial == own.serial
        store.update_session(session, serial="gone")
    capsys.readouterr()
    assert invoke(["replay", session]) == ExitCode.PHONE
    told = capsys.readouterr().err
    assert "Several phones are connected" in told and other.serial in told


@pytest.mark.parametrize(
    ("ended", "verdict", "status"),
    [
        ("done", "same", "done"),
        ("done", "healed", "done"),
        ("done", "different", "not_done"),
        ("unproved", "same", "unproved"),
        ("partly", "same", "partly"),
        *((ended, "same", "not_done") for ended in STATUSES if ended not in ("done", "unproved", "partly")),
    ],
)
def test_a_replay_is_worth_no_more_than_what_it_repeats(ended: str, verdict: ReplayVerdict, status: str) -> None:
    detail = SessionDetail(head_of({"id": "abcdef", "kind": "task", "task": "t", "status": ended, "started": ""}))
    result = ReplayResult("abcdef", verdicts=[CallVerdict(1, "a.b()", 1, verdict)])
    assert status_of(detail, result) == status


def test_a_rerun_is_judged_as_any_task(
    demo_phone: DemoPhoneThread, learned: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "find.py"
    file.write_text(FINDS_NOTHING)
    invoke(["run", str(file), "--app", "notes", "-s", demo_phone.serial, "--yes"])
    capsys.readouterr()
    assert invoke(["replay", "last", "--rerun", "-s", demo_phone.serial, "--json"]) == ExitCode.NOT_DONE
    said = json.loads(capsys.readouterr().out)
    assert said["status"] == "not_done" and "there is no such note" in said["answer"]
    with Store() as store:
        rerun = reading.load_session(store, said["session"])
    assert (rerun.head.kind, rerun.head.status, rerun.head.script) == ("replay", "not_done", FINDS_NOTHING)
    assert [call.op for call in rerun.calls] == ["tap", "finish"]


def test_a_replay_whose_act_took_no_effect_this_time_is_no_success() -> None:
    row = {"id": 1, "seq": 1, "attempt": 1, "line": 1, "target": "{}", "args": "[]", "bounds": "", "acts": None}
    rest = dict.fromkeys((*CallRecord.__dataclass_fields__, "xml_before", "xml_after"), "")
    then = [call_of({**rest, **row, "proof": proof, "seq": seq}, {}) for seq, proof in ((1, "held"), (2, "refuted"))]
    still_open = Proof("refuted", "the form is still open")
    made = [(Call(seq, Ref("new_note", "save"), "tap"), Outcome("ok", proof=still_open)) for seq in (1, 2)]
    refuted = refuted_now(then, made)
    assert refuted == ["Call 1, new_note.save.tap: the form is still open"], "the second was not so then, either"
    detail = SessionDetail(head_of({"id": "abcdef", "kind": "task", "task": "t", "status": "done", "started": ""}))
    result = ReplayResult("abcdef", verdicts=[CallVerdict(1, "new_note.save.tap()", 1, "same")], refuted=refuted)
    assert not result.ok and status_of(detail, result) == "not_done"
    assert "the form is still open, this time." in summary(detail, result)
