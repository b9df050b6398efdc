"""Alert dialogs: messages, choices, several choices, a line of text, with Android's own ids for panels and buttons."""
# ruff: noqa: A002 -- `id` and `input` are Android's own words for these attributes

from __future__ import annotations

from collections.abc import Callable

from .screen import Overlay
from .view import MATCH, WRAP, Handler, Rect, View, dp
from .widgets import FRAME, LINEAR, box, button, column, row, space, text, text_field

Button = tuple[str, Callable[[], object] | None]
"""Label and handler. A handler that returns False keeps the dialog open."""


class Dialog(Overlay):
    """A panel in the middle of the screen: title, message or something of its own, up to three buttons."""

    def __init__(
        self,
        title: str,
        message: str = "",
        *,
        positive: Button | None = None,
        negative: Button | None = None,
        neutral: Button | None = None,
        cancelable: bool = True,
        on_cancel: Handler | None = None,
    ) -> None:
        super().__init__()
        self.title, self.message = title, message
        self.positive, self.negative, self.neutral = positive, negative, neutral
        self.cancelable, self.on_cancel = cancelable, on_cancel
        self.outside_closes = cancelable

    def body(self) -> View | None:
        """What stands between the title and the buttons, where it isn't a message."""
        return None

    def on_back(self) -> bool:
        if self.cancelable:
            self.cancel()
        return True

    def cancel(self) -> None:
        self.dismiss()
        if self.on_cancel:
            self.on_cancel()

    def frame(self, area: Rect, wanted: Callable[[int], tuple[int, int]]) -> Rect:
        width = min(area.width - dp(40), dp(420))
        height = min(wanted(width)[1], area.height - dp(48))
        left = area.left + (area.width - width) // 2
        top = area.top + (area.height - height) // 2
        return Rect(left, top, left + width, top + height)

    def build(self) -> View:
        title = text(self.title, "alertTitle", size=22, width=MATCH)
        top = column(row(title, id="title_template"), id="topPanel", pad=(24, 20, 24, 8)) if self.title else None
        content: View | None = None
        if self.message:
            words = text(self.message, "android:id/message", color="muted", width=MATCH)
            content = View(
                cls="android.widget.ScrollView", id="scrollView", scroll="y", weight=1, height=WRAP, pad=(24, 8, 24, 8),
                children=[column(words)],
            )  # fmt: skip
            content = box(content, id="contentPanel", weight=1)
        body = self.body()
        custom = box(body, id="customPanel", weight=1) if body else None
        panel = column(top, content, custom, self._buttons(), id="parentPanel", bg="dialog", radius=24)
        return box(box(panel, id="android:id/content"), cls=FRAME)

    def _buttons(self) -> View | None:
        if not (self.positive or self.negative or self.neutral):
            return None

        def one(which: Button | None, id: str) -> View | None:
            return button(which[0], lambda: self.press(which), f"android:id/{id}") if which else None

        bar = row(
            one(self.neutral, "button3"), space(weight=1), one(self.negative, "button2"), one(self.positive, "button1"),
            pad=(12, 8, 12, 12),
        )  # fmt: skip
        return View(cls="android.widget.ScrollView", id="buttonPanel", children=[bar])

    def press(self, which: Button | None) -> None:
        """What a button does: its handler, then the dialog goes, unless the handler returned False."""
        if which is None:
            return
        index = self.screen.overlays.index(self) if self in self.screen.overlays else -1
        if which[1] is not None:
            # taken away first, so that a handler may open the next dialog or leave the screen
            self.dismiss()
            if which[1]() is False and index >= 0:
                self.screen.overlays.insert(index, self)
        else:
            self.dismiss()


def _choice_list(rows: list[View]) -> View:
    return View(
        cls="android.widget.ListView", id="select_dialog_listview", flow="column", scroll="y", height=WRAP, recycling=True,
        children=rows, pad=(0, 4, 0, 8), focusable=True,
    )  # fmt: skip


def _choice(label: str, on: bool, art: str, on_click: Handler) -> View:
    return View(
        cls="android.widget.CheckedTextView", id="android:id/text1", text=label, art=art, checkable=True, checked=on,
        on_click=on_click, height=52, pad=(22, 0, 24, 0), gravity="middle", key=f"choice:{label}",
    )  # fmt: skip


class ChoiceDialog(Dialog):
    """One of several, as radio rows; picked at once, or with OK where `confirm`."""

    def __init__(
        self, title: str, options: list[str], chosen: str, then: Callable[[str], object], *, confirm: bool = False
    ) -> None:
        super().__init__(title, negative=("Cancel", None))
        self.options, self.chosen, self.then, self.confirm = options, chosen, then, confirm
        if confirm:
            self.positive = ("OK", lambda: then(self.chosen) if self.chosen else None)

    def body(self) -> View:
        return _choice_list([_choice(o, o == self.chosen, "radio", lambda o=o: self._pick(o)) for o in self.options])  # type: ignore[misc]

    def _pick(self, option: str) -> None:
        self.chosen = option
        if not self.confirm:
            self.dismiss()
            self.then(option)


class MultiChoiceDialog(Dialog):
    """Any of several, as checkbox rows, with OK and Cancel."""

    def __init__(self, title: str, options: list[str], chosen: list[str], then: Callable[[list[str]], object]) -> None:
        super().__init__(title, negative=("Cancel", None), positive=("OK", self._done))
        self.options, self.chosen, self.then = options, set(chosen), then

    def body(self) -> View:
        return _choice_list([_choice(o, o in self.chosen, "checkbox", lambda o=o: self._flip(o)) for o in self.options])  # type: ignore[misc]

    def _flip(self, option: str) -> None:
        self.chosen ^= {option}

    def _done(self) -> None:
        self.then([option for option in self.options if option in self.chosen])


class PromptDialog(Dialog):
    """Asks for a line of text. `check` returns what is wrong with it, which is then shown as a toast, or an empty string."""

    def __init__(
        self,
        title: str,
        then: Callable[[str], object],
        *,
        value: str = "",
        hint: str = "",
        action: str = "OK",
        input: str = "text",
        field: str = "edit_text",
        message: str = "",
        check: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(title, message, negative=("Cancel", None), positive=(action, self._done))
        self.then, self.hint, self.input, self.field, self.check = then, hint, input, field, check
        self.values[field] = value

    def body(self) -> View:
        field = text_field(
            self.field, self.hint, input=self.input, autofocus=True, outline="outline", radius=6,
            on_submit=lambda: self.press(self.positive),
        )  # fmt: skip
        return column(field, pad=(24, 8, 24, 4), cls=LINEAR)

    def _done(self) -> object:
        typed = self.values[self.field]
        wrong = self.check(typed.strip()) if self.check else ""
        if wrong:
            self.toast(wrong)
            return False
        return self.then(typed)
