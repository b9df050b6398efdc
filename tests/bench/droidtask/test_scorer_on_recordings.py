"""The scorer's self-test over real recordings: it tells right from wrong on every ground truth."""

from pathlib import Path

import pytest

from bench.droidtask.selftest import Check, check_all
from demophone.recorded.device import RecordedDevice

pytestmark = pytest.mark.whole


def test_ground_truth_is_success_and_less_or_more_is_not(recordings: list[Path]) -> None:
    wrong: list[str] = []
    checks: list[Check] = []
    for folder in recordings:
        for check in check_all(RecordedDevice(folder)):
            checks.append(check)
            if check.as_recorded.verdict != "success":
                wrong.append(f"{folder.name} {check.task}: {check.as_recorded.reasons}")
            if check.dropped != check.dropped_failed:
                wrong.append(f"{folder.name} {check.task}: a success without a required act")
            if check.toggled is False:
                wrong.append(f"{folder.name} {check.task}: a success with one toggle more")
    assert not wrong
    assert len(checks) > 90
    assert all(check.dropped > 0 for check in checks)
    assert sum(check.toggled is not None for check in checks) > 20
