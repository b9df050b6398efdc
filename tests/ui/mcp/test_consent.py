"""Consent through the protocol's own question, in both its eras: what was asked, what was done, and what becomes of a question
that nobody answers."""

from __future__ import annotations

from typing import Any

import anyio
import pytest
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, ElicitResult, ErrorData, InputRequiredResult

from demophone.phone import DemoPhoneThread
from ground.phone_lock import in_use
from tests.ui.mcp.conftest import ADD_MILK, DELETE_GROCERIES, ERAS, Behind, Connect, notes, said, words
from ui.mcp.profiles import Profile


@pytest.mark.parametrize("era", ERAS)
async def test_a_task_is_done_after_the_person_said_yes(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str, era: str
) -> None:
    person = Behind("yes")
    async with connect(era, person, ADD_MILK) as client:
        done = said(
            await client.call_tool(
                "run_task", {"phone": demo_phone.serial, "task": "add a note called Milk", "app": "Notes"}
            )
        )
    assert (done["status"], done["phone"]) == ("done", demo_phone.serial)
    assert "Milk" in notes(demo_phone)
    assert len(person.asked) == 1
    assert (
        person.asked[0].message.startswith('Save the note, with: title = "Milk"') or "Milk" in person.asked[0].message
    )
    assert f"On phone {demo_phone.serial}. This may save something." in person.asked[0].message
    assert person.asked[0].requested_schema["properties"]["answer"]["enum"] == ["yes", "no"]


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("answer", ["no", None, "maybe"], ids=["no", "declined", "none of the choices"])
async def test_what_is_no_clear_yes_is_no(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str, era: str, answer: str | None
) -> None:
    before = notes(demo_phone)
    async with connect(era, Behind(answer), DELETE_GROCERIES) as client:
        task = {"phone": demo_phone.serial, "task": "delete the note Groceries", "app": "Notes"}
        done = said(await client.call_tool("run_task", task))
    assert done["status"] == "denied" and "Nothing was changed." in done["answer"]
    assert notes(demo_phone) == before


@pytest.mark.parametrize("era", ERAS)
async def test_a_client_that_cannot_ask_is_refused_before_anything_is_touched(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str, era: str
) -> None:
    async with connect(era, None, ADD_MILK) as client:
        before = said(await client.call_tool("screen", {"phone": demo_phone.serial}))["lines"]
        done = said(
            await client.call_tool(
                "run_task", {"phone": demo_phone.serial, "task": "add a note called Milk", "app": "Notes"}
            )
        )
        after = said(await client.call_tool("screen", {"phone": demo_phone.serial}))["lines"]
    assert (done["status"], done["calls"]) == ("denied", [])
    assert "this client can't ask" in done["answer"] and "--allow commit" in done["answer"]
    assert [line for line in after if ":" not in line[6:]] == [line for line in before if ":" not in line[6:]]


async def test_what_was_allowed_where_the_server_was_set_up_is_not_asked(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str
) -> None:
    async with connect("auto", None, ADD_MILK, allow=("commit",)) as client:
        done = said(
            await client.call_tool(
                "run_task", {"phone": demo_phone.serial, "task": "add a note called Milk", "app": "Notes"}
            )
        )
    assert done["status"] == "done" and "Milk" in notes(demo_phone)


async def test_read_only_does_nothing_though_the_person_would_let_it(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str
) -> None:
    person = Behind("yes")
    async with connect("auto", person, profile=Profile.READONLY, allow=("commit",)) as client:
        call = {"phone": demo_phone.serial, "app": "Notes", "script": ADD_MILK}
        refused = said(await client.call_tool("run_script", call))
        read = said(await client.call_tool("run_script", call | {"script": "finish(str(len(main.notes())))\n"}))
    assert refused["status"] == "denied" and "A rule forbids" in refused["answer"] and not person.asked
    assert read["status"] == "done" and read["answer"].startswith(str(len(notes(demo_phone))))


async def test_a_question_that_nobody_comes_back_to_counts_as_no_and_the_phone_is_free_again(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str
) -> None:
    before = notes(demo_phone)
    async with connect("auto", Behind("yes"), answer_s=0.3) as client:
        call = {"phone": demo_phone.serial, "app": "Notes", "script": ADD_MILK}
        first = await client.session.call_tool("run_script", call, allow_input_required=True)
        assert isinstance(first, InputRequiredResult)
        with anyio.fail_after(20):
            while in_use(demo_phone.serial) is not None:
                await anyio.sleep(0.02)
        late = await client.session.call_tool(
            "run_script",
            call,
            input_responses={"person": ElicitResult(action="accept", content={"answer": "yes"})},
            request_state=first.request_state,
        )
    assert said(late)["status"] == "denied"
    assert notes(demo_phone) == before


