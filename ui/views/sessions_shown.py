"""How a session and its calls are put into words and cells on the page of the sessions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rich.text import Text
from textual.content import Content

from ui.statuses import PROOFS, shown
from ui.widgets.script_notes import changes
from ui.widgets.table import MEANING, muted

if TYPE_CHECKING:
    from sessions.records import AttemptRecord, CallRecord, SessionDetail, SessionRecord

CALL_MARKS = {"ok": ("✓", "green"), "begun": ("!", "red"), "failed": ("✗", "red")}


def when(at: str) -> str:
    """A stored time as this machine's clock shows it: `21 Nov 14:05`."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%d %b %H:%M").lstrip("0")
    except ValueError:
        return ""


def head_cells(head: SessionRecord) -> list[str | Text]:
    end = shown(head.status)
    task = Text(head.task)
    if head.kind != "task":
        task = Text(f"{head.kind}: ", "dim") + task
    if head.kept:
        task.append("  kept", "dim")
    return [Text(end.mark, end.colour), muted(when(head.started)), head.app_label or head.app, task]


def head_words(head: SessionRecord) -> Content:
    tokens = f"{head.prompt_tokens} tokens read, {head.output_tokens} written" if head.prompt_tokens else "no model"
    costs = f"{tokens}; model {head.model_ms / 1000:.1f} s, phone {head.phone_ms / 1000:.1f} s"
    if head.pace:
        costs = f"{head.pace}; {costs}"
    end = shown(head.status)
    colour = f"${MEANING[end.colour]}" if end.colour in MEANING else ""
    return Content.assemble(
        (head.task, "bold"),
        "\n",
        (f"{end.mark} {end.words}", colour),
        f"  {head.answer}\n",
        (f"{head.id}  {when(head.started)}  {head.phone}  {costs}", "$text-muted"),
    )


def timeline(detail: SessionDetail) -> list[tuple[str, object, list[str | Text]]]:
    """Attempts, calls, consents and events in the order in which they happened."""
    rows: list[tuple[str, int, str, object, list[str | Text]]] = []
    for number, event in enumerate(detail.events):
        text = Content.assemble((f"{event.kind}\n\n", "bold"), event.text)
        rows.append(
            (
                event.at,
                0,
                f"e{number}",
                text,
                ["·", "", muted(f"{event.kind}: {event.text.partition(chr(10))[0]}"), "", ""],
            )
        )
    for attempt in detail.attempts:
        calls = [call for call in detail.calls if call.attempt == attempt.id]
        at = calls[0].started if calls else ""
        lines = len(attempt.script.splitlines())
        words = Text(f"script {attempt.number}", "bold")
        words.append(f"  {attempt.kind}, {lines} lines", "dim")
        bad = Text(f"{len(attempt.problems)} wrong", "yellow") if attempt.problems else ""
        rows.append((at, 1, f"a{attempt.id}", attempt, ["✎", "", words, bad, _ms(attempt.ms)]))
        rows += [(call.started, 2, f"c{call.id}", call, _call_cells(call)) for call in calls]
    for number, consent in enumerate(detail.consents):
        given = "yes" if consent.granted else "no"
        text = Content.assemble((f"{consent.effect}: {given} ({consent.how})\n\n", "bold"), consent.detail)
        words = Text(f"asked: {consent.detail}")
        cells: list[str | Text] = [
            "?",
            muted(f"{consent.line:>3}"),
            words,
            Text(given, "green" if consent.granted else "red"),
            "",
        ]
        rows.append((consent.at, 3, f"k{number}", text, cells))
    # an attempt without calls (its script was refused) stays before the one that follows it
    last = ""
    placed = []
    for at, order, key, thing, cells in rows:
        last = at or last
        placed.append((last, order, key, thing, cells))
    placed.sort(key=lambda row: row[0])
    return [(key, thing, cells) for _, _, key, thing, cells in placed]


def _ms(ms: float) -> Text:
    return Text(f"{ms:.0f}" if ms else "", "dim")


def _call_cells(call: CallRecord) -> list[str | Text]:
    mark, colour = CALL_MARKS.get(call.status, ("—", "yellow"))
    proof = PROOFS.get(call.proof)
    if proof is not None and call.status == "ok":
        mark, colour = proof.mark, proof.colour
    name = f"{call.ref}.{call.op}".removesuffix(".do") if call.ref else call.op
    words = Text(f"{name}({', '.join(repr(arg) for arg in call.args)})")
    if call.value not in (None, ""):
        words.append(f" → {call.value!r}", "dim")
    if proof is not None:
        words.append(f"  {proof.words}{call.proof_note}", "dim" if call.proof == "held" else colour)
    if call.verdict:
        words.append(f"  {call.verdict}", "green" if call.verdict == "same" else "yellow")
    if call.error:
        words.append(f"  {call.error}", "red")
    return [Text(mark, colour), muted(f"{call.line:>3}"), words, muted(call.effect), _ms(call.ms)]


def attempt_words(attempt: AttemptRecord) -> Content:
    from textual.highlight import highlight

    parts: list[Content] = [
        Content.styled(
            f"{attempt.prompt_tokens} tokens read ({attempt.evaluated_tokens} of them anew), {attempt.output_tokens} "
            f"written, first after {attempt.first_token_ms / 1000:.1f} s, {attempt.ms / 1000:.1f} s in all"
            if attempt.prompt_tokens
            else f"{attempt.kind}: no model was asked",
            "$text-muted",
        ),
        highlight(attempt.script.rstrip() or "# nothing was written", language="python"),
    ]
    parts += changes(attempt.notes)
    parts += [Content.styled(f"wrong: {problem}", "$text-error") for problem in attempt.problems]
    if attempt.prompt:
        parts += [Content.styled("\nWhat the model was asked (after the app's doc)", "bold"), Content(attempt.prompt)]
    if attempt.reply.strip() and attempt.reply.strip() != attempt.script.strip():
        parts += [Content.styled("\nWhat it wrote, before repair", "bold"), Content(attempt.reply)]
    return Content("\n").join(parts)


def call_words(call: CallRecord) -> Content:
    facts = [
        ("line", f"{call.line}  {call.source}" if call.line else call.source),
        ("on", call.screen_before and f"{call.screen_before} → {call.screen_after}"),
        ("found by", call.locator),
        ("node", call.node),
        ("in", call.within),
        ("gave", "" if call.value is None else repr(call.value)),
        ("phone", f"{PROOFS[call.proof].words}{call.proof_note}" if call.proof in PROOFS else ""),
        ("replaced", call.replaced),
        ("error", call.error),
        ("replay", f"{call.verdict} {call.verdict_note}".strip()),
    ]
    lines = [Content.assemble((f"{name:>8}  ", "$text-muted"), str(value)) for name, value in facts if value]
    lines += [Content.styled(f"{'':>8}  {step}", "$text-muted") for step in call.steps]
    return Content("\n").join(lines)
