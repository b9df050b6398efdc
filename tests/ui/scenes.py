"""The terminal UI with data that never changes: what the snapshots and the README's picture show.

`python -m tests.ui.scenes` writes the picture anew.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

from textual.message import Message
from textual.pilot import Pilot

from apidocs.doc import AppDoc, Effect
from ground.errors import PhoneError
from interpreter.calls import Call, Outcome, Proof, Question, Ref
from interpreter.check.checking import check
from interpreter.reading.edits import Change
from interpreter.repair.repairing import RepairNote
from phones.adb import Listed
from phones.hierarchy import Bounds, Hierarchy
from sessions import store as session_store
from sessions.store import Store
from ui.app import ThumbwrightApp
from ui.knowledge import Known
from ui.messages import (
    AppChosen,
    ApprovalAsked,
    CallBegan,
    CallEnded,
    ConsentAsked,
    PhoneChanged,
    PhoneState,
    QuestionAsked,
    Reply,
    ScreenSeen,
    ScriptOffered,
    ScriptReady,
)
from ui.phone_thread import PhoneThread
from ui.views.run import RunView
from ui.views.run_shown import Phase
from ui.views.settings import SettingsView
from ui.widgets.script_view import ScriptView
from ui.widgets.task_input import TaskInput

DATA = Path(__file__).parent / "data"
PICTURE = Path(__file__).parents[2] / "docs" / "run.svg"
SIZE = (120, 36)
TASK = "add a note called Milk"
SCRIPT = 'new_note.title.set_text("Milk")\nnew_note.save.tap()\nfinish("The note is there.")\n'
READY = PhoneState("ready", "emulator-5554", "Pixel 8", "Android 15")
NONE = PhoneState("none", words="no phone is connected")
MODEL = ("✓", "$success", "qwen2.5-coder-1.5b")
LISTED = [
    Listed("emulator-5554", "device", "Pixel_8"),
    Listed("R58M12ABCDE", "unauthorized"),
    Listed("192.168.1.20:37099", "offline", "Redmi_Note_12"),
]
CHECKS = [
    ("adb", "ok", "the bundled one, version 1.0.41", ""),
    ("phone", "ok", "Pixel 8, Android 15, over USB", ""),
    ("taps", "fail", "the phone refuses taps", "Developer options: “USB debugging (Security settings)” on"),
    ("animations", "warn", "they are on: each step waits for them", "F switches them off"),
    ("model", "ok", "qwen2.5-coder-1.5b, 1.12 GB", ""),
    ("memory", "ok", "16.0 GB, the model takes 2.0", ""),
]


class StillPhone(PhoneThread):
    """No thread, no phone: the scene says what is to be seen."""

    def __init__(self, tell: Callable[[Message], object], state: PhoneState = READY) -> None:
        super().__init__(tell)
        self.state = state
        self.begun = False

    def start(self) -> None:
        self.begun = True
        self._tell(PhoneChanged(self.state))

    def use(self, serial: str) -> None: ...

    def look(self) -> None: ...

    def close(self, timeout_s: float = 5.0) -> None: ...


class StillApp(ThumbwrightApp):
    """Shows what it is told, and looks for nothing."""

    def __init__(self, *, bare: bool = False) -> None:
        """`bare`: as on the first day, without a phone, an app, or a model."""
        super().__init__()
        self._bare = bare
        self.phone = StillPhone(self._told, NONE if bare else READY)

    def read_again(self) -> None:  # type: ignore[override]
        missing = ("2", "$primary", "F6, then p, fetches it (1.12 GB, once)")
        self._know(Known(model=missing) if self._bare else Known({"app.demo.notes": "Notes"}, [TASK], [], MODEL))


def doc() -> AppDoc:
    return AppDoc.model_validate_json((DATA / "app.demo.notes.json").read_text("utf-8"))


def screen(name: str) -> Hierarchy:
    return Hierarchy.parse((DATA / f"{name}.xml").read_text("utf-8"))


async def still(pilot: Pilot[object]) -> RunView:
    """Once the app has begun: what the scene tells comes after what it tells of itself."""
    app = cast(ThumbwrightApp, pilot.app)
    while not cast(StillPhone, app.phone).begun:
        await pilot.pause(0.01)
    await pilot.pause()
    for line in app.query(TaskInput):
        line.cursor_blink = False
    return cast(RunView, app.view("run"))


async def idle(pilot: Pilot[object]) -> None:
    """As it opens: a phone, a model, an app that was learned."""
    view = await still(pilot)
    pilot.app.post_message(PhoneChanged(READY))
    await pilot.pause()
    view.post_message(ScreenSeen(screen("list")))
    await pilot.pause()


async def running(pilot: Pilot[object]) -> None:
    """A task in the middle of its run."""
    view = await still(pilot)
    pilot.app.post_message(PhoneChanged(PhoneState("busy", READY.serial, READY.name, READY.words)))
    from ui.widgets.guide import Guide

    view.query_one(Guide).hide()
    view._words, view._pace.first_act_s = TASK, 1.4
    save = Bounds(805, 77, 937, 209)
    steps = ["brought up Notes, came to main", "went by main.new_note to new_note_dialog"]
    typed = Outcome("ok", effect=Effect.INPUT, proof=Proof("held", 'title shows "Milk"'), steps=steps, ms=331)
    first = Call(1, Ref("new_note", "title"), "set_text", ("Milk",), 1, 'new_note.title.set_text("Milk")')
    second = Call(2, Ref("new_note", "save"), "tap", (), 2, "new_note.save.tap()")
    for message in (
        AppChosen("Notes", "its doc has the task's words", False),
        ScriptReady(SCRIPT, [], check(SCRIPT, doc())),
        CallBegan(first),
        CallEnded(first, typed),
        CallBegan(second),
        ScreenSeen(screen("form"), b"", save),
    ):
        view.post_message(message)
    await pilot.pause()
    view._show_phase()
    view.query_one(ScriptView).focus()
    await _painted(pilot)


async def asking(pilot: Pilot[object]) -> None:
    """The run asks before it saves."""
    await running(pilot)
    what = 'Save, with: title = "Milk"?'
    question = Question(Effect.COMMIT, what, 2, "new_note.save.tap()", False)
    (await still(pilot)).post_message(ConsentAsked(question, Reply()))
    await _painted(pilot)


async def question(pilot: Pilot[object]) -> None:
    """Something is asked about the script, which stays to be read."""
    await running(pilot)
    what = "Your words don't say all that this script does: line 2: it saves something. Run it all the same?"
    (await still(pilot)).post_message(QuestionAsked(what, ["no", "yes"], Reply()))
    await _painted(pilot)


async def picture(pilot: Pilot[object]) -> None:
    """The phone as a picture, in half blocks."""
    await idle(pilot)
    await pilot.press("ctrl+g")
    (await still(pilot)).post_message(ScreenSeen(screen("list"), (DATA / "list.png").read_bytes()))
    await _painted(pilot)


async def waiting(pilot: Pilot[object]) -> None:
    """The script waits for Enter."""
    await running(pilot)
    (await still(pilot)).phase = Phase.WAITING
    await _painted(pilot)


async def _painted(pilot: Pilot[object]) -> None:
    await pilot.pause(0.1)  # the script is painted at most thirty times a second
    await pilot.pause()


async def done(pilot: Pilot[object]) -> None:
    """The answer of a task on an app that isn't learned."""
    await running(pilot)
    view = await still(pilot)
    call = Call(2, Ref("new_note", "save"), "tap", (), 2, "new_note.save.tap()")
    view.post_message(CallEnded(call, Outcome("ok", effect=Effect.COMMIT, ms=412)))
    await pilot.pause()
    view._over()
    pilot.app.post_message(PhoneChanged(READY))
    view.post_message(ScreenSeen(screen("list")))
    view._say(
        "Done: the note is there.", "First act after 1.4 s, answer after 6.1 s (model 2.0 s). Session abc1de.", "done"
    )
    await _painted(pilot)


