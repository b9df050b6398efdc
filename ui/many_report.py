"""What came of one task on many phones: printed, as JSON, and on one page with every phone's session."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from farm.planning import Plans
from farm.work import DONE, Outcome
from ground.errors import SettingsError, StoreError
from ground.exits import ExitCode
from sessions.store import Store
from ui.printing import print_json


def data_of(words: str, script: str, outcomes: Sequence[Outcome], differ: Sequence[str]) -> dict[str, Any]:
    """What `run --on … --json` prints."""
    from farm.work import counted

    return {
        "task": words,
        "script": script,
        "summary": counted(outcomes),
        "differences": list(differ),
        "phones": [
            {
                "phone": one.serial,
                "status": one.status,
                "answer": one.answer,
                "why": one.why,
                "session": one.session,
                "calls": one.calls,
                "seconds": one.seconds,
            }
            for one in outcomes
        ],
    }


def checked_report(file: Path | None) -> Path | None:
    """Where the report goes. Raises SettingsError for another kind of file, before anything is done."""
    if file is not None and file.suffix.lower() not in (".html", ".json"):
        raise SettingsError(f"--report {file}: a page is named .html, data .json")
    return file


def finished(
    file: Path | None, words: str, plans: Plans, outcomes: Sequence[Outcome], store: Store, *, as_json: bool
) -> None:
    """Written to the file, where one was named, and printed as JSON where that was asked for. Raises SettingsError."""
    script = plans.plans[0].work.script if plans.plans else ""
    said = plans.plans[0].work.words if plans.plans and plans.plans[0].work.script_by == "model" else words
    data = data_of(said, script, outcomes, plans.differ)
    if file is not None:
        write_report(file, data, store)
    if as_json:
        print_json(data)


def write_report(file: Path, data: dict[str, Any], store: Store) -> None:
    """One page with all sessions that are in `store`, or the data, by the file's ending. Raises SettingsError."""
    text = (
        json.dumps(data, indent=1, ensure_ascii=False) + "\n" if file.suffix.lower() == ".json" else _page(data, store)
    )
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise SettingsError(
            f"{file} can't be written: {error.strerror or error}. Name another with --report."
        ) from None


def _page(data: dict[str, Any], store: Store) -> str:
    from sessions import reading
    from sessions.report import PhoneRow, Together, render_report

    details = []
    for row in data["phones"]:
        if row["session"]:
            try:
                details.append(reading.load_session(store, row["session"]))
            except StoreError:
                continue  # it is on another machine, or was removed meanwhile
    rows = [
        PhoneRow(row["phone"], row["status"], row["answer"], row["session"], row["seconds"]) for row in data["phones"]
    ]
    together = Together(data["task"], data["script"], rows)
    return render_report(details, lambda sha: reading.blob(store, sha), together=together)


_CODES = {
    "partly": ExitCode.PARTLY,
    "unproved": ExitCode.UNPROVED,
    "done": ExitCode.DONE,
    "written": ExitCode.DONE,
    "denied": ExitCode.REFUSED,
    "cancelled": ExitCode.CANCELLED,
    "limit": ExitCode.SCRIPT,
    "refused": ExitCode.SCRIPT,
    "busy": ExitCode.PHONE,
    "lost": ExitCode.PHONE,
    "unknown": ExitCode.PHONE,
    "not_run": ExitCode.PHONE,
}


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """Done where all are; partly where some are and some not; else what the first is that is not done."""
    if any(one.status == "cancelled" for one in outcomes):
        return ExitCode.CANCELLED
    done = sum(one.status in DONE for one in outcomes)
    if done == len(outcomes):
        unproved = any(one.status == "unproved" for one in outcomes)
        return ExitCode.UNPROVED if unproved else ExitCode.DONE
    if done:
        return ExitCode.PARTLY
    return _CODES.get(outcomes[0].status, ExitCode.NOT_DONE)
