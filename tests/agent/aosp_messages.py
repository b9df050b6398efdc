"""Messaging and a calculator under AOSP's packages, with the ids that their public sources have: rows without an id of their own, a
send button that shows once something is typed, keys that are read out in words."""

from __future__ import annotations

from typing import Any

from demophone.toolkit import (
    App,
    Screen,
    View,
    box,
    button,
    column,
    floating_button,
    icon_button,
    list_view,
    page,
    row,
    text,
    text_field,
    toolbar,
)

MESSAGING, CALCULATOR = "com.android.messaging", "com.android.calculator2"


class AospMessaging(App):
    package, label, version, icon = MESSAGING, "Messaging", "1.0", "chat"

    def seed(self) -> dict[str, Any]:
        return {"conversations": {"Anna": ["See you at six"], "Ben": ["Thanks!"]}, "sent": []}

    def start(self) -> Screen:
        return Conversations()


class Conversations(Screen):
    def build(self) -> View:
        def conversation(name: str, said: list[str]) -> View:
            words = column(
                text(name, "conversation_name"),
                text(said[-1], "conversation_snippet"),
                text("2 mins", "conversation_timestamp"),
            )
            return box(box(words, id="swipeableContainer"), on_click=lambda: self.open(Conversation(name)))

        rows = [conversation(name, said) for name, said in self.store["conversations"].items()]
        menu = [(title, lambda: None) for title in ("Archived", "Blocked contacts", "Settings")]
        new = floating_button("add", "Start new conversation", lambda: None, "start_new_conversation_button")
        return page(toolbar(self, "Messaging", menu=menu), list_view("android:id/list", rows), fab=new)


class Conversation(Screen):
    activity = ".ConversationActivity"

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def build(self) -> View:
        typed = self.values.get("compose_message_text", "")

        def send() -> None:
            self.store["sent"].append([self.name, self.values["compose_message_text"]])
            self.values["compose_message_text"] = ""

        menu = [(title, lambda: None) for title in ("People & options", "Archive", "Delete")]
        said = [text(words, "message_text") for words in self.store["conversations"][self.name]]
        field = text_field("compose_message_text", "Send message", weight=1)
        compose = row(
            icon_button("attach", "Add an attachment", lambda: None, "attach_media_button"),
            field,
            icon_button("send", "Send Message", send, "send_message_button") if typed else None,
            id="message_compose_view_container",
        )
        return page(toolbar(self, self.name, menu=menu, up=True), column(*said, weight=1), compose)


class AospCalculator(App):
    package, label, version, icon = CALCULATOR, "Calculator", "9", "calculator"

    def seed(self) -> dict[str, Any]:
        return {"typed": "", "result": ""}

    def start(self) -> Screen:
        return Keys()


SIGNS = {"op_add": ("+", "plus"), "op_sub": ("−", "minus"), "op_mul": ("×", "times"), "op_div": ("÷", "divide")}


class Keys(Screen):
    def build(self) -> View:
        def key(sign: str, name: str, desc: str = "") -> View:
            def typed() -> None:
                self.store["typed"] += sign

            return button(sign, typed, name, desc=desc)

        def result() -> None:
            plain = self.store["typed"]
            for sign, operator in (("×", "*"), ("÷", "/"), ("−", "-")):
                plain = plain.replace(sign, operator)
            left, operator, right = next((plain.partition(one) for one in "*/+-" if one in plain), (plain, "+", "0"))
            a, b = float(left), float(right)
            came = {"*": a * b, "/": a / b if b else 0.0, "+": a + b, "-": a - b}[operator]
            self.store["result"] = f"{came:g}"

        digits = [row(*(key(str(n), f"digit_{n}") for n in line)) for line in ((7, 8, 9), (4, 5, 6), (1, 2, 3))]
        last = row(key(".", "dec_point", "point"), key("0", "digit_0"), button("=", result, "eq", desc="equals"))
        signs = row(*(key(sign, name, desc) for name, (sign, desc) in SIGNS.items()), id="pad_operator")
        display = column(text(self.store["typed"], "formula"), text(self.store["result"], "result"), id="display")
        bar = toolbar(self, "", menu=[("History", lambda: None), ("Open source licenses", lambda: None)])
        return page(bar, display, column(*digits, last, id="pad_numeric"), signs)
