"""The ten tools: their names, arguments and descriptions as an agent reads them, and which function of ours each one calls.

A phone is named in every call that needs one: there is none that is meant otherwise.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from mcp.server.mcpserver import Context, Image, MCPServer
from mcp_types import CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import BaseModel, Field

from . import looks, pictures
from .calling import carried_out, in_thread, looked, result_of, stopped
from .jobs import Job
from .plain_text import one_line
from .profiles import Profile
from .results import (
    AppDocShown,
    Apps,
    Phones,
    Replayed,
    ScreenShown,
    ScriptWritten,
    SessionReport,
    Stopped,
    TaskDone,
)
from .runs import Room, task_options

Phone = Annotated[
    str, Field(min_length=1, max_length=200, description="Serial or name, from list_phones; `demo` is always there.")
]
App = Annotated[
    str, Field(max_length=255, description="Package or label, from list_apps. Empty: the app that the words name.")
]
NamedApp = Annotated[str, Field(min_length=1, max_length=255, description="Package or label of a learned app.")]
Task = Annotated[
    str,
    Field(
        min_length=1,
        max_length=1000,
        description="What to do, in plain words. Or @NAME: a task that the person saved.",
    ),
]
Words = Annotated[str, Field(min_length=1, max_length=1000, description="What is to be done, in plain words.")]
About = Annotated[
    str, Field(max_length=1000, description="What you want to do: of a long doc only what that needs is shown.")
]
Script = Annotated[
    str,
    Field(
        min_length=1,
        max_length=20_000,
        description="Python in the terms of app_doc: no files, no network, few modules.",
    ),
]
Values = Annotated[dict[str, str] | None, Field(max_length=40, description="For @NAME: its parameters.")]
Private = Annotated[bool, Field(description="Record neither screens nor texts.")]
Session = Annotated[str, Field(min_length=1, max_length=64, description="A session's id, its beginning, or `last`.")]
Picture = Annotated[bool, Field(description="With a picture, 1000 pixels high at most; costs many tokens.")]

AnyTool = TypeVar("AnyTool", bound=Callable[..., Any])
Ran = Annotated[CallToolResult, TaskDone]
Repeated = Annotated[CallToolResult, Replayed]


def add_tools(server: MCPServer[Any], room: Room, *, answer_s: float) -> None:
    """Give a server its tools. `answer_s`: so long a run waits for the person."""
    readonly = room.profile is Profile.READONLY
    looking = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    acting = ToolAnnotations(
        read_only_hint=False, destructive_hint=not readonly, idempotent_hint=False, open_world_hint=True
    )

    def tool(title: str, annotations: ToolAnnotations) -> Callable[[AnyTool], AnyTool]:
        def added(call: AnyTool) -> AnyTool:
            said = " ".join((call.__doc__ or "").split())
            server.add_tool(call, title=title, description=said, annotations=annotations)
            return call

        return added

    @tool(title="Phones", annotations=looking)
    async def list_phones() -> Annotated[CallToolResult, Phones]:
        """Every phone connected to this computer, whether it is ready, and who uses it now. `demo` is a phone with made-up
        apps, which starts when it is used."""
        return await looked(looks.phones, room)

    @tool(title="Apps", annotations=looking)
    async def list_apps(phone: Phone) -> Annotated[CallToolResult, Apps]:
        """The apps on a phone, those with a doc (learned) first. A task for one that isn't learned has it looked at first, for a
        minute or two and if the person agrees. The app `phone` is the phone itself: settings, alarms, calls, contacts."""
        return await looked(looks.apps, room, phone)

    @tool(title="App doc", annotations=looking)
    async def app_doc(app: NamedApp, about: About = "") -> Annotated[CallToolResult, AppDocShown]:
        """What a learned app offers, as Python stubs with worked samples: what a script for run_script is written with."""
        return await looked(looks.app_doc, app, about)

    @tool(title="Write a script", annotations=looking)
    async def write_script(phone: Phone, task: Words, app: App = "") -> Annotated[CallToolResult, ScriptWritten]:
        """Have the small model write the script for a task, checked, with what it would do and what of that would be asked
        about. Nothing on the phone is touched."""
        stop_writing = threading.Event()
        try:
            return await looked(looks.write_script, room, phone, task, app, stop_writing.is_set)
        finally:
            stop_writing.set()

    @tool(title="Do a task", annotations=acting)
    async def run_task(
        phone: Phone,
        task: Task,
        ctx: Context[Any, Any],
        app: App = "",
        values: Values = None,
        private: Private = False,
    ) -> Ran | InputRequiredResult:
        """Do one task on a phone: a script is written, checked, carried out call by call, and each act looked at. What saves,
        sends, calls, pays or deletes is asked of the person first."""

        def work(job: Job) -> BaseModel:
            words, options = task_options(task, values or {}, app, private)
            return looks.task_done(room.do_task(job, job.phone, words, options), phone)

        doing = "run_task" if private else f"run_task: {one_line(task, 60)}"
        return await carried_out(room, phone, doing, work, ctx, answer_s)

    @tool(title="Run a script", annotations=acting)
    async def run_script(
        phone: Phone, script: Script, app: NamedApp, ctx: Context[Any, Any], private: Private = False
    ) -> Ran | InputRequiredResult:
        """Check a script against its app's doc and carry it out as it stands, in a sandbox, without a model. What saves, sends,
        calls, pays or deletes is asked of the person first."""
        from thumbwright.use.tasks import TaskOptions

        def work(job: Job) -> BaseModel:
            options = TaskOptions(app=app, private=private, script=script, title="run a script (mcp)")
            return looks.task_done(room.do_task(job, job.phone, "run the script", options), phone)

        return await carried_out(room, phone, "run_script", work, ctx, answer_s)

    @tool(title="Replay", annotations=acting)
    async def replay(phone: Phone, session: Session, ctx: Context[Any, Any]) -> Repeated | InputRequiredResult:
        """Repeat what a session did, call by call, without a model and only on the screens that were recorded. Consents are
        asked for anew."""

        def work(job: Job) -> BaseModel:
            return looks.replay_done(room.do_replay(job, job.phone, session), phone)

        return await carried_out(room, phone, "replay", work, ctx, answer_s)

    @tool(title="Session", annotations=looking)
    async def session_report(session: Session = "last") -> Annotated[CallToolResult, SessionReport]:
        """What a session did: its task, script, calls with what the phone showed after them, consents and answer."""
        return await looked(looks.session_report, session)

    @tool(title="Screen", annotations=looking)
    async def screen(phone: Phone, picture: Picture = False) -> Annotated[CallToolResult, ScreenShown]:
        """What a phone shows now, as lines of text, and as a picture where asked for. Stored secrets are hidden."""
        shown, png = await in_thread(looks.screen, room, phone, picture)
        result = result_of(shown)
        if png:
            small = await in_thread(pictures.small, png)
            result.content.append(Image(data=small, format="webp").to_image_content())
        return result

    @tool(
        title="Stop",
        annotations=ToolAnnotations(
            read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
    )
    async def stop(phone: Phone) -> Annotated[CallToolResult, Stopped]:
        """End what this server does on a phone; what it had begun and not saved is taken back."""
        return result_of(await stopped(room, phone))
