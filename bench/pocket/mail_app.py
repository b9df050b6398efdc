"""Mail: an inbox, an archive and a bin, messages with stars, answers and forwards, search and settings.

An app for the demo phone that doesn't come with it, written after everything that learns apps and writes scripts, so that
nothing was made with it in mind: `thumbwright phones demo --app bench/pocket/mail_app.py`.
"""

from __future__ import annotations

from typing import Any

from demophone.toolkit import (
    App,
    Screen,
    SettingsScreen,
    View,
    avatar,
    bottom_bar,
    button,
    floating_button,
    icon_button,
    list_row,
    list_view,
    page,
    pref,
    pref_category,
    row,
    scroll_view,
    search_bar,
    text,
    text_field,
    toolbar,
)

Message = dict[str, Any]
BOXES = ["Inbox", "Starred", "Archive", "Bin"]
LABELS = ["None", "Home", "School", "Travel", "Money"]
_MESSAGES = [
    ("Hannah Reed", "hannah.reed@posteo.example", "Saturday at the cabin", "2026-03-02", True,
     "We get there around noon. The door code is 4827, the key to the shed hangs inside. When will you come?"),
    ("Parcel Express", "info@parcelexpress.example", "Your parcel is on its way", "2026-03-02", True,
     "Tracking number: PX4471920. It arrives on Wednesday between 10 and 12."),
    ("Northgate Energy", "billing@northgate.example", "Invoice for February", "2026-03-01", False,
     "The amount of 64.20 is due on 15 March. Invoice number 20260301."),
    ("Oakfield School", "office@oakfield.example", "School trip on 19 March", "2026-03-01", True,
     "Please send the signed form back by Friday. The bus leaves at 8:15."),
    ("FitClub", "hello@fitclub.example", "Your membership is about to end", "2026-02-28", False,
     "Renew this week and get one month for free."),
    ("Trail & Peak", "news@trailpeak.example", "Newsletter: boots for spring", "2026-02-28", False,
     "New boots, old prices. Only this weekend."),
    ("Ben Hollis", "ben@hollis.example", "Re: budget meeting", "2026-02-27", True,
     "Fine with me. Is it still on Wednesday?"),
    ("City Library", "loans@library.example", "Two books are due", "2026-02-27", False,
     "The Glass Harbour and Winter Maps are due on 6 March."),
    ("Green Kitchen", "letters@greenkitchen.example", "Newsletter: ten soups", "2026-02-26", False,
     "Ten soups for cold evenings, all of them without cream."),
    ("Elif Kaya", "elif@kaya.example", "Photos from Lisbon", "2026-02-25", False,
     "I put them in the shared folder. The one with the tram is my favourite."),
]  # fmt: skip


class MailApp(App):
    package, label, version, icon, accent = "app.demo.mail", "Mail", "7.3", "mail", "#7A3B5D"

    def seed(self) -> dict[str, Any]:
        messages = [
            {"id": number, "from": name, "address": address, "subject": subject, "date": date, "unread": unread, "body": body,
             "box": "Inbox", "starred": False, "label": "None"}
            for number, (name, address, subject, date, unread, body) in enumerate(_MESSAGES, 1)
        ]  # fmt: skip
        settings = {
            "signature": "Sent from my phone", "notifications": True, "pictures": "Always", "swipe": "Archive",
            "undo": "10 seconds", "confirm_delete": True, "holiday": False, "density": "Comfortable",
            "holiday_text": "I'm away and will answer next week.",
        }  # fmt: skip
        return {"messages": messages, "sent": [], "settings": settings}

    def start(self) -> Screen:
        return Mailbox()


class MailScreen(Screen):
    """What all screens of the app share."""

    def messages(self, box: str) -> list[Message]:
        found = [m for m in self.store["messages"] if m["box"] == box]
        if box == "Starred":
            found = [m for m in self.store["messages"] if m["starred"] and m["box"] != "Bin"]
        return sorted(found, key=lambda m: (m["date"], -m["id"]), reverse=True)


class Mailbox(MailScreen):
    def __init__(self) -> None:
        super().__init__()
        self.box, self.searching = "Inbox", False

    def build(self) -> View:
        wanted = self.values.get("search_src_text", "").strip().lower() if self.searching else ""
        shown = [m for m in self.messages(self.box) if wanted in f"{m['from']} {m['subject']} {m['body']}".lower()]
        empty = "Nothing found" if self.searching else "Nothing in here"
        boxes = [("inbox", "Inbox"), ("star", "Starred"), ("archive", "Archive"), ("delete", "Bin")]
        bar = None if self.searching else bottom_bar(boxes, self.box, self.pick)
        fab = None if self.searching else floating_button("edit", "Write", lambda: self.open(Compose()))
        if fab:
            fab.margin = (0, 0, 16, 96)
        return page(self.bar(), list_view("message_list", [self.row(m) for m in shown], empty=empty), bar, fab=fab)

    def bar(self) -> View:
        if self.searching:
            return search_bar(self, self.end_search, "Search mail")
        menu = [("Mark all as read", self.all_read), ("Settings", lambda: self.open(Settings()))]
        return toolbar(self, self.box, [icon_button("search", "Search", self.begin_search, "menu_search")], menu)

    def row(self, message: Message) -> View:
        def flip() -> None:
            message["starred"] = not message["starred"]

        star = icon_button(
            "star" if message["starred"] else "star_off", "", flip, "message_star", selected=message["starred"]
        )
        words = f"{message['subject']}\n{message['body']}"
        return list_row(
            message["from"], words, id="message_row", title_id="message_sender", subtitle_id="message_preview",
            leading=avatar(message["from"]), trailing=star, on_click=lambda: self.read(message), selected=message["unread"],
            key=f"message:{message['id']}",
        )  # fmt: skip

    def read(self, message: Message) -> None:
        message["unread"] = False
        self.open(Reader(message))

    def all_read(self) -> None:
        for message in self.messages(self.box):
            message["unread"] = False

    def pick(self, box: str) -> None:
        self.box = box

    def begin_search(self) -> None:
        self.searching = True

    def end_search(self) -> None:
        self.searching, self.values["search_src_text"] = False, ""

    def on_back(self) -> bool:
        if not self.searching:
            return False
        self.end_search()
        return True


