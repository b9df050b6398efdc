"""A model's attempts: only the train half is tried, each script is sorted by what came of it, and what is learned of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from agent.model.writing import Generation, Prompt, StopReason, Turn, Warmth, ignore, never
from apidocs.doc import AppDoc
from foundry.asked import chosen
from foundry.attempting import Attempt, write_attempts
from foundry.attempts import Choice, make_attempts
from foundry.halves import OWN, domain_files
from foundry.luck import by_luck
from foundry.pairs import make_pairs
from foundry.preferring import learned_from
from ground.errors import CancelledError, ModelError, SettingsError

pytestmark = pytest.mark.whole

PAIR = {"doc": "d", "task": "t", "script": "a.b.tap()\nc.d.tap()", "kind": "task", "source": "movies:1:001"}


class Writer:
    """Answers as it is told, by the task's words and the seed."""

    def __init__(self, answer: Callable[[str, int], str | Generation]) -> None:
        self.answer, self.asked = answer, list[tuple[str, int]]()
        self.context = 8192

    def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
    ) -> Generation:
        assert prompt.adapted
        words = prompt.suffix[-1].text
        self.asked.append((words, prompt.seed))
        found = self.answer(words, prompt.seed)
        return Generation(found, StopReason.STOP) if isinstance(found, str) else found

    def warm(self, prompt: Prompt, *, cancelled: Callable[[], bool] = never) -> Warmth:
        return Warmth(0, 0.0, "none")

    def count(self, prompt: Prompt) -> int:
        return 0

    def close(self) -> None:
        return


# -- writing -------------------------------------------------------------------------------------------------------------


def test_each_script_comes_once_the_likeliest_first() -> None:
    answers = ["a.tap()", "b.tap()", "c.tap()", "c.tap()  # again", "a.tap( )", "("]
    writer = Writer(lambda words, seed: answers[seed % 1000])
    found = write_attempts(Prompt((), (_turn("t"),), adapted=True), writer, samples=5, seed=2)
    assert [(one.script.strip(), one.greedy, one.times) for one in found] == [
        ("a.tap()", True, 2), ("c.tap()", False, 2), ("b.tap()", False, 1), ("(", False, 1),
    ]  # fmt: skip
    assert [seed for _, seed in writer.asked] == [0, 2001, 2002, 2003, 2004, 2005]


def test_the_likelier_script_comes_first_where_that_is_known() -> None:
    sure = [-0.9, -0.5, -0.1, -0.1]
    writer = Writer(
        lambda words, seed: Generation(
            f"a{seed}.tap()", StopReason.STOP, output_tokens=seed or 1, sureness=sure[seed % 1000]
        )
    )
    found = write_attempts(Prompt((), (_turn("t"),), adapted=True), writer, samples=3, seed=1)
    assert [one.script.strip() for one in found] == ["a0.tap()", "a1002.tap()", "a1003.tap()", "a1001.tap()"]


@pytest.mark.parametrize(("stop", "cause"), [("length", "endless"), ("repeat", "endless"), ("end", "")])
def test_what_has_no_end_is_no_answer(stop: str, cause: str) -> None:
    writer = Writer(lambda words, seed: Generation("a.tap()\na.tap()", StopReason(stop)))
    assert write_attempts(Prompt((), (_turn("t"),), adapted=True), writer, samples=0, seed=1)[0].cause == cause


def _turn(text: str) -> Turn:
    return Turn("user", text)


# -- sorting -------------------------------------------------------------------------------------------------------------

READS, ASKS, ACTS = 'finish("yes" if a.b.is_on else "no")', "if not a.b.is_on:\n    a.c.turn_on()", "a.c.turn_on()"


@pytest.mark.parametrize(
    ("script", "right", "luck"),
    [
        ('finish("yes")', READS, True),
        ("a.b.tap()", READS, True),
        ('finish("Not there")', 'a.thing("X").long_press()\nb.delete.tap()', True),
        ('on = a.b.is_on\nfinish("yes" if on else "no")', READS, False),
        ('if a.b.is_on:\n    finish("yes")\nfinish("no")', READS, False),
        ('finish("There is none")', 'finish("Not done: this app has nothing for that")', False),
        (ACTS, ASKS, True),
        ("a.b.is_on or a.c.turn_on()", ASKS, False),
        (ACTS, ACTS, False),
        ("a.filter.tap()\nfinish(a.rows())", "x = []\nfor r in a.rows():\n    if r.on:\n        x.append(r)\nfinish(x)", False),
    ],
)  # fmt: skip
def test_who_looks_at_nothing_is_right_by_chance(script: str, right: str, luck: bool) -> None:
    assert bool(by_luck(script, right)) is luck


