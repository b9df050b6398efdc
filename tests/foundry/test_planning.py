"""The right scripts of a generated app's tasks, on its doc as learned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from apidocs.doc import Element, Kind
from apidocs.doc.stubs import render_stubs
from foundry.attempting import Attempt, Trial
from foundry.blueprint import Blueprint, draw_blueprint
from foundry.domain import Domain, load_domain
from foundry.halves import OWN
from foundry.intents import (
    Absent,
    Add,
    AskSetting,
    Count,
    DeedAll,
    DoDeed,
    Exists,
    If,
    Intent,
    ListAll,
    OpenPage,
    ReadFact,
    SetFlag,
    SetSetting,
    Where,
)
from foundry.learned import learned_doc
from foundry.pairing import app_pairs, pair_tasks
from foundry.planning.drafts import Draft, conditional, joined
from foundry.planning.finding import Finder
from foundry.planning.phone import FoundryPhone
from foundry.planning.things import Things
from foundry.planning.verifying import Planner
from foundry.planning.writing import Candidates
from foundry.tasks import Task
from ground import paths
from interpreter.sandbox.worker import Sandbox

pytestmark = pytest.mark.whole

MOVIES = OWN / "movies.yaml"
SEED = 9
APP: Blueprint = draw_blueprint(load_domain(MOVIES), SEED)


@pytest.fixture(scope="module")
def planner(adb_server: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planner]:
    folder = tmp_path_factory.mktemp("foundry")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THUMBWRIGHT_HOME", str(paths.private_dir(folder / "home")))
        with FoundryPhone.opened([(MOVIES, SEED)], folder / "phone") as phone, Sandbox() as sandbox:
            phone.reset()
            doc = learned_doc(phone.phone, APP, folder / "docs")
            yield Planner.of(phone, APP, doc, sandbox, guesses=False)


def _task(intent: Intent, words: str = "words") -> Task:
    return Task("1", words, intent, "settings:change", True)


TITLE = APP.first_state()["things"][0]["fields"]["title"]


@pytest.mark.parametrize(
    "intent",
    [
        SetSetting("theme", "Dark"),
        SetSetting("adult", True),
        SetFlag(TITLE, "watched", True),
        DoDeed(TITLE, "delete"),
        Exists(TITLE),
        ListAll(Where("flag.watched")),
        DeedAll("share", Where(but=TITLE)),
        If(AskSetting("adult"), False, SetSetting("theme", "Dark")),
        Absent(),
    ],
)
def test_a_right_script_is_found_checked_and_run(planner: Planner, intent: Intent) -> None:
    plan = planner.plan(_task(intent, f"words with {TITLE}"))
    assert plan.script, plan
    assert planner.verifier.problems(plan.script) == []
    assert planner.verifier.judged(plan.script, intent)[1].success


def test_the_script_is_short_and_in_the_docs_own_names(planner: Planner) -> None:
    plan = planner.plan(_task(SetFlag(TITLE, "watched", True)))
    assert plan.script.count("\n") <= 2 and "turn_on()" in plan.script
    assert plan.script.split(".")[0] in render_stubs(planner.verifier.doc)


def test_what_the_doc_has_not_is_told(planner: Planner) -> None:
    nowhere = planner.verifier.doc.model_copy(update={"screens": planner.verifier.doc.screens[:1], "transitions": []})
    poor = Planner.of(planner.verifier.phone, APP, nowhere, planner.verifier.sandbox, guesses=False)
    plan = poor.plan(_task(SetSetting("theme", "Dark")))
    assert not plan.script and plan.cause in ("no element", "guessed", "run", "judged") and plan.why


def test_an_apps_pairs_have_docs_and_scripts_that_pass_the_check(planner: Planner, tmp_path: Path) -> None:
    verifier = planner.verifier
    found = app_pairs(verifier.phone, verifier.sandbox, APP, tmp_path / "docs", tasks=12, split="train")
    assert not found.problem and found.tasks == len(pair_tasks(APP, 12)) == 12
    assert len(found.pairs) >= 6 and found.docs.keys() == {pair["doc"] for pair in found.pairs}
    assert all(pair["task"] and pair["script"] and pair["split"] == "train" for pair in found.pairs)
    redo = [pair for pair in found.pairs if pair["kind"] == "redo"]
    assert all(pair["failure"]["error"] and pair["failure"]["script"] != pair["script"] for pair in redo)


def test_drafts_are_joined_with_one_answer() -> None:
    act, ask = Draft(("a.tap()",)), Draft((), "b.is_on", "yes_no")
    assert joined(act, ask).script == 'a.tap()\nfinish("yes" if b.is_on else "no")'
    assert conditional(ask, False, act).script == "if not b.is_on:\n    a.tap()"
    assert conditional(Draft((), 'c.value == "On"', "yes_no"), False, act).script == 'if c.value != "On":\n    a.tap()'


@pytest.mark.parametrize(
    ("options", "open_to_more"), [(["Drama", "Comedy"], True), (["Drama", "Drama of today"], False)]
)
def test_a_loop_asks_for_the_whole_value_where_another_has_it_in_it(
    planner: Planner, options: list[str], open_to_more: bool
) -> None:
    data = APP.domain.model_dump(by_alias=True)
    data["thing"]["fields"][2]["values"] = options
    data["thing"]["fields"][0]["values"] += ["Under Glass Again"] * (not open_to_more)
    finder = Finder(planner.verifier.doc, replace(APP, domain=Domain.model_validate(data)))
    where = Where("field.genre", "Drama", "Under Glass")
    scripts = [draft.script for draft in Things(finder).drafts(Count(where), {})]
    assert scripts
    for script in scripts:
        assert ('"Drama" in' in script and ".split" not in script) is open_to_more, script
        assert ("Glass" in script and '"Under Glass" not in' in script and ".split" not in script) is open_to_more or (
            not open_to_more and ("!=" in script or ".split" in script)
        ), script


def test_a_field_above_the_list_is_kept_by_the_button_beside_it(planner: Planner) -> None:
    doc = planner.verifier.doc
    adds = {APP.label_of("add")}
    first, *others = doc.screens
    kept = [one for one in first.elements if one.label not in adds]
    beside = Element(name="beside", kind=Kind.BUTTON, label=APP.label_of("add"), locator=kept[0].locator)
    inline = doc.model_copy(update={"screens": [first.model_copy(update={"elements": [*kept, beside]}), *others]})
    scripts = [draft.script for draft in Things(Finder(inline, APP)).drafts(Add("Ashes"), {})]
    assert any(".set_text(" in script and f"{first.name}.beside.tap()" in script for script in scripts), scripts


def test_the_only_text_of_a_page_is_its_only_fact(planner: Planner) -> None:
    doc = planner.verifier.doc
    page = next(iter(Finder(doc, APP).titled("page.statistics")))
    text = Element(name="view7", kind=Kind.TEXT, locator=doc.screens[0].elements[0].locator)
    poor = page.model_copy(update={"elements": [text]})
    poor_doc = doc.model_copy(update={"screens": [poor if one.name == page.name else one for one in doc.screens]})
    scripts = [draft.script for draft in Candidates(poor_doc, APP).drafts(ReadFact("statistics", "hours"), {})]
    assert scripts[0] == f"finish({page.name}.view7.text)"


def test_what_is_only_to_be_shown_is_right_where_the_same_is_shown(planner: Planner) -> None:
    shown = OpenPage(APP.domain.pages[0].key)
    right = planner.plan(_task(shown)).script
    (settings, *_) = planner.candidates.finder.titled("settings")
    trial = Trial(planner.verifier, shown, right)
    assert right and planner.verifier.judged(right, shown)[1].success
    assert not planner.verifier.judged(f"{settings.name}.open()", shown)[1].success
    others = {right: "", f"wait(0)\n{right}": "", f"{settings.name}.open()": "judged", "wait(0)": "judged"}
    assert {script: trial.judged(Attempt(script)).cause for script in others} == others
