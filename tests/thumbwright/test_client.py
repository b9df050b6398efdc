"""A phone from Python: what is run, what comes of it, who is asked, and who is told that it is in use."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel

import thumbwright as tw
from demophone.phone import DemoPhoneThread
from ground.exits import ExitCode
from tests.thumbwright.conftest import ADD_NOTE, ScriptedWriter

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
READ_NOTE = 'finish(main.note("Gift ideas").text)'


def test_a_task_in_words_is_written_carried_out_and_told(phone: tw.Phone, writer: ScriptedWriter) -> None:
    tokens: list[str] = []
    scripts: list[str] = []
    calls: list[str] = []
    result = phone.run(
        "add a note called Milk",
        app="Notes",
        allow=["commit"],
        on_token=tokens.append,
        on_script=lambda text, notes: scripts.append(text),
        on_call=lambda call, outcome: calls.append(f"{call.source}: {outcome.status}"),
    )
    assert (result.status, result.app, result.task) == ("done", "app.demo.notes", "add a note called Milk")
    assert result.done and result.expect_done() is result
    assert "".join(tokens).startswith(ADD_NOTE.rstrip()) and scripts == [ADD_NOTE]
    assert calls == ['new_note.title.set_text("Milk"): ok', "new_note.save.tap(): ok"]
    assert [(call.line, call.effect) for call in result.calls] == [(1, "input"), (2, "commit")]
    assert tw.session(result.session).head.answer == result.answer
    assert type(result).model_validate_json(result.model_dump_json()) == result


@pytest.mark.parametrize("how", ["nobody", "no", "yes", "beforehand"])
def test_what_saves_needs_a_yes(phone: tw.Phone, how: str) -> None:
    asked: list[str] = []

    def consent(question: tw.Question) -> bool:
        asked.append(question.what)
        return how == "yes"

    result = phone.run(
        script=ADD_NOTE,
        app="Notes",
        allow=["commit"] if how == "beforehand" else [],
        consent=consent if how in ("no", "yes") else None,
    )
    assert result.status == ("done" if how in ("yes", "beforehand") else "denied")
    assert asked == (['Save, with: title = "Milk"?'] if how in ("no", "yes") else [])
    assert ("allow=[" in result.besides) is (how == "nobody")
    if not result.done:
        with pytest.raises(tw.NotDone) as error:
            result.expect_done()
        assert error.value.result is result and result.session in error.value.where


@pytest.mark.parametrize(
    "given",
    [ADD_NOTE, 'main.note("Gift ideas").open()', "# app: Notes\nfinish('x')", "finish(settings.theme.value)"],
    ids=["two lines", "one line", "a function alone", "a function of a value"],
)
def test_a_scripts_text_is_told_from_words(phone: tw.Phone, writer: ScriptedWriter, given: str) -> None:
    assert phone.run(given, allow=["commit"]).script == given
    assert writer.asked == []


@pytest.mark.parametrize(
    "words",
    ["add a note called Milk", "Milk", "call (555) 0199", "note: eggs, milk", "what's on?", "finish (homework)"],
)
def test_words_are_told_from_a_script(still_phone: tw.Phone, words: str) -> None:
    assert still_phone.run(words, app="Notes", dry_run=True).script == ADD_NOTE


def test_a_script_file_and_what_was_written(phone: tw.Phone, tmp_path: Path, writer: ScriptedWriter) -> None:
    file = tmp_path / "add.py"
    file.write_text(ADD_NOTE, "utf-8")
    assert phone.run(str(file), allow=["commit"]).done
    written = phone.write("add a note called Milk", app="Notes")
    assert (written.script, written.ok, [e.effect for e in written.effects if e.asks]) == (ADD_NOTE, True, ["commit"])
    asked = len(writer.asked)
    assert phone.run(written, allow=["commit"]).done and len(writer.asked) == asked


def test_a_saved_task_takes_its_values(phone: tw.Phone) -> None:
    from agent.record.saved_tasks import load
    from ui.cli import invoke

    first = phone.run("add a note called Milk", app="Notes", allow=["commit"])
    invoke(["tasks", "save", first.session, "add-note", "--yes"])
    (parameter,) = [p.name for p in load("add-note").parameters]
    result = phone.run("@add-note", values={parameter: "Bread"}, allow=["commit"])
    assert result.done and "Bread" in result.script
    with pytest.raises(tw.SettingsError, match="no --colour"):
        phone.run("@add-note", values={"colour": 1})


def test_a_session_is_repeated_without_a_model(phone: tw.Phone, writer: ScriptedWriter) -> None:
    result = phone.run(script=READ_NOTE, app="Notes")
    again = phone.replay(result)
    assert (again.ok, again.verdict, again.of, again.status) == (True, "same", result.session, "done")
    assert [one.kind for one in phone.sessions()] == ["replay", "task"] and writer.asked == []


class Note(BaseModel):
    title: str


def test_an_answer_in_a_form_of_the_callers(phone: tw.Phone) -> None:
    result = phone.run(script=READ_NOTE, app="Notes", output=Note)
    assert result.answer.startswith("Gift ideas")
    assert result.output == Note(title="Gift ideas")


def test_what_a_callback_raises_stops_the_run_and_goes_on(phone: tw.Phone, demo_phone: DemoPhoneThread) -> None:
    def fails(call: tw.Call, outcome: tw.Outcome) -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        phone.run(script=ADD_NOTE, app="Notes", allow=["commit"], on_call=fails)
    (head,) = phone.sessions()
    assert head.status == "cancelled" and "taken back" in head.answer
    assert phone.run(script=ADD_NOTE, app="Notes", allow=["commit"]).done


def test_ctrl_c_stops_at_a_safe_point_and_goes_on(phone: tw.Phone) -> None:
    with pytest.raises(KeyboardInterrupt):
        phone.run(script=ADD_NOTE, app="Notes", allow=["commit"], on_call=lambda *_: signal.raise_signal(signal.SIGINT))
    (head,) = phone.sessions()
    assert head.status == "cancelled" and "taken back" in head.answer
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_closing_in_a_callback_stops_the_run_and_closes_at_its_end(demo_phone: DemoPhoneThread) -> None:
    phone = tw.connect(demo_phone.serial)
    result = phone.run(script=ADD_NOTE, app="Notes", allow=["commit"], on_call=lambda *_: phone.close())
    assert result.status == "cancelled"
    with pytest.raises(tw.PhoneClosed):
        phone.dump()
    tw.connect(demo_phone.serial).close()


KILLED = """
import os, signal, sys
import thumbwright as tw
phone = tw.connect(sys.argv[1])
phone.run(script=sys.argv[2], app="Notes", on_call=lambda *_: os.kill(os.getpid(), signal.SIGKILL))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
def test_a_program_that_is_killed_in_the_middle_leaves_the_phone_free_and_its_session_told(
    demo_phone: DemoPhoneThread, caplog: pytest.LogCaptureFixture
) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, demo_phone.serial, ADD_NOTE], cwd=ROOT, timeout=60)
    assert done.returncode == -signal.SIGKILL
    with tw.connect(demo_phone.serial) as phone:
        (head,) = phone.sessions()
        assert (head.status, head.calls) == ("interrupted", 1)
        assert f"Session {head.id} was interrupted" in caplog.text
        # what the killed one had typed stands there still: it is nobody's to throw away
        assert "would lose something" in phone.run(script=READ_NOTE, app="Notes").answer


