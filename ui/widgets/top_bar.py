"""The two lines above every view: the views with their keys, and how it stands with phone, app and model."""

from __future__ import annotations

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
        app = self.app_label or "found from the task"
        room = max(10, self.size.width - len(app) - len(self.model) - 18)
        if len(words) > room:
            words = words[: room - 1] + "…"
        parts: list[Content] = [Content.assemble((dot, colour), " ", (words, "$text"))]
        parts += [Content.assemble("app ", (app, "$text"))]
        if self.model:
            parts += [Content.assemble("model ", (self.model, "$text"))]
        return Content("   ").join(parts)
