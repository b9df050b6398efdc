"""What an app comes to after a task that was done right."""

from __future__ import annotations

import copy

import pytest

from foundry.blueprint import Blueprint, draw_blueprint
from foundry.changes import State
from foundry.domain import load_domain
from foundry.expecting import chosen, expected
from foundry.halves import OWN
from foundry.intents import (
    MISSING,
    Absent,
    Act,
    Add,
    AskSetting,
    Both,
    Count,
    DeedAll,
    DoDeed,
    Exists,
    FlagAll,
    If,
    Intent,
    ListAll,
    ReadField,
    SetField,
    SetFlag,
    SetSetting,
    Where,
)

APP: Blueprint = draw_blueprint(load_domain(OWN / "movies.yaml"), 3)
STATE: State = APP.first_state()
TITLES = [thing["fields"]["title"] for thing in STATE["things"]]
FIRST = TITLES[0]


def test_a_new_thing_comes_last_with_the_next_number_and_first_options() -> None:
    after, replies = expected(APP, STATE, Add("Ashes", (("minutes", "92"),)))
    new = after["things"][-1]
    assert (new["id"], new["fields"]["title"], new["fields"]["minutes"]) == (STATE["last_id"] + 1, "Ashes", "92")
    assert new["fields"]["genre"] == "Drama" and not any(new["flags"].values()) and replies == []


def test_the_given_state_stays() -> None:
    before = copy.deepcopy(STATE)
    expected(APP, STATE, DeedAll("delete", Where()))
    assert before == STATE


@pytest.mark.parametrize(
    ("intent", "path", "value"),
    [
        (SetField(FIRST, "remark", "Nice"), ("fields", "remark"), "Nice"),
        (SetFlag(FIRST, "favourite", True), ("flags", "favourite"), True),
        (SetFlag(FIRST, "favourite", False), ("flags", "favourite"), False),
    ],
)
def test_one_value_of_a_thing_is_set(intent: Intent, path: tuple[str, str], value: object) -> None:
    after, _ = expected(APP, STATE, intent)
    assert after["things"][0][path[0]][path[1]] == value


def test_deleting_all_but_one() -> None:
    after, _ = expected(APP, STATE, DeedAll("delete", Where(but=FIRST)))
    assert [thing["fields"]["title"] for thing in after["things"]] == [FIRST]


def test_marking_those_of_a_kind_changes_no_others() -> None:
    genre = STATE["things"][0]["fields"]["genre"]
    after, _ = expected(APP, STATE, FlagAll("watched", True, Where("field.genre", genre)))
    for old, new in zip(STATE["things"], after["things"], strict=True):
        assert new["flags"]["watched"] == (old["flags"]["watched"] or old["fields"]["genre"] == genre)


def test_a_twin_is_called_a_copy_and_a_shared_title_is_told() -> None:
    after, _ = expected(APP, STATE, Both(DoDeed(FIRST, "duplicate"), DoDeed(FIRST, "share")))
    assert after["things"][-1]["fields"]["title"] == f"{FIRST} (copy)" and after["shared"] == [FIRST]


@pytest.mark.parametrize(
    "intent", [Absent(), DoDeed("Nobody's", "delete"), SetSetting("theme", "Purple"), ReadField("Nobody's", "genre")]
)
def test_what_cant_be_done_changes_nothing_and_has_to_be_said(intent: Intent) -> None:
    assert expected(APP, STATE, intent) == (STATE, [MISSING])


def test_counts_and_lists_agree() -> None:
    where = Where("flag.favourite")
    _, (count,) = expected(APP, STATE, Count(where))
    _, (names,) = expected(APP, STATE, ListAll(where))
    assert count.value == str(len(names.names)) == str(len(chosen(APP, STATE, where)))
    assert set(names.names) | set(names.others) == set(TITLES)


def test_a_condition_holds_or_doesnt() -> None:
    on = If(AskSetting("reminders"), True, Act("backup"))
    assert expected(APP, STATE, on)[0]["done"]["backup"] == 0
    assert expected(APP, STATE, If(AskSetting("reminders"), False, Act("backup")))[0]["done"]["backup"] == 1
    assert expected(APP, STATE, If(Exists(FIRST), False, Add(FIRST)))[0] == STATE
