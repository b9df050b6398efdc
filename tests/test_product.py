"""The whole product once, everything in it real: adb, uiautomator2's server protocol, the demo phone, the 1.5B model, the
sandbox, SQLite. What `make demo` shows a person, judged by the state the phone ends in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ground.errors import ModelError
from ground.settings import Settings

if TYPE_CHECKING:
    from agent.model.writing import Writer
    from demophone.phone import DemoPhoneThread

pytestmark = [pytest.mark.model, pytest.mark.timeout(900)]
NOTES = "app.demo.notes"


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory, models_folder: str) -> Iterator[Writer]:
    pytest.importorskip("llama_cpp", reason="needs the extra thumbwright[llama]")
    from agent.files.model_files import resolve_model
    from agent.model.local import open_local_writer

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THUMBWRIGHT_MODELS", models_folder)
        patch.setenv("THUMBWRIGHT_HOME", str(tmp_path_factory.mktemp("home")))
        try:
            resolve_model(Settings().model)
        except ModelError as error:
            pytest.skip(str(error))
        opened = open_local_writer(Settings().model)
        yield opened
        opened.close()


def note_titles(phone: DemoPhoneThread) -> list[str]:
    notes: Any = phone.call(lambda: phone.device.app_state(NOTES)["notes"])
    return [note["title"] for note in notes if not note.get("deleted")]


def test_an_app_is_learned_and_tasks_in_words_are_done_and_recorded(
    writer: Writer, start_demo_phone: Callable[..., DemoPhoneThread], tmp_path: Path
) -> None:
    from agent.learn.learning import DEMO_EFFECTS, learn
    from agent.task.unwatched import Unwatched
    from apidocs.doc import Effect
    from bench.quiet import Nobody
    from demophone.device import Device
    from phones.android import open_phone
    from sessions import reading
    from sessions.store import Store
    from thumbwright.use.tasks import TaskOptions, do_task

    assert os.environ["THUMBWRIGHT_HOME"]
    demo = start_demo_phone()
    allow = [effect.value for effect in Effect]
    with open_phone(demo.serial) as phone, Store(tmp_path / "sessions.db") as store:
        learned = learn(phone, "notes", allow=DEMO_EFFECTS, budget_calls=160, writer=writer)
        assert len(learned.doc.screens) > 8 and learned.doc.samples

        # exploring the demo phone leaves its marks (a folder chosen, a switch turned): tasks start on a phone as new
        demo.call(lambda: demo.phone.replace_device(Device()))

        def run(task: str) -> str:
            report = do_task(
                task,
                phone=phone,
                writer=writer,
                watcher=Unwatched(),
                person=Nobody(),
                options=TaskOptions(app=NOTES, allow=allow),
                store=store,
            )
            detail = reading.load_session(store, report.session)
            assert detail.head.status == report.result.status and detail.attempts and detail.head.output_tokens > 0
            print(f"{task}\n{report.result.script}{report.result.answer}")  # shown where an assertion fails
            for call, outcome in report.result.calls:
                print(f"  {call.ref}.{call.op} {outcome.status} {outcome.steps} {outcome.error}")
            return report.result.status

        before = note_titles(demo)
        assert run("add a note called Dentist with the text Tuesday at three") == "done"
        assert sorted(note_titles(demo)) == sorted([*before, "Dentist"])
        assert any("draft" in title.lower() for title in before)
        assert run("delete all notes with draft in the title") == "done"
        assert not [title for title in note_titles(demo) if "draft" in title.lower()]
