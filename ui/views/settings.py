"""Settings with what they mean, what asks and what doesn't, and the doctor's checks with their fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import DataTable, Static

from ground import paths
from ground.errors import ThumbwrightError
from ground.settings import Settings, load_settings, save_setting
from ui.widgets.dialogs import WILL
from ui.widgets.table import Column, Table, muted

from .view import View

if TYPE_CHECKING:
    from interpreter.consent.policy import Rule

MEANINGS = {
    "model": "writes the scripts; F6 changes it",
    "adapter": "changes how the model writes scripts: its name, or none; empty: the one that ships for the model",
    "server_url": "an OpenAI-compatible server on this machine, instead of a model file",
    "serial": "the phone to begin with; a serial or a name",
    "adb_path": "another adb than the bundled one",
    "keep_screens_days": "days after which screens of sessions go, unless kept",
    "threads": "for the model; 0 chooses by the cores",
    "theme": "of this terminal UI",
}
DOES = {
    "read": "read the screen",
    "navigate": "go from screen to screen",
    "input": "fill in a field that isn't saved yet",
    "settings": "change a switch or a choice",
    **WILL,
}
"""Effects, in words."""
MARKS = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "fail": ("✗", "red")}
WORST_FIRST = ("fail", "warn", "ok")


def _rule_words(rule: Rule) -> Text:
    said = {"allow": muted("doesn't ask"), "ask": Text("asks", "yellow"), "never": Text("never", "red")}
    return said[rule.value]


def make() -> SettingsView:
    return SettingsView()


class SettingsView(View):
    """Left what is set, right what stands in the way."""

    HELP = """
Settings are kept in one file, which may have comments of yours. An effect that asks is asked about each time, with the
literal values; Space lets it be done without asking, or never. + adds a rule for one app.

