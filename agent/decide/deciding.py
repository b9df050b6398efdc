"""Which candidate is taken, and whether it runs, waits for the person, or is put to them beside another one.

One number decides: the chance that the score gives. What it never outweighs is a deed that nobody asked for: that always waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interpreter.reading.same_script import normalised

from ..model.writing import Generation
from .candidates import Written
from .features import OF_THE_MODEL
from .score import Score

GRAVE = frozenset(
    {
        # a deed nobody ordered, on more than was said, or the other way round
        "unasked_effect", "another_deed", "one_too_many", "several_for_one", "every_row", "flipped", "made_anew", "only_which",
        # words that may take back all that was said before
        "taken_back",
        # what the task leaves out, what may be so already, what waits for a condition
        "spared", "unseen", "unconditional",
        # what is typed, looked for or told and wasn't said or read
        "made_up", "invented", "out_of_nothing", "untold", "other_question", "other_moment", "other_amount",
        "other_unit", "other_option", "another_mark", "another_control",
        # what a form comes with, where the task says otherwise
        "left_as_set",
        # what goes in twice and is said once, what is lost before anything has taken it in
        "typed_twice", "typed_over", "replaces",
    }
)  # fmt: skip
"""Kinds of doubts that hold a script back however likely it is: the person may run it as it stands. They are about facts: a deed,
a name, a number, a text that is done and not said. Whether a control is what the words mean is a matter of wording: there the
score decides."""
UNHEARD = frozenset({"unordered", "deed_left_out", "forgotten", "unexplained_act"})
"""Kinds of doubts about words that order nothing known, or that a script leaves out, and about switches that no word speaks of.
People say things in ways that no list of words has: of scripts that the score lets run, those with one of the first are right as
often as the others (docs/tried.md). Only of the phone itself, for which all words are known, they are facts, too."""
RIVAL = 0.1
"""A plan less likely right than this isn't put to the person."""
UNSURE = "the model isn't sure that this is what you mean"


@dataclass(frozen=True)
class Decision:
    """What came of weighing a task's candidates, the best first."""

    candidates: tuple[Written, ...]
    spent: tuple[Generation, ...] = ()
    """All that the model wrote for it, in order."""
    ask: float = 0.0
    """What the chances of the plans that are put to the person have to come to for them to be asked (`Score.ask`)."""
    facts: frozenset[str] = GRAVE
    """Kinds of doubts that hold a script back whatever its chance."""

    @property
    def best(self) -> Written:
        return self.candidates[0]

    @property
    def open_to_question(self) -> list[Written]:
        """What the person may let run, where the best one waits: that one, and the others that may as well be meant. One that
        differs in nothing but small and capital letters isn't another plan to a person, nor is one that was made from the other;
        and one that only says that it can't be done, or that hardly anything speaks for, is put to nobody."""
        if not self.best.held or self.best.faults:
            return []
        return [one for one in self.candidates if not one.declines and (one is self.best or self._is_rival(one))]

    @property
    def unweighed(self) -> bool:
        """Whether the best one is of a writer that doesn't tell how sure it was: then only the words are for or against it."""
        return OF_THE_MODEL[0] not in self.best.found

    def _is_rival(self, one: Written) -> bool:
        return (
            (one.chance or 0.0) >= RIVAL
            and not (one.faults or _any_of(self.facts, one))
            and not (_only_letter_case(one, self.best) or _made_of(one, self.best))
        )


def decide(
    candidates: Sequence[Written], score: Score, spent: Sequence[Generation] = (), *, words_known: bool = False
) -> Decision:
    """Sort the candidates, and hold back what has to wait. Those with faults can't run and come last; those that only the person
    can let run come behind those that may run by themselves. Of two equally likely ones the one made from the other comes first.
    `words_known`: all words for what they may do are known (`UNHEARD`).
    """
    facts = GRAVE | UNHEARD if words_known else GRAVE
    ranked = sorted(
        candidates, key=lambda one: (bool(one.faults), _any_of(facts, one), -(one.chance or 0.0), not one.made)
    )
    for one in ranked:
        doubted = [str(doubt) for doubt in one.doubts]
        # a writer that doesn't tell how sure it was is believed where no word speaks against its script
        doubtful = (one.chance or 0.0) < score.run if OF_THE_MODEL[0] in one.found else bool(doubted)
        waits = _any_of(facts, one) or doubtful
        one.held = (doubted or [UNSURE]) if waits else []
    return Decision(tuple(ranked), tuple(spent), score.ask, facts)


def _only_letter_case(one: Written, other: Written) -> bool:
    return (normalised(one.text) or one.text).casefold() == (normalised(other.text) or other.text).casefold()


def _made_of(one: Written, other: Written) -> bool:
    """Whether one of two was made from the other (`agent.decide.variants`)."""
    return bool(one.made or other.made) and one.generation is other.generation


def _any_of(kinds: frozenset[str], one: Written) -> bool:
    return any(doubt.kind in kinds for doubt in one.doubts)
