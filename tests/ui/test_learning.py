"""What the terminal UI is told while an app is learned: stages, what was put back, why it isn't kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from apidocs.doc import Screen
from apidocs.explore.putting_back import Change, PutBack
from apidocs.keep import store as docs
from demophone.apps import builtin_apps
from demophone.device import Device
from demophone.phone import DemoPhoneThread
from ground.errors import CancelledError, DocError
from phones.android import AndroidPhone, open_phone
from tests.apidocs.explore.sticky_app import StickyApp
from tests.ui.conftest import ScriptedWriter
from thumbwright.use.learned import put_back_words
from ui.learning import learn_app
from ui.messages import WorkMoved

pytestmark = pytest.mark.whole

STICKY = StickyApp.package


@pytest.fixture
def phone(start_demo_phone: Callable[..., DemoPhoneThread]) -> Iterator[AndroidPhone]:
    demo = start_demo_phone(lambda: Device([*builtin_apps(), StickyApp()]))
    with open_phone(demo.serial) as opened:
        yield opened


def learned(phone: AndroidPhone, moved: list[WorkMoved], stop: threading.Event | None = None) -> str:
    writer = ScriptedWriter("nothing\n")
    return learn_app(
        phone,
        STICKY,
        demo=False,
        budget=100,
        stop=stop or threading.Event(),
        moved=moved.append,
        writer=lambda: writer,
    )


def test_the_stages_come_in_order_and_the_doc_is_there_from_describing_on(phone: AndroidPhone) -> None:
    moved: list[WorkMoved] = []
    kept: dict[str, bool] = {}

    def note(message: WorkMoved) -> None:
        moved.append(message)
        kept[message.stage] = docs.list_packages() == [STICKY]

    writer = ScriptedWriter("nothing\n")
    learn_app(phone, STICKY, demo=False, budget=100, stop=threading.Event(), moved=note, writer=lambda: writer)
    stages = [message.stage for message in moved]
    assert [stages[0], *(b for a, b in pairwise(stages) if a != b)] == ["exploring", "describing", "warming"]
    assert kept == {"exploring": False, "describing": True, "warming": True}


def test_what_was_put_back_is_in_the_words_at_the_end(phone: AndroidPhone) -> None:
    assert "Put back in Sticky: Open: folder stands at All, was Work." in learned(phone, [])


def test_a_worse_doc_is_an_error_that_says_why(phone: AndroidPhone) -> None:
    learned(phone, [])
    kept = docs.load(STICKY)
    more = [Screen(name=f"further_{n}", elements=kept.screens[0].elements) for n in range(9)]
    docs.save(kept.model_copy(update={"screens": [*kept.screens, *more]}))
    with pytest.raises(DocError, match="is not kept: it has .* the kept one"):
        learned(phone, [])


def test_stopped_it_says_what_it_left(phone: AndroidPhone) -> None:
    stop = threading.Event()

    class Stops(list[WorkMoved]):
        def append(self, message: WorkMoved) -> None:
            if message.done >= 8:
                stop.set()

    with pytest.raises(
        CancelledError, match=r"What was seen is kept.* --continue. Put back in .*: folder stands at All, was Work"
    ):
        learned(phone, Stops(), stop)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (PutBack(), []),
        (
            PutBack(left=[Change("Lists", "folder", "All notes", "Home")]),
            ["Notes is not as it was: Lists: folder stands at Home, was All notes. Put it back by hand."],
        ),
        (
            PutBack(unseen=["Settings", "About"]),
            ["Not looked at again in Notes, so whether they stand as before is not known: Settings, About."],
        ),
        (
            PutBack(problem="The phone is gone. Plug it in."),
            [
                "Notes could not be looked at again (The phone is gone. Plug it in). Learning it again puts back the rest."
            ],
        ),
        (PutBack(rows="its first screen lists other rows than before: without Milk"),
         ["Notes: its first screen lists other rows than before: without Milk."]),
    ],
)  # fmt: skip
def test_what_is_said_of_it(result: PutBack, said: list[str]) -> None:
    assert put_back_words("Notes", result) == said
