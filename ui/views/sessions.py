"""What was done: the list with search and filter, and one session as a timeline with its screens, scripts and costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Input, Static

from thumbwright.use.replay_options import ReplayOptions
from ui.statuses import shown
from ui.widgets.phone_screen import PhoneScreen
from ui.widgets.table import Column, Table

from .sessions_shown import attempt_words, call_words, head_cells, head_words, timeline
from .view import View

if TYPE_CHECKING:
    from phones.hierarchy import Hierarchy
    from sessions.records import CallRecord, SessionDetail, SessionRecord

LIMIT = 500


def make() -> SessionsView:
    return SessionsView()


class SessionsView(View):
    """A list, and what is behind the line under the cursor."""

    HELP = """
Everything that was done on a phone through this, newest first: its script, every call with the screen it met, what you
were asked, what it cost. Enter opens a session; Esc leads back to the list. A tick is for what was seen on the phone; ? was
done and not proved, ½ partly done.

A replay repeats a session's calls without a model, each only on the screen that was recorded.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash", "search", "Search", key_display="/", id="sessions.search", tooltip="Words of task, answer, script"
        ),
        Binding("f", "filter", "Filter", id="sessions.filter", tooltip="Only those that ended so"),
        Binding("r", "replay", "Replay", id="sessions.replay", tooltip="Repeat its calls, without a model"),
        Binding(
            "c", "replay_steps", "Call by call", id="sessions.replay_steps", tooltip="Replay, paused before each call"
        ),
        Binding("g", "replay_from", "From here", id="sessions.replay_from", tooltip="Replay from the chosen call on"),
        Binding("u", "replay_until", "Until here", id="sessions.replay_until", tooltip="Replay up to the chosen call"),
        Binding(
            "s", "rerun", "Rerun script", show=False, id="sessions.rerun", tooltip="Run its script again, no model"
        ),
        Binding("z", "undo", "Undo", id="sessions.undo", tooltip="Put back the settings that it changed"),
        Binding("k", "keep", "Keep", id="sessions.keep", tooltip="Keep its screens beyond their time, or no longer"),
        Binding(
            "x", "other_screen", "Before/after", id="sessions.other", tooltip="The screen before or after the call"
        ),
        Binding("delete", "remove", "Remove", id="sessions.remove", tooltip="With every screen and text of it"),
        Binding("escape", "back", "List", id="sessions.back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__("sessions")
        self._status = ""
        self._met: list[str] = []
        """Statuses that there are sessions of."""
        self._heads: dict[str, SessionRecord] = {}
        self._open = ""
        self._detail: SessionDetail | None = None
        self._rows: dict[str, object] = {}
        self._after = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="sessions-body"):
            with Vertical(id="sessions-list"):
                yield Input(placeholder="search: words of task, answer or script", id="search")
                yield Table([Column("", 1), Column("when", 12), Column("app", 9), Column("task")], lines=2, id="heads")
            with Vertical(id="sessions-detail"):
                yield Static("", id="head", markup=False)
                with Horizontal():
                    yield Table(
                        [
                            Column("", 1),
                            Column("line", 4),
                            Column("what"),
                            Column("effect", 8),
                            Column("ms", 6, right=True),
                        ],
                        lines=4,
                        id="timeline",
                    )
                    with Vertical(id="sessions-more"):
                        with VerticalScroll(id="words", can_focus=False):
                            yield Static("", markup=False)
                        yield PhoneScreen(id="screen")

    def on_mount(self) -> None:
        self.query_one("#heads").border_title = "Sessions"
        self.query_one("#timeline").border_title = "Timeline"
        self.query_one("#screen", PhoneScreen).hint = "No screen was kept of this"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "replay_from" | "replay_until" | "other_screen":
                return self._detail is not None and (self.has_class("opened") or self.ui.screen_width >= WIDE)
            case "replay" | "replay_steps" | "rerun" | "undo" | "keep" | "remove":
                return bool(self._heads)
        return super().check_action(action, parameters)

    def entered(self) -> None:
        self.read()
        self.take_focus("#timeline" if self.has_class("opened") else "#heads")

    # reading

    @work(thread=True, exclusive=True, group="sessions", exit_on_error=False)
    def read(self) -> None:
        """Read the list anew."""
        from sessions import reading
        from sessions.records import STATUSES
        from thumbwright.use.stores import open_store

        words = self.query_one("#search", Input).value.strip()
        try:
            with open_store(self.ui.say) as store:
                met = [status for status in STATUSES if status in reading.statuses_met(store)]
                if words:
                    found = reading.search_sessions(store, words, limit=LIMIT)
                    found = [head for head in found if self._status in ("", head.status)]
                else:
                    found = reading.list_sessions(store, limit=LIMIT, status=self._status)
        except Exception as error:
            self.ui.trouble_with(error)
            return
        self.app.call_from_thread(self._show_heads, found, met)

    def _show_heads(self, heads: list[SessionRecord], met: list[str]) -> None:
        self._met = met
        self._heads = {head.id: head for head in heads}
        table = self.query_one("#heads", Table)
        table.fill((head.id, head_cells(head)) for head in heads)
        said = f"only {shown(self._status).words}" if self._status else ""
        if len(heads) == LIMIT:
            said = f"the newest {LIMIT} {said}".strip()
        table.border_subtitle = said or ("none yet: F2 does a task" if not heads else "")
        if not heads:
            self._show_detail(None)
        elif self.ui.screen_width >= WIDE:
            self._load(table.chosen or "")
        self.refresh_bindings()

    @work(thread=True, exclusive=True, group="session", exit_on_error=False)
    def _load(self, session: str) -> None:
        from sessions import reading
        from thumbwright.use.stores import open_store

        try:
            with open_store(self.ui.say) as store:
                detail = reading.load_session(store, session) if session else None
        except Exception as error:
            self.ui.trouble_with(error)
            return
        self.app.call_from_thread(self._show_detail, detail)

    def _show_detail(self, detail: SessionDetail | None) -> None:
        same = detail is not None and detail.head.id == self._open
        self.call_after_refresh(self.refresh_bindings)
        self._detail, self._open = detail, detail.head.id if detail else ""
        head = self.query_one("#head", Static)
        table = self.query_one("#timeline", Table)
        self._rows = {}
        if detail is None:
            head.update("")
            table.fill([])
            self._show_row()
            return
        head.update(head_words(detail.head))
        lines = []
        for key, thing, cells in timeline(detail):
            self._rows[key] = thing
            lines.append((key, cells))
        table.fill(lines, cursor=None if same else (lines[0][0] if lines else None))
        self._show_row()

    # what is chosen

    @on(DataTable.RowHighlighted, "#heads")
    def _head_chosen(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        session = self.query_one("#heads", Table).chosen
        if session and session != self._open and (self.ui.screen_width >= WIDE or self.has_class("opened")):
            self._load(session)

    @on(DataTable.RowSelected, "#heads")
    def _head_opened(self, event: DataTable.RowSelected) -> None:
        event.stop()
        session = self.query_one("#heads", Table).chosen
        if session:
            self.add_class("opened")
            self._load(session)
            self.query_one("#timeline").focus()

    @on(DataTable.RowHighlighted, "#timeline")
    def _row_chosen(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        self._after = False
        self._show_row()

    def _show_row(self) -> None:
        from sessions.records import AttemptRecord, CallRecord

        thing = self._rows.get(self.query_one("#timeline", Table).chosen or "")
        words = self.query_one("#words Static", Static)
        screen = self.query_one("#screen", PhoneScreen)
        screen.show(None)
        screen.border_title = ""
        if isinstance(thing, AttemptRecord):
            words.update(attempt_words(thing))
        elif isinstance(thing, CallRecord):
            words.update(call_words(thing))
            sha = (thing.xml_after if self._after else thing.xml_before) or thing.xml_before or thing.xml_after
            screen.border_title = "after" if self._after else "before"
            if sha:
                self._load_screen(sha, None if self._after else thing.bounds)
        elif isinstance(thing, Content):
            words.update(thing)
        else:
            words.update("")
        self.query_one("#words").scroll_home(animate=False)

    @work(thread=True, exclusive=True, group="screen", exit_on_error=False)
    def _load_screen(self, sha: str, bounds: tuple[int, int, int, int] | None) -> None:
        from ground.errors import ThumbwrightError
        from phones.hierarchy import Bounds, Hierarchy
        from sessions import reading
        from thumbwright.use.stores import open_store

        try:
            with open_store(self.ui.say) as store:
                hierarchy = Hierarchy.parse(reading.blob(store, sha))
        except ThumbwrightError:
            return  # screens go after their time; the pane says that there is none
        self.app.call_from_thread(self._show_screen, hierarchy, Bounds(*bounds) if bounds else None)

    def _show_screen(self, hierarchy: Hierarchy, touched: object) -> None:
        from phones.hierarchy import Bounds

        mark = touched if isinstance(touched, Bounds) else None
        self.query_one("#screen", PhoneScreen).show(hierarchy, b"", mark)

    # what the person does

    @on(Input.Changed, "#search")
    def _search_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.read()

    @on(Input.Submitted, "#search")
    def _search_done(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one("#heads").focus()

    def action_search(self) -> None:
        self.remove_class("opened")
        self.query_one("#search").focus()

    def action_filter(self) -> None:
        order = ["", *self._met]
        self._status = order[(order.index(self._status) + 1) % len(order)] if self._status in order else ""
        self.read()

    def action_back(self) -> None:
        if self.ui.trouble.shown:
            self.ui.trouble.put_away()
        elif self.has_class("opened"):
            self.remove_class("opened")
        elif self.query_one("#search", Input).value:
            self.query_one("#search", Input).value = ""
        self.query_one("#heads").focus()

    def action_other_screen(self) -> None:
        self._after = not self._after
        self._show_row()

    def _chosen(self) -> SessionRecord | None:
        return self._heads.get(self.query_one("#heads", Table).chosen or "")

    def action_replay(self) -> None:
        self._replay(ReplayOptions())

    def action_replay_steps(self) -> None:
        self._replay(ReplayOptions(paused=True))

    def action_undo(self) -> None:
        if (head := self._chosen()) is not None:
            self.ui.undo(head)

    def action_rerun(self) -> None:
        self._replay(ReplayOptions(rerun=True))

    def action_replay_from(self) -> None:
        if call := self._chosen_call():
            self._replay(ReplayOptions(first=call.seq))

    def action_replay_until(self) -> None:
        if call := self._chosen_call():
            self._replay(ReplayOptions(until=call.seq))

    def _chosen_call(self) -> CallRecord | None:
        """None, and a word about it, where no call is chosen."""
        from sessions.records import CallRecord

        thing, head = self._rows.get(self.query_one("#timeline", Table).chosen or ""), self._chosen()
        if isinstance(thing, CallRecord) and head is not None and head.id == self._open:
            return thing
        self.ui.say("Open the session and choose a call first.")
        return None

    def _replay(self, options: ReplayOptions) -> None:
        head = self._chosen()
        if head is not None:
            self.ui.replay(head, options)

    def action_keep(self) -> None:
        from ground.errors import ThumbwrightError
        from sessions import reading
        from thumbwright.use.stores import open_store

        head = self._chosen()
        if head is None:
            return
        try:
            with open_store(self.ui.say) as store:
                reading.keep_session(store, head.id, kept=not head.kept)
        except ThumbwrightError as error:
            self.ui.trouble_with(error)
            return
        self.ui.say(f"Its screens are {'no longer kept' if head.kept else 'kept'} beyond their time.")
        self.read()

    def action_remove(self) -> None:
        from ui.widgets.dialogs import Confirm

        head = self._chosen()
        if head is None:
            return

        def sure(yes: bool | None) -> None:
            if yes:
                self._remove(head.id)

        question = f"Remove this session, with every screen and text of it?\n\n{head.task}"
        self.ui.ask_person(Confirm(question, "Remove"), sure)

    @work(thread=True, group="removing", exit_on_error=False)
    def _remove(self, session: str) -> None:
        from sessions import reading
        from thumbwright.use.stores import open_store

        try:
            with open_store(self.ui.say) as store:
                reading.remove_sessions(store, [session])
        except Exception as error:
            self.ui.trouble_with(error)
            return
        self.app.call_from_thread(self.read)


WIDE = 110
"""Columns from which list and session stand side by side."""
