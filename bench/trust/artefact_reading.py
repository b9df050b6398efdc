"""How the table's inputs are put to the product: a screen from a few nodes, its names, what stands in front, what is pressed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from apidocs.doc import AppDoc
from apidocs.make.screen_doc import doc_of_screen
from apidocs.screens.windows import Window
from ground.errors import ThumbwrightError
from interpreter.calls.limits import Limits
from interpreter.screen.front import Front
from interpreter.screen.interruptions import recognise
from phones.hierarchy import Hierarchy, Node
from phones.phone import Phone

APP = "org.example.shop"
WIDTH, HEIGHT = 1080, 2400


@dataclass(frozen=True)
class Artefact:
    """One input, what reads it, and what is right."""

    name: str
    kind: str
    """keyboard, label, permission, front, serial, draft, encoding, letters, shell, bounds, user, answer, library or popup."""
    source: str
    """Where somebody reported it."""
    found: Callable[[], object]
    right: object


def node(
    cls: str = "android.view.View",
    *inside: str,
    text: str = "",
    desc: str = "",
    id: str = "",  # noqa: A002 -- Android's own word
    at: str = "[0,0][1080,2400]",
    package: str = APP,
    **flags: bool,
) -> str:
    """One node as uiautomator writes it."""
    names = (
        "checkable",
        "checked",
        "clickable",
        "enabled",
        "focusable",
        "focused",
        "scrollable",
        "selected",
        "password",
    )
    states = " ".join(f'{n}="{str(flags.get(n, n == "enabled")).lower()}"' for n in names)
    return (
        f'<node index="0" text="{_said(text)}" resource-id="{id}" class="{cls}" package="{package}" content-desc="{_said(desc)}" '
        f'{states} long-clickable="false" bounds="{at}">{"".join(inside)}</node>'
    )


def _said(text: str) -> str:
    return escape(text).replace("\n", "&#10;")


def screen(*roots: str, keyboard: str = "") -> Hierarchy:
    """A dump with these windows; `keyboard` is the input method that the phone names."""
    return Hierarchy.parse(f'<hierarchy rotation="0">{"".join(roots)}</hierarchy>', "", keyboard)


def page(*inside: str) -> Hierarchy:
    """A page of the app with these nodes in it, and a heading."""
    return screen(node("android.widget.FrameLayout", *inside))


def names(shown: Hierarchy) -> list[tuple[str, str]]:
    """What a script could call things on this screen, and of which kind each is."""
    doc = doc_of_screen(shown, APP, "Shop")
    return [(element.name, element.kind.value) for element in doc.screens[0].elements]


def front_package(shown: Hierarchy) -> tuple[str, str]:
    """Whose window is in front, as the docs and as a dump tell it."""
    window = Window.of(shown)
    return window.root.package if window is not None else "", shown.package


def asked(shown: Hierarchy) -> tuple[str, str, str]:
    """What stands in the way, what allows or closes it, and what refuses."""
    found = recognise(shown)
    if found is None:
        return "", "", ""
    return found.kind, found.yes.label if found.yes else "", found.no.label if found.no else ""


def message(what: Callable[[], object]) -> str:
    """What it says against it."""
    try:
        what()
    except ThumbwrightError as error:
        return str(error)
    return ""


class Still:
    """A phone that shows one screen, and writes down where it is touched."""

    serial = "still"

    def __init__(self, shown: Hierarchy) -> None:
        self.screen, self.touched = shown, list[tuple[int, int]]()

    def dump(self) -> Hierarchy:
        return self.screen

    def shown(self) -> Hierarchy:
        return self.screen

    def settle(self, timeout_s: float = 5.0, stop: threading.Event | None = None) -> Hierarchy:
        return self.screen

    def tap(self, x: int, y: int, *, on: Node | None = None) -> None:
        self.touched.append((x, y))


def touched(shown: Hierarchy, which: Callable[[Node], bool]) -> tuple[int, int]:
    """Where a tap on a node goes. Raises CallFailed."""
    phone = Still(shown)
    doc = AppDoc(package=APP, label="Shop", start="", screens=[])
    front = Front(_as_phone(phone), doc, Limits(patience_s=0, settle_s=0), threading.Event())
    front.look()
    front.tap(next(n for n in shown.walk() if which(n)))
    return phone.touched[0]


def _as_phone(phone: object) -> Phone:
    return phone  # type: ignore[return-value]


_SAYS = """
import click, ui.cli
say = click.Command("say", callback=lambda: click.echo("→ ✓ 中文 🙂 said"))
ui.cli.root = click.Group(commands={"say": say})
ui.cli.main()
"""


def printed(arguments: Sequence[str], encoding: str) -> tuple[int, str]:
    """What the command line prints where its output isn't UTF-8."""
    with TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, "-c", _SAYS, *arguments],
            env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "THUMBWRIGHT_HOME": home, "NO_COLOR": "1"},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            timeout=60,
            check=False,
        )  # fmt: skip
    return done.returncode, done.stdout.decode(encoding, "replace").strip()[-4:]