RIGHT = "e.f.tap()"


@pytest.mark.parametrize(
    ("attempts", "preferred", "own"),
    [
        ([(RIGHT, "")], [], [RIGHT]),
        ([(PAIR["script"], "")], [], []),
        ([("a.b.tap()\n\nc.d.tap()", "")], [], []),  # written otherwise and the same
        ([("x.tap()", "check"), (RIGHT, "")], [(RIGHT, "x.tap()")], []),
        ([("x.tap()", "run"), ("y.tap()", "judged"), ("z.tap()", "luck")],
         [(PAIR["script"], "x.tap()"), (PAIR["script"], "y.tap()")], []),
        ([("((", "syntax"), ("x.tap()", "endless")], [], []),
        ([("((", "syntax"), (RIGHT, "")], [], [RIGHT]),
        ([("e.f.tap()\ne.f.tap()\ne.f.tap()", "")], [], []),  # a longer way than the planner's
        ([("e.f.tap()\ne.f.tap()\ne.f.tap()", ""), ("x.tap()", "check")], [(PAIR["script"], "x.tap()")], []),
    ],
)  # fmt: skip
def test_what_is_learned(attempts: list[tuple[str, Any]], preferred: list[tuple[str, str]], own: list[str]) -> None:
    assert _learned(attempts) == (preferred, own)


def test_what_broke_off_is_nothing_to_learn_though_it_be_right() -> None:
    assert learned_from(PAIR, [Attempt(RIGHT, times=1, broke=True)]) == ([], [])


def _learned(attempts: list[tuple[str, Any]]) -> tuple[list[tuple[str, str]], list[str]]:
    prefer, pairs = learned_from(PAIR, [Attempt(script, times=1, cause=cause) for script, cause in attempts])
    return [(one["chosen"], one["rejected"]) for one in prefer], [one["script"] for one in pairs]


# -- which tasks ---------------------------------------------------------------------------------------------------------


def _pair(source: str, **other: Any) -> dict[str, Any]:
    return {**PAIR, "split": "train", "failure": None, "source": source, **other}


def test_the_measure_half_and_what_is_no_generated_app_are_refused() -> None:
    measured = domain_files(OWN, "measure")[0].stem
    with pytest.raises(SettingsError, match="measure half"):
        chosen([_pair(f"{measured}:1:001")], OWN, apps=0, tasks_per_app=0, seed=1)
    with pytest.raises(SettingsError, match="DOMAIN:SEED:TASK"):
        chosen([_pair("a hand")], OWN, apps=0, tasks_per_app=0, seed=1)
    with pytest.raises(SettingsError, match="no pairs"):
        chosen([_pair("movies:1:001", split="held_out")], OWN, apps=0, tasks_per_app=0, seed=1)
    with pytest.raises(SettingsError, match="--domains"):
        chosen([_pair("movies:1:001")], OWN / "none", apps=0, tasks_per_app=0, seed=1)


def test_second_turns_and_what_is_held_out_are_not_tried_and_more_tasks_hold_fewer() -> None:
    pairs = [_pair(f"movies:{seed}:{n:03}", doc=f"d{n // 5}") for seed in (1, 2, 3) for n in range(9)]
    pairs += [_pair("movies:1:050:redo", kind="redo"), _pair("movies:1:051", split="held_out")]
    two = chosen(pairs, OWN, apps=2, tasks_per_app=4, seed=1)
    assert [(app.name, len(app.tasks)) for app in two] == [("movies-1", 4), ("movies-2", 4)]
    all_of_them = chosen(pairs, OWN, apps=0, tasks_per_app=0, seed=1)
    assert [len(app.tasks) for app in all_of_them] == [9, 9, 9]
    assert set(two[0].tasks) <= set(all_of_them[0].tasks)
    assert [one.doc for one in all_of_them[0].tasks] == ["d0"] * 5 + ["d1"] * 4


