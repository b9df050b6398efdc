"""The settings: each in the widget that the blueprint says, on one page or one for every group."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from demophone.toolkit import (
    View,
    column,
    dropdown,
    icon_button,
    list_view,
    page,
    pref,
    pref_category,
    pref_check,
    pref_switch,
    radio,
    row,
    text,
    text_field,
    toolbar,
)
from demophone.toolkit import button as text_button

from ..domain import Setting
from .base import FoundryScreen
from .fields import chips


class Settings(FoundryScreen):
    """The settings: all of them under headings, a row for each group, or with `group` the page of one."""

    kind = "Settings"

    def __init__(self, group: str | None = None) -> None:
        super().__init__()
        self.group = group

    def compose(self) -> View:
        title = self.label("settings") if self.group is None else self.group or "General"
        return page(toolbar(self, title, up=True), list_view("recycler_view", setting_rows(self, self.group)))


def open_group(screen: FoundryScreen, group: str) -> None:
    screen.open(Settings(group))


def setting_rows(screen: FoundryScreen, group: str | None = None) -> list[View]:
    """Everything on the page of settings, wherever it stands; `group` only those of one group."""
    settings = screen.domain.settings
    groups = list(dict.fromkeys(setting.group for setting in settings))
    rows: list[View] = []
    if group is not None:
        return [view for setting in settings if setting.group == group for view in SettingRow(screen, setting).views()]
    for name in groups:
        if screen.bp.nested_settings:
            those = [screen.label(f"setting.{setting.key}") for setting in settings if setting.group == name]
            rows.append(pref(name or "General", ", ".join(those[:2]), partial(open_group, screen, name)))
            continue
        rows.append(pref_category(name or "General"))
        rows += [view for setting in settings if setting.group == name for view in SettingRow(screen, setting).views()]
    if screen.bp.navigation not in ("menu", "drawer"):
        rows += [
            pref(screen.label(f"action.{action.key}"), "", partial(screen.run_action, action.key))
            for action in screen.domain.actions
        ]
    return rows


class SettingRow:
    """One setting in its widget."""

    def __init__(self, screen: FoundryScreen, setting: Setting) -> None:
        self.screen, self.setting = screen, setting
        self.label, self.widget = screen.label(f"setting.{setting.key}"), screen.bp.widgets[setting.key]

    @property
    def value(self) -> str:
        return str(self.screen.state["settings"][self.setting.key])

    def put(self, value: str | bool) -> None:
        self.screen.state["settings"][self.setting.key] = value

    def views(self) -> list[View]:
        make: dict[str, Callable[[], list[View]]] = {
            "toggle": self._toggle,
            "choice": self._choice,
            "number": self._number,
            "text": self._text,
        }
        return make[self.setting.kind]()

    def _toggle(self) -> list[View]:
        on = bool(self.screen.state["settings"][self.setting.key])
        if self.widget == "switch":
            return [pref_switch(self.label, on, self.put)]
        if self.widget == "checkbox":
            return [pref_check(self.label, on, self.put)]
        return self._radios(["On", "Off"], "On" if on else "Off", lambda option: self.put(option == "On"))

    def _choice(self) -> list[View]:
        screen, options = self.screen, list(self.setting.values)
        if self.widget == "radio":
            return self._radios(options, self.value, self.put)
        if self.widget == "chips":
            return [
                column(
                    self._heading(), chips(options, self.value, self.put), pad=(0, 8, 0, 8), key=f"pref:{self.label}"
                )
            ]
        if self.widget == "dropdown":
            ask = lambda: screen.menu([(o, partial(self.put, o)) for o in options])  # noqa: E731
            if screen.bp.make != "views":
                return [pref(self.label, self.value, ask)]
            name = screen.id_of(f"setting.{self.setting.key}", "field")
            if screen.app.chance("label before the dropdown") < 0.5:
                spinner = dropdown(self.value, ask, name, width=180)
                return [row(text(self.label, weight=1), spinner, pad=(72, 6, 16, 6), key=f"pref:{self.label}")]
            spinner = dropdown(self.value, ask, name, margin=(72, 0, 16, 8))
            return [column(self._heading(72), spinner, key=f"pref:{self.label}")]
        if self.widget == "page":
            return [pref(self.label, self.value, lambda: screen.open(Options(self.setting)))]
        confirm = self.widget == "dialog_ok"
        return [
            pref(
                self.label,
                self.value,
                lambda: screen.choose(self.label, options, self.value, self.put, confirm=confirm),
            )
        ]

    def _number(self) -> list[View]:
        screen = self.screen
        values = sorted(self.setting.values, key=int)
        if self.widget == "dialog":
            return [pref(self.label, self.value, lambda: self._ask("number"))]
        if self.widget == "choice":
            return [pref(self.label, self.value, lambda: screen.choose(self.label, values, self.value, self.put))]

        def step(by: int) -> None:
            at = values.index(self.value) if self.value in values else 0
            self.put(values[min(len(values) - 1, max(0, at + by))])

        path = f"setting.{self.setting.key}"
        line = row(
            text(self.label, weight=1), icon_button("remove", "Decrease", lambda: step(-1), screen.id_of(path, "minus")),
            text(self.value, screen.id_of(path, "value"), pad=(8, 0, 8, 0)),
            icon_button("add", "Increase", lambda: step(1), screen.id_of(path, "plus")),
            pad=(72, 8, 8, 8), key=f"pref:{self.label}",
        )  # fmt: skip
        return [line]

    def _text(self) -> list[View]:
        if self.widget == "page":
            return [pref(self.label, self.value, lambda: self.screen.open(TextPage(self.setting)))]
        return [pref(self.label, self.value, lambda: self._ask("text"))]

    def _ask(self, kind: str) -> None:
        def wrong(typed: str) -> str:
            return "" if typed else f"{self.label} is required"

        self.screen.prompt(
            self.label,
            lambda typed: self.put(typed.strip()),
            value=self.value,
            input=kind,
            check=wrong,
            field=f"setting_{self.setting.key}",
            hint=self.screen.hint_of(self.label),
        )

    def _heading(self, left: float = 16) -> View:
        return text(self.label, size=16, margin=(left, 12, 16, 4))

    def _radios(self, options: list[str], chosen: str, then: Callable[[str], None]) -> list[View]:
        entries = [
            radio(option == chosen, partial(then, option), option, width=-1, key=f"choice:{option}")
            for option in options
        ]
        group = column(*entries, cls="android.widget.RadioGroup", margin=(10, 0, 16, 0))
        return [column(self._heading(), group, key=f"pref:{self.label}")]


class Options(FoundryScreen):
    """A page with the options of one setting; the one that is picked is kept at once."""

    kind = "Settings"

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting

    def compose(self) -> View:
        chosen = self.state["settings"][self.setting.key]

        def pick(option: str) -> None:
            self.state["settings"][self.setting.key] = option
            self.close()

        rows = [
            row(radio(option == chosen, None), text(option, "android:id/title", weight=1), pad=(16, 4, 16, 4),
                on_click=partial(pick, option), key=f"choice:{option}")
            for option in self.setting.values
        ]  # fmt: skip
        return page(toolbar(self, self.label(f"setting.{self.setting.key}"), up=True), list_view("options", rows))


class TextPage(FoundryScreen):
    """A page for the text of one setting, with a button that keeps it."""

    kind = "Settings"

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting, self.begun = setting, False

    @property
    def field(self) -> str:
        return f"setting_{self.setting.key}"

    def compose(self) -> View:
        self.values.setdefault(self.field, self.stored)
        label = self.label(f"setting.{self.setting.key}")
        return page(
            toolbar(self, label, up=True),
            text_field(
                self.field, label, id=self.id_of(f"setting.{self.setting.key}", "field"), margin=(16, 16, 16, 8)
            ),
            text_button(
                self.label("save"), self.save, self.id_of("save", "button"), filled=True, margin=(16, 8, 16, 0)
            ),
        )

    @property
    def stored(self) -> str:
        return str(self.state["settings"][self.setting.key])

    def save(self) -> None:
        typed = self.values[self.field].strip()
        if not typed:
            self.toast(f"{self.label(f'setting.{self.setting.key}')} is required")
            return
        self.state["settings"][self.setting.key] = typed
        self.close()

    def on_back(self) -> bool:
        if self.values.get(self.field, self.stored).strip() == self.stored:
            return False
        self.ask_discard()
        return True
