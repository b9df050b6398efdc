"""Apps of which nothing, or little, can be learned: that is said in clear words, and the doc of before stays whole."""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from agent.learn.learning import learn
from apidocs.doc import AppDoc
from apidocs.elements.collecting import controls
from apidocs.explore import walking
from apidocs.keep import store as docs
from apidocs.screens.marks import look
from apidocs.screens.recognising import ScreenIndex
from apidocs.screens.windows import Window
from ground.errors import DiskError, DocError
from ground.paths import docs_dir
from phones.hierarchy import Hierarchy, Node
from phones.phone import CurrentApp, InstalledApp, Key, PhoneInfo
from tests.apidocs.walks import BAR, PACKAGE, dump, main_page, n

HOME = dump(n("FrameLayout", n("TextView", text="Clock", clickable=True, package="com.home"), package="com.home"), BAR)
HOLLOW = dump(n("FrameLayout", box=(0, 0, 1080, 2400)), BAR)
GAME = dump(n("FrameLayout", n("SurfaceView", clickable=True, box=(0, 0, 1080, 2400)), box=(0, 0, 1080, 2400)), BAR)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))


class ShowingPhone:
    """A phone that shows what it is told to, whatever is done."""

    serial = "fake"

    def __init__(self, *shown: Hierarchy, locale: str = "en-US") -> None:
        self.dumps = shown
        self.locale = locale
        self.looks = 0
        self.on_settle: Callable[[], None] = lambda: None

    def settle(self, timeout_s: float = 5.0, stop: threading.Event | None = None) -> Hierarchy:
        self.looks += 1
        self.on_settle()
        now = self.dumps[self.looks % len(self.dumps)]
        return Hierarchy.parse(now.xml, now.activity) if now.xml else now

    def dump(self) -> Hierarchy:
        return self.settle()

    def shown(self) -> Hierarchy:
        return self.settle()

    def installed_apps(self) -> list[InstalledApp]:
        return [InstalledApp(PACKAGE, "Notes", "1.0"), InstalledApp("com.home", "Home", "1", home=True)]

    def info(self) -> PhoneInfo:
        return PhoneInfo("fake", "Fake", "14", 34, 1080, 2400, 0, self.locale, True, False)

    def launch(self, package: str, *, stop_first: bool = False) -> None: ...
    def tap(self, x: int, y: int, *, on: Node | None = None) -> None: ...
    def long_press(self, x: int, y: int, duration_s: float = 0.6, *, on: Node | None = None) -> None: ...
    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_s: float = 0.3) -> None: ...
    def key(self, name: Key) -> None: ...
    def type_text(self, text: str, *, clear: bool = True) -> None: ...
    def stop(self, package: str) -> None: ...
    def current_app(self) -> CurrentApp:
        return CurrentApp(PACKAGE, "")

    def clock(self) -> datetime:
        return datetime(2026, 3, 2)

    def screenshot(self) -> bytes:
        return b""

    def last_toast(self) -> str:
        return ""

    def clear_toast(self) -> None: ...
    def command(self, words: Sequence[str]) -> str:
        return ""

    def close(self) -> None: ...


def kept_doc() -> AppDoc:
    """A doc of the app from before."""
    learn(ShowingPhone(main_page("Milk", "Tea")), PACKAGE)
    return docs.load(PACKAGE)


@pytest.mark.parametrize("kept", [False, True], ids=["none kept", "one kept"])
@pytest.mark.parametrize(
    ("app", "shown", "said"),
    [
        pytest.param("notez", [HOME], "There is no app 'notez'. Nearest: Notes", id="not installed"),
        pytest.param(
            PACKAGE, [HOME], r"closes again as soon as it is started \(com.home is in front then\)", id="crashes"
        ),
        pytest.param(PACKAGE, [HOLLOW], "nothing of its screens", id="empty tree"),
        pytest.param(PACKAGE, [GAME], "draws its screens itself, as games do", id="game"),
    ],
)
def test_what_cannot_be_learned_is_said_and_the_old_doc_stays(
    kept: bool, app: str, shown: list[Hierarchy], said: str
) -> None:
    before = kept_doc() if kept else None
    with pytest.raises(DocError, match=said) as raised:
        learn(ShowingPhone(*shown), app)
    assert "Traceback" not in str(raised.value)
    if before is not None:
        assert docs.load(PACKAGE) == before
    else:
        assert docs.list_packages() == []
    assert list(docs_dir().glob("*.walk")) == []


