"""The paraphrases folder: tasks of the train half in other words, which the model itself found for them.

    paraphrases.jsonl   a task each: the ways in which it was said, and what came of each
    pairs.jsonl         those that came back to the right script, as further pairs: to be put to the others
    docs/ID.doc.json    the docs they name
    made_with.json      model, adapter, how many a task, seed
    home/               what the model has read

The model itself says the task in other words, the model with its adapter writes the script for these, as the product asks for
it; only where that is the right script, as a syntax tree, do both mean the same. Where it is another one, nobody knows which
of the two went wrong, and the words are left out, even if the script might do.

Opens no file of the measure half, and nothing of the part held out. Goes on where it stopped: a task that stands in
paraphrases.jsonl is done; pairs.jsonl is made of it.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from agent.decide.candidates import MAX_OUTPUT_TOKENS
from agent.model.writing import Generation, Prompt, StopReason, Writer, never
from agent.prepare.preparing import prepare_with
from apidocs.doc import AppDoc
from ground.errors import CancelledError, SettingsError
from interpreter.check.checking import check
from interpreter.reading.same_script import same
from interpreter.reading.scripts import extract_code, parsed

from .asked import of_train_half
from .kept_lines import add_lines, docs_folder, keep_doc, lines_of, write_lines
from .made_with import same_as_before
from .pairs import at_home
from .progress import Progress
from .rewording import FLAWS, MAX_TOKENS, Flaw, flaw_of, rewording_prompt, ways_in

PARAPHRASES = "paraphrases.jsonl"
Strayed = Literal["", "endless", "syntax", "check", "other"]
STRAYED: dict[Strayed, str] = {
    "": "came back to the right script",
    "endless": "its script had no end",
    "syntax": "its script isn't Python, or there is nothing of it",
    "check": "its script failed the check",
    "other": "its script passed the check and is another one",
}
"""What the model wrote for other words."""
_SEEDS = 1000
"""Seeds of one choice, so that another choice draws others."""
_NUMBERED = re.compile(r":p\d+$")


@dataclass(frozen=True)
class Choice:
    """Which tasks are said anew, and how often."""

    per_task: int = 2
    """Ways of a task that are tried at most."""
    tasks: int = 0
    """So many of the folder's tasks, drawn; 0 for all of them."""
    seed: int = 1


@dataclass(frozen=True)
class Way:
    """Other words for a task, and what came of them."""

    words: str
    flaw: Flaw = ""
    """Why no script was asked for."""
    script: str = ""
    strayed: Strayed = ""

    @property
    def came_back(self) -> bool:
        return not self.flaw and not self.strayed


