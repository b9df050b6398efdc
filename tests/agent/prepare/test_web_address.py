"""What is a web address, and what is a file or a name with a point in it."""

from __future__ import annotations

import pytest

from agent.prepare.web_address import names_address


@pytest.mark.parametrize(
    "task",
    [
        "open youtube.com", "please visit www.bahn.de", "go to https://192.168.0.1/status", "open http://localhost:8000",
        "show en.wikipedia.org/wiki/Tea", "browse to news.bbc.co.uk.", "open docs.google.com/report.pdf", "open www.draw.md",
    ],
)  # fmt: skip
def test_address(task: str) -> None:
    assert names_address(task)


@pytest.mark.parametrize(
    "task",
    [
        "open report.pdf", "open notes.txt", "open budget.xlsx", "show photo.jpg", "go to settings.network", "show readme.md",
        "open report.com.pdf", "open archive.tar.gz", "show clip.mov", "open song.MOBI", "open backup.zip", "open v1.2",
        "open the mail to ann@example.org", "show ann.lee@example.org", "add youtube.com to my notes",
    ],
)  # fmt: skip
def test_no_address(task: str) -> None:
    assert not names_address(task)
