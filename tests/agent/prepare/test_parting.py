"""Tasks of which one part is the phone's and the other an app's."""

from __future__ import annotations

import pytest

from agent.prepare.parting import may_be_parted, parted
from phones.phone import InstalledApp

APPS = [
    InstalledApp(f"app.demo.{name.lower()}", name, "1")
    for name in ("Notes", "Clock", "Contacts", "Settings", "Calendar", "Mail")
]


@pytest.mark.parametrize(
    ("first", "between", "second"),
    [
        ("turn on wifi", " and ", "add a note called Milk"),
        ("add a note called Milk", " and ", "turn on wifi"),
        ("turn on dark mode", ", then ", "delete the draft agenda note"),
        ("delete the gym alarm", " and ", "turn on do not disturb"),
        ("how many notes do I have", ", and ", "is wifi on?"),
        ("set an alarm for 6", " and ", "delete the School run alarm"),
        ("Turn the volume down to 20%", ". ", "Show me the note about Lisbon"),
    ],
)
def test_two_parts(first: str, between: str, second: str) -> None:
    task = f"{first}{between}{second}"
    assert may_be_parted(task) and parted(task, APPS, []) == (first, second)


@pytest.mark.parametrize(
    "task",
    [
        "turn off wifi and bluetooth",
        "turn on dark mode and dim the screen to 20%",
        "turn off bluetooth and water the plants",
        "add a note: buy milk and turn off wifi at home",
        "text Ben that I'm late and turn off wifi",
        'add a note called "wifi" and pin it',
        "turn on wifi and tell me if it worked",
        "delete the draft note and the one about wifi",
        "if wifi is off turn it on and add a note",
        "add a note called Milk",
        "and",
        "",
    ],
)
def test_one_task_is_one(task: str) -> None:
    assert parted(task, APPS, []) is None