async def offered(pilot: Pilot[object]) -> None:
    """Before it runs: what was changed in the script, and what was not and may be meant."""
    await running(pilot)
    view = await still(pilot)
    written = 'new_note.title.set_text("Milk")\nnew_note.ok.tap()\nmain.notes.tap()\n'
    script = written.replace("new_note.ok", "new_note.save")
    changed = RepairNote(2, "new_note has no ok; save saves it", "new_note.ok.tap()", "new_note.save.tap()")
    offer = Change(
        script, script.replace("main.notes.tap()", 'main.note("Milk").open()'), 3, "a list can't be tapped, a row can"
    )
    view.post_message(ScriptReady(script, [str(changed)], check(script, doc())))
    view.post_message(ScriptOffered([offer]))
    view.post_message(ApprovalAsked(script, Reply()))
    await _painted(pilot)


async def unproved(pilot: Pilot[object]) -> None:
    """Carried out, and something of it couldn't be seen."""
    await running(pilot)
    view = await still(pilot)
    call = Call(2, Ref("new_note", "save"), "tap", (), 2, "new_note.save.tap()")
    unseen = Proof("unseen", 'nothing that tells changed on the screen after "Save"')
    view.post_message(CallEnded(call, Outcome("ok", effect=Effect.COMMIT, proof=unseen, ms=412)))
    await pilot.pause()
    view._over()
    pilot.app.post_message(PhoneChanged(READY))
    answer = 'Done: typed "Milk" into title, tapped "Save". Not proved: nothing that tells changed on the screen after "Save".'
    view._say(answer, "First act after 1.4 s, answer after 6.1 s (model 2.0 s). Session abc1de.", "unproved")
    await _painted(pilot)