The doctor looks at everything from adb to the model. F mends what can be mended without asking you; R writes a report
without personal data, to attach to a bug report.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "change", "Change", id="settings.change", show=False),
        Binding("space", "change", "Change", id="settings.toggle", tooltip="The chosen setting, or whether it asks"),
        Binding(
            "plus", "rule", "Rule", id="settings.rule", key_display="+", tooltip="A rule for one app: allow, ask, never"
        ),
        Binding("d", "doctor", "Doctor", id="settings.doctor", tooltip="Look at everything again"),
        Binding("f", "fix", "Fix", id="settings.fix", tooltip="Mend what is safe to mend"),
        Binding("r", "report", "Report", id="settings.report", tooltip="Write a report without personal data"),
        Binding("t", "app.change_theme", "Theme", id="settings.theme", tooltip="Choose the colours"),
        Binding("escape", "back", "Put away", show=False, id="settings.back"),
    ]

    def __init__(self) -> None:
        super().__init__("settings")
        self._checks: list[tuple[str, str, str, str]] = []
        self._looking = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="settings-body"):
            yield Table([Column("setting", 18), Column("")], id="values")
            yield Table([Column("", 1), Column("check", 13), Column("")], lines=3, id="checks")
        yield Static("", id="meaning", markup=False)

    def on_mount(self) -> None:
        self.query_one("#values").border_title = "Settings"
        self.query_one("#values").border_subtitle = Content(str(paths.config_file())).markup
        self.query_one("#checks").border_title = "Doctor"

    def entered(self) -> None:
        self._fill()
        self.take_focus("#values")
        if not self._checks:
            self.action_doctor()

    def _fill(self) -> None:
        from thumbwright.use.policies import RULED, make_policy

        try:
            settings = load_settings()
            policy = make_policy((), settings)
        except ThumbwrightError as error:
            self.ui.trouble_with(error)
            return
        rows: list[tuple[str, list[str | Text]]] = []
        for name in MEANINGS:
            value = getattr(settings, name)
            rows.append((name, [name.replace("_", " "), str(value) if value != "" else muted("not set")]))
        for effect in RULED:
            rows.append((f"effect {effect}", [f"may {effect}", _rule_words(policy.kept(effect))]))
        for package, rules in policy.apps.items():
            for effect, rule in rules.items():
                what = f"{effect}, {self.ui.app_names.get(package, package)}"
                rows.append((f"effect {effect} {package}", [what, _rule_words(rule)]))
        self.query_one("#values", Table).fill(rows)
        self._say_meaning()

    @on(DataTable.RowHighlighted)
    def _highlighted(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        self._say_meaning()

    def _say_meaning(self) -> None:
        words = self.query_one("#meaning", Static)
        if self.query_one("#checks").has_focus:
            chosen = self.query_one("#checks", Table).chosen
            check = next((check for check in self._checks if check[0] == chosen), None)
            words.update(
                Content.assemble(check[2], ("\n" + check[3] if check[3] else "", "$text-warning")) if check else ""
            )
            return
        key = self.query_one("#values", Table).chosen or ""
        if key.startswith("effect "):
            effect, _, package = key.removeprefix("effect ").partition(" ")
            where = f"In {package} alone: what" if package else "What"
            words.update(
                f"{where} may {DOES[effect]}: done without asking, asked about with the literal values, or never done. "
                "Space changes it; + adds a rule for one app."
            )
        else:
            words.update(Content(f"{key.replace('_', ' ')}: {MEANINGS.get(key, '')}"))

    def on_descendant_focus(self) -> None:
        self._say_meaning()

    # settings

    @on(DataTable.RowSelected, "#values")
    def _selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        self.action_change()

    @on(DataTable.RowSelected, "#checks")
    def _check_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()

    def action_change(self) -> None:
        from ui.widgets.dialogs import Field, Form

        key = self.query_one("#values", Table).chosen or ""
        if self.query_one("#checks").has_focus or not key:
            return
        if key.startswith("effect "):
            effect, _, package = key.removeprefix("effect ").partition(" ")
            self._next_rule(effect, package)
            return
        if key == "theme":
            self.ui.action_change_theme()
            return
        before = str(getattr(load_settings(), key))

        def filled(values: dict[str, str] | None) -> None:
            if values is not None and values["value"] != before:
                self._save(key, values["value"])

        self.ui.ask_person(Form(key.replace("_", " "), [Field("value", MEANINGS[key], before)], ok="Keep"), filled)

    def _save(self, key: str, value: str | list[str]) -> None:
        whole = isinstance(Settings.model_fields[key].default, int)
        try:
            if whole and isinstance(value, str) and not value.strip().isdecimal():
                raise ValueError
            if key == "model" and isinstance(value, str):
                from agent.files.model_files import setting_for

                value = setting_for(value)
            if key == "adapter" and value and value != "none" and isinstance(value, str):
                from agent.files import adapter_files, model_files

                value = adapter_files.setting_for(value, model_files.resolve_model(load_settings().model))
            save_setting(key, int(value) if whole and isinstance(value, str) else value)
        except ValueError:
            self.ui.trouble.say(f"{key.replace('_', ' ')} is a whole number, not {value!r}.", "Not kept")
            return
        except ThumbwrightError as error:
            self.ui.trouble_with(error)
            return
        self.ui.settings_changed(key)
        self._fill()

    def _next_rule(self, effect: str, package: str) -> None:
        """Ask, never, allow, and round again; an app's own rule is taken back after the last."""
        from apidocs.doc import Effect
        from interpreter.consent.policy import Rule
        from thumbwright.use.policies import make_policy

        order = [Rule.ASK, Rule.NEVER, Rule.ALLOW]
        at = order.index(make_policy(()).kept(Effect(effect), package))
        following = order[(at + 1) % len(order)].value
        self._keep_rule(effect, "default" if package and order[at] is Rule.ALLOW else following, package)

    def _keep_rule(self, effect: str, rule: str, package: str) -> None:
        from thumbwright.use.policies import set_rule

        try:
            set_rule(effect, rule, package)
        except ThumbwrightError as error:
            self.ui.trouble_with(error)
            return
        self.ui.settings_changed("policy")
        self._fill()

    def action_rule(self) -> None:
        """A rule for one app: which, what, and what is to hold."""
        from thumbwright.use.policies import RULED
        from ui.widgets.dialogs import Field, Form

        fields = [
            Field("app", "App: package, or name of one that is learned"),
            Field("effect", "Effect"),
            Field("rule", "Rule: allow, ask or never", "ask"),
        ]

        def filled(values: dict[str, str] | None) -> None:
            if values is None:
                return
            app, rule = values["app"].strip(), values["rule"].strip()
            packages = [package for package, name in self.ui.app_names.items() if app.casefold() == name.casefold()]
            package = packages[0] if packages else app
            if rule not in ("allow", "ask", "never") or "." not in package:
                wrong = (
                    f"{rule!r} is no rule: allow, ask or never"
                    if "." in package
                    else f"{app!r} is no app that is known"
                )
                self.ui.trouble.say(f"{wrong}.", "Not kept")
                return
            self._keep_rule(values["effect"].strip(), rule, package)

        self.ui.ask_person(Form("Rule for an app", fields, said=f"Effects: {', '.join(RULED)}.", ok="Keep"), filled)

    # the doctor

    def action_doctor(self) -> None:
        if self._looking:
            return
        self._looking = True
        self._checks = []
        self.query_one("#checks", Table).fill([])
        self.query_one("#checks").border_subtitle = "looking …"
        serial = self.ui.phone.state.serial

        def look() -> None:
            from ui.checks import all_checks

            for check in all_checks(serial, speed=False):
                self.app.call_from_thread(self._found, check)
            self.app.call_from_thread(self._looked)

        def failed(error: BaseException) -> None:
            self.ui.trouble_with(error)
            self.app.call_from_thread(self._looked)

        self.ui.phone.aside(look, failed)

    def _found(self, check: tuple[str, str, str, str]) -> None:
        name, state, reason, fix = check
        self._checks.append(check)
        mark, colour = MARKS.get(state, MARKS["fail"])
        words = Text(reason)
        if fix:
            words.append(f"  {fix}", "yellow")
        self.query_one("#checks", Table).append(name, [Text(mark, colour), name, words])

    def _looked(self) -> None:
        self._looking = False
        failed = sum(check[1] == "fail" for check in self._checks)
        if self._checks:  # each row that came in was scrolled to: the worst is in view now, or else the first one
            table = self.query_one("#checks", Table)
            table.call_after_refresh(table.choose, min(self._checks, key=lambda check: WORST_FIRST.index(check[1]))[0])
        said = f"{failed} in the way: tab, then its line" if failed else "nothing stands in the way"
        self.query_one("#checks").border_subtitle = said

    @work(thread=True, exclusive=True, group="fix", exit_on_error=False)
    def action_fix(self) -> None:
        from ui.phone_care import safe_fixes

        try:
            done = list(safe_fixes(self.ui.phone.state.serial))
        except Exception as error:
            self.ui.trouble_with(error)
            return
        said = "\n".join(done) or "There was nothing that can be mended without you."
        self.app.call_from_thread(self.ui.say, said)
        self.app.call_from_thread(self.action_doctor)

    def action_report(self) -> None:
        from ui.reports import write_report

        if self._looking or not self._checks:
            self.ui.say("The doctor isn't done yet.")
            return
        try:
            file = write_report(self._checks)
        except OSError as error:
            self.ui.trouble.say(f"The report can't be written: {error}")
            return
        self.ui.say(f"Written: {file}")

    def action_back(self) -> None:
        self.ui.trouble.put_away()
        self.query_one("#values").focus()
