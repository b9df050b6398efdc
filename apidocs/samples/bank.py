"""The sample bank: worked tasks made up from an app's doc alone, as many different ones as the budget holds.

The app's different mechanisms come first (switching, choosing, filling in, rows, loops, read-outs, …), then other elements
and other words for the same. No model is asked, nothing that a row said is used; the same doc and seed give the same bank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from ..doc import AppDoc, Sample
from ..doc.script_names import uses
from ..doc.table import ApiTable
from .form_recipes import fields, forms
from .phrasing import phrases
from .recipes import Candidate, Recipes
from .row_recipes import rows_tasks
from .ways import Ground

LIMIT = 48
"""Samples in a bank by default; together with the stubs they have to fit the prompt."""

_SHARE: dict[str, float] = {
    "toggle_off": 2,
    "choice": 3,
    "form": 2,
    "toggle_on": 2,
    "row_delete": 1,
    "row_open": 1.5,
    "page": 2,
    "row_edit": 1.5,
    "row_append": 1,
    "row_rename": 1,
    "read": 2,
    "button": 2,
    "icon": 1.5,
    "choices": 1.5,
    "form_more": 1.5,
    "loop_delete": 1,
    "two": 2,
    "search": 1,
    "current": 2,
    "row_deed": 3,
    "row_button": 1.5,
    "input": 1.5,
    "row_toggle_off": 1,
    "find_toggle": 1,
    "find_tap": 1,
    "toggle_asked": 1,
    "loop_count": 1,
    "row_toggle_on": 1,
    "row_read": 1,
    "form_switch": 1,
    "loop_toggle": 1,
    "row_set_off": 1,
    "row_set_on": 1,
    "row_choice": 1,
    "row_field": 2,
    "keypad": 1,
    "find_choice": 1,
    "choice_asked": 1,
    "loop_collect": 1,
    "reads": 0.5,
    "row_exists": 0.5,
    "loop_count_words": 0.5,
    "loop_count_on": 0.5,
    "loop_deed": 0.5,
    "toggle_if": 0.5,
    "toggle_flip": 0.5,
    "choice_if": 0.5,
    "form_ask": 0.5,
    "form_when": 2,
    "form_secret": 1,
    "form_repeat": 0.5,
    "form_items": 1,
    "form_copy": 0.5,
}
"""The mechanisms, those first that people ask for most, and how large a part of the bank each may take."""

_JOINED = ("toggle_on", "toggle_off", "choice", "form", "row_delete", "row_edit", "row_toggle_off", "page")
"""Mechanisms that are put together two and two."""

Check = Callable[[str], list[str]]


def make_samples(
    doc: AppDoc,
    *,
    limit: int = LIMIT,
    seed: int = 0,
    budget_tokens: int | None = None,
    count_tokens: Callable[[str], int] | None = None,
    check: Check | None = None,
) -> list[Sample]:
    """Make the bank.

    `budget_tokens` bounds the tasks and scripts together as `count_tokens` counts them (a quarter of the characters where
    it isn't given). `check` names what is wrong with a script; those that have something wrong are left out.
    """
    count = count_tokens or (lambda text: len(text) // 4)
    bank: list[Sample] = []
    left = budget_tokens
    tasks: set[str] = set()
    scripts: set[str] = set()
    for task, script in _in_turn(doc, seed, check):
        if len(bank) >= limit:
            break
        if script in scripts or task in tasks:
            continue
        cost = count(task) + count(script) if left is not None else 0
        if left is not None:
            if cost > left:
                continue  # a shorter one may still fit
            left -= cost
        bank.append(Sample(task=task, script=script, source="rule"))
        tasks.add(task)
        scripts.add(script)
    return bank


def holding(samples: Iterable[Sample], table: ApiTable, check: Check | None = None) -> list[Sample]:
    """Those samples whose scripts still hold: every name is in the doc, and `check` has nothing to say."""
    return [s for s in samples if not _wrong(s.script, table, check)]


def _wrong(script: str, table: ApiTable, check: Check | None) -> list[str]:
    return uses(script, table).unknown or (check(script) if check else [])


def _in_turn(doc: AppDoc, seed: int, check: Check | None) -> Iterator[tuple[str, str]]:
    """Tasks and scripts, the mechanism that is furthest behind its share next."""
    ground = Ground(doc)
    recipes = Recipes(ground, seed)
    plain = (s for s in ground.screens() if ground.ways[s.name].rows is None)
    filled = chain.from_iterable((*fields(recipes, s), *forms(recipes, s)) for s in plain)
    waiting: dict[str, list[Candidate]] = {}
    for candidate in chain(recipes.all(), filled, rows_tasks(recipes)):
        waiting.setdefault(candidate.mechanism, []).append(candidate)
    wording = _Wording(seed)
    joined = _joined(recipes, waiting, wording)
    order = list(_SHARE)
    used: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    while waiting or joined:
        open_ones = [m for m in order if waiting.get(m) or (m == "two" and joined)]
        if not open_ones:
            return
        mechanism = min(open_ones, key=lambda m: ((taken[m] + 0.5) / _SHARE[m], order.index(m)))
        taken[mechanism] += 1
        if mechanism == "two":
            task, script = joined.pop(0)
            if not _wrong(script, ground.table, check):
                yield task, script
            continue
        pool = waiting[mechanism]
        # what the bank has spoken of least; of equals, one by chance, as the first in a doc are alike
        best = min(pool, key=lambda c: (sum(used[t] for t in c.touches), recipes.chance(c.script).random()))
        pool.remove(best)
        if _wrong(best.script, ground.table, check):
            taken[mechanism] -= 1
            continue
        # the screens count too, so that a bank doesn't stay on one
        used.update(best.touches)
        used.update({t.partition(".")[0] for t in best.touches})
        yield wording.task(best), best.script


class _Wording:
    """Puts tasks into words; the templates of a group take turns."""

    def __init__(self, seed: int) -> None:
        self.turn: Counter[str] = Counter()
        self.seed = seed

    def task(self, candidate: Candidate) -> str:
        group = phrases().tasks[candidate.templates]
        template = group[(self.seed + self.turn[candidate.templates]) % len(group)]
        self.turn[candidate.templates] += 1
        said = " ".join(template.format(**candidate.fields).split())
        return said.replace(" of of ", " of ")  # "the night of of Budget"


def _joined(recipes: Recipes, waiting: dict[str, list[Candidate]], wording: _Wording) -> list[tuple[str, str]]:
    """Two tasks in one, of different mechanisms and on different things."""
    rng = recipes.chance("joined")
    pairs: list[tuple[str, str]] = []
    pools = {m: [c for c in waiting.get(m, ()) if c.commands] for m in _JOINED}
    for at, first in enumerate(_JOINED):
        others = [m for m in (*_JOINED[at + 1 :], *_JOINED[:at]) if pools[m] and m != "page"]
        if first == "page" or not pools[first] or not others:
            continue
        one, two = rng.choice(pools[first]), rng.choice(pools[rng.choice(others)])
        if one.touches & two.touches:
            continue
        template = phrases().tasks["two"][len(pairs) % len(phrases().tasks["two"])]
        task = template.format(first=wording.task(one), second=wording.task(two))
        pairs.append((task, f"{one.script}\n{two.script}"))
    rng.shuffle(pairs)
    return pairs
