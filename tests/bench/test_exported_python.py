"""An exported Python file, run with uiautomator2 alone on a fresh demo phone, comes to the session's own end state."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.session_corpus import state_of
from demophone.device import Device
from sessions import reading
from sessions.bundled import CLOCK, bundled_file
from sessions.exporting import to_python
from sessions.portable import import_session, read_portable
from sessions.store import Store

if TYPE_CHECKING:
    from demophone.phone import DemoPhoneThread


def test_exported_file_does_the_same_without_thumbwright(
    start_demo_phone: Callable[..., DemoPhoneThread], tmp_path: Path
) -> None:
    device = Device(fixed_clock=datetime.fromisoformat(CLOCK))
    phone = start_demo_phone(lambda: device)
    with Store(tmp_path / "s.db") as store:
        session = import_session(store, read_portable(bundled_file().read_text("utf-8"), "first.json"))
        file = tmp_path / "exported.py"
        file.write_text(to_python(reading.load_session(store, session)), "utf-8")
    before = phone.call(lambda: state_of(device))
    done = subprocess.run(
        [sys.executable, "-I", str(file), phone.serial], capture_output=True, text=True, timeout=100, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert "Picnic says: Bread, olives and lemonade" in done.stdout
    notes: Any = phone.call(lambda: device.app_state("app.demo.notes"))
    assert any(n["title"] == "Picnic" and n["body"] == "Bread, olives and lemonade" for n in notes["notes"])
    assert notes["settings"]["text_size"] == "Large" and notes["settings"]["word_count"] is True
    assert before != phone.call(lambda: state_of(device))
