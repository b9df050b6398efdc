"""A session as one HTML page that needs nothing else: the answer, the script with its calls line by line, the screens.

Reads the store's records; the page's look is the template's. Pictures are embedded; where none was kept, or the app forbids
them, the screen is drawn from its dump.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from ground.errors import StoreError

from .records import CallRecord, ConsentRecord, SessionDetail
from .wireframe import outline_svg, read_drawing, svg

if TYPE_CHECKING:
    from jinja2 import Template

Load = Callable[[str], bytes]
"""A screen, picture or doc by its SHA-256. Raises StoreError where it is no longer kept."""


@dataclass(frozen=True)
class Shot:
    """One screen as it is shown."""

    caption: str
    markup: Markup


@dataclass
class Line:
    """One line of the script with what it did."""

    number: int
    text: str
    calls: list[CallView] = field(default_factory=list)
    consents: list[ConsentRecord] = field(default_factory=list)
    """Those that belong to no call of it."""


@dataclass(frozen=True)
class CallView:
    """A call as it is shown."""

    record: CallRecord
    text: str
    value: str
    plain: bool
    """Whether it says no more than its line of the script does."""
    share: float
    """Of the longest call's time, percent."""
    shots: list[Shot]
    consents: list[ConsentRecord]
    """What was asked before it was done."""


@dataclass(frozen=True)
class AttemptView:
    """A script as it is shown."""

    number: int
    kind: str
    lines: list[Line]
    notes: list[str]
    problems: list[str]
    seconds: float
    tokens_in: int
    tokens_evaluated: int
    tokens_out: int


@dataclass(frozen=True)
class HealingView:
    """What was healed, with both screens."""

    what: str
    old: str
    new: str
    kept: bool
    shots: list[Shot]


@dataclass(frozen=True)
class SessionView:
    """A session as it is shown."""

    detail: SessionDetail
    attempts: list[AttemptView]
    healings: list[HealingView]
    verdicts: dict[str, int]
    screens_gone: bool


@dataclass(frozen=True)
class PhoneRow:
    """How one task ended on one of several phones."""

    phone: str
    status: str
    answer: str
    session: str
    """Empty where nothing was begun on it."""
    seconds: float


@dataclass(frozen=True)
class Together:
    """One task that was done on several phones."""

    task: str
    script: str
    phones: list[PhoneRow]


def render_report(sessions: Sequence[SessionDetail], load: Load, *, together: Together | None = None) -> str:
    """The page for one session, or for several (a set of replays; one task on several phones: `together`), as HTML."""
    views = [_view(detail, load) for detail in sessions]
    title = sessions[0].head.task if len(sessions) == 1 else f"{len(sessions)} sessions"
    shown = {detail.head.id for detail in sessions}
    return _template().render(
        title=together.task if together else title, sessions=views, together=together, shown=shown
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")


def _view(detail: SessionDetail, load: Load) -> SessionView:
    screens = _Screens(detail, load)
    longest = max((c.ms for c in detail.calls), default=0.0) or 1.0
    asked = _asked(detail)
    attempts = []
    for attempt in detail.attempts:
        lines = [Line(number, text) for number, text in enumerate(attempt.script.splitlines(), 1)]
        rest = Line(0, "")
        for call in (c for c in detail.calls if c.attempt == attempt.id):
            line = lines[call.line - 1] if 0 < call.line <= len(lines) else rest
            line.calls.append(_call_view(call, line.text, longest, screens, asked.get(call.id, [])))
        if attempt is detail.attempts[-1]:
            rest.consents += asked.get(0, [])
        if rest.calls or rest.consents:
            lines.append(rest)
        attempts.append(
            AttemptView(
                attempt.number,
                attempt.kind,
                lines,
                attempt.notes,
                attempt.problems,
                attempt.ms / 1000,
                attempt.prompt_tokens,
                attempt.evaluated_tokens,
                attempt.output_tokens,
            )
        )
    healings = [
        HealingView(
            f"{h.screen}.{h.element}" if h.element else h.screen,
            h.old,
            h.new,
            h.kept,
            [s for s in (screens.drawn(h.xml_old, "recorded"), screens.drawn(h.xml_new, "now")) if s is not None],
        )
        for h in detail.healings
    ]
    verdicts: dict[str, int] = {}
    for call in detail.calls:
        if call.verdict:
            verdicts[call.verdict] = verdicts.get(call.verdict, 0) + 1
    return SessionView(detail, attempts, healings, verdicts, screens.gone or detail.head.pruned)


def _asked(detail: SessionDetail) -> dict[int, list[ConsentRecord]]:
    """Consents by the call during which they were asked; 0 is none."""
    found: dict[int, list[ConsentRecord]] = {}
    for consent in detail.consents:
        under_way = [call.id for call in detail.calls if call.started <= consent.at]
        found.setdefault(under_way[-1] if under_way else 0, []).append(consent)
    return found


def _call_view(
    call: CallRecord, line: str, longest: float, screens: _Screens, consents: list[ConsentRecord]
) -> CallView:
    name = f"{call.ref}.{call.op}".removesuffix(".do") if call.ref else call.op
    args = ", ".join(json.dumps(a, ensure_ascii=False) for a in call.args)
    value = "" if call.value in (None, "") else json.dumps(call.value, ensure_ascii=False)
    text = f"{name}({args})"
    plain = text.replace("'", '"') == line.strip().replace("'", '"')
    return CallView(call, text, value, plain, 100 * call.ms / longest, screens.of(call), consents)


class _Screens:
    """Makes the pictures of one session's calls."""

    def __init__(self, detail: SessionDetail, load: Load) -> None:
        self._load = load
        self._picture_of = {c.xml_after: c.picture for c in detail.calls if c.picture and c.xml_after}
        self._size = (detail.head.width, detail.head.height)
        self.gone = False
        self._shown: set[tuple[str, str, object]] = set()

    def of(self, call: CallRecord) -> list[Shot]:
        """Before with the element outlined, and after; what was just shown isn't shown again."""
        if call.op in ("finish", "ask", "wait", "secret"):
            return []
        before = self._shot(call.xml_before, call.bounds, f"{call.screen_before or 'screen'}, before")
        after = None
        if call.xml_after != call.xml_before or call.picture:
            after = self._shot(call.xml_after, None, f"{call.screen_after or 'screen'}, after", call.picture)
        return [shot for shot in (before, after) if shot is not None]

    def drawn(self, sha: str, caption: str) -> Shot | None:
        return self._shot(sha, None, caption) if sha else None

    def _shot(
        self, sha: str, outline: tuple[int, int, int, int] | None, caption: str, picture: str = ""
    ) -> Shot | None:
        key = (sha, picture, outline)
        if not sha or key in self._shown:
            return None
        self._shown.add(key)
        try:
            drawing = read_drawing(self._load(sha), self._size)
        except StoreError:
            self.gone = True
            return None
        if drawing is None:
            return None
        shown = picture or self._picture_of.get(sha, "")
        if shown:
            try:
                data = base64.b64encode(self._load(shown)).decode()
            except StoreError:
                data = ""
            if data:
                mark = outline_svg(outline, drawing.width / 108) if outline else ""
                size = f'width="{drawing.width}" height="{drawing.height}"'
                inner = f'<image href="data:image/webp;base64,{data}" {size}/>{mark}'
                view = f'viewBox="0 0 {drawing.width} {drawing.height}" class="photo" role="img"'
                return Shot(caption, Markup(f"<svg {view}>{inner}</svg>"))
        return Shot(caption, Markup(svg(drawing, outline, caption)))
