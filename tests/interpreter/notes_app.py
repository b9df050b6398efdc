"""A hand-written doc of a notes app, and a host that answers calls from a few Python values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from apidocs.doc import AppDoc, Effect, Element, Item, Kind, Part, Screen, Transition
from interpreter.calls import Call, Ref
from interpreter.calls.errors import CallFailed, Finished
from phones.locating import Locator


def element(name: str, kind: Kind, **more: object) -> Element:
    label = name.replace("_", " ").capitalize()
    return Element.model_validate({"name": name, "kind": kind, "label": label, "locator": Locator(text=label), **more})


def notes_list(name: str, item: str, **more: object) -> Element:
    parts = [
        Part(name="title", kind=Kind.TEXT, locator=Locator(resource_id="title")),
        Part(name="date", kind=Kind.TEXT, locator=Locator(resource_id="date")),
        Part(name="pinned", kind=Kind.TOGGLE, locator=Locator(resource_id="pin")),
    ]
    rows = Item.model_validate(
        {"name": item, "row": Locator(resource_id="row"), "parts": parts, "title": "title", **more}
    )
    return element(name, Kind.LIST, item=rows)


NOTES_DOC = AppDoc(
    package="org.example.notes",
    label="Notes",
    start="main",
    screens=[
        Screen(
            name="main",
            elements=[
                element("search", Kind.INPUT),
                element("new_note", Kind.BUTTON),
                element("more_options", Kind.BUTTON),
                notes_list("notes", "note", opens="editor", menu="selection"),
            ],
        ),
        Screen(
            name="create_note",
            kind="dialog",
            elements=[
                element("title", Kind.INPUT, effect=Effect.INPUT, commit="ok"),
                element("checklist", Kind.TOGGLE, effect=Effect.INPUT),
                element("ok", Kind.BUTTON, label="OK", effect=Effect.COMMIT),
                element("cancel", Kind.BUTTON),
            ],
        ),
        Screen(
            name="editor",
            elements=[
                element("body", Kind.INPUT, effect=Effect.INPUT),
                element("share_note", Kind.BUTTON, effect=Effect.SHARE),
            ],
        ),
        Screen(
            name="selection",
            kind="menu",
            elements=[
                element("delete", Kind.BUTTON, effect=Effect.NAVIGATE),
                element("archive", Kind.BUTTON, effect=Effect.COMMIT),
            ],
        ),
        Screen(
            name="delete_note",
            kind="dialog",
            elements=[
                element("yes", Kind.BUTTON, effect=Effect.DELETE),
                element("no", Kind.BUTTON),
            ],
        ),
        Screen(
            name="settings",
            elements=[
                element("theme", Kind.CHOICE, effect=Effect.SETTINGS, options=["Light", "Dark", "Black & white"]),
                element("font_size", Kind.CHOICE, effect=Effect.SETTINGS, options=["75%", "100%", "125%"]),
                element("autosave_notes", Kind.TOGGLE, effect=Effect.SETTINGS),
                element("start_week_on_sunday", Kind.TOGGLE, effect=Effect.SETTINGS),
                element("version", Kind.TEXT, effect=Effect.READ),
                element("rename", Kind.BUTTON),
            ],
        ),
        Screen(
            name="rename_note",
            kind="dialog",
            elements=[
                element("new_title", Kind.INPUT, effect=Effect.INPUT, commit="rename_ok"),
                element("rename_ok", Kind.BUTTON, label="OK", effect=Effect.COMMIT),
                element("rename_cancel", Kind.BUTTON, label="Cancel"),
            ],
        ),
        Screen(
            name="compose",
            elements=[
                element("to", Kind.INPUT, effect=Effect.INPUT, commit="send"),
                element("message", Kind.INPUT, effect=Effect.INPUT, commit="send"),
                element("send", Kind.BUTTON, effect=Effect.SEND),
            ],
        ),
        Screen(
            name="archive_page",
            elements=[notes_list("archived_notes", "archived_note"), element("restore_all", Kind.BUTTON)],
        ),
    ],
    transitions=[
        Transition(source="main", element="new_note", action="tap", target="create_note"),
        Transition(source="create_note", element="ok", action="tap", target="editor"),
        Transition(source="create_note", element="cancel", action="tap", target="main"),
        Transition(source="main", element="notes", action="open", target="editor"),
        Transition(source="main", element="notes", action="long_press", target="selection"),
        Transition(source="selection", element="delete", action="tap", target="delete_note"),
        Transition(source="selection", element="archive", action="tap", target="main"),
        Transition(source="delete_note", element="yes", action="tap", target="main"),
        Transition(source="delete_note", element="no", action="tap", target="main"),
        Transition(source="main", element="more_options", action="tap", target="settings"),
        Transition(source="settings", element="rename", action="tap", target="rename_note"),
        Transition(source="rename_note", element="rename_ok", action="tap", target="settings"),
        Transition(source="editor", element="share_note", action="tap", target="compose"),
        Transition(source="compose", element="send", action="tap", target="main"),
    ],
)


@dataclass
class NotesHost:
    """Answers calls for `NOTES_DOC`; `before` may raise what a host raises."""

    titles: list[str] = field(default_factory=lambda: ["Groceries", "draft b", "draft a"])
    texts: bool = True
    """Whether rows bring their texts along."""
    before: Callable[[Call], object] | None = None
    calls: list[Call] = field(default_factory=list)
    on: set[str] = field(default_factory=set)

    def row(self, title: str) -> Ref:
        texts = (("title", title), ("date", "today"), ("text", title)) if self.texts else ()
        return Ref("main", "notes", row=f"k{self.titles.index(title)}", row_text=title, texts=texts)

    def call(self, call: Call) -> object:
        self.calls.append(call)
        if self.before and (value := self.before(call)) is not None:
            return value
        if call.op == "finish":
            raise Finished(str(call.args[0]))
        if call.op == "rows":
            return [self.row(t) for t in self.titles]
        if call.op == "row":
            match = [t for t in self.titles if str(call.args[0]) in t]
            if not match:
                raise CallFailed(f"main has no note {call.args[0]!r}. It shows: {', '.join(self.titles)}")
            return self.row(match[0])
        if call.op == "find":
            return Ref(screen=call.ref.screen, found=str(call.args[0]))
        if call.op in ("text", "value"):
            return {"title": call.ref.row_text, "date": "today"}.get(call.ref.part, call.ref.row_text or "some text")
        if call.op in ("turn_on", "turn_off"):
            (self.on.add if call.op == "turn_on" else self.on.discard)(str(call.ref))
            return None
        if call.op == "is_on":
            return str(call.ref) in self.on
        if call.op in ("exists", "is_open", "scroll_down"):
            return True
        return {"ask": "an answer", "secret": "•"}.get(call.op)

    @property
    def said(self) -> list[str]:
        """The calls in short: `main.new_note tap`."""
        return [" ".join(filter(None, (str(c.ref), c.op, *map(str, c.args)))) for c in self.calls]