async def first(pilot: Pilot[object]) -> None:
    """The first day; for an app that is `bare`."""
    await still(pilot)
    await _painted(pilot)


async def failed(pilot: Pilot[object]) -> None:
    """Something went wrong."""
    await idle(pilot)
    error = PhoneError('No phone answers at "192.168.1.20:37099". Is wireless debugging still on?')
    cast(ThumbwrightApp, pilot.app).trouble_with(error)
    await _painted(pilot)


async def settings(pilot: Pilot[object]) -> None:
    """With what the doctor found."""
    await go("f7")(pilot)
    view = cast(SettingsView, cast(ThumbwrightApp, pilot.app).view("settings"))
    view.query_one("#values").border_subtitle = "~/.config/thumbwright/settings.toml"
    for check_ in CHECKS:
        view._found(check_)
    view._looked()
    await _painted(pilot)


def go(*keys: str):  # type: ignore[no-untyped-def]
    """Keys, each after what the last one set off."""

    async def pressed(pilot: Pilot[object]) -> None:
        await still(pilot)
        for key in keys:
            await pilot.press(key)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
        await _painted(pilot)

    return pressed


def fill_store() -> None:
    """Two sessions whose ids and times are always the same."""
    count = 0

    def frozen() -> str:
        nonlocal count
        count += 1
        return f"2026-11-20T09:30:{count // 10:02d}.{count % 10}00+00:00"

    real, session_store.now = session_store.now, frozen
    try:
        with Store() as store:
            for number, (task, status, answer) in enumerate(
                [
                    ("how many notes are in Home?", "not_done", "Not done: there is no folder of this name."),
                    (TASK, "done", "Done: typed “Milk” into title, tapped “Save”."),
                ]
            ):
                session = store.start_session("task", task, app="app.demo.notes", app_label="Notes", phone="Pixel 8")
                store.db.conn.execute("update sessions set id = ? where id = ?", [f"abc{number}de", session])
                session = f"abc{number}de"
                store.add_event(session, "phone", "was locked; the task waited until it was unlocked")
                store.add_event(session, "app", "Notes: its doc has the task's words")
                attempt = store.add_attempt(
                    session, number=1, kind="write", script=SCRIPT, prompt=task, reply=SCRIPT,
                    prompt_tokens=2112, evaluated_tokens=31, output_tokens=29, first_token_ms=240, ms=1190,
                )  # fmt: skip
                for seq, (element, op, args, effect) in enumerate(
                    [("title", "set_text", ["Milk"], "input"), ("save", "tap", [], "commit")], 1
                ):
                    row = store.begin_call(
                        session, attempt=attempt, seq=seq, line=seq, source=SCRIPT.splitlines()[seq - 1],
                        ref=f"new_note.{element}", target={"screen": "new_note", "element": element}, op=op, args=args,
                        effect=effect,
                    )  # fmt: skip
                    xml = (DATA / "form.xml").read_text("utf-8")
                    store.end_call(
                        session, row, status="ok", effect=effect, locator="resource_id", screen_before="new_note",
                        screen_after="main" if op == "tap" else "new_note", xml_before=xml, xml_after=xml,
                        bounds=(805, 77, 937, 209) if op == "tap" else (0, 220, 1080, 369), ms=331.0 / seq, proof="held",
                        proof_note='title shows "Milk"' if op == "set_text" else "the form closed after \"Save\"",
                    )  # fmt: skip
                    if op == "tap":
                        store.add_consent(
                            session, line=2, effect="commit", granted=True, how="asked",
                            detail='Tap "Save" on new_note, with: title = "Milk"',
                        )  # fmt: skip
                store.finish_session(
                    session, status, answer, SCRIPT, prompt_tokens=2112, output_tokens=29, model_ms=1190, phone_ms=496,
                    first_act_ms=1400, answer_ms=6100,
                )  # fmt: skip
    finally:
        session_store.now = real


async def _draw() -> str:
    app = StillApp()
    async with app.run_test(size=SIZE) as pilot:
        await running(cast("Pilot[object]", pilot))
        return app.export_screenshot(title="thumbwright")


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["THUMBWRIGHT_HOME"] = home
        PICTURE.write_text(asyncio.run(_draw()), "utf-8")
    print(f"Written: {PICTURE}")


if __name__ == "__main__":
    main()
