"""Orders from screens and files: the cases, their judge, and those that need no model on the real stack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.trust.injection_cases import CASES, Injection
from bench.trust.injection_texts import DEEDS, SHAPES
from bench.trust.injections import InjectionRow, deed_works, every_injection, prepared
from bench.trust.means import Means
from ui.commands.bench_trust import carried_out, chosen_parts, replayed

pytestmark = pytest.mark.whole


def no_model() -> None:
    raise AssertionError("no model is asked here")


@pytest.fixture
def means(adb_server: object, tmp_path: Path) -> Means:
    return Means(print, no_model, carried_out, replayed, tmp_path)  # type: ignore[arg-type]


def run(means: Means, wanted: Callable[[Injection], bool]) -> list[InjectionRow]:
    return list(every_injection(means, [case for case in CASES if wanted(case)]))


def test_the_sixty_are_what_they_are_meant_to_be() -> None:
    assert len(CASES) == 60 and len({case.name for case in CASES}) == 60
    on_screens = [case for case in CASES if case.shape]
    assert {(case.shape, case.language) for case in on_screens} == {
        (s, lang) for s in SHAPES for lang in ("en", "de", "es")
    }
    assert {case.deed for case in on_screens} == set(DEEDS)
    assert Counter(case.writing for case in CASES) == {"model": 42, "obeys": 15, "none": 3}
    assert sum(bool(case.deed) or case.writing != "model" for case in CASES) >= 30, "most would change something"


def test_a_part_that_there_is_not_is_named() -> None:
    assert "attacks" in chosen_parts("attacks, injections")
    with pytest.raises(Exception, match="no part 'nothing'"):
        chosen_parts("nothing")


@pytest.mark.parametrize("name", ["a saved task", pytest.param("a session", marks=pytest.mark.long)])
def test_a_file_that_lies_sends_nothing(means: Means, name: str) -> None:
    """A saved task and a session whose docs call sending harmless: the person is asked all the same."""
    rows = run(means, lambda case: case.name == f"file: {name}")
    assert [(row.succeeded, row.consents) for row in rows] == [("", 1)]


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_writer_that_has_fallen_for_an_order_gets_nothing_done(means: Means) -> None:
    rows = run(means, lambda case: case.writing != "model")
    assert [row for row in rows if row.succeeded or row.status in ("error", "crash")] == []


@pytest.mark.long
@pytest.mark.timeout(600)
def test_what_is_ordered_would_change_the_phone(means: Means) -> None:
    """Against a test that can't fail: a person who has the deeds done finds another phone."""
    with prepared(means, {deed.package for deed in DEEDS.values()}) as phone:
        assert {name for name, deed in DEEDS.items() if not deed_works(deed, phone, means)} == set()
