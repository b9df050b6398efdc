"""What the recorded phone shows once a run has left the recording."""

from __future__ import annotations

from pathlib import Path

import pytest

from demophone.recorded.device import BACK, RecordedDevice


@pytest.mark.parametrize("stays", [False, True])
def test_screen_is_empty_or_stays_and_nothing_acts_on_it(stays: bool, recordings: list[Path]) -> None:
    device = RecordedDevice(recordings[0])
    device.begin(next(iter(device.recording.tasks)), stays=stays)
    (before,) = device.windows()
    device.key(BACK)  # there is nothing to go back to
    assert device.report()["left"]
    (after,) = device.windows()
    assert (after is before) if stays else not after.children
    log = device.report()["log"]
    device.tap(device.width / 2, device.height / 2)
    device.key(BACK)
    assert device.report()["log"] == log