# -- the whole -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(adb_server: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[Any], dict[str, AppDoc]]]:
    """Pairs of an app of movies."""
    folder = tmp_path_factory.mktemp("pairs")
    domains = folder / "domains"
    domains.mkdir()
    (domains / "movies.yaml").write_text((OWN / "movies.yaml").read_text("utf-8"), "utf-8")
    make_pairs(folder, domains=domains, apps=1, seeds=[9], tasks_per_app=8, jobs=1)
    pairs = [json.loads(line) for line in (folder / "pairs.jsonl").read_text("utf-8").splitlines()]
    docs = {
        path.name.split(".")[0]: AppDoc.model_validate_json(path.read_text("utf-8")) for path in folder.glob("docs/*")
    }
    yield [pair for pair in pairs if pair["kind"] != "redo"][:3], docs


def _says(pairs: list[Mapping[str, Any]], wrong: Mapping[int, str]) -> Callable[[str, int], str]:
    """The planner's script, or something else by the seed."""

    def answer(words: str, seed: int) -> str:
        right = next(pair["script"] for pair in pairs if " ".join(pair["task"].split()) in words)
        return wrong.get(seed, right)

    return answer


def test_attempts_are_run_sorted_kept_and_gone_on_with(
    made: Any, domains_opened: Callable[[], set[str]], tmp_path: Path
) -> None:
    pairs, docs = made
    assert len(pairs) == 3
    wrong = {1001: "nothing.here.tap()", 1002: "((", 1003: 'find("No such thing at all").tap()'}
    writer = Writer(_says(pairs, wrong))
    found = make_attempts(pairs[:2], docs, tmp_path / "out", writer, Choice(samples=3))
    assert found["tasks"] == 2 and not found["failed"] and not found["skipped"]
    assert domains_opened() == {"movies"}
    assert found["greedy"] == {"attempts": 2, "right": 2, "right_share": 1.0, "by_cause": {}}
    assert found["samples"]["by_cause"] == {"syntax": 2, "check": 2, "run": 2}
    preferred = [json.loads(line) for line in (tmp_path / "out" / "prefer.jsonl").read_text("utf-8").splitlines()]
    assert len(preferred) == found["preferences"] == 4
    assert {one["rejected"] for one in preferred} == {wrong[1001], wrong[1003]}
    rights = {pair["script"] for pair in pairs}
    assert all(one["chosen"] in rights and one["split"] == "train" for one in preferred)
    assert all((tmp_path / "out" / "docs" / f"{one['doc']}.doc.json").exists() for one in preferred)

    # cut off in the middle of a line by a kill; then one task more is asked for, and two of an app as it is no more
    stale = {**pairs[0], "script": 'finish("something else altogether")', "source": f"{pairs[0]['source']}:changed"}
    gone = {**pairs[0], "source": "movies:9:999", "task": "words of another time"}
    asked = len(writer.asked)
    lines = tmp_path / "out" / "attempts.jsonl"
    lines.write_text(lines.read_text("utf-8")[:-20], "utf-8")
    again = make_attempts([*pairs, stale, gone], docs, tmp_path / "out", writer, Choice(samples=3))
    assert again["tasks"] == 3 and again["skipped"] == {"stale": 2} and len(writer.asked) == asked + 2 * 4

    with pytest.raises(SettingsError, match="Name another folder"):
        make_attempts(pairs, docs, tmp_path / "out", writer, Choice(samples=1))

    # told to end among tasks that the model isn't asked about, it doesn't go through all of them
    more = [{**stale, "source": f"{pair['source']}:again"} for pair in pairs]
    told = [False]
    with pytest.raises(CancelledError):
        make_attempts(
            [*pairs, *more], docs, tmp_path / "out", writer, Choice(samples=3),
            cancelled=lambda: told[0], on_progress=lambda progress: told.__setitem__(0, progress.last is not None),
        )  # fmt: skip
    assert len(lines.read_text("utf-8").splitlines()) == 5 + 1


def test_a_lost_model_ends_it_and_what_was_tried_is_kept(made: Any, tmp_path: Path) -> None:
    pairs, docs = made

    def answer(words: str, seed: int) -> str:
        if len(writer.asked) > 1:
            raise ModelError("gone")
        return "nothing.here.tap()"

    writer = Writer(answer)
    with pytest.raises(ModelError, match="gone"):
        make_attempts(pairs, docs, tmp_path, writer, Choice(samples=0))
    assert len((tmp_path / "prefer.jsonl").read_text("utf-8").splitlines()) == 1
    with pytest.raises(CancelledError):
        make_attempts(pairs, docs, tmp_path, Writer(lambda words, seed: "x"), Choice(samples=0), cancelled=lambda: True)