def test_one_that_never_comes_to_rest_is_learned_as_far_as_it_goes_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [0.0]
    phone = ShowingPhone(main_page("Milk"), main_page("Tea"), main_page("Rice"))
    phone.on_settle = lambda: now.__setitem__(0, now[0] + walking.SETTLE_S)
    monkeypatch.setattr("apidocs.explore.walking.time.monotonic", lambda: now[0])
    learned = learn(phone, PACKAGE, budget_s=120)
    assert any(reason.startswith("it hardly ever came to rest: at 1") for reason in learned.poor)
    assert now[0] < 120 + 300, "it ended with its budget, and putting back with its own"


def test_a_language_whose_words_are_not_known_is_said() -> None:
    learned = learn(ShowingPhone(main_page("Maito", "Tee"), locale="fi-FI"), PACKAGE)
    assert any("what its language (fi-FI) calls things isn't known here" in reason for reason in learned.poor)
    assert not any(
        "language" in reason for reason in learn(ShowingPhone(main_page("Milch"), locale="de-DE"), PACKAGE).poor
    )


@pytest.mark.parametrize("kept", [False, True], ids=["none kept", "one kept"])
def test_with_no_space_left_the_old_doc_is_whole_and_the_learning_can_go_on(
    kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept_doc() if kept else None
    with monkeypatch.context() as full:

        def no_space(descriptor: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        full.setattr(os, "fsync", no_space)
        full.setattr("apidocs.explore.journal.write_private", lambda path, data: None)
        with pytest.raises(
            DiskError, match="can't be written: No space left on device. What was there before is whole"
        ):
            learn(ShowingPhone(main_page("Milk", "Tea")), PACKAGE)
    assert docs.list_packages() == ([PACKAGE] if kept else [])
    assert not kept or docs.load(PACKAGE) == before
    assert [path.suffix for path in docs_dir().iterdir() if path.name.startswith(".")] == []
    phone = ShowingPhone(main_page("Milk", "Tea"))
    learn(phone, PACKAGE, carry_on=True)
    assert docs.load(PACKAGE).screens and list(docs_dir().glob("*.walk")) == []


def test_reading_a_screen_of_five_thousand_nodes_costs_what_its_nodes_cost() -> None:
    doc = kept_doc()

    def work(count: int) -> int:
        """Calls made to read the screen, counted: the same ones every time, whatever else the machine does."""
        rows = [
            n("LinearLayout", n("TextView", text=f"Thing {i}", id="title"), n("TextView", text=f"{i} min", id="sub"),
              n("ImageView", desc="More", id="menu", clickable=True), clickable=True, id="row",
              box=(0, 200 + i, 1080, 201 + i))
            for i in range(count)
        ]  # fmt: skip
        shown = dump(n("FrameLayout", n("RecyclerView", *rows, id="things", scrollable=True)), BAR)
        calls = 0

        def counted(frame: object, event: str, arg: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(counted)
        try:
            read = Hierarchy.parse(shown.xml)
            window = Window.of(read)
            assert window is not None and sum(1 for _ in read.walk()) > 4 * count
            assert len(controls(look(window))) < 100
            ScreenIndex(doc).identify(read)
        finally:
            sys.setprofile(before)
        return calls

    # five times as many nodes: where each were held against each, it would be 25 times as much
    assert work(1250) < 7 * work(250)
