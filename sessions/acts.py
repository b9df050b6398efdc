"""What was done to the phone, touch by touch, as a file from elsewhere may say it: each field is what it is meant to be.

Exports are made of these, as code: a place on the screen is two numbers, a key one of the keys, and nothing else gets through.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictFloat, StrictInt

PACKAGE = r"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*$"
"""A package, and the names that apps of one word have."""
SHA = r"^([0-9a-f]{64})?$"
"""Of a blob; empty for none."""
Pixel = Annotated[StrictInt, Field(ge=-100_000, le=100_000)]
Seconds = Annotated[StrictFloat | StrictInt, Field(ge=0, le=3600, allow_inf_nan=False)]
Package = Annotated[str, Field(pattern=PACKAGE, max_length=255)]
Text = Annotated[str, Field(max_length=100_000)]


_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class _Act(BaseModel):
    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    by: Literal["person"] | None = None
    xml: str = Field(default="", pattern=SHA)


class Selector(BaseModel):
    """How uiautomator finds what was touched."""

    model_config = ConfigDict(extra="ignore")

    id: Text = ""
    text: Text = ""
    desc: Text = ""
    cls: Text = ""
    instance: Annotated[StrictInt, Field(ge=0, le=100_000)] = 0


class Touch(_Act):
    act: Literal["tap", "long_press"]
    x: Pixel
    y: Pixel
    selector: Selector = Selector()


class Typed(_Act):
    act: Literal["type"]
    text: Text = ""
    secret: StrictBool = False


class Swipe(_Act):
    act: Literal["swipe"]
    start: tuple[Pixel, Pixel] = Field(alias="from")
    to: tuple[Pixel, Pixel]
    duration_s: Seconds = 0.3


class Pressed(_Act):
    act: Literal["key"]
    key: Literal[
        "back", "home", "recent", "enter", "delete", "search", "menu", "power", "volume_up", "volume_down", "tab"
    ]


class Launched(_Act):
    act: Literal["launch"]
    package: Package
    stop_first: StrictBool = False


class Stopped(_Act):
    act: Literal["stop"]
    package: Package


class Commanded(_Act):
    act: Literal["command"]
    words: list[Text] = Field(min_length=1, max_length=200)


AnyAct = Annotated[Touch | Typed | Swipe | Pressed | Launched | Stopped | Commanded, Field(discriminator="act")]


def as_kept(act: BaseModel) -> dict[str, Any]:
    """An act in the words of the store."""
    return act.model_dump(by_alias=True, exclude_unset=True)


def without_controls(value: Any) -> Any:
    """Texts of any depth without the signs that steer a terminal; what a screen said stays readable."""
    if isinstance(value, str):
        return _STEERING.sub("�", value)
    if isinstance(value, list):
        return [without_controls(one) for one in value]
    if isinstance(value, dict):
        return {without_controls(key): without_controls(one) for key, one in value.items()}
    return value


Harmless = BeforeValidator(without_controls)
