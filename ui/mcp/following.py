"""A run followed for a call of the client: progress as it goes, a question in the protocol's own form, the result at the end.

The protocol has two eras. In the older one a server asks in the middle of a call. In the newer one (2026-07-28) it asks nothing by
itself: the question is the call's result, and the client says the call again with the answer. The run waits between the two.
"""

from __future__ import annotations

import json
import logging
from typing import Any

import anyio
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.shared.exceptions import MCPError
from mcp_types import ClientCapabilities, ElicitRequest, ElicitRequestFormParams, ElicitResult, InputRequiredResult
from mcp_types.version import is_version_at_least

from .jobs import Ask, Asked, Ended, Job, Said
from .plain_text import one_line

log = logging.getLogger(__name__)
KEY = "person"
"""Of the one question that a result can carry."""
_ASKS_BY_RESULT = "2026-07-28"


def can_ask(ctx: Context[Any, Any]) -> bool:
    """Whether this client can put a question to a person: with a form, which is what an empty declaration means, too."""
    capabilities: ClientCapabilities | None = ctx.client_capabilities
    elicitation = capabilities.elicitation if capabilities is not None else None
    return elicitation is not None and (elicitation.form is not None or elicitation.url is None)


async def follow(job: Job, ctx: Context[Any, Any]) -> Any | InputRequiredResult:
    """What the run came to, or its question in the newer era. A call that is broken off stops the run.

    Raises what the run raised.
    """
    job.followed = True
    try:
        while True:
            event = await job.events.get()
            if isinstance(event, Said):
                job.steps += 1
                await ctx.report_progress(job.steps, None, one_line(event.words, 200))
            elif isinstance(event, Ended):
                job.told = True
                if event.error is not None:
                    raise event.error
                return event.value
            elif _by_result(ctx):
                return InputRequiredResult(
                    input_requests={KEY: _request(event.ask)},
                    request_state=json.dumps({"job": job.id, "question": event.number}),
                )
            else:
                event.answer(await _asked_now(event, ctx))
    except BaseException:
        job.stop()
        raise
    finally:
        job.followed = False


def answered(asked: Asked, ctx: Context[Any, Any]) -> None:
    """Hand the answer that came with this call to the run that waits for it; what is no clear answer is no."""
    answers = ctx.input_responses or {}
    reply = answers.get(KEY)
    asked.answer(_meant(reply, asked.ask) if isinstance(reply, ElicitResult) else None)


def question_meant(ctx: Context[Any, Any]) -> tuple[str, int]:
    """Of a call that goes on with a run: the run's id, and which question it answers; empty for a new one.

    Raises ToolError for a state that is none of ours.
    """
    if not ctx.request_state:
        return "", 0
    try:
        state = json.loads(ctx.request_state)
        return str(state["job"]), int(state["question"])
    except (ValueError, KeyError, TypeError):
        raise ToolError("This call goes on with something that isn't known here. Say it anew.") from None


def _by_result(ctx: Context[Any, Any]) -> bool:
    version = ctx.protocol_version
    return version is not None and is_version_at_least(version, _ASKS_BY_RESULT)


def _request(ask: Ask) -> ElicitRequest:
    return ElicitRequest(params=ElicitRequestFormParams(message=ask.message, requested_schema=_schema(ask)))


def _schema(ask: Ask) -> dict[str, Any]:
    answer: dict[str, Any] = {"type": "string", "title": "Answer"}
    if ask.choices:
        answer["enum"] = list(ask.choices)
    return {"type": "object", "properties": {"answer": answer}, "required": ["answer"]}


async def _asked_now(asked: Asked, ctx: Context[Any, Any]) -> str | None:
    """The answer, for as long as the run waits for one; a client that fails at asking has brought none."""
    answer: str | None = None
    async with anyio.create_task_group() as both:

        async def no_longer() -> None:
            await asked.settled.wait()
            both.cancel_scope.cancel()

        both.start_soon(no_longer)
        try:
            result = await ctx.session.elicit_form(
                asked.ask.message, _schema(asked.ask), related_request_id=ctx.request_context.request_id
            )
            answer = _meant(result, asked.ask)
        except MCPError:
            log.warning("the client could not put the question", exc_info=True)
        both.cancel_scope.cancel()
    return answer


def _meant(result: ElicitResult, ask: Ask) -> str | None:
    """The answer; None where it was declined, broken off, or is none of those that could be given."""
    said = (result.content or {}).get("answer") if result.action == "accept" else None
    if not isinstance(said, str) or (ask.choices and said not in ask.choices):
        return None
    return said