class Reader(MailScreen):
    activity = ".ReaderActivity"

    def __init__(self, message: Message) -> None:
        super().__init__()
        self.message = message

    def build(self) -> View:
        message = self.message
        archive = icon_button("archive", "Archive", lambda: self.move("Archive"), "menu_archive")
        remove = icon_button("delete", "Delete", self.remove, "menu_delete")
        star = icon_button(
            "star" if message["starred"] else "star_off", "", self.flip, "menu_star", selected=message["starred"]
        )
        menu = [
            ("Mark as unread", self.unread), ("Move to inbox", lambda: self.move("Inbox")), ("Label", self.choose_label),
            ("Forward", lambda: self.open(Compose("", f"Fwd: {message['subject']}", message["body"]))),
        ]  # fmt: skip
        if message["box"] == "Inbox":
            del menu[1]
        head = row(
            text(message["from"], "reader_sender", weight=1, bold=True),
            text(message["date"], "reader_date", size=13, color="muted"),
            pad=(16, 4, 16, 0),
        )
        label = text(message["label"], "reader_label", size=13, color="accent", margin=(16, 4, 16, 0))
        answer = button("Reply", self.reply, "reply")
        answer.margin = (16, 24, 16, 24)
        return page(
            toolbar(self, "", [archive, remove, star], menu, up=True),
            scroll_view(
                text(message["subject"], "reader_subject", size=22, margin=(16, 16, 16, 8)),
                head,
                label if message["label"] != "None" else None,
                text(message["body"], "reader_body", size=16, margin=(16, 20, 16, 8), width=-1),
                answer,
                id="reader_scroll",
            ),
        )

    def flip(self) -> None:
        self.message["starred"] = not self.message["starred"]

    def move(self, box: str) -> None:
        self.message["box"] = box
        self.toast(f"Moved to {box.lower()}")
        self.close()

    def remove(self) -> None:
        if self.message["box"] == "Bin" or self.store["settings"]["confirm_delete"]:
            self.confirm("Delete message?", self.message["subject"], "Delete", self.to_bin)
        else:
            self.to_bin()

    def to_bin(self) -> None:
        if self.message["box"] == "Bin":
            self.store["messages"].remove(self.message)
            self.close()
        else:
            self.move("Bin")

    def unread(self) -> None:
        self.message["unread"] = True
        self.close()

    def choose_label(self) -> None:
        self.choose("Label", LABELS, self.message["label"], lambda label: self.message.update(label=label))

    def reply(self) -> None:
        subject = self.message["subject"]
        self.open(Compose(self.message["address"], subject if subject.startswith("Re: ") else f"Re: {subject}"))


class Compose(MailScreen):
    activity = ".ComposeActivity"

    def __init__(self, to: str = "", subject: str = "", body: str = "") -> None:
        super().__init__()
        self.values.update(mail_to=to, mail_subject=subject, mail_text=body)
        self.first = (to, subject, body)

    def build(self) -> View:
        send = icon_button("send", "Send", self.send, "menu_send")
        return page(
            toolbar(self, "Reply" if self.first[0] else "New message", [send], up=True),
            scroll_view(
                text_field("mail_to", "To", margin=(16, 8, 16, 8), autofocus=not self.first[0]),
                text_field("mail_subject", "Subject", margin=(16, 8, 16, 8)),
                text_field("mail_text", "Message", input="multiline", margin=(16, 8, 16, 24)),
                id="compose_scroll",
            ),
        )

    def filled(self) -> tuple[str, str, str]:
        return self.values["mail_to"].strip(), self.values["mail_subject"].strip(), self.values["mail_text"].strip()

    def send(self) -> None:
        to, subject, body = self.filled()
        if "@" not in to:
            self.toast("Enter an address")
            return
        self.store["sent"].append({"to": to, "subject": subject, "body": body})
        self.toast("Sent")
        self.close()

    def on_back(self) -> bool:
        if self.filled() == self.first:
            return False
        self.ask_discard("This message has not been sent.")
        return True


class Settings(SettingsScreen):
    def rows(self) -> list[View]:
        return [
            pref_category("Reading"),
            self.choice("density", "List density", ["Compact", "Comfortable", "Spacious"]),
            self.choice("pictures", "Load pictures", ["Always", "On Wi-Fi only", "Never"]),
            self.choice("swipe", "Swipe action", ["Archive", "Delete", "Mark as read", "Nothing"]),
            self.flag("confirm_delete", "Ask before deleting"),
            self.flag("notifications", "New mail notifications"),
            pref_category("Writing"),
            pref("Signature", self.store["settings"]["signature"], lambda: self.edit("signature", "Signature")),
            self.choice("undo", "Time to undo sending", ["5 seconds", "10 seconds", "30 seconds"]),
            pref_category("Away"),
            self.flag("holiday", "Holiday reply", "Answers everybody once while you are away"),
            pref(
                "Holiday message",
                self.store["settings"]["holiday_text"],
                lambda: self.edit("holiday_text", "Holiday message"),
            ),
            pref("About", f"Mail {self.app.version}"),
        ]

    def edit(self, key: str, title: str) -> None:
        self.prompt(
            title,
            lambda words: self.set(key, words.strip()),
            value=self.store["settings"][key],
            action="Save",
            field=key,
        )
