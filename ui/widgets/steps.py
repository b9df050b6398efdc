"""The steps of a run or a replay, one row a call and one for each way that led to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual import events

from ui.statuses import PROOFS

from .table import Column, Table, muted

if TYPE_CHECKING:
    from interpreter.calls import Call, Outcome
    from interpreter.replay.replaying import CallVerdict

STATUS_MARKS = {"ok": ("✓", "green"), "failed": ("✗", "red"), "denied": ("—", "yellow"), "cancelled": ("—", "yellow")}
VERDICT_MARKS = {"same": ("✓", "green"), "healed": ("≈", "yellow"), "different": ("≠", "red"), "stopped": ("■", "red")}
EFFECT_STYLES = {"read": "dim", "navigate": "dim", "input": "cyan", "settings": "blue"}


class Steps(Table):
    """What was done, with its effect or verdict and its milliseconds."""

    def __init__(self, id: str) -> None:  # noqa: A002 -- Textual's own word for this
        super().__init__(
            [Column("", 1), Column("line", 4), Column("step"), Column("effect", 8), Column("ms", 6, right=True)],
            lines=3,
            id=id,
        )
        self.border_title = "Steps"

    def on_resize(self, event: events.Resize) -> None:
        if self.cursor_row == self.row_count - 1:  # the last step is what is looked at, also in less room
            self.call_after_refresh(self.scroll_end, animate=False)

    def add_call(self, call: Call, outcome: Outcome) -> None:
        """A call of a script, below the ways that led to it."""
        proof = outcome.proof
        mark, colour = STATUS_MARKS[outcome.status]
        if proof is not None and outcome.status == "ok":
            mark, colour = PROOFS[proof.verdict].mark, PROOFS[proof.verdict].colour
        name = f"{call.ref}.{call.op}".removesuffix(".do") if str(call.ref) else call.op
        words = Text(f"{name}({', '.join(repr(arg) for arg in call.args)})")
        if outcome.value not in (None, ""):
            words.append(f" → {outcome.value!r}", "dim")
        if outcome.error:
            words.append(f"  {outcome.error}", "red")
        if proof is not None:
            words.append(f"  {PROOFS[proof.verdict].words}{proof.what}", "dim" if proof.verdict == "held" else colour)
        effect = Text(outcome.effect.value, EFFECT_STYLES.get(outcome.effect.value, "yellow"))
        for step in outcome.steps:
            self._add(["", "", muted(f"  {step}"), "", ""])
        self._add([Text(mark, colour), muted(f"{call.line:>3}"), words, effect, _ms(outcome.ms)])

    def add_verdict(self, verdict: CallVerdict) -> None:
        """A call of a replay, and how it compared."""
        mark, colour = VERDICT_MARKS[verdict.verdict]
        words = Text(verdict.call)
        if verdict.note:
            words.append(f"  {verdict.note}", "dim" if verdict.verdict == "same" else colour)
        told = Text(verdict.verdict, colour)
        self._add([Text(mark, colour), muted(f"{verdict.line:>3}"), words, told, _ms(verdict.ms)])

    def _add(self, cells: list[Text | str]) -> None:
        self.append(f"{self.row_count + 1}", cells)


def _ms(ms: float) -> Text:
    return Text(f"{ms:.0f}", "dim")
