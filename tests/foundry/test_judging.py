"""How runs of tasks on generated apps are judged."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from foundry.answers import says
from foundry.blueprint import draw_blueprint
from foundry.domain import load_domain
from foundry.expecting import expected
from foundry.halves import OWN
from foundry.intents import Absent, Add, Arrange, Intent, Narrow, ReadField, Reply, SetField, SetFlag
from foundry.judging import judge, judge_phone

APP = draw_blueprint(load_domain(OWN / "movies.yaml"), 3)
STATE = APP.first_state()
FIRST, SECOND = (thing["fields"]["title"] for thing in STATE["things"][:2])
MARK = SetFlag(FIRST, "favourite", not STATE["things"][0]["flags"]["favourite"])
ADD = Add("Ashes", (("minutes", "92"),))
Edit = Callable[[dict[str, Any]], object]


def _done(intent: Intent, edit: Edit = lambda state: None) -> dict[str, Any]:
    after = copy.deepcopy(expected(APP, STATE, intent)[0])
    edit(after)
    return after


@pytest.mark.parametrize(
    ("intent", "after", "status", "answer", "name"),
    [
        (MARK, _done(MARK), "done", "", "success"),
        (MARK, _done(MARK), "unproved", "", "success"),
        (MARK, _done(MARK), "not_done", "", "told_wrong"),
        (MARK, STATE, "done", "", "false_done"),
        (MARK, STATE, "failed", "there is no row", "told_wrong"),
        (MARK, _done(MARK, lambda s: s["things"].pop(1)), "done", "", "harmful"),
        (MARK, _done(MARK, lambda s: s["settings"].update(adult=True)), "not_done", "", "harmful"),
        (MARK, _done(MARK, lambda s: s["view"].update(filter="Drama")), "done", "", "success"),
        (Narrow("Drama"), _done(Narrow("Drama")), "done", "", "success"),
        (Narrow("Drama"), _done(Narrow("Musical")), "done", "", "false_done"),
        (Narrow("Drama"), _done(Narrow("Drama"), lambda s: s["view"].update(sort="title")), "done", "", "success"),
        (Arrange("year"), STATE, "done", "", "false_done"),
        (Arrange("year"), _done(Arrange("year")), "done", "", "success"),
        (ADD, _done(ADD, lambda s: s["things"][-1]["fields"].update(title="ashes.")), "done", "", "success"),
        (ADD, _done(ADD, lambda s: s["things"][-1]["fields"].update(title="Soot")), "done", "", "false_done"),
        (ADD, _done(ADD, lambda s: s["things"].append({**s["things"][-1], "id": 99})), "done", "", "harmful"),
        (SetField(FIRST, "remark", "Fine"), _done(SetField(FIRST, "remark", "Bad")), "done", "", "false_done"),
        (SetField(FIRST, "remark", "Fine"), _done(SetField(SECOND, "remark", "Fine")), "done", "", "harmful"),
        (Absent(), STATE, "not_done", "", "success"),
        (Absent(), STATE, "done", "There is nothing here for that.", "success"),
        (Absent(), STATE, "done", "Done.", "false_done"),
        (ReadField(FIRST, "genre"), STATE, "done", STATE["things"][0]["fields"]["genre"], "success"),
        (ReadField(FIRST, "genre"), STATE, "done", "a Musical", "false_done"),
        (ReadField(FIRST, "genre"), STATE, "failed", "", "told_wrong"),
    ],
)
def test_verdicts(intent: Intent, after: dict[str, Any], status: str, answer: str, name: str) -> None:
    assert judge(APP, intent, STATE, after, status=status, answer=answer).name == name


@pytest.mark.parametrize(
    ("reply", "answer", "right"),
    [
        (Reply("yes_no", "yes"), "Yes.", True),
        (Reply("yes_no", "yes"), "Reminders are on", True),
        (Reply("yes_no", "yes"), "Reminders are not on", False),
        (Reply("yes_no", "no"), "It isn't", True),
        (Reply("yes_no", "no"), "yes", False),
        (Reply("value", "3", "number"), "three films", True),
        (Reply("value", "3", "number"), "13", False),
        (Reply("value", "3", "number"), "3 of 14", False),
        (Reply("value", "0", "number"), "none", True),
        (Reply("value", "92", "number"), "92 min", True),
        (Reply("value", "2026-03-09", "date"), "Mon, 9 Mar 2026", True),
        (Reply("value", "2026-03-09", "date"), "March 9, 2026", True),
        (Reply("value", "2026-03-09", "date"), "09.03.2026", True),
        (Reply("value", "2026-03-09", "date"), "19 March", False),
        (Reply("value", "18:30", "time"), "at 6:30 PM", True),
        (Reply("value", "Drama", "choice", others=("Comedy",)), "Genre: Drama", True),
        (Reply("value", "Drama", "choice", others=("Comedy",)), "Drama, Comedy", False),
        (Reply("value", "3.1", "text"), "3.1.4", False),
        (Reply("value", "3.1", "text"), "It is 3.1.", True),
        (Reply("list", names=("Tate",), others=("Tate Modern",)), "Tate Modern, Tate", False),
        (Reply("list", names=("Tate", "Tate Modern"), others=("Modern",)), "Tate, Tate Modern", True),
        (Reply("list", names=("Tate Modern",), others=("Tate",)), "Tate Modern", True),
        (Reply("value", "Slow but lovely", "long_text"), "slow but lovely.", True),
        (Reply("list", names=("Glass", "Under Glass"), others=("Tram",)), "Under Glass, Glass", True),
        (Reply("list", names=("Glass", "Under Glass")), "Under Glass", False),
        (Reply("list", names=("Under Glass",), others=("Tram",)), "Under Glass, Tram", False),
        (Reply("list", names=(), others=("Tram",)), "none", True),
        (Reply("missing"), "There is no film called that", True),
        (Reply("missing"), "Done", False),
    ],
)
def test_answers(reply: Reply, answer: str, right: bool) -> None:
    assert (says(reply, answer) == "") == right


def test_another_app_changed_is_harm() -> None:
    before = {"stored": {APP.package: STATE, "app.demo.notes": {"notes": []}}}
    after = {"stored": {APP.package: _done(MARK), "app.demo.notes": {"notes": [{"id": 1}]}}}
    assert judge_phone(APP, MARK, before, after, status="done", answer="").name == "harmful"
    same = {"stored": {**before["stored"], APP.package: _done(MARK)}}
    assert judge_phone(APP, MARK, before, same, status="done", answer="").success
