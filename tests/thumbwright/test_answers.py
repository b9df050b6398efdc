"""An answer in a form that the caller names: where its values come from, and that none is made up."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import pytest
from pydantic import BaseModel

from ground.errors import ModelError
from tests.thumbwright.conftest import ScriptedWriter
from thumbwright.answers import structured
from thumbwright.results import ReadValue, Result


class Left(BaseModel):
    left_gb: float


class Wifi(BaseModel):
    on: bool


class Theme(BaseModel):
    theme: Literal["Light", "Dark"]


class Due(BaseModel):
    due: date


class Titles(BaseModel):
    titles: list[str]


class Plan(BaseModel):
    left: str
    renews: str
    price: float | None = None


def result(answer: str, *read: tuple[str, str], status: str = "done") -> Result[Any]:
    values = [ReadValue(name=name, where=f"account.{name}", value=value) for name, value in read]
    return Result[Any].model_validate(
        {"session": "s", "status": status, "answer": answer, "app": "a", "script": "", "read": values}
    )


def none_asked() -> ScriptedWriter:
    raise ModelError("nobody is to be asked")


@pytest.mark.parametrize(
    ("ended", "wanted", "values"),
    [
        pytest.param(result('{"left_gb": 2.5}'), Left, {"left_gb": 2.5}, id="json"),
        pytest.param(
            result("{'left': '2 GB', 'renews': 'May'}"), Plan, {"left": "2 GB", "renews": "May"}, id="literal"
        ),
        pytest.param(result("['a', 'b']"), Titles, {"titles": ["a", "b"]}, id="a list for the one field"),
        pytest.param(result("2.4 GB are left"), Left, {"left_gb": 2.4}, id="the one number"),
        pytest.param(result("1,200 GB"), Left, {"left_gb": 1200.0}, id="thousands"),
        pytest.param(result("2,5 GB"), Left, {"left_gb": 2.5}, id="decimal comma"),
        pytest.param(result("The Wi-Fi is on."), Wifi, {"on": True}, id="on"),
        pytest.param(result("no"), Wifi, {"on": False}, id="no"),
        pytest.param(result("It is set to dark"), Theme, {"theme": "Dark"}, id="the option that is named"),
        pytest.param(result("2026-03-09"), Due, {"due": date(2026, 3, 9)}, id="a date"),
        pytest.param(
            result("see there", ("left", "2 GB"), ("renews", "1 May"), ("price", "9,99 €")),
            Plan,
            {"left": "2 GB", "renews": "1 May", "price": 9.99},
            id="by the names of what was read",
        ),
        pytest.param(
            result("Done.", ("title", "a"), ("folder", "x"), ("title", "b")), Titles, {"titles": ["a", "b"]}, id="rows"
        ),
    ],
)
def test_values_come_from_what_was_said_and_read(
    ended: Result[Any], wanted: type[BaseModel], values: dict[str, object]
) -> None:
    found, why = structured(ended, wanted, none_asked)
    assert why == "" and found is not None
    assert found.model_dump(exclude_none=True) == values


@pytest.mark.parametrize(
    ("ended", "wanted", "why"),
    [
        pytest.param(result("2 of 5 GB"), Left, "nobody is to be asked", id="two numbers"),
        pytest.param(result("light or dark"), Theme, "nobody is to be asked", id="two options"),
        pytest.param(result("yes and no"), Wifi, "nobody is to be asked", id="both"),
        pytest.param(result("2 GB", status="denied"), Left, "the task ended denied", id="not done"),
        pytest.param(result(""), Left, "nothing was read", id="nothing said"),
    ],
)
def test_what_is_not_clear_is_not_guessed(ended: Result[Any], wanted: type[BaseModel], why: str) -> None:
    found, said = structured(ended, wanted, none_asked)
    assert found is None and why in said


@pytest.mark.parametrize(
    ("said", "values", "why"),
    [
        pytest.param('"left": "2 GB", "renews": "1 May"}', {"left": "2 GB", "renews": "1 May"}, "", id="both read"),
        pytest.param('"left": "3 GB", "renews": "1 May"}', None, "'3 GB' would stand in it", id="made up"),
        pytest.param('"left": "2 GB", "renews": "1 May", "price": 12}', None, "12 would stand", id="a made-up number"),
        pytest.param('"left": "2 GB"}', None, "renews: Field required", id="one is missing"),
        pytest.param("I think that", None, "no JSON", id="no data"),
    ],
)
def test_the_model_only_sorts_what_was_read(said: str, values: dict[str, str] | None, why: str) -> None:
    writer = ScriptedWriter(said)
    found, reason = structured(result("2 GB until 1 May", ("text", "2 GB left, renews 1 May")), Plan, lambda: writer)
    assert (found.model_dump(exclude_none=True) if found else None) == values
    assert why in reason and len(writer.asked) == 1
