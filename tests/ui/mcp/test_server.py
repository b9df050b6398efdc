"""What the server says of itself, and how it answers what it can't do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from mcp_types import ToolAnnotations
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from demophone.phone import DemoPhoneThread
from ground.phone_lock import phone_lock
from ground.settings import load_settings, save_rule
from interpreter.consent.policy import Rule
from tests.ui.mcp.conftest import ERAS, Connect, said, words
from thumbwright.use.policies import make_policy
from ui.mcp.profiles import Profile, profiled

TOOLS = [
    "list_phones", "list_apps", "app_doc", "write_script", "run_task", "run_script", "replay", "session_report", "screen", "stop",
]  # fmt: skip
LOOKING = {"list_phones", "list_apps", "app_doc", "write_script", "session_report", "screen"}


async def test_names_arguments_and_results_are_those_that_were_promised(
    connect: Connect, snapshot: SnapshotAssertion
) -> None:
    """Agents and their prompts rely on them: where this changes, it is on purpose, and the changelog says so."""
    async with connect("auto") as client:
        listed = (await client.list_tools()).tools
    assert [tool.name for tool in listed] == TOOLS
    found = [tool.model_dump(exclude_none=True, by_alias=True, mode="json") for tool in listed]
    assert found == snapshot(extension_class=JSONSnapshotExtension)


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("profile", Profile)
async def test_instructions_are_short_and_name_every_tool(connect: Connect, profile: Profile, era: str) -> None:
    async with connect(era, profile=profile) as client:
        told = client.instructions or ""
    assert len(told.encode()) <= 2048
    assert all(name in told for name in TOOLS)
    assert f"Profile {profile.value}: " in told and "{" not in told


async def test_every_tool_says_what_it_does_to_the_phone(connect: Connect) -> None:
    async with connect() as client:
        hints = {tool.name: tool.annotations or ToolAnnotations() for tool in (await client.list_tools()).tools}
    assert {name for name, hint in hints.items() if hint.read_only_hint} == LOOKING
    assert {name for name, hint in hints.items() if hint.destructive_hint} == {"run_task", "run_script", "replay"}


async def test_what_a_model_reads_before_it_does_anything_stays_small(connect: Connect) -> None:
    async with connect() as client:
        listed = (await client.list_tools()).tools
    for_the_model = [(tool.name, tool.description, tool.input_schema) for tool in listed]
    assert len(str(for_the_model)) < 8_000
    assert all("\n" not in (tool.description or "") for tool in listed)


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("screen", {"phone": "nobody-has-it"}, 'No phone "nobody-has-it". Connected: '),
        ("screen", {}, "screen can't be called like that. phone: Field required. Nothing was done."),
        ("screen", {"phone": ""}, "phone: String should have at least 1 character"),
        (
            "screen",
            {"phone": "demo", "phones": "all"},
            "screen has no argument 'phones'. Its arguments: phone, picture",
        ),
        ("run_task", {"phone": "demo", "task": "x", "values": [1]}, "values: Input should be a valid dictionary"),
        ("app_doc", {"app": "Nosuch"}, "There is no app 'Nosuch'."),
        ("session_report", {"session": "zzzz"}, "There is no session 'zzzz'."),
        ("nothing", {}, "Unknown tool: nothing"),
    ],
)
async def test_what_is_wrong_with_a_call_is_said_in_words(
    connect: Connect, adb_server: object, name: str, arguments: dict[str, Any], told: str
) -> None:
    async with connect() as client:
        try:
            result = await client.call_tool(name, arguments)
        except Exception as error:  # a tool that there isn't is the protocol's own error
            assert told in str(error)
            return
    assert result.is_error
    assert told in words(result)
    assert "Traceback" not in words(result) and "pydantic" not in words(result)


async def test_an_unknown_app_of_a_task_is_named_with_the_nearest(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str
) -> None:
    async with connect() as client:
        call = {"phone": demo_phone.serial, "task": "add a note called Milk", "app": "Nots"}
        result = await client.call_tool("run_task", call)
    assert result.is_error and "There is no app 'Nots'. Nearest: " in words(result) and "Notes" in words(result)


async def test_a_phone_that_somebody_else_has_is_named_with_who_has_it(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str
) -> None:
    async with connect() as client:
        call = {"phone": demo_phone.serial, "script": "finish('x')\n", "app": "Notes"}
        with phone_lock(demo_phone.serial, "thumbwright learn"):
            result = await client.call_tool("run_script", call)
            stopped = said(await client.call_tool("stop", {"phone": demo_phone.serial}))
            listed = said(await client.call_tool("list_phones"))["phones"]
        assert result.is_error and 'is in use by "thumbwright learn"' in words(result) and "--wait" not in words(result)
        assert not stopped["stopped"] and "thumbwright learn" in stopped["what"]
        (row,) = (row for row in listed if row["serial"] == demo_phone.serial)
        assert "thumbwright learn" in row["in_use_by"]
        assert said(await client.call_tool("run_script", call))["status"] in ("done", "unproved", "not_done")


async def test_a_script_that_does_not_pass_the_check_is_refused_with_its_problems(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str
) -> None:
    async with connect() as client:
        call = {"phone": demo_phone.serial, "script": "new_note.titel.set_text('x')\nimport os\n", "app": "Notes"}
        done = said(await client.call_tool("run_script", call))
    assert done["status"] == "refused" and done["calls"] == []
    assert any("titel" in one["message"] for one in done["problems"])


@pytest.mark.parametrize(
    ("profile", "effect", "rule"),
    [
        (Profile.READONLY, "input", Rule.NEVER),
        (Profile.READONLY, "navigate", Rule.ALLOW),
        (Profile.READONLY, "delete", Rule.NEVER),
        (Profile.NO_COMMERCE, "pay", Rule.NEVER),
        (Profile.NO_COMMERCE, "install", Rule.NEVER),
        (Profile.NO_COMMERCE, "send", Rule.ASK),
        (Profile.NO_COMMERCE, "delete", Rule.NEVER),
        (Profile.FULL, "pay", Rule.ASK),
        (Profile.FULL, "commit", Rule.ALLOW),
    ],
)
def test_of_a_profile_and_the_persons_rules_the_stricter_one_holds(
    home: object, profile: Profile, effect: str, rule: Rule
) -> None:
    """The person lets every app save, forbids deleting, and lets one app buy, which no profile but the full one lets it."""
    from apidocs.doc import Effect

    save_rule("commit", "allow")
    save_rule("delete", "never")
    save_rule("pay", "allow", "com.example.shop")
    policy = make_policy((), profiled(load_settings(), profile))
    assert policy.rule(Effect(effect)) is rule
    shop = policy.rule(Effect.PAY, "com.example.shop")
    assert shop is (Rule.ALLOW if profile is Profile.FULL else Rule.NEVER)


async def test_a_saved_task_runs_with_its_parameters_and_without_a_model(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str, saved_note: Callable[[], str]
) -> None:
    name = saved_note()
    async with connect(allow=("commit",)) as client:
        call = {"phone": demo_phone.serial, "task": f"@{name}", "values": {"title": "Bread"}}
        done = said(await client.call_tool("run_task", call))
        wrong = await client.call_tool("run_task", call | {"values": {"colour": "red"}})
    assert done["status"] == "done" and done["model_seconds"] == 0
    assert wrong.is_error and "colour" in words(wrong)


@pytest.fixture
def saved_note(learned: str) -> Callable[[], str]:
    """Saves a task with a parameter for the title; its name."""
    from agent.record.parameters import propose
    from agent.record.saved_tasks import make_task, save
    from apidocs.keep import store as docs
    from tests.ui.mcp.conftest import ADD_MILK

    def made() -> str:
        doc = docs.load(learned)
        chosen = [one for one in propose(ADD_MILK, doc) if one.value == "Milk"]
        save(make_task("add-note", "add a note called Milk", ADD_MILK, doc, chosen))
        return "add-note"

    return made
