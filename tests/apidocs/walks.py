"""Small screens written by hand, and walks through them."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from apidocs.explore.walk import Act, ActKind, Step, Walk
from phones.hierarchy import Hierarchy, Node

PACKAGE = "org.example.app"
FULL = (0, 0, 1080, 2000)


def n(cls: str, *children: str, id: str = "", box: tuple[int, int, int, int] = FULL, **attrs: object) -> str:  # noqa: A002
    """One node as uiautomator writes it; flags are keyword arguments, `id` without the package unless it has one."""
    full = id if ":" in id or not id else f"{PACKAGE}:id/{id}"
    package = attrs.pop("package", PACKAGE)
    values = {"class": f"android.widget.{cls}" if "." not in cls else cls, "package": package, "resource-id": full}
    values |= {"bounds": "[{},{}][{},{}]".format(*box)}
    values |= {k.replace("_", "-"): str(v).lower() if isinstance(v, bool) else v for k, v in attrs.items()}
    said = " ".join(f"{key}={quoteattr(str(value))}" for key, value in values.items())
    return f"<node {said}>{''.join(children)}</node>"


def dump(*roots: str, activity: str = "") -> Hierarchy:
    return Hierarchy.parse(
        f"<hierarchy rotation='0'>{''.join(roots)}</hierarchy>", activity and f"{PACKAGE}/{activity}"
    )


BAR = n("View", package="com.android.systemui", box=(0, 0, 1080, 2200))


def text(words: str, top: int, id: str = "", selected: bool = False) -> str:  # noqa: A002
    return n("TextView", text=words, id=id, selected=selected, box=(40, top, 900, top + 60))


def toolbar(title: str, *buttons: str) -> str:
    return n("Toolbar", text(title, 10) if title else "", *buttons, id="toolbar", box=(0, 0, 1080, 120))


def button(id: str, words: str = "", left: int = 700) -> str:  # noqa: A002
    return n("Button", id=id, content_desc=words, clickable=True, box=(left, 10, left + 100, 110))


def more_options() -> str:
    return n("ImageView", content_desc="More options", clickable=True, box=(960, 10, 1070, 110))


def row(title: str, top: int) -> str:
    parts = text(title, top + 5, id="note_title") + text("yesterday", top + 70, id="note_date")
    return n("LinearLayout", parts, id="note_row", clickable=True, long_clickable=True, box=(0, top, 1080, top + 140))


def main_page(*titles: str, top: int = 200, title: str = "My notes") -> Hierarchy:
    rows = [row(words, top + 150 * i) for i, words in enumerate(titles)]
    notes = n(
        "androidx.recyclerview.widget.RecyclerView", *rows, id="notes_list", scrollable=True, box=(0, 200, 1080, 1800)
    )
    fab = n("ImageButton", id="fab", clickable=True, box=(900, 1800, 1040, 1940))
    bar = toolbar(title, button("search", "Search"), more_options())
    return dump(n("FrameLayout", bar, notes, fab), BAR, activity=".MainActivity")


def menu(*labels: str) -> Hierarchy:
    rows = [
        n(
            "LinearLayout",
            text(words, 20 + 100 * i, id="title"),
            clickable=True,
            box=(500, 10 + 100 * i, 1070, 110 + 100 * i),
        )
        for i, words in enumerate(labels)
    ]
    return dump(n("ListView", *rows, box=(500, 10, 1070, 10 + 100 * len(labels))), BAR, activity=".MainActivity")


def setting(id: str, label: str, value: str, top: int) -> str:  # noqa: A002
    said = text(label, top + 5, id=f"settings_{id}_label") + text(value, top + 60, id=f"settings_{id}")
    return n("RelativeLayout", said, id=f"settings_{id}_holder", clickable=True, box=(0, top, 1080, top + 130))


def switch(id: str, label: str, on: bool, top: int) -> str:  # noqa: A002
    box = n("Switch", id=f"settings_{id}", text=label, checkable=True, checked=on, box=(40, top + 10, 1040, top + 110))
    return n("RelativeLayout", box, id=f"settings_{id}_holder", clickable=True, box=(0, top, 1080, top + 130))


def settings_page(theme: str = "Dark", on: bool = True, lower: bool = False) -> Hierarchy:
    rows = [switch("sunday_first", "Start week on Sunday", on, 200), setting("theme", "Theme", theme, 340)]
    if lower:
        rows = [setting("theme", "Theme", theme, 200), setting("font_size", "Font size", "Medium", 340)]
    column = n("ScrollView", n("LinearLayout", *rows, id="settings_holder"), scrollable=True, box=(0, 120, 1080, 2000))
    return dump(n("FrameLayout", toolbar("Settings"), column), BAR, activity=".SettingsActivity")


def options_dialog(*options: str, checked: int = 0, activity: str = ".SettingsActivity", ok: bool = False) -> Hierarchy:
    radios = [
        n(
            "RadioButton",
            text=words,
            checkable=True,
            clickable=True,
            checked=i == checked,
            box=(80, 520 + 100 * i, 1000, 620 + 100 * i),
        )
        for i, words in enumerate(options)
    ]
    group = n("RadioGroup", *radios, id="dialog_radio_group", box=(60, 500, 1020, 1500))
    buttons = n("Button", id="android:id/button1", text="OK", clickable=True, box=(800, 1500, 1000, 1600)) if ok else ""
    root = n(
        "FrameLayout",
        n("LinearLayout", group, buttons, id="parentPanel", box=(60, 500, 1020, 1600)),
        box=(60, 500, 1020, 1600),
    )
    return dump(root, BAR, activity=activity)


def question(message: str, yes: str = "Delete", title: str = "") -> Hierarchy:
    head = n("TextView", id="alertTitle", text=title, box=(80, 620, 1000, 690)) if title else ""
    said = n("TextView", id="android:id/message", text=message, box=(80, 700, 1000, 800))
    buttons = [
        n("Button", id="android:id/button2", text="Cancel", clickable=True, box=(500, 900, 700, 1000)),
        n("Button", id="android:id/button1", text=yes, clickable=True, box=(750, 900, 950, 1000)),
    ]
    root = n("FrameLayout", head, said, *buttons, id="parentPanel", box=(60, 600, 1020, 1020))
    return dump(root, BAR, activity=".MainActivity")


def editor(title: str, name: str = "") -> Hierarchy:
    field = n("EditText", id="note_name", hint="Name", text=name, clickable=True, box=(40, 200, 1040, 300))
    body = n("EditText", id="note_body", hint="Write here", clickable=True, box=(40, 320, 1040, 900))
    bar = toolbar(title, button("save", "Save"), button("delete", "Delete", 820))
    return dump(n("FrameLayout", bar, field, body, id="editor"), BAR, activity=".EditNoteActivity")


def find(hierarchy: Hierarchy, words: str = "", id: str = "") -> Node:  # noqa: A002
    """The first node that says it, or has the id."""
    for node in hierarchy.walk():
        if (not words or node.label == words) and (not id or node.id_name == id) and (words or id):
            return node
    raise LookupError(f"{words or id} is not on the screen")


def step(before: Hierarchy, on: str, after: Hierarchy, kind: ActKind = "tap") -> Step:
    """Tap (or press) what says `on` (or has that id, after a `#`); `back` for the key."""
    if on == "back":
        return Step(before, Act("back"), after)
    node = find(before, id=on[1:]) if on.startswith("#") else find(before, on)
    return Step(before, Act(kind, node), after)


def walk(*steps: Step) -> Walk:
    return Walk(package=PACKAGE, label="Example", steps=list(steps))
