"""Docs of Android's own apps that ship as starting points: what their public sources say, read from `aosp/*.toml`, one file an app.

None of them was ever held against a real phone: each is `unverified` until it was walked on the phone at hand. An app is taken
for one of these by its package alone here; whether the doc fits what the phone shows is `fitting`'s to say.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ground.errors import DocError

from ..doc import AppDoc, Sample, Screen, Shipped
from .written import WrittenDoc, doc_of


class _File(WrittenDoc):
    like: dict[str, dict[str, str]] = Field(default_factory=dict)
    """Other packages with the same layout, as far as that was seen; with the ids that are called otherwise there."""
    android: str
    """The versions whose sources were read."""
    sources: list[str]
    sample: list[Sample] = Field(default_factory=list)


class Ships(BaseModel):
    """What is to be said of a doc that ships."""

    model_config = ConfigDict(frozen=True)

    package: str
    like: tuple[str, ...]
    label: str
    android: str
    sources: tuple[str, ...]


def ships() -> list[Ships]:
    """All of them, by package."""
    return [
        Ships(
            package=one.package, like=tuple(one.like), label=one.label, android=one.android, sources=tuple(one.sources)
        )
        for one in _read().values()
    ]


def has_shipped(package: str) -> bool:
    """Whether a doc ships for an app, or for the one it is built like."""
    return _for(package) is not None


def shipped_doc(package: str, *, version: str = "", label: str = "") -> AppDoc | None:
    """The doc that ships for an app, as it stands on a phone; None where there is none. Fresh each time."""
    found = _for(package)
    if found is None:
        return None
    found = _called(found, found.like.get(package, {}))
    return doc_of(found, package=package, label=label).model_copy(
        update={
            "version": version,
            "shipped": Shipped.UNVERIFIED,
            "samples": [Sample(task=one.task, script=one.script.strip()) for one in found.sample],
        }
    )


def shipped_for(name: str) -> AppDoc | None:
    """The doc that ships, by a package or by what Android calls the app; None where there is none."""
    wanted = name.strip().casefold()
    packages = [one.package for one in _read().values() if wanted == one.label.casefold()]
    return shipped_doc(packages[0] if packages else name.strip())


def always_there(screen: Screen) -> set[str]:
    """The names of a screen's elements that every version shows in every state, as far as the sources say. Known by its marks,
    so that it can be asked of a doc that was kept."""
    at_times = {mark.removeprefix("at-times:") for mark in screen.marks if mark.startswith("at-times:")}
    return {element.name for element in screen.elements} - at_times


def _for(package: str) -> _File | None:
    return next((one for one in _read().values() if package == one.package or package in one.like), None)


def _called(file: _File, ids: dict[str, str]) -> _File:
    """The same with ids as another app calls them."""
    if not ids:
        return file
    data = file.model_dump()

    def other(value: Any) -> Any:
        if isinstance(value, dict):
            named = {key: ids.get(each, each) for key, each in value.items() if key in ("id", "holds")}
            return {key: other(each) for key, each in value.items()} | named
        return [other(each) for each in value] if isinstance(value, list) else value

    return _File.model_validate(other(data))


@cache
def _read() -> dict[str, _File]:
    found: dict[str, _File] = {}
    for file in sorted(files(__package__).joinpath("aosp").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            try:
                one = _File.model_validate(tomllib.loads(file.read_text("utf-8")))
            except (ValidationError, tomllib.TOMLDecodeError) as error:
                raise DocError(f"{file} can't be read: {error}. Install thumbwright again") from error
            found[one.package] = one
    return found
