"""Asking the model for other ways to say a task, and sorting out of its reply what can't mean the same.

What a task names has to stay: the values its right script uses, with a slip of the finger in them too, what stands in quotes,
numbers, days and months. Nothing may come in that it doesn't name. What is said of all else is the model's own; whether it
means the same is decided by whoever writes the script for it (`foundry.paraphrasing`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from typing import Literal

from rapidfuzz import fuzz, utils

from agent.model.writing import Generation, Prompt, StopReason, Turn
from agent.prompts.prompting import clean, render
from apidocs.doc.quotes import quoted
from interpreter.reading.scripts import parsed

Flaw = Literal["", "code", "long", "lost", "added", "same"]
FLAWS: dict[Flaw, str] = {
    "": "other words for the same",
    "code": "it isn't plain words",
    "long": "it is longer than a sentence, or than such a task",
    "lost": "a value of the task isn't in it",
    "added": "it has a value or a name that the task doesn't",
    "same": "it says the task, or another way, again",
}
"""Why a way of saying a task is left out."""
WAYS = 3
"""Asked for at once."""
MAX_TOKENS = 160
ALIKE = 85.0
"""From here on two ways count as the same one: their words in any order, 0 to 100, without the values."""
_SLIP = 80.0
"""From here on a stretch of the task is a value of the script, written a little differently."""
_EXAMPLES = (
    ("rename the hive Old Oak to Orchard 2", (
        "The hive Old Oak should be called Orchard 2 from now on.",
        "could you give Old Oak another name, Orchard 2?",
        "Old Oak isn't what I call it any more, it's Orchard 2",
    )),
    ("does the sauna heat up before 6:30?", (
        "Tell me whether it gets warm in the sauna earlier than 6:30.",
        "is the sauna on before 6:30",
        "I wonder if anything happens in the sauna until 6:30",
    )),
    ("Stop the ferry alerts", (
        "I don't want to hear about ferries any more.",
        "Can you keep quiet about the ferry?",
        "no more news of the boat, please",
    )),
)  # fmt: skip
_LINE = re.compile(r"^\s*(?:[-*•]|\d[.)])\s+(.+?)\s*$")
_CODE = re.compile(r"[`{}<>=\[\]|\\]|\w_\w|\w\(|\w\.[a-z]+[.(]")
_INNER_END = re.compile(r"[.!?…;]+\s+(?=\w)")
_NUMBER = re.compile(r"\d+(?:[.:,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_AMOUNTS = frozenset(
    """zero two three four five six seven eight nine ten eleven twelve half quarter noon midnight today tomorrow yesterday tonight
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
    november december jan feb mar apr jun jul aug sep oct nov dec am pm morning afternoon evening""".split()
)
"""Words that say a number, a day or a time. Without `one` and `may`, which say much else."""


def rewording_prompt(task: str, seed: int) -> Prompt:
    """The prompt for other ways to say a task; its prefix is the same for all of them, and the model itself answers."""
    prefix = [Turn("system", render("other_words.j2", ways=WAYS))]
    for example, ways in _EXAMPLES:
        prefix += [_asked(example), Turn("assistant", "\n".join(f"- {way}" for way in ways))]
    # a dash without the space: to a model the space belongs to the word behind it
    return Prompt(tuple(prefix), (_asked(task),), prefill="-", stops=("\n\n", "\nTask:"), seed=seed)


def _asked(task: str) -> Turn:
    return Turn("user", f"Task: {' '.join(clean(task).split())}")


def ways_in(reply: Generation) -> list[str]:
    """The ways that a reply says, a line each; a line in which it was cut off is none."""
    text = "- " + reply.text.lstrip("- ")
    if reply.stop not in (StopReason.STOP, StopReason.END):
        text = text[: text.rfind("\n") + 1]
    return [found.group(1) for line in text.splitlines() if (found := _LINE.match(line))][:WAYS]


def flaw_of(way: str, task: str, script: str, others: Collection[str]) -> Flaw:
    """Why a way of saying the task can't be used; empty where it can. `others` are those there are already."""
    values = values_said(task, script)
    rest = _without(way, values)
    if not _WORD.search(rest) or _CODE.search(rest):
        return "code"
    if len(_INNER_END.findall(way)) > len(_INNER_END.findall(task)) or len(way) > 60 + 2 * len(task):
        return "long"
    if any(not _says(way, value) for value in values) or _lacks(way, task):
        return "lost"
    if _lacks(task, way) or set(_names(way)) - {word.casefold() for word in _WORD.findall(task)}:
        return "added"
    if any(_alike(rest, _without(other, values)) for other in (task, *others)):
        return "same"
    return ""


def values_said(task: str, script: str) -> list[str]:
    """The texts of the script as the task says them, the longest first: in its own letters, slips and all."""
    found = {_stretch(task, text) for text in _texts(script)} - {""}
    return sorted(found, key=lambda value: (-len(value), value))


def _texts(script: str) -> Iterator[str]:
    tree = parsed(script)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _speaks(node.value):
            yield node.value


def _speaks(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _stretch(task: str, text: str) -> str:
    """Where the task says a text: exactly, in other capitals, or with a slip; empty where it doesn't."""
    exact = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
    if found := exact.search(task) or re.search(exact.pattern, task, re.IGNORECASE):
        return found.group()
    if len(text) < 5:
        return ""
    place = fuzz.partial_ratio_alignment(text.casefold(), task.casefold(), score_cutoff=_SLIP)
    if place is None or len(task.casefold()) != len(task):
        return ""
    begin, end = place.dest_start, place.dest_end
    while begin > 0 and task[begin - 1].isalnum():
        begin -= 1
    while end < len(task) and task[end].isalnum():
        end += 1
    said = task[begin:end].strip()
    return said if fuzz.ratio(said.casefold(), text.casefold()) >= _SLIP else ""


def _says(way: str, value: str) -> bool:
    """Letter for letter; what the task says in small letters may begin a sentence."""
    small = value == value.lower()
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", way, re.IGNORECASE if small else 0) is not None


def _lacks(one: str, other: str) -> bool:
    """Whether the other says how many or when, or something in quotes, and the one doesn't."""
    in_quotes = [text.casefold() for text in quoted(other)]
    return bool(_amounts(other) - _amounts(one)) or any(text not in one.casefold() for text in in_quotes)


def _amounts(text: str) -> set[str]:
    return set(_NUMBER.findall(text)) | {word.casefold() for word in _WORD.findall(text)} & _AMOUNTS


def _names(text: str) -> Iterator[str]:
    """Words with a capital, in small letters, but for those that begin a sentence, and I."""
    for found in _WORD.finditer(text):
        word = found.group()
        before = text[: found.start()].rstrip(" \"'“‘(")
        if word[0].isupper() and before and before[-1] not in ".!?:…" and not re.fullmatch(r"I(?:['’]\w+)?", word):
            yield word.casefold()


def _without(text: str, values: Collection[str]) -> str:
    for value in values:
        text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return " ".join(text.split())


def _alike(one: str, other: str) -> bool:
    return fuzz.token_sort_ratio(one, other, processor=utils.default_process) >= ALIKE
