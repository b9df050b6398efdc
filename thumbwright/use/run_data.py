"""What `run --json` prints: how a task ended, every script that was written for it with what was repaired and what was wrong,
and every call."""

from __future__ import annotations

from typing import Any

from agent.decide.candidates import Written
from interpreter.calls import Call, Outcome
from interpreter.check.checking import CheckReport

from .tasks import TaskReport


def report_data(report: TaskReport) -> dict[str, Any]:
    result = report.result
    run = result.run
    last = result.attempts[-1] if result.attempts else None
    return {
        "session": report.session,
        "status": result.status,
        "answer": result.answer,
        "app": report.prepared.doc.package,
        "script": result.script,
        "notes": result.notes,
        "offers": [{"what": str(offer), "diff": offer.diff} for offer in result.offers],
        "problem": result.problem,
        "problems": problems_data(last.report) if last is not None else [],
        "attempts": [attempt_data(one, result.script) for one in result.attempts],
        "why": result.why,
        "read_from": result.read_from,
        "calls": [_call(call, outcome) for call, outcome in result.calls],
        "taken_back": run.taken_back.undone if run is not None else [],
        "left_open": run.taken_back.left if run is not None else [],
        "model_seconds": round(result.model_s, 2),
        "seconds": round(result.seconds, 2),
        "first_act_seconds": None if result.first_act_s is None else round(result.first_act_s, 2),
        "answer_seconds": round(result.answer_s, 2),
    }


def attempt_data(one: Written, taken: str) -> dict[str, Any]:
    """A candidate, or what a person gave; `chance` is None for what wasn't scored."""
    return {
        "script": one.text,
        "taken": one.text == taken,
        "chance": one.chance,
        "times": one.times,
        "notes": one.notes,
        "problems": problems_data(one.report),
        "held": one.held,
        "doubts": [doubt.what for doubt in one.doubts],
    }


def problems_data(report: CheckReport) -> list[dict[str, Any]]:
    return [
        {"line": found.line, "severity": found.severity, "message": found.message, "hint": found.hint}
        for found in report.problems
    ]


def _call(call: Call, outcome: Outcome) -> dict[str, Any]:
    return {
        "line": call.line,
        "call": f"{call.ref}.{call.op}".removesuffix(".do"),
        "args": call.args,
        "status": outcome.status,
        "effect": outcome.effect.value,
        "error": outcome.error,
        "undone": outcome.undone,
    }
