"""Which phones `--on` means: `all`, `tag:lab`, or serials and names in a row, `S1,S2`; several of these with commas between."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process

from ground.errors import PhoneError, SettingsError

ALL = "all"
TAG = "tag:"


@dataclass(frozen=True)
class There:
    """A phone that can be chosen from."""

    serial: str
    """What it is chosen by: `R58M`, or `shelf-2/R58M` where it is on another machine."""
    ready: bool
    words: str = ""
    """How it is, where it isn't ready."""
    name: str = ""
    """What its person calls it."""
    tags: tuple[str, ...] = ()
    same_as: str = ""
    """The serial that the same phone is used by, where it is listed several times."""
    why_same: str = ""
    """`the same phone as R58M, which is used: its cable goes before Wi-Fi`."""


@dataclass(frozen=True)
class Chosen:
    """What is meant by an `--on`."""

    serials: tuple[str, ...]
    """Those that can be used, each once, in the order they were named in."""
    missing: Mapping[str, str]
    """Those that were meant and can't be used, with why: they are told, and the others go on."""


def choose(
    wanted: str, there: Sequence[There], groups: Mapping[str, Sequence[str]], serial_of: Callable[[str], str]
) -> Chosen:
    """The phones that `wanted` means. `groups` are the serials by tag, with phones that aren't there.

    Raises SettingsError for words that mean nothing (an unknown tag too), PhoneError where not one phone is left.
    """
    by_serial = {one.serial: one for one in there}
    meant: dict[str, None] = {}
    for part in (part.strip() for part in wanted.split(",")):
        if not part:
            raise SettingsError(f"--on {wanted!r}: between two commas nothing is named. Such as: all, tag:lab, S1,S2")
        if part == ALL:
            meant |= dict.fromkeys(one.serial for one in there if one.ready)
        elif part.startswith(TAG):
            meant |= dict.fromkeys(_tagged(part.removeprefix(TAG), there, groups))
        else:
            meant[_named(part, there, serial_of)] = None
    missing = {}
    for serial in meant:
        one = by_serial.get(serial)
        if one is None:
            missing[serial] = "it is not connected"
        elif not one.ready:
            missing[serial] = f"it is {one.words or 'not ready'}"
        elif one.same_as in meant:
            missing[serial] = f"it is {one.why_same}"
    serials = tuple(serial for serial in meant if serial not in missing)
    if not serials:
        why = "; ".join(f"{serial}: {words}" for serial, words in missing.items())
        raise PhoneError(f"--on {wanted}: no phone of these can be used. {why or 'None is connected'}.")
    return Chosen(serials, missing)


def _tagged(name: str, there: Sequence[There], groups: Mapping[str, Sequence[str]]) -> list[str]:
    known = {tag: list(serials) for tag, serials in groups.items()}
    for one in there:
        for tag in one.tags:
            if one.serial not in known.setdefault(tag, []):
                known[tag].append(one.serial)
    if name not in known:
        near = [match[0] for match in process.extract(name, list(known), limit=3, score_cutoff=60)]
        offer = f" Nearest: {', '.join(near)}." if near else f" Tags: {', '.join(sorted(known)) or 'none yet'}."
        raise SettingsError(f"No phone is tagged {name!r}.{offer} To tag one: thumbwright phones tag SERIAL {name}")
    return known[name]


def _named(part: str, there: Sequence[There], serial_of: Callable[[str], str]) -> str:
    """A serial, a name, or the end of `host/serial` where only one host has such a phone."""
    by_name = [one.serial for one in there if one.name and one.name == part]
    if len(by_name) == 1:
        return by_name[0]
    serial = serial_of(part)
    if any(one.serial == serial for one in there):
        return serial
    ends = [one.serial for one in there if "/" in one.serial and one.serial.rpartition("/")[2] == serial]
    if len(ends) > 1:
        raise SettingsError(f"{part} is on several hosts: {', '.join(sorted(ends))}. Name one of these.")
    return ends[0] if ends else serial
