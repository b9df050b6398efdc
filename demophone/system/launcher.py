"""The home screen, the app drawer and the list of recent apps."""

from __future__ import annotations

from ..toolkit import App, Screen, View, box, button, column, image, row, space, text, text_field
from ..toolkit.view import MATCH, WRAP
from ..toolkit.widgets import FRAME
from .tasks import LAUNCHER, Tasks

COLUMNS = 4
DOCK = 4


def _icon(app: App, tasks: Tasks, screen: Screen) -> View:
    def menu() -> None:
        items = [("App info", lambda: screen.toast(f"{app.label} {app.version}"))]
        screen.menu([*items, ("Close", None if not tasks.pid(app.package) else lambda: tasks.stop(app.package))])

    return View(
        cls="android.widget.TextView", id="icon", text=app.label, desc=app.label, art=f"app:{app.icon}:{app.accent}", size=13,
        height=96, gravity="center bottom", on_click=lambda: tasks.start(app.package), on_long=menu, max_lines=1,
        color="on_wall", key=f"icon:{app.package}",
    )  # fmt: skip


class Launcher(App):
    """The launcher as an app of its own."""

    package, label, version, system_app, in_launcher = LAUNCHER, "Launcher", "14", True, False
    activity = ".uioverrides.QuickstepLauncher"

    def __init__(self, tasks: Tasks) -> None:
        self.tasks = tasks

    def start(self) -> Screen:
        return Home(self.tasks)


class Home(Screen):
    """Clock, a page of icons and the dock. A swipe up opens the drawer."""

    activity = Launcher.activity
    wallpaper = True

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.tasks = tasks

    def build(self) -> View:
        now = self.now()
        apps = [app for app in self.tasks.apps.values() if app.in_launcher]
        clock = column(
            text(now.strftime("%H:%M"), "clock", size=56, color="on_wall"),
            text(f"{now:%A}, {now:%B} {now.day}", "date", size=16, color="on_wall"),
            pad=(24, 48, 24, 24), id="smartspace",
        )  # fmt: skip
        rest = apps[DOCK : DOCK + 4 * COLUMNS]
        page = [row(*_cells(rest[i : i + COLUMNS], self.tasks, self)) for i in range(0, len(rest), COLUMNS)]
        dock = row(
            *_cells(apps[:DOCK], self.tasks, self),
            id="hotseat",
            bg="dock",
            radius=28,
            margin=(12, 0, 12, 12),
            pad=(0, 8, 0, 8),
        )
        handle = image(
            "up", "all_apps_handle", "Apps list", width=MATCH, height=40, color="on_wall", on_click=self._drawer
        )
        inside = column(
            clock,
            column(*page, id="workspace", weight=1, height=MATCH, pad=(8, 8, 8, 0)),
            handle,
            dock,
            height=MATCH,
            id="drag_layer",
        )
        return box(inside, id="launcher", height=MATCH, bg="wall")

    def _drawer(self) -> None:
        self.open(Drawer(self.tasks))

    def on_back(self) -> bool:
        return True

    def on_swipe(self, dx: float, dy: float) -> bool:
        if dy < -200 and abs(dy) > abs(dx):
            self._drawer()
            return True
        return False


class Drawer(Screen):
    """Every app, by name, with a search field."""

    activity = Launcher.activity
    wallpaper = True

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.tasks = tasks

    def build(self) -> View:
        wanted = self.values.get("search_container_all_apps", "").strip().lower()
        apps = sorted((a for a in self.tasks.apps.values() if a.in_launcher), key=lambda a: a.label.lower())
        apps = [app for app in apps if wanted in app.label.lower()]
        rows = [row(*_cells(apps[i : i + COLUMNS], self.tasks, self)) for i in range(0, len(apps), COLUMNS)]
        search = text_field(
            "search_container_all_apps",
            "Search apps",
            input="search",
            bg="container",
            radius=28,
            art="",
            margin=(16, 16, 16, 8),
        )
        grid = View(
            cls="androidx.recyclerview.widget.RecyclerView", id="apps_list_view", scroll="y", recycling=True, flow="column",
            height=MATCH, weight=1, children=rows, pad=(8, 0, 8, 0),
        )  # fmt: skip
        return column(search, grid, id="apps_view", height=MATCH, bg="wall")

    def on_swipe(self, dx: float, dy: float) -> bool:
        if dy > 200:
            self.close()
            return True
        return False


class Recents(Screen):
    """Running apps as cards: tap to go there, the cross or Clear all to close."""

    activity = "com.android.quickstep.RecentsActivity"
    wallpaper = True

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.tasks = tasks

    def build(self) -> View:
        cards = [self._card(app) for app in self.tasks.recent()]
        if not cards:
            return box(
                text("No recent items", "empty", color="on_wall", align="center middle"), height=MATCH, bg="wall"
            )
        panel = View(
            cls="com.android.quickstep.views.RecentsView", id="overview_panel", scroll="y", height=MATCH, weight=1, children=cards,
            flow="column", pad=(24, 24, 24, 8),
        )  # fmt: skip
        clear = button(
            "Clear all", self._clear, "clear_all", width=WRAP, align="center", color="on_wall", margin=(0, 0, 0, 24)
        )
        return column(panel, clear, height=MATCH, bg="wall")

    def _card(self, app: App) -> View:
        head = row(
            image(app.icon, "icon", color="accent"), text(app.label, "task_name", weight=1, margin=(12, 0, 0, 0)),
            View(
                cls="android.widget.ImageView", id="dismiss_task", icon="close", desc=f"Dismiss {app.label}", width=48, height=48,
                gravity="center middle", on_click=lambda: self.tasks.stop(app.package),
            ),
        )  # fmt: skip
        return box(
            head, cls=FRAME, id="task", desc=app.label, on_click=lambda: self._go(app), height=140, bg="card", radius=20,
            pad=(16, 8, 8, 8), margin=(0, 0, 0, 16), key=f"task:{app.package}",
        )  # fmt: skip

    def _go(self, app: App) -> None:
        self.close()
        self.tasks.start(app.package)

    def _clear(self) -> None:
        for app in self.tasks.recent():
            self.tasks.stop(app.package)
        self.close()

    def on_swipe(self, dx: float, dy: float) -> bool:
        return False


def _cells(apps: list[App], tasks: Tasks, screen: Screen) -> list[View]:
    """A row of the grid, filled up so that columns stay where they are."""
    cells = [_icon(app, tasks, screen) for app in apps]
    for cell in cells:
        cell.weight = 1
    return cells + [space(weight=1) for _ in range(COLUMNS - len(cells))]


__all__ = ["Drawer", "Home", "Launcher", "Recents"]