def test_a_consent_that_raises_is_no(phone: tw.Phone) -> None:
    def fails(question: tw.Question) -> bool:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        phone.run(script=ADD_NOTE, app="Notes", consent=fails)
    assert phone.sessions()[0].status == "cancelled"


def test_a_second_program_is_told_who_has_the_phone(phone: tw.Phone, demo_phone: DemoPhoneThread) -> None:
    with pytest.raises(tw.PhoneInUse) as error:
        tw.connect(demo_phone.serial)
    assert error.value.where == demo_phone.serial and "(import thumbwright)" in str(error.value)
    assert 'wait="10m"' in error.value.to_do and "--wait" not in str(error.value)


def test_a_second_thread_and_a_callback_of_its_own_run_are_told(phone: tw.Phone) -> None:
    told: list[Exception] = []

    def again(*_: object) -> None:
        for use in (lambda: phone.run(script=READ_NOTE, app="Notes"), lambda: phone.replay()):
            try:
                use()
            except tw.PhoneBusy as error:
                told.append(error)

    def other_thread(*args: object) -> None:
        thread = threading.Thread(target=again)
        thread.start()
        thread.join(20)

    phone.run(script=READ_NOTE, app="Notes", on_call=again)
    phone.run(script=READ_NOTE, app="Notes", on_call=other_thread)
    assert len(told) >= 4 and "in the middle of something: run" in str(told[0])


