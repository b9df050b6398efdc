"""Which candidate is taken, and whether it runs, is put to the person, or waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from agent.decide.asking_person import NEITHER, WHICH, put_to, to_be_put
from agent.decide.candidates import Written, given
from agent.decide.deciding import GRAVE, UNHEARD, UNSURE, Decision, decide
from agent.decide.score import TABLES, Score, Weights, shipped_score
from agent.fit.doubt import Doubt
from ground.errors import RefusedError
from interpreter.calls import Person, Question
from tests.interpreter.pocket_phone import pocket_doc

NOTHING = Weights({}, {})
SCORE = Score(dict.fromkeys(TABLES, NOTHING), run=0.6, sure=0.9, ask=0.3)
DOC = pocket_doc()
DECLINES = 'finish("Not done: this app has nothing for that")\n'


def toggles() -> list[str]:
    found = [f"{s.name}.{e.name}.turn_off()\n" for s in DOC.screens for e in s.elements if e.kind == "toggle"]
    assert len(found) > 1
    return found


def written(text: str, chance: float, *doubts: str, told: bool = True) -> Written:
    one = given(text, DOC)
    one.chance, one.found = chance, {"likelihood": -0.1} if told else {}
    one.doubts = [Doubt(kind, 1, f"it is {kind}") for kind in doubts]
    return one


class Says(Person):
    """Picks the option that begins so, and keeps what was asked."""

    def __init__(self, beginning: str | None) -> None:
        self.beginning, self.asked = beginning, list[tuple[str, tuple[str, ...]]]()

    def consent(self, question: Question) -> int:
        return 0

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        self.asked.append((question, tuple(options)))
        if self.beginning is None:
            raise RefusedError("nobody is there")
        return next(option for option in options if option.startswith(self.beginning))


def test_the_likeliest_runs_whatever_came_first() -> None:
    first, second = (written(text, chance) for text, chance in zip(toggles(), (0.4, 0.8), strict=False))
    decision = decide([first, second], SCORE)
    assert decision.best is second and not second.held and not decision.open_to_question


def test_what_can_not_run_comes_last() -> None:
    broken, able = written("nonsense.a.tap()\n", 0.99), written(toggles()[0], 0.1)
    assert decide([broken, able], SCORE).candidates == (able, broken)


@pytest.mark.parametrize("kind", sorted(GRAVE))
def test_a_grave_doubt_waits_however_likely(kind: str) -> None:
    best = decide([written(toggles()[0], 0.99, kind)], SCORE).best
    assert best.held and "it is" in best.held[0]


@pytest.mark.parametrize("kind", sorted(UNHEARD))
def test_words_that_are_not_known_hold_back_only_what_is_not_likely_or_where_all_are_known(kind: str) -> None:
    assert not decide([written(toggles()[0], 0.9, kind)], SCORE).best.held
    assert decide([written(toggles()[0], 0.5, kind)], SCORE).best.held
    assert decide([written(toggles()[0], 0.99, kind)], SCORE, words_known=True).best.held


def test_a_slight_doubt_is_outweighed_and_no_doubt_is_no_proof() -> None:
    assert not decide([written(toggles()[0], 0.9, "beside")], SCORE).best.held
    assert decide([written(toggles()[0], 0.5)], SCORE).best.held == [UNSURE]


def test_a_writer_that_does_not_tell_is_believed_where_no_word_speaks_against_it() -> None:
    assert not decide([written(toggles()[0], 0.1, told=False)], SCORE).best.held
    assert decide([written(toggles()[0], 0.9, "beside", told=False)], SCORE).best.held


def two() -> Decision:
    one, other = toggles()[:2]
    return decide([written(one, 0.5), written(other, 0.4)], SCORE)


def test_two_plans_are_put_to_the_person_in_a_line_each() -> None:
    for number in (0, 1):
        decision = two()
        person = Says("")
        put_to(person, decision, DOC)
        [(question, options)] = person.asked
        assert question == f"{WHICH}?" and options[-1] == NEITHER and len(set(options)) == 3
        assert all(len(option) <= 60 for option in options)
        chosen = put_to(Says(options[number]), two(), DOC)
        assert chosen.text == two().candidates[number].text and not chosen.held


@pytest.mark.parametrize(("task", "where"), [("pin it", True), ("pin it in my pocket", False)])
def test_a_question_says_which_app_it_is_for_where_the_task_does_not(task: str, where: bool) -> None:
    person = Says("")
    put_to(person, two(), DOC, task)
    put_to(person, decide([written(toggles()[0], 0.5), written(toggles()[1], 0.01)], SCORE), DOC, task)
    [(which, _), (run, _)] = person.asked
    assert (which == f"{WHICH}, in {DOC.label}?") is where
    assert (f"? This is in {DOC.label}, and your words" in run) is where


@pytest.mark.parametrize("answer", [NEITHER, None])
def test_neither_and_nobody_there_let_nothing_run(answer: str | None) -> None:
    assert put_to(Says(answer), two(), DOC).held


def test_what_was_turned_down_says_so_and_what_nobody_answered_does_not() -> None:
    def one() -> Decision:
        return decide([written(toggles()[0], 0.5), written(toggles()[1], 0.01)], SCORE)

    assert put_to(Says(NEITHER), two(), DOC).turned_down == "neither of the two is what you mean"
    assert put_to(Says("no"), one(), DOC).turned_down == "you did not let it run"
    assert [put_to(Says(None), asked, DOC).turned_down for asked in (two(), one())] == ["", ""]
    assert not put_to(Says("yes"), one(), DOC).turned_down


def test_where_no_other_is_likely_it_is_asked_whether_the_one_is_to_run() -> None:
    one = decide([written(toggles()[0], 0.5), written(toggles()[1], 0.01)], SCORE)
    person = Says("yes")
    assert not put_to(person, one, DOC).held
    assert "urn " in person.asked[0][0] and "Run it all the same?" in person.asked[0][0]


def test_what_is_hardly_likely_is_not_asked_about() -> None:
    person = Says("yes")
    assert put_to(person, decide([written(toggles()[0], 0.1)], SCORE), DOC).held
    assert not person.asked


def test_what_differs_in_capital_letters_alone_is_no_other_plan() -> None:
    best, capital, other = (
        written(text, chance)
        for text, chance in [
            ('create_note.title.set_text("plumber")\n', 0.5),
            ('create_note.title.set_text("Plumber")\n', 0.4),
            ('create_note.title.set_text("The plumber")\n', 0.2),
        ]
    )
    assert not Decision((best, capital, other)).open_to_question  # nothing waits
    best.held = ["unsure"]
    assert Decision((best, capital, other)).open_to_question == [best, other]
    assert Decision((best, capital)).open_to_question == [best]


@pytest.mark.parametrize(("ask", "asked"), [(0.89, True), (0.91, False)])
def test_the_person_is_asked_where_one_of_the_plans_is_likely_enough(ask: float, asked: bool) -> None:
    one, other = (written(text, chance) for text, chance in zip(toggles(), (0.5, 0.4), strict=False))
    person = Says("")
    put_to(person, decide([one, other], replace(SCORE, ask=ask)), DOC)
    assert bool(person.asked) is asked


def test_scripts_that_do_one_thing_speak_for_it_together() -> None:
    page, row = (
        'main.note("note 02").open()\neditor.delete.tap()\n',
        'main.note("note 02").long_press()\nselection.delete.tap()\n',
    )
    person = Says("yes")
    put_to(person, decide([written(page, 0.5), written(row, 0.4)], replace(SCORE, ask=0.8)), DOC)
    assert len(person.asked) == 1


def test_what_no_words_tell_apart_is_not_put_beside_one_another_and_does_not_speak_for_it() -> None:
    long = "word " * 12
    one, other = (f'create_note.title.set_text("{long}{end}")\n' for end in "AB")
    decision = decide([written(one, 0.5), written(other, 0.45)], replace(SCORE, ask=0.9))
    [put] = to_be_put(decision, DOC)
    assert put.written.text == one and put.chance == 0.5
    person = Says("")
    assert put_to(person, decision, DOC).held and not person.asked


def test_the_score_that_ships_asks_about_two_likely_plans_and_never_about_one() -> None:
    score = shipped_score()
    for chances, asked in (((0.66,), False), ((0.66, 0.3), False), ((0.62, 0.56), True)):
        person = Says("")
        found = [written(text, chance) for text, chance in zip(toggles(), chances, strict=False)]
        put_to(person, decide(found, score), DOC)
        assert bool(person.asked) is asked
    for told, asked in ((True, False), (False, True)):
        person = Says("")
        put_to(person, decide([written(toggles()[0], 0.95, "unasked_effect", told=told)], score), DOC)
        assert bool(person.asked) is asked  # of a server's script only words are for or against it


def test_nobody_there_leaves_it_at_the_best_one_that_only_declines() -> None:
    def found() -> Decision:
        return decide([written(DECLINES, 0.55), *(written(t, 0.5) for t in toggles()[:2])], SCORE)

    for answer in (None, NEITHER):
        decision = found()
        assert put_to(Says(answer), decision, DOC) is decision.best and decision.best.declines


def test_a_doubt_about_words_keeps_a_plan_from_being_put_only_where_all_words_are_known() -> None:
    def found(kind: str, known: bool) -> int:
        one, other = written(toggles()[0], 0.5), written(toggles()[1], 0.4, kind)
        return len(decide([one, other], SCORE, words_known=known).open_to_question)

    assert [found("forgotten", False), found("forgotten", True), found("flipped", False)] == [2, 1, 1]


def test_two_ways_to_one_deed_are_asked_about_as_one_and_what_else_may_be_meant_beside_it() -> None:
    page, row = (
        'main.note("note 02").open()\neditor.delete.tap()\n',
        'main.note("note 02").long_press()\nselection.delete.tap()\n',
    )
    person = Says("yes")
    assert put_to(person, decide([written(page, 0.5), written(row, 0.4)], SCORE), DOC).text == page
    assert person.asked[0][0].startswith('Delete the note "note 02"? Your words') and person.asked[0][1] == (
        "no",
        "yes",
    )
    person = Says("Turn ")
    put_to(person, decide([written(page, 0.5), written(row, 0.4), written(toggles()[0], 0.2)], SCORE), DOC)
    [(question, options)] = person.asked
    assert question == f"{WHICH}?" and options[0] == 'Delete the note "note 02"'


def test_what_can_not_be_said_in_words_is_asked_about_by_nobody() -> None:
    person = Says("yes")
    code = decide(
        [written("n = 0\nfor x in main.notes():\n    n += 2\nfinish(n)\n", 0.5), written(toggles()[0], 0.4)], SCORE
    )
    assert put_to(person, code, DOC).held and not person.asked


def test_what_only_says_that_it_can_not_be_done_is_put_to_nobody() -> None:
    alone = decide([written(DECLINES, 0.5, "unread")], SCORE)
    person = Says("yes")
    assert put_to(person, alone, DOC) is alone.best and not person.asked
    beside = decide([written(toggles()[0], 0.5), written(DECLINES, 0.4)], SCORE)
    assert put_to(person, beside, DOC).text == toggles()[0]
    [(question, options)] = person.asked
    assert "Run it all the same?" in question and "Not done" not in question and options == ("no", "yes")


@pytest.mark.parametrize(("said", "taken"), [("yes", toggles()[0]), ("no", DECLINES)])
def test_what_may_be_meant_beside_it_is_asked_about(said: str, taken: str) -> None:
    decision = decide([written(DECLINES, 0.5), written(toggles()[0], 0.4)], SCORE)
    person = Says(said)
    assert put_to(person, decision, DOC).text == taken
    assert len(person.asked) == 1 and "Not done" not in person.asked[0][0]


def test_what_one_of_two_does_besides_is_told_with_what_both_do() -> None:
    one, other = toggles()[:2]
    decision = decide([written(one, 0.5), written(one + other, 0.4)], SCORE)
    person = Says("Turn ")
    chosen = put_to(person, decision, DOC)
    [(_, options)] = person.asked
    assert options[0] in options[1] and ", then turn " in options[1] and chosen.text == one