def make_paraphrases(
    pairs: Iterable[Mapping[str, Any]],
    docs: Mapping[str, AppDoc],
    out: Path,
    writer: Writer,
    choice: Choice,
    *,
    made_with: Mapping[str, Any] | None = None,
    cancelled: Callable[[], bool] = never,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> dict[str, Any]:
    """Have the model say the tasks in other words, keep those that come back in the folder `out`, and return the figures.

    Raises SettingsError for pairs that aren't of the train half or a folder that was made otherwise, ModelError where the
    model can't be asked, CancelledError; what is there by then is kept.
    """
    tasks = chosen(pairs, choice)
    same_as_before(out, {**(made_with or {}), "per_task": choice.per_task, "seed": choice.seed})
    docs_folder(out)
    done = {line["source"] for line in lines_of(out / PARAPHRASES)}
    todo = [pair for pair in tasks if pair["source"] not in done]
    before, began = len(tasks) - len(todo), time.monotonic()
    on_progress(Progress(before, len(tasks), 0.0))
    try:
        with at_home(out / "home"):
            for count, pair in enumerate(todo, 1):
                line = _Task(pair, docs[pair["doc"]], writer, choice, cancelled).line()
                _keep(out, line, docs)
                left = (time.monotonic() - began) / count * (len(todo) - count)
                on_progress(Progress(before + count, len(tasks), left, line))
    finally:
        write_lines(out / "pairs.jsonl", [pair for line in lines_of(out / PARAPHRASES) for pair in line["pairs"]])
    return figures(lines_of(out / PARAPHRASES))


def chosen(pairs: Iterable[Mapping[str, Any]], choice: Choice) -> list[Mapping[str, Any]]:
    """The pairs of the kind task in the split train that aren't paraphrases themselves, a doc's one after the other, since the
    model reads each doc once. Drawn so that a larger count has those of a smaller one. Raises SettingsError for a pair that
    isn't of a generated app of the train half, and where there are none."""
    found = [
        pair
        for pair in pairs
        if pair["split"] == "train" and pair["kind"] == "task" and not _NUMBERED.search(pair["source"])
    ]
    for pair in found:
        of_train_half(str(pair["source"]))
    if not found:
        raise SettingsError("There are no tasks to say anew: none of the kind task in the split train.")
    docs = {name: number for number, name in enumerate(dict.fromkeys(pair["doc"] for pair in found))}
    if choice.tasks:
        random.Random(choice.seed).shuffle(found)
        found = found[: choice.tasks]
    return sorted(found, key=lambda pair: docs[pair["doc"]])


@dataclass
class _Task:
    """One task on its way into other words and back."""

    pair: Mapping[str, Any]
    doc: AppDoc
    writer: Writer
    choice: Choice
    cancelled: Callable[[], bool]
    ways: list[Way] = field(default_factory=list)

    def line(self) -> dict[str, Any]:
        """A line of paraphrases.jsonl. Raises ModelError, CancelledError."""
        began = time.monotonic()
        line = {"source": self.pair["source"], "doc": self.pair["doc"], "task": self.pair["task"], "skipped": ""}
        if not prepare_with(self.pair["task"], self.doc).whole:
            return line | {"skipped": "too_large", "ways": [], "pairs": []}
        self._ask()
        self.ways = [way if way.flaw else self._back(way.words) for way in self.ways]
        pairs = [
            {**self.pair, "task": way.words, "source": f"{self.pair['source']}:p{number}"}
            for number, way in enumerate((way for way in self.ways if way.came_back), 1)
        ]
        ways = [asdict(way) for way in self.ways]
        return line | {"ways": ways, "pairs": pairs, "seconds": round(time.monotonic() - began, 2)}

    def _ask(self) -> None:
        """As often as ways are wanted, until there are so many that can be tried."""
        usable: list[str] = []
        for number in range(1, self.choice.per_task + 1):
            prompt = rewording_prompt(self.pair["task"], self.choice.seed * _SEEDS + number)
            for words in ways_in(self._generated(prompt, MAX_TOKENS)):
                flaw = flaw_of(words, self.pair["task"], self.pair["script"], usable)
                self.ways.append(Way(words, flaw))
                usable += [] if flaw else [words]
                if len(usable) == self.choice.per_task:
                    return

    def _back(self, words: str) -> Way:
        """The script for these words, as the product asks for it, before anything is repaired."""
        generation = self._generated(prepare_with(words, self.doc).prompt, MAX_OUTPUT_TOKENS)
        script = extract_code(generation.text)
        if generation.stop in (StopReason.LENGTH, StopReason.REPEAT):
            return Way(words, script=script, strayed="endless")
        if not script.strip() or parsed(script) is None:
            return Way(words, script=script, strayed="syntax")
        if same(script, self.pair["script"]):
            return Way(words, script=script)
        return Way(words, script=script, strayed="other" if check(script, self.doc).ok else "check")

    def _generated(self, prompt: Prompt, max_tokens: int) -> Generation:
        generation = self.writer.generate(prompt, max_tokens=max_tokens, cancelled=self.cancelled)
        if generation.stop is StopReason.CANCELLED or self.cancelled():
            raise CancelledError("Cancelled while a task was said in other words; the tasks before it are kept.")
        return generation


def _keep(out: Path, line: Mapping[str, Any], docs: Mapping[str, AppDoc]) -> None:
    if line["pairs"]:
        keep_doc(out, line["doc"], docs[line["doc"]])
    add_lines(out / PARAPHRASES, [line])


def figures(lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Of paraphrases.jsonl: how many ways were said, how many fell out and why, how many came back and are kept."""
    tried = [line for line in lines if not line["skipped"]]
    ways = [way for line in tried for way in line["ways"]]
    flaws = Counter(way["flaw"] for way in ways)
    strayed = Counter(way["strayed"] for way in ways if not way["flaw"])
    back, written = strayed[""], flaws[""]
    return {
        "tasks": len(tried),
        "skipped": dict(Counter(line["skipped"] for line in lines if line["skipped"])),
        "said": len(ways),
        "cleaned_out": {flaw: flaws[flaw] for flaw in FLAWS if flaw and flaws[flaw]},
        "written": written,
        "came_back": back,
        "came_back_share": round(back / written, 3) if written else 0.0,
        "strayed": {cause: strayed[cause] for cause in STRAYED if cause and strayed[cause]},
        "tasks_with_one": sum(bool(line["pairs"]) for line in tried),
        "kept": sum(len(line["pairs"]) for line in tried),
    }
