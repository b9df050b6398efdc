"""Reaching people from the contacts app: dialling, a call under way, text messages."""

from __future__ import annotations

from datetime import datetime

from demophone.apps._contacts_base import ContactsScreen
from demophone.toolkit import (
    View,
    button,
    column,
    divider,
    icon_button,
    list_view,
    page,
    row,
    space,
    text,
    text_field,
    toolbar,
)


def start_call(screen: ContactsScreen, number: str) -> None:
    """Call a number, after the confirmation the settings ask for and the permission the system asks for."""

    def begin(allowed: bool) -> None:
        if allowed:
            began = screen.now()
            screen.store["calls"].append({"number": number, "at": f"{began:%Y-%m-%d %H:%M}"})
            screen.open(Call(number, began))

    def dial() -> None:
        screen.ask_permission("call_phone", "make and manage phone calls", begin)

    if not number:
        screen.toast("There is no number to call")
    elif screen.settings["confirm_call"]:
        screen.confirm("Call?", number, "Call", dial)
    else:
        dial()


class Dialer(ContactsScreen):
    activity = ".DialerActivity"

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number

    def build(self) -> View:
        keys = [row(*(self.key(k) for k in line)) for line in ("123", "456", "789", "*0#")]
        erase = icon_button("backspace", "Backspace", self.erase, "erase", enabled=bool(self.number))
        line = row(
            text(self.number, "digits", size=32, weight=1, gravity="center", width=-1, max_lines=1),
            erase,
            pad=(16, 24, 16, 24),
        )
        call = icon_button(
            "call",
            "Dial",
            lambda: start_call(self, self.number),
            "dial_button",
            bg="accent",
            color="on_accent",
            radius=32,
        )
        call.width, call.height, call.align, call.margin = 64, 64, "center", (0, 16, 0, 32)
        return page(toolbar(self, "Phone", up=True), line, space(weight=1), *keys, call)

    def key(self, digit: str) -> View:
        return button(
            digit, lambda: self.press(digit), f"key_{digit}" if digit.isdecimal() else "", weight=1, height=72, size=28
        )

    def press(self, digit: str) -> None:
        self.number += digit

    def erase(self) -> None:
        self.number = self.number[:-1]


class Call(ContactsScreen):
    activity = ".InCallActivity"
    live = True

    def __init__(self, number: str, began: datetime) -> None:
        super().__init__()
        self.number, self.began, self.muted = number, began, False

    def build(self) -> View:
        person = next((self.name(c) for c in self.store["contacts"] if c["phone"] == self.number), self.number)
        seconds = int((self.now() - self.began).total_seconds())
        state = "Calling…" if seconds < 3 else f"{seconds // 60:02}:{seconds % 60:02}"
        mute = icon_button(
            "volume", "Mute", self.flip_mute, "button_mute", selected=self.muted, bg="container", radius=24
        )
        end = button("End call", self.close, "button_end", filled=True, bg="error", width=160, align="center")
        return column(
            space(96),
            text(person, "call_name", size=30, align="center"),
            text(self.number, "call_number", color="muted", align="center"),
            text(state, "call_state", align="center", margin=(0, 16, 0, 0)),
            space(weight=1),
            row(mute, gravity="center middle"),
            space(32),
            end,
            space(64),
            height=-1,
        )

    def flip_mute(self) -> None:
        self.muted = not self.muted


class Compose(ContactsScreen):
    activity = ".ComposeActivity"

    def __init__(self, numbers: list[str]) -> None:
        super().__init__()
        self.values["recipients"] = ", ".join(numbers)

    def build(self) -> View:
        sent = [m for m in self.store["messages"] if m["to"] == self.values["recipients"]]
        rows = [
            text(
                m["text"],
                "message_text",
                bg="container",
                radius=16,
                pad=(14, 10, 14, 10),
                align="right",
                margin=(64, 6, 16, 6),
            )
            for m in sent
        ]
        send = icon_button(
            "send", "", self.send, "send_button", color="accent", enabled=bool(self.values.get("message", "").strip())
        )
        line = row(
            text_field("message", "Text message", weight=1, input="multiline", autofocus=True), send, pad=(12, 6, 4, 10)
        )
        return page(
            toolbar(self, "New message", up=True), text_field("recipients", "To", input="phone", art=""), divider(),
            list_view("messages_list", rows, empty=" "), line,
        )  # fmt: skip

    def send(self) -> None:
        if not self.values["recipients"].strip():
            self.toast("Add a recipient")
            return
        self.store["messages"].append({"to": self.values["recipients"], "text": self.values["message"].strip()})
        self.values["message"] = ""
        self.toast("Message sent")

    def on_back(self) -> bool:
        if self.values.get("message", "").strip():
            self.ask_discard("The message has not been sent.")
            return True
        return False
