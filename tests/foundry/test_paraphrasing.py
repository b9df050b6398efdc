"""Tasks in other words: only the train half's, cleaned, and kept where they come back to the right script."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.model.writing import Generation, Prompt, StopReason, Warmth, ignore, never
from apidocs.doc import Screen
from foundry.halves import OWN, domain_files
from foundry.paraphrasing import Choice, chosen, make_paraphrases
from ground.errors import CancelledError, ModelError, SettingsError
from ground.exits import ExitCode
from tests.agent.small_docs import button, doc_of, field, toggle
from training.pairs import read_folder
from ui.cli import invoke

ADD, MUTE = 'main.title.set_text("Bo")\nmain.ok.tap()', "main.sound.turn_off()"
DOC = doc_of(Screen(name="main", elements=[field("title", commit="ok"), button("ok"), toggle("sound")]))
SAID = {
    "add Bo": "I need an entry that is called Bo\n- Add Bo!\n- somebody new",
    "mute it": "I want silence\n- no noise, please\n- it is far too loud",
}
BACK = {
    "I need an entry that is called Bo": "main.title.set_text('Bo')\nmain.ok.tap()",
    "I want silence": MUTE,
    "no noise, please": "main.loudness.turn_off()",
    "it is far too loud": "((",
}


class Writer:
    """Says tasks in other words, and writes scripts for them, as it is told."""

    context = 8192

    def __init__(self, **replies: Generation | Exception) -> None:
        self.replies = {key.replace("_", " "): reply for key, reply in replies.items()}
        self.reworded, self.written = list[tuple[str, int]](), list[str]()

    def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
    ) -> Generation:
        words = prompt.suffix[-1].text.removeprefix("Task: ")
        if prompt.adapted:
            assert not prompt.seed and "class main" in prompt.prefix[0].text
            known = next(way for way in BACK if words.startswith(way))  # hints follow
            self.written.append(known)
            reply: Generation | Exception = self.replies.get(known) or Generation(BACK[known], StopReason.STOP)
        else:
            assert prompt.seed and "class main" not in prompt.prefix[0].text
            self.reworded.append((words, prompt.seed))
            reply = self.replies.get(words) or Generation(SAID[words], StopReason.END)
        if isinstance(reply, Exception):
            raise reply
        return reply

    def warm(self, prompt: Prompt, *, cancelled: Callable[[], bool] = never) -> Warmth:
        return Warmth(0, 0.0, "none")

    def count(self, prompt: Prompt) -> int:
        return 0

    def close(self) -> None:
        return


def pair(task: str, script: str, number: int, **other: Any) -> dict[str, Any]:
    made = {"doc": "movies-1-0p", "task": task, "script": script, "kind": "task", "failure": None, "split": "train"}
    return {**made, "source": f"movies:1:{number:03}", **other}


PAIRS = [pair("add Bo", ADD, 1), pair("mute it", MUTE, 2)]
DOCS = {"movies-1-0p": DOC, "movies-2-0p": DOC}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_ways_that_come_back_become_pairs_and_the_others_are_counted(
    domains_opened: Callable[[], set[str]], tmp_path: Path
) -> None:
    writer = Writer()
    found = make_paraphrases(PAIRS, DOCS, tmp_path, writer, Choice(per_task=3))
    assert not domains_opened()
    assert found == {
        "tasks": 2, "skipped": {}, "said": 12, "cleaned_out": {"lost": 3, "same": 5}, "written": 4, "came_back": 2,
        "came_back_share": 0.5, "strayed": {"syntax": 1, "check": 1}, "tasks_with_one": 2, "kept": 2,
    }  # fmt: skip
    assert [(words, seed) for words, seed in writer.reworded] == [
        ("add Bo", 1001), ("add Bo", 1002), ("add Bo", 1003), ("mute it", 1001),
    ]  # fmt: skip
    kept = read_folder(tmp_path)
    assert [(one.task, one.script, one.source) for one in kept.pairs] == [
        ("I need an entry that is called Bo", ADD, "movies:1:001:p1"), ("I want silence", MUTE, "movies:1:002:p1"),
    ]  # fmt: skip
    assert {one.kind for one in kept.pairs} == {"task"} and kept.of("train") == kept.pairs
    assert kept.docs == {"movies-1-0p": DOC}


def test_no_more_ways_are_tried_than_are_wanted(tmp_path: Path) -> None:
    writer = Writer()
    found = make_paraphrases(PAIRS[1:], DOCS, tmp_path, writer, Choice(per_task=1))
    assert writer.written == ["I want silence"] and (found["said"], found["kept"]) == (1, 1)


@pytest.mark.parametrize(
    ("reply", "strayed"),
    [
        (Generation("main.ok.tap()", StopReason.STOP), "other"),
        (Generation(f"{MUTE}\n{MUTE}", StopReason.REPEAT), "endless"),
        (Generation(MUTE, StopReason.LENGTH), "endless"),
        (Generation("", StopReason.END), "syntax"),
        (Generation("main.nothing.tap()", StopReason.STOP), "check"),
    ],
)
def test_another_script_is_no_pair_even_if_it_might_do(reply: Generation, strayed: str, tmp_path: Path) -> None:
    found = make_paraphrases(PAIRS[1:], DOCS, tmp_path, Writer(I_want_silence=reply), Choice(per_task=1))
    assert found["strayed"] == {strayed: 1} and found["kept"] == 0
    assert lines(tmp_path / "pairs.jsonl") == [] and not list((tmp_path / "docs").iterdir())


def test_a_doc_over_the_budget_is_left_out(tmp_path: Path) -> None:
    large = doc_of(Screen(name="main", elements=[button(f"button_number_{number}") for number in range(1500)]))
    writer = Writer()
    found = make_paraphrases(PAIRS[1:], {"movies-1-0p": large}, tmp_path, writer, Choice())
    assert found["skipped"] == {"too_large": 1} and not writer.reworded


def test_the_same_command_goes_on_after_a_kill(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="gone"):
        make_paraphrases(PAIRS, DOCS, tmp_path, Writer(mute_it=ModelError("gone")), Choice(per_task=3))
    assert [one["source"] for one in lines(tmp_path / "pairs.jsonl")] == ["movies:1:001:p1"]
    with (tmp_path / "paraphrases.jsonl").open("a") as file:
        file.write('{"source": "movies:1:002", "ways"')  # the power went
    told: list[tuple[int, int]] = []
    writer = Writer()
    make_paraphrases(
        PAIRS,
        DOCS,
        tmp_path,
        writer,
        Choice(per_task=3),
        on_progress=lambda progress: told.append((progress.done, progress.tasks)),
    )
    assert told == [(1, 2), (2, 2)] and {words for words, _ in writer.reworded} == {"mute it"}
    assert [one["source"] for one in lines(tmp_path / "pairs.jsonl")] == ["movies:1:001:p1", "movies:1:002:p1"]
    with pytest.raises(SettingsError, match="Name another folder"):
        make_paraphrases(PAIRS, DOCS, tmp_path, writer, Choice(per_task=2))


def test_stopping_keeps_what_is_there(tmp_path: Path) -> None:
    writer = Writer()
    with pytest.raises(CancelledError):
        make_paraphrases(
            PAIRS, DOCS, tmp_path, writer, Choice(per_task=3), cancelled=lambda: writer.reworded[-1][0] == "mute it"
        )
    assert [one["source"] for one in lines(tmp_path / "pairs.jsonl")] == ["movies:1:001:p1"]


def test_only_tasks_of_the_train_half_that_nothing_is_held_out_of_are_said_anew() -> None:
    others = [
        pair("redo", ADD, 3, kind="redo"), pair("none", ADD, 4, kind="irrelevant"), pair("held", ADD, 5, split="held_out"),
        pair("again", ADD, 6, source="movies:1:006:p2"),
    ]  # fmt: skip
    assert chosen([*others, *PAIRS], Choice()) == PAIRS
    measured = domain_files(OWN, "measure")[0].stem
    with pytest.raises(SettingsError, match="measure half"):
        chosen([*PAIRS, pair("x", ADD, 7, source=f"{measured}:1:007")], Choice())
    with pytest.raises(SettingsError, match="DOMAIN:SEED:TASK"):
        chosen([pair("x", ADD, 8, source="by hand")], Choice())
    with pytest.raises(SettingsError, match="no tasks"):
        chosen(others, Choice())


def test_more_tasks_hold_fewer_and_a_docs_stand_together() -> None:
    pairs = [pair("x", ADD, n, doc=f"movies-{n % 3}-0p") for n in range(30)]
    few, more = chosen(pairs, Choice(tasks=6)), chosen(pairs, Choice(tasks=20))
    assert len(few) == 6 and {one["source"] for one in few} < {one["source"] for one in more}
    docs = [one["doc"] for one in more]
    assert docs == sorted(docs)


def test_the_command_makes_a_folder_that_training_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made, out = tmp_path / "pairs", tmp_path / "out"
    (made / "docs").mkdir(parents=True)
    (made / "docs" / "movies-1-0p.doc.json").write_text(DOC.model_dump_json(), "utf-8")
    (made / "pairs.jsonl").write_text("".join(json.dumps(one) + "\n" for one in PAIRS), "utf-8")
    monkeypatch.setattr("thumbwright.use.opening.open_writer", lambda **named: Writer())
    asked = ["train", "paraphrase", "--pairs", str(made), "--out", str(out), "--per-task", "3"]
    assert invoke(asked) == ExitCode.DONE
    said = capsys.readouterr().err
    assert "1 of 2  movies:1:001: 1 kept of 9 said" in said and "2 of 4 ways came back" in said
    assert "5 left out: it says the task, or another way, again" in said
    assert invoke([*asked, "--json"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["kept"] == 2
    assert [one.source for one in read_folder(out).pairs] == ["movies:1:001:p1", "movies:1:002:p1"]
    assert invoke([*asked, "--seed", "2"]) != ExitCode.DONE
    assert "Name another folder with --out" in capsys.readouterr().err
