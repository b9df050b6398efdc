"""From a tool to our functions and back: what blocks goes into a thread or becomes a run, what comes out becomes a result, and
what we raise on purpose becomes words that somebody with tools can use."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from typing import Any, TypeVar

import anyio
import anyio.to_thread
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, InputRequiredResult, TextContent
from pydantic import BaseModel

from ground.errors import CancelledError, ThumbwrightError
from ground.phone_lock import PhoneInUse, in_use

from .following import answered, can_ask, follow, question_meant
from .jobs import Job
from .plain_text import as_seen, one_line, seen
from .results import Stopped
from .runs import Room

T = TypeVar("T")
STOPPING_S = 20.0
_REMEMBERED_S = 60.0
_OURS = {"--wait 10m": "again later", "--app NAME": "the argument app", "-s demo": "phone demo"}
"""What our messages say to somebody at the command line, for somebody who has tools."""


def result_of(found: BaseModel) -> CallToolResult:
    """As data, and as text for clients that know only that: the same, without spaces that cost a model's tokens."""
    shown = as_seen(found)
    return CallToolResult(
        content=[TextContent(type="text", text=shown.model_dump_json())],
        structured_content=shown.model_dump(mode="json"),
    )


async def in_thread(call: Callable[..., T], *args: Any) -> T:
    """Where the call is broken off nobody waits for the thread, which ends by itself. Raises ToolError."""
    try:
        return await anyio.to_thread.run_sync(functools.partial(call, *args), abandon_on_cancel=True)
    except ThumbwrightError as error:
        raise tool_error(error) from None


async def looked(look: Callable[..., BaseModel], *args: Any) -> CallToolResult:
    """What a function that only looks found. Raises ToolError."""
    return result_of(await in_thread(look, *args))


async def carried_out(
    room: Room,
    phone: str,
    doing: str,
    work: Callable[[Job], BaseModel],
    ctx: Context[Any, Any],
    answer_s: float,
) -> CallToolResult | InputRequiredResult:
    """A run, begun or gone on with where this call answers its question, until its end or its next question. Raises ToolError."""
    known, question = question_meant(ctx)
    job = _waiting(room, known, question, ctx) if known else await _begun(room, phone, doing, work, ctx, answer_s)
    try:
        found: BaseModel | InputRequiredResult = await follow(job, ctx)
    except ThumbwrightError as error:
        raise tool_error(error) from None
    return found if isinstance(found, InputRequiredResult) else result_of(found)


async def stopped(room: Room, phone: str) -> Stopped:
    """End what runs on a phone, and wait a while for it to be taken back. Raises ToolError."""
    serial = await in_thread(room.shelf.serial, phone)
    job = room.job_on(serial)
    if job is None:
        held = in_use(serial)
        words = "Nothing of this server runs there."
        return Stopped(phone=phone, stopped=False, what=f"{words} {held.said}" if held is not None else words)
    job.stop()
    with anyio.move_on_after(STOPPING_S):
        await job.ended.wait()
    if job.ended.is_set():
        return Stopped(phone=phone, stopped=True, what=f"{job.doing}: stopped. Its session tells how far it came.")
    return Stopped(phone=phone, stopped=False, what=f"{job.doing}: told to stop. It takes back what it began.")


def tool_error(error: ThumbwrightError) -> ToolError:
    if isinstance(error, PhoneInUse):
        return ToolError(f"{seen(error.said)} Wait for it. Nothing was begun.")
    if isinstance(error, CancelledError):
        return ToolError("It was stopped. What it had begun and not saved was taken back.")
    said = str(error)
    for ours, theirs in _OURS.items():
        said = said.replace(ours, theirs)
    return ToolError(seen(said))


async def _begun(
    room: Room, phone: str, doing: str, work: Callable[[Job], BaseModel], ctx: Context[Any, Any], answer_s: float
) -> Job:
    serial = await in_thread(room.shelf.serial, phone)
    if (busy := room.job_on(serial)) is not None:
        raise ToolError(
            f"Phone {one_line(phone, 80)} is in use by {one_line(busy.doing)}, begun here. Wait for it, or end it with stop. "
            "Nothing was begun."
        )
    job = Job(serial, f"thumbwright mcp, {doing}", can_ask=can_ask(ctx), answer_s=answer_s)
    room.jobs[job.id] = job
    job.start(work, lambda ended: _forget(room, ended))
    return job


def _waiting(room: Room, known: str, question: int, ctx: Context[Any, Any]) -> Job:
    """The run that waits for this call's answer, answered. An answer that was sent twice is no answer to what is asked next."""
    job = room.jobs.get(known)
    if job is None or job.told:
        raise ToolError(
            "That run has ended, and nothing more is done in it: see session_report. To try again, call anew."
        )
    waiting = job.waiting
    if job.followed or waiting is not None and waiting.number != question:
        raise ToolError("That question was answered already; the run goes on by the call that brought the answer.")
    if waiting is not None:
        answered(waiting, ctx)
    return job


def _forget(room: Room, job: Job) -> None:
    """Its end may still be on its way to a call that comes back with an answer."""
    asyncio.get_running_loop().call_later(_REMEMBERED_S, room.jobs.pop, job.id, None)
