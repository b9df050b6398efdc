"""The command line of a replay, from outside: a process of its own, the demo phone over a real adb."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

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
