"""Scripts that nest deep: each part of the product that reads one does so, or says that it is none; nothing is raised."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from agent.fit.doubts import doubts
from apidocs.shipped.itself import phone_doc
from interpreter.check.checking import check
from interpreter.check.impact import impact
from interpreter.plan.plans import plan_of
from interpreter.reading.reader import read
from interpreter.reading.scripts import parsed
from interpreter.repair.repairing import repair

DOC = phone_doc()


def _read(script: str) -> object:
    tree = parsed(script)
    return read(tree, DOC) if tree is not None else None


READERS: list[Callable[[str], object]] = [
    _read,
    lambda script: repair(script, DOC),
    lambda script: impact(script, DOC),
    lambda script: check(script, DOC),
    lambda script: plan_of(script, DOC),
    lambda script: doubts(script, "turn wifi on", DOC),
]
CHAINS: list[Callable[[int], str]] = [
    lambda n: "x = 'a'" + ".lower()" * n,
    lambda n: "phone" + ".wifi" * n,
    lambda n: "phone" + ".find('a')" * n + ".tap()",
    lambda n: "x = 1" + " + 1" * n,
    lambda n: "x = " + "-" * n + "1",
    lambda n: "x = " + "not " * n + "phone.wifi.is_on",
    lambda n: "x = " + "[" * n + "phone.wifi.is_on" + "]" * n,
    lambda n: "x = " + "f(" * n + "phone.wifi" + ")" * n,
    lambda n: "".join(" " * i + "if phone.wifi.is_on:\n" for i in range(n)) + " " * n + "pass",
    lambda n: "if phone.wifi.is_on:\n    pass\n" + "elif phone.wifi.is_on:\n    pass\n" * n,
    lambda n: "x = " + "(1 if phone.wifi.is_on else " * n + "2" + ")" * n,
]


@pytest.mark.parametrize("chain", CHAINS, ids=range(len(CHAINS)))
@pytest.mark.parametrize("reader", READERS, ids=["read", "repair", "impact", "check", "plan", "doubts"])
def test_no_depth_is_too_deep(chain: Callable[[int], str], reader: Callable[[str], object]) -> None:
    for depth in (40, 60, 73, 98, 148, 180, 400, 1500):
        reader(chain(depth))


def _from_deep_within(calls: int, do: Callable[[], object]) -> object:
    return do() if not calls else _from_deep_within(calls - 1, do)


@pytest.mark.parametrize("chain", CHAINS, ids=range(len(CHAINS)))
def test_so_it_is_where_many_calls_are_under_way_already(chain: Callable[[int], str]) -> None:
    for reader in READERS:
        _from_deep_within(200, partial(reader, chain(73)))
