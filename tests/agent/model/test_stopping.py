"""When a generated text ends, whatever pieces it comes in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.model.stopping import SAME_LINE, Ending, goes_round, is_babble
from agent.model.writing import StopReason


def run(pieces: list[str], stops: tuple[str, ...] = ("```",)) -> tuple[str, str, StopReason | None]:
    passed: list[str] = []
    ending = Ending(stops, passed.append)
    reason = None
    for piece in pieces:
        if reason := ending.feed(piece):
            break
    ending.finish()
    return ending.text, "".join(passed), reason


@given(
    before=st.text(alphabet="ab`\n", max_size=20).filter(lambda t: "```" not in t and not t.endswith("`")),
    after=st.text(alphabet="ab`", max_size=5),
    sizes=st.lists(st.integers(1, 4), min_size=1, max_size=40),
)
def test_ends_before_the_stop_string_however_it_is_cut(before: str, after: str, sizes: list[int]) -> None:
    whole, pieces = f"{before}```{after}", []
    rest = whole
    for size in sizes:
        pieces.append(rest[:size])
        rest = rest[size:]
    pieces.append(rest)
    text, passed, reason = run(pieces)
    if reason is not StopReason.REPEAT:
        assert reason is StopReason.STOP
        assert text == before
    assert passed == text


@given(st.lists(st.text(alphabet="ab`", max_size=3), max_size=20))
def test_without_a_stop_string_all_of_it_is_passed_on(pieces: list[str]) -> None:
    whole = "".join(pieces)
    text, passed, reason = run(pieces)
    if "```" not in whole:
        assert (text, passed, reason) == (whole, whole, None)


def test_part_of_a_stop_string_is_held_back() -> None:
    passed: list[str] = []
    ending = Ending(("```",), passed.append)
    ending.feed("back()\n``")
    assert "".join(passed) == "back()\n"
    ending.feed(" more")
    assert "".join(passed) == "back()\n`` more"


def test_first_of_several_stop_strings() -> None:
    assert run(["one END two\n"], ("\n", "END"))[0] == "one "


TAP = "alarms.add.tap()"


@pytest.mark.parametrize(
    ("lines", "round_and_round"),
    [
        ([TAP] * SAME_LINE, True),
        (["x()", *[TAP] * SAME_LINE], True),
        (["calculator.digit_5.tap()"] * 4, False),
        (["a()", "b()"] * 3, True),
        (["a()", "b()"] * 2, False),
        (["a()", "b()", "c()"] * 3, True),
        ([f'note.set_text("{i}")\nsave.tap()' for i in range(9)], False),
        (["a()", "b()"] * 3 + ["c()"], False),
        ([""] * SAME_LINE, True),
        ([], False),
    ],
    ids=["line", "line after another", "digits", "block", "block twice", "block of three", "other arguments", "gone on",
         "empty lines", "nothing"],
)  # fmt: skip
def test_goes_round(lines: list[str], round_and_round: bool) -> None:
    assert goes_round(lines) is round_and_round


def test_loop_is_stopped_at_its_sixth_line() -> None:
    text, _passed, reason = run([f"{TAP}\n"] * 50)
    assert reason is StopReason.REPEAT
    assert text.count("tap") == SAME_LINE


def test_loop_within_one_piece() -> None:
    assert run([f"{TAP}\n" * 50])[2] is StopReason.REPEAT


@pytest.mark.parametrize(
    ("text", "at_start"),
    [("", True), ("    ", True), ("a", False), ("a\n", True), ("for x in y:\n    ", True), ("a\n  b", False)],
)
def test_a_line_with_nothing_but_its_indent_is_at_its_start(text: str, at_start: bool) -> None:
    ending = Ending((), lambda _: None)
    for piece in text:
        ending.feed(piece)
    assert ending.at_line_start is at_start


@pytest.mark.parametrize("text", ["!" * 60, "main.tap()\n" + "的" * 30, 'x = "' + "ab" * 30, "\x00" * 24])
@pytest.mark.parametrize("step", [1, 5, 1000])
def test_the_same_letters_over_and_over_end_a_text(text: str, step: int) -> None:
    assert is_babble(text)
    assert run([text[at : at + step] for at in range(0, len(text), step)])[2] is StopReason.REPEAT


@pytest.mark.parametrize(
    "text", ["# " + "-" * 80, "=" * 60, "." * 40, " " * 90, "_" * 30, 'note.set_text("Hahaha!!!!!!")', "0" * 20]
)
def test_rules_and_short_runs_are_no_babble(text: str) -> None:
    assert not is_babble(text)
