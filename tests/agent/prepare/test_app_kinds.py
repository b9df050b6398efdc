"""Which kind of app a task is for, before any app was learned."""

from __future__ import annotations

import pytest

from agent.prepare.app_kinds import kinds_of
from agent.prepare.choosing import choose_apps
from phones.phone import InstalledApp

KINDS = [
    ("is the wifi on?", ["settings"]),
    ("wake me at 6", ["clock"]),
    ("start a timer for the eggs", ["clock"]),
    ("what's Lena's phone number?", ["contacts"]),
    ("what's Lena's email address?", ["contacts"]),
    ("any unread mails from Lena?", ["mail"]),
    ("do I have Priya's email?", ["contacts"]),
    ("what is Priya’s number?", ["contacts"]),
    ("what is my parents' address?", ["contacts"]),
    ("send an email to my parents", ["mail"]),
    ("what's my email say?", ["mail"]),
    ("put the dentist appointment in", ["calendar"]),
    ("will it rain tomorrow?", ["weather"]),
    ("delete the shopping list", ["notes"]),
    ("what is the capital of Peru?", []),
    ("asdf qwer", []),
]


@pytest.mark.parametrize(("task", "kinds"), KINDS, ids=[task for task, _ in KINDS])
def test_the_kind_of_app(task: str, kinds: list[str]) -> None:
    assert [kind.name for kind in kinds_of(task)] == kinds


def test_an_app_that_was_never_learned_is_found_by_what_it_is_for_and_never_the_launcher() -> None:
    installed = [InstalledApp("org.a.clock", "Clock", "1"), InstalledApp("org.a.launcher3", "Launcher3", "1")]
    choice = choose_apps("wake me at 6", [], installed, in_front="org.a.launcher3", homes=["org.a.launcher3"])
    assert choice is not None and choice.packages == ("org.a.clock",)
    assert choose_apps("hm", [], installed, in_front="org.a.launcher3", homes=["org.a.launcher3"]) is None
