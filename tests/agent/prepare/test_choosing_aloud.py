"""Choosing the app of a task on a phone: of what was learned only what is on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from agent.prepare.choosing_aloud import choose
from demophone.phone import DemoPhoneThread
from ground.errors import DocError
from phones.android import open_phone
from tests.interpreter.notes_app import NOTES_DOC


def test_an_app_that_was_learned_on_another_phone_is_not_chosen(
    start_demo_phone: Callable[..., DemoPhoneThread], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    elsewhere = NOTES_DOC.model_copy(update={"package": "org.example.elsewhere", "label": "Jotter"})
    with open_phone(start_demo_phone().serial) as phone:
        installed = phone.installed_apps()
        # with all of them learned their docs decide, and none has the words that the other one has
        bare = {"screens": NOTES_DOC.screens[:1], "transitions": [], "samples": []}
        here = [
            NOTES_DOC.model_copy(update={"package": one.package, "label": one.label} | bare)
            for one in installed
            if not one.home
        ]
        with pytest.raises(DocError, match="nothing says which app"):
            choose("turn off confirm before deleting", phone, [elsewhere, *here], installed, None, None)
    # where no phone is looked at (thumbwright write), any that was learned may be meant
    assert choose("turn off confirm before deleting", None, [elsewhere], [], None, None).packages == (
        "org.example.elsewhere",
    )
