"""What the model writes becomes candidates: put right, counted by what they do, weighed."""

from __future__ import annotations

from agent.decide.candidates import Written, candidate, plan_key, together, weigh
from agent.decide.features import AGREEMENT
from agent.decide.score import TABLES, Score, Weights
from agent.model.writing import Generation, Prompt, StopReason
from agent.prepare.preparing import Prepared
from agent.prepare.switches import PRODUCT
from tests.interpreter.pocket_phone import pocket_doc

NOTES_DOC = pocket_doc()
TASK = "delete the note Milk"
PREPARED = Prepared(TASK, NOTES_DOC, Prompt((), ()), "given", whole=True)
SURE = Weights({"bias": 0.0, "likelihood": 4.0, AGREEMENT: 2.0}, {"likelihood": -0.5, AGREEMENT: 0.5})


def written(text: str, *, sureness: float | None = -0.1, stop: StopReason = StopReason.STOP) -> Written:
    generation = Generation(text, stop, sureness=sureness, output_tokens=1)
    return candidate(generation, PREPARED, PRODUCT)


def test_scripts_that_do_the_same_are_one_written_so_often() -> None:
    screen = NOTES_DOC.screens[0].name
    one, same, other = (written(text) for text in (f"{screen}.open()\n", f"{screen}.open()  # once\n", "back()\n"))
    kept = list(together([one, same, other], NOTES_DOC).values())
    assert kept == [one, other] and (one.times, other.times) == (2, 1)


def test_what_has_no_end_is_another_one_and_can_not_run() -> None:
    one, endless = written("back()\n"), written("back()\n", stop=StopReason.REPEAT)
    assert list(together([one, endless], NOTES_DOC).values()) == [one, endless]
    assert endless.faults and not one.faults


def test_what_is_no_python_has_a_key_of_its_own() -> None:
    assert plan_key("back(", NOTES_DOC) == "back(" != plan_key("back()", NOTES_DOC)


def test_how_often_counts_only_among_others() -> None:
    score = Score(dict.fromkeys(TABLES, SURE), 0.5, 0.9, 0.3)
    alone = [written("back()\n")]
    weigh(alone, PREPARED, score)
    assert AGREEMENT not in alone[0].found and alone[0].chance is not None
    pair = [written("back()\n"), written("wait(1)\n")]
    pair[0].times = 4
    weigh(pair, PREPARED, score)
    assert [one.found[AGREEMENT] for one in pair] == [0.8, 0.2]
    assert (pair[0].chance or 0) > (pair[1].chance or 0)


def test_a_writer_that_does_not_tell_how_sure_it_was_counts_as_usual() -> None:
    score = Score(dict.fromkeys(TABLES, SURE), 0.5, 0.9, 0.3)
    untold, usual = written("back()\n", sureness=None), written("back()\n", sureness=-0.5)
    weigh([untold], PREPARED, score)
    weigh([usual], PREPARED, score)
    assert "likelihood" not in untold.found and untold.chance == usual.chance