def test_a_run_is_stopped_by_another_thread_and_by_its_time(phone: tw.Phone) -> None:
    waits = 'main.note("Gift ideas").text\nwait(30)\n'
    assert phone.run(script=waits, app="Notes", timeout_s=0.5).status == "cancelled"
    threading.Timer(0.5, phone.stop).start()
    assert phone.run(script=waits, app="Notes").status == "cancelled"
    with pytest.raises(tw.SettingsError):
        phone.run(script=waits, app="Notes", timeout_s=0)


def test_a_closed_phone_says_so_and_is_free(demo_phone: DemoPhoneThread, writer: ScriptedWriter) -> None:
    first = tw.connect(demo_phone.serial)
    first.close()
    first.close()
    with pytest.raises(tw.PhoneClosed):
        first.run("add a note")
    with tw.connect(demo_phone.serial) as second:
        assert second.info.android == "14"


def test_a_phone_that_is_dropped_is_given_back(demo_phone: DemoPhoneThread) -> None:
    assert tw.connect(demo_phone.serial).app("Notes").note("Gift ideas").exists
    with tw.connect(demo_phone.serial) as second:
        assert second.screenshot().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("use", "error"),
    [
        pytest.param(lambda phone: phone.run(""), tw.SettingsError, id="no task"),
        pytest.param(lambda phone: phone.run("x", script="y"), tw.SettingsError, id="two things"),
        pytest.param(lambda phone: phone.run("x", values={"a": 1}), tw.SettingsError, id="values of nothing"),
        pytest.param(lambda phone: phone.run("@none"), tw.SettingsError, id="no saved task"),
        pytest.param(lambda phone: phone.run("nowhere.py"), tw.SettingsError, id="no file"),
        pytest.param(lambda phone: phone.run("x", app="Spreadsheets"), tw.DocError, id="no app"),
        pytest.param(lambda phone: phone.run("x", app="Notes", allow=["fly"]), tw.SettingsError, id="no effect"),
        pytest.param(lambda phone: phone.replay("zzzz"), tw.StoreError, id="no session"),
        pytest.param(lambda phone: phone.learn(""), tw.SettingsError, id="no app to learn"),
        pytest.param(lambda phone: tw.doc("Spreadsheets"), tw.DocError, id="no doc"),
        pytest.param(lambda phone: tw.connect("nowhere"), tw.NoPhone, id="no phone"),
        pytest.param(lambda phone: tw.connect("demo", wait="soon"), tw.SettingsError, id="no time"),
    ],
)
def test_what_is_wrong_is_an_error_of_its_own_kind(
    still_phone: tw.Phone, use: Callable[[tw.Phone], object], error: type[tw.ThumbwrightError]
) -> None:
    with pytest.raises(error) as raised:
        use(still_phone)
    assert raised.value.what and raised.value.to_do
    assert raised.value.exit_code is not ExitCode.DONE


def test_the_model_is_closed_with_the_phone_unless_it_was_given(
    demo_phone: DemoPhoneThread, writer: ScriptedWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[ScriptedWriter] = []

    def open_writer(*_: object) -> ScriptedWriter:
        opened.append(ScriptedWriter(ADD_NOTE))
        return opened[-1]

    monkeypatch.setattr("thumbwright.use.opening.open_writer", open_writer)
    with tw.connect(demo_phone.serial) as phone:
        assert opened == []
        phone.run("add a note called Milk", app="Notes", dry_run=True)
        phone.run("add a note called Milk", app="Notes", dry_run=True)
    assert [one.closed for one in opened] == [True]
    with tw.connect(demo_phone.serial, writer=writer) as phone:
        phone.run("add a note called Milk", app="Notes", dry_run=True)
    assert not writer.closed


def test_what_is_kept_needs_no_phone(phone: tw.Phone, tmp_path: Path) -> None:
    assert [one.package for one in tw.docs()] == ["app.demo.notes"]
    assert tw.doc("notes").label == "Notes"
    assert not tw.check("main.foo.tap()", app="Notes").ok
    result = phone.run(script=READ_NOTE, app="Notes")
    assert "Gift ideas" in tw.report(result.session, tmp_path / "report.html").read_text("utf-8")
    assert '"Gift ideas"' in tw.export(result.session)
    assert "uiautomator2" in tw.export(result.session, "python")
