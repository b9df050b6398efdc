"""The script as it is written and as it runs: highlighted, numbered, with the line that runs marked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

MARKS = {"now": "▶", "done": "✓", "unseen": "?", "left": "—", "failed": "✗"}
STYLES = {"now": "bold $warning", "done": "$success", "unseen": "$primary", "left": "$warning", "failed": "bold $error"}


class ScriptView(VerticalScroll, can_focus=True):
    """Text of the model: shown as it is, never as markup."""

    HELP = """
## The script

What the model wrote for your task, each line as it will run. The line that runs is marked ▶, what was done and
seen ✓, what was done and couldn't be seen ?, what you kept from being done —, what failed ✗. Below it stands what was changed
in it without the model, what was not and may be meant (o takes that), and what the check warns of.
"""
    DEFAULT_CSS = """
    ScriptView { scrollbar-size-vertical: 1; }
    ScriptView > Static { width: 1fr; height: auto; }
    ScriptView > #notes { margin-top: 1; }
    ScriptView > #notes.empty { display: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.text = ""
        self._marks: dict[int, str] = {}
        self._notes: Sequence[Content] = ()
        self._stale = False
        self._writing = False
        self._hint = ""

    def compose(self) -> ComposeResult:
        yield Static("", id="lines", markup=False)
        yield Static("", id="notes", classes="empty", markup=False)

    def clear(self, hint: str = "") -> None:
        """Nothing is written yet; `hint` stands in its place."""
        self.text, self._marks, self._notes, self._writing, self._hint = "", {}, (), False, hint
        self._later()

    def add(self, piece: str) -> None:
        """The model wrote on."""
        self.text += piece
        self._writing = True
        self._later()

    def show(self, text: str, notes: Sequence[Content] = ()) -> None:
        """The script as it will run, and what is to be said of it below."""
        self.text, self._notes, self._marks, self._writing = text, notes, {}, False
        self._later()

    def mark(self, line: int, how: str) -> None:
        """Mark a line: now, done, failed. A loop comes back to its lines."""
        if how == "now":
            self._marks = {n: mark for n, mark in self._marks.items() if mark != "now"}
        self._marks[line] = how
        self._later()
        if line:
            self.scroll_to(y=max(0, line - self.size.height + 2), animate=False, immediate=True)

    def quiet(self) -> None:
        """The run is over: no line runs."""
        self._marks = {n: mark for n, mark in self._marks.items() if mark != "now"}
        self._later()

    def _later(self) -> None:
        # tokens come faster than anybody reads: one painting for all that came since the last
        if not self._stale:
            self._stale = True
            self.set_timer(1 / 30, self._paint)

    def _paint(self) -> None:
        self._stale = False
        lines = self.query_one("#lines", Static)
        notes = self.query_one("#notes", Static)
        if not self.text.strip() and not self._writing:
            lines.update(Content.styled(self._hint, "$text-muted") if self._hint else Content(""))
        else:
            lines.update(self._numbered())
        notes.set_class(not self._notes, "empty")
        notes.update(Content("\n").join(self._notes))
        if self._writing:
            self.scroll_end(animate=False)

    def _numbered(self) -> Content:
        from textual.highlight import highlight

        text = self.text.rstrip() + (" ▍" if self._writing else "")
        code = highlight(text.replace("\t", "    "), language="python")
        numbered = []
        for number, line in enumerate(code.split("\n"), 1):
            how = self._marks.get(number, "")
            gutter = Content.assemble((MARKS.get(how, " "), STYLES.get(how, "")), (f"{number:>3} ", "$text-muted"))
            numbered.append(gutter + (line.stylize("bold") if how == "now" else line))
        return Content("\n").join(numbered)