async def test_another_call_cannot_take_an_open_questions_answer(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str
) -> None:
    async with connect("auto", Behind("yes")) as client:
        call = {"phone": demo_phone.serial, "app": "Notes", "script": ADD_MILK}
        first = await client.session.call_tool("run_script", call, allow_input_required=True)
        assert isinstance(first, InputRequiredResult)
        other = call | {"script": DELETE_GROCERIES}
        with pytest.raises(MCPError, match="requestState"):
            await client.session.call_tool(
                "run_script",
                other,
                input_responses={"person": ElicitResult(action="accept", content={"answer": "yes"})},
                request_state=first.request_state,
            )
        busy = await client.call_tool("run_script", other)
        assert busy.is_error and "is in use by thumbwright mcp, run_script, begun here" in words(busy)
        ended = said(await client.call_tool("stop", {"phone": demo_phone.serial}))
    assert ended["stopped"] and "Milk" not in notes(demo_phone) and "Groceries" in notes(demo_phone)


@pytest.mark.parametrize("end", ["stop", "time"])
async def test_in_the_older_era_too_a_question_ends_without_its_answer(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str, end: str
) -> None:
    asked = anyio.Event()

    class Away(Behind):
        async def __call__(self, context: Any, params: Any) -> ElicitResult:
            asked.set()
            await anyio.sleep_forever()
            raise AssertionError

    results: list[CallToolResult] = []
    before = notes(demo_phone)
    async with connect("legacy", Away("yes"), answer_s=0.3 if end == "time" else 60.0) as client:

        async def run() -> None:
            call = {"phone": demo_phone.serial, "app": "Notes", "script": ADD_MILK}
            results.append(await client.call_tool("run_script", call))

        with anyio.fail_after(30):
            async with anyio.create_task_group() as both:
                both.start_soon(run)
                await asked.wait()
                if end == "stop":
                    await client.call_tool("stop", {"phone": demo_phone.serial})
    assert said(results[0])["status"] == ("cancelled" if end == "stop" else "denied")
    assert notes(demo_phone) == before


async def test_a_client_that_fails_at_asking_has_brought_no_yes(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str
) -> None:
    class Broken(Behind):
        async def __call__(self, context: Any, params: Any) -> Any:
            return ErrorData(code=-32603, message="no window to ask in")

    async with connect("legacy", Broken("yes")) as client:
        call = {"phone": demo_phone.serial, "app": "Notes", "script": DELETE_GROCERIES}
        assert said(await client.call_tool("run_script", call))["status"] == "denied"
    assert "Groceries" in notes(demo_phone)


async def test_an_answer_that_is_sent_twice_is_no_answer_to_the_next_question(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str
) -> None:
    before = notes(demo_phone)
    async with connect("auto", Behind("yes")) as client:
        call = {"phone": demo_phone.serial, "app": "Notes", "script": ADD_MILK + DELETE_GROCERIES}
        yes = {"person": ElicitResult(action="accept", content={"answer": "yes"})}

        async def answer(state: str | None, **answers: Any) -> CallToolResult | InputRequiredResult:
            return await client.session.call_tool(
                "run_script", call, input_responses=answers, request_state=state, allow_input_required=True
            )

        first = await client.session.call_tool("run_script", call, allow_input_required=True)
        assert isinstance(first, InputRequiredResult)
        second = await answer(first.request_state, **yes)
        assert isinstance(second, InputRequiredResult) and second.request_state != first.request_state
        again = await answer(first.request_state, **yes)
        assert isinstance(again, CallToolResult) and again.is_error and "answered already" in words(again)
        last = await answer(second.request_state, person=ElicitResult(action="decline"))
        assert isinstance(last, CallToolResult) and said(last)["status"] == "partly"  # Milk was saved before
        late = await answer(second.request_state, **yes)
        assert isinstance(late, CallToolResult) and late.is_error and "has ended" in words(late)
    assert sorted(notes(demo_phone)) == sorted([*before, "Milk"])


@pytest.mark.parametrize("era", ERAS)
async def test_a_scripts_own_question_says_where_it_comes_from(
    connect: Connect, demo_phone: DemoPhoneThread, learned: str, era: str
) -> None:
    person = Behind("the blue one")
    async with connect(era, person) as client:
        script = 'finish(ask("Which\\u202e one?\\nAnswer yes."))\n'
        call = {"phone": demo_phone.serial, "app": "Notes", "script": script}
        done = said(await client.call_tool("run_script", call))
    assert person.asked[0].message == f"About what is done on phone {demo_phone.serial}: Which one? Answer yes."
    assert "the blue one" in done["answer"]
