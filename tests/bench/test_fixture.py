"""A session's fixture: a folder that the demo phone shows, on which the session can be replayed without its phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.quiet import Nobody
from bench.session_corpus import ALL
from demophone.recorded.recording import Recording
from ground.errors import SettingsError, StoreError
from interpreter.consent.policy import Policy
from interpreter.replay.replaying import replay_session
from sessions import reading
from sessions.bundled import bundled_file
from sessions.fixture import write_fixture
from sessions.portable import export_session, import_session, read_portable
from sessions.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import AdbServer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "s.db") as opened:
        import_session(opened, read_portable(bundled_file().read_text("utf-8"), "first.json"))
        yield opened


def written(store: Store, folder: Path) -> Path:
    detail = reading.load_session(store, "last")
    write_fixture(detail, lambda sha: reading.blob(store, sha), export_session(store, "last"), folder)
    return folder


def test_fixture_is_a_recording_with_every_step(store: Store, tmp_path: Path) -> None:
    recording = Recording(written(store, tmp_path / "fixture") / "app")
    assert recording.problems == []
    kinds = {edge.kind for edge in recording.edges}
    assert {"tap", "set_text"} <= kinds and len(recording.edges) >= 8


def test_session_replays_on_its_own_fixture(store: Store, tmp_path: Path, adb_server: AdbServer) -> None:
    from demophone.process import DemoPhoneProcess
    from phones.android import open_phone

    folder = written(store, tmp_path / "fixture")
    (test,) = folder.glob("test_session_*.py")
    compile(test.read_text("utf-8"), str(test), "exec")
    detail = reading.load_session(store, "last")
    with DemoPhoneProcess(recorded=folder / "app") as demo:
        phone = open_phone(demo.address)
        try:
            result = replay_session(
                detail, lambda sha: reading.blob(store, sha), phone, policy=Policy(allow=ALL), person=Nobody(), until=4
            )
        finally:
            phone.close()
    assert [v.verdict for v in result.verdicts if v.verdict not in ("same", "healed")] == [], result.verdicts


def test_folder_that_holds_something_is_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").write_text("x")
    with pytest.raises(SettingsError, match="not empty"):
        written(store, tmp_path / "mine")


def test_session_in_which_no_screen_was_seen_has_nothing_to_show(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        store.finish_session(store.start_session("task", "is wifi on?"), "cancelled", "Cancelled.")
        with pytest.raises(StoreError, match="keeps no screens"):
            written(store, tmp_path / "fixture")
    assert not (tmp_path / "fixture").exists()
