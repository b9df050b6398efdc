"""`thumbwright undo` on the phone that the session was made on: a demo phone that has ended since is started again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ground.exits import ExitCode

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def script(tmp_path: Path) -> str:
    file = tmp_path / "count.py"
    file.write_text("# app: Notes\nsettings.show_word_count.turn_on()\n", "utf-8")
    return str(file)


def test_what_was_set_on_the_demo_phone_is_put_back_though_that_has_ended(
    cli: Cli, adb_server: object, learned: str, script: str
) -> None:
    assert cli("run", script, "-s", "demo", "--yes")[0] == ExitCode.DONE
    code, answer, said = cli("undo", "--yes")
    assert code == ExitCode.DONE, said
    assert "off" in answer and "already" not in answer


def test_one_that_was_on_another_phone_is_not_put_back_on_the_demo_phone(cli: Cli, adb_server: object) -> None:
    from sessions.store import Store

    with Store() as store:
        session = store.start_session("task", "t", serial="127.0.0.1:1", phone="Pixel 8, Android 14")
        store.finish_session(session, "done", "", "phone.dark_theme.turn_on()\n")
    code, _, said = cli("undo")
    assert code == ExitCode.PHONE and "127.0.0.1:1" in said
