"""The two lines above every view: the views with their keys, and how it stands with phone, app and model."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, chop_cells
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from ui.messages import PhoneState

VIEWS: dict[str, tuple[str, str]] = {
    "run": ("f2", "Run"),
    "sessions": ("f3", "Sessions"),
    "apps": ("f4", "Apps"),
    "phones": ("f5", "Phones"),
    "models": ("f6", "Models"),
    "settings": ("f7", "Settings"),
}
GAP = "   "
LEAST = 16
"""Of a text with its label that is cut off, what is worth showing."""
DOTS = {"none": ("○", "$text-muted"), "opening": ("◌", "$warning"), "ready": ("●", "$success")}
DOTS |= {"several": ("○", "$warning"), "busy": ("●", "$accent"), "taken": ("●", "$warning"), "lost": ("●", "$error")}


class ViewTab(Static):
    """One view's name; a click goes there."""

    def __init__(self, name: str) -> None:
        key, title = VIEWS[name]
        super().__init__(Content.assemble((f"{key.upper()} ", "$text-muted"), title), id=f"tab-{name}", markup=False)
        self._view = name

    async def on_click(self, event: events.Click) -> None:
        event.stop()
        await self.app.run_action(f"view('{self._view}')")


class TopBar(Horizontal):
    """The views."""

    DEFAULT_CSS = """
    TopBar { height: 1; background: $panel; }
    TopBar > #brand { width: auto; padding: 0 1; text-style: bold; color: $primary; }
    TopBar > ViewTab { width: auto; padding: 0 1; }
    TopBar > ViewTab.here { background: $primary; color: $text; text-style: bold; }
    TopBar > ViewTab:hover { background: $primary-muted; }
    """
    here: reactive[str] = reactive("run")

    def compose(self) -> ComposeResult:
        yield Static("thumbwright", id="brand", markup=False)
        for name in VIEWS:
            yield ViewTab(name)

    def watch_here(self) -> None:
        for name in VIEWS:
            for tab in self.query(f"#tab-{name}"):
                tab.set_class(name == self.here, "here")

    def on_mount(self) -> None:
        self.watch_here()


class StatusLine(Widget):
    """Phone, app and model, in words."""

    DEFAULT_CSS = """
    StatusLine { height: 1; padding: 0 1; color: $text-muted; background: $surface; }
    """
    phone: reactive[PhoneState] = reactive(PhoneState())
    app_label: reactive[str] = reactive("")
    model: reactive[str] = reactive("")

    def render(self) -> Content:
        dot, colour = DOTS[self.phone.kind]
        state = self.phone
        words = {
            "none": "no phone",
            "opening": f"opening {state.name or 'the phone'} …",
            "ready": f"{state.name}, {state.words}",
            "busy": f"{state.name}, {state.doing or 'in use'}",
            "taken": state.words,
            "several": "choose a phone: F5",
            "lost": f"{state.name or 'phone'} lost: {state.words}",
        }[state.kind]
        parts = {f"{dot} ": words, "app ": self.app_label or "found from the task", "model ": self.model}
        # what is left out first, where there is no room for all of it, comes last
        order = sorted(parts, key=lambda label: label == "app " and not self.app_label)
        kept = dict(zip(order, fitted([label + parts[label] for label in order], self.size.width), strict=True))
        if not self.app_label and kept["app "].endswith("…"):
            kept["app "] = ""  # half of "found from the task" tells nothing
        return Content(GAP).join(
            Content.assemble(
                (label.strip(), colour if dot in label else ""), " ", (kept[label].removeprefix(label), "$text")
            )
            for label in parts
            if parts[label] and kept[label]
        )


def fitted(texts: Sequence[str], room: int) -> list[str]:
    """The texts as far as there is room for them in one line, the first ones whole: what comes later is shortened, and empty where
    too little of it would be left to be read."""
    kept: list[str] = []
    for text in texts:
        left = room - sum(cell_len(one) + len(GAP) for one in kept if one)
        if cell_len(text) <= left:
            kept.append(text)
        elif left >= LEAST or not kept:
            kept.append(chop_cells(text, max(1, left - 1))[0].rstrip(" ,:-+.") + "…")
        else:
            kept.append("")
    return kept
