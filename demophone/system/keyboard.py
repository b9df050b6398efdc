"""The soft keyboard: its window, the keys one can touch, and which texts a field takes."""

from __future__ import annotations

from ..toolkit import App, Screen, View, box, column, row
from ..toolkit.view import MATCH, dp
from ..toolkit.widgets import FRAME
from .statusbar import SystemHost

KEYBOARD = "com.android.inputmethod.latin"
KEYBOARD_IME = f"{KEYBOARD}/.LatinIME"
ADB_KEYBOARD_IME = "com.github.uiautomator/.AdbKeyboard"
LETTERS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SYMBOLS = ("1234567890", "@#$_&-+()", "*\"':;!?")
DIGITS = ("123", "456", "789", "+0*")


class KeyboardApp(App):
    """The package that owns the keyboard."""

    package, label, version, system_app, in_launcher = KEYBOARD, "Keyboard", "14", True, False

    def start(self) -> Screen:
        raise NotImplementedError("A keyboard has no launcher entry")


class Keyboard(SystemHost):
    """Keys as views that are painted and touched; the dump shows the keyboard as one view, as real ones do."""

    shift = False
    symbols = False

    @property
    def window_package(self) -> str:
        return self.device.settings.get(("secure", "default_input_method"), KEYBOARD_IME).partition("/")[0]

    def build(self) -> View:
        kind = self.device.typist.input_kind()
        rows = self._digits() if kind in ("number", "phone") else self._letters(kind)
        keys = column(*rows, id="keyboard_view", cls="android.view.View", height=MATCH, pad=(4, 8, 4, 24))
        return box(box(keys, id="android:id/inputArea", cls=FRAME, height=MATCH, bg="keyboard"), cls=FRAME)

    def _letters(self, kind: str) -> list[View]:
        lines: tuple[str, ...] = SYMBOLS if self.symbols else LETTERS
        lines = tuple(line.upper() for line in lines) if self.shift else lines
        done = "Enter" if kind == "multiline" else {"search": "Search"}.get(kind, "Done")
        first, second, third = ([self._key(c) for c in line] for line in lines)
        third = [
            self._special("shift", self._flip_shift, icon="up"),
            *third,
            self._special("delete", self.device.typist.delete_back, icon="backspace"),
        ]
        fourth = [
            self._special("abc" if self.symbols else "?123", self._flip_symbols), self._key(","), self._key(" ", weight=5),
            self._key("."), self._special(done, self.device.typist.submit, bg="accent", color="on_accent"),
        ]  # fmt: skip
        return [_line(first), _line(second, indent=18), _line(third), _line(fourth)]

    def _digits(self) -> list[View]:
        rows = [[self._key(c) for c in line] for line in DIGITS]
        rows[2].append(self._special("delete", self.device.typist.delete_back, icon="backspace"))
        rows[3].append(self._special("Done", self.device.typist.submit, bg="accent", color="on_accent"))
        rows[0].append(self._key("-"))
        rows[1].append(self._key("."))
        return [_line(keys) for keys in rows]

    def _key(self, character: str, weight: float = 1) -> View:
        return self._cap(character if character != " " else "space", lambda: self._type(character), weight=weight)

    def _special(self, label: str, action: object, **looks: object) -> View:
        return self._cap(label, action, **{"weight": 1.5, "bg": "container", **looks})

    def _cap(self, label: str, action: object, **looks: object) -> View:
        options: dict[str, object] = {"bg": "card", "size": 18 if len(label) == 1 else 13, **looks}
        return View(
            cls="android.view.View", text=label, on_click=action, quiet=True, height=MATCH, gravity="center middle", radius=6,  # type: ignore[arg-type]
            margin=(2.5, 4, 2.5, 4), **options,  # type: ignore[arg-type]
        )  # fmt: skip

    def _type(self, character: str) -> None:
        self.device.type_text(character, replace=False)
        self.shift = False

    def _flip_shift(self) -> None:
        self.shift = not self.shift

    def _flip_symbols(self) -> None:
        self.symbols = not self.symbols


def _line(keys: list[View], indent: float = 0) -> View:
    return row(*keys, weight=1, height=MATCH, pad=(indent, 0, indent, 0), quiet=True)


def keyboard_height(ime: str, height: int, width: int) -> int:
    """Pixels of the keyboard's window; AdbKeyboard shows only a thin strip."""
    if ime == ADB_KEYBOARD_IME:
        return dp(32)
    return dp(288) if height > width else dp(190)


ALLOWED = {"number": "0123456789", "phone": "0123456789+*#()-/ .,;"}


def acceptable(text: str, kind: str, max_length: int) -> str:
    """What a field keeps of a text: Android's key listeners drop the characters that don't belong, however they come."""
    if kind in ALLOWED:
        text = "".join(c for c in text if c in ALLOWED[kind])
    if kind != "multiline":
        text = text.replace("\n", " ")
    return text[:max_length] if max_length else text
