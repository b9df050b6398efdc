"""The person of an honest task: gives, refuses or stops at each consent as the task says, and knows which one is meant."""

from __future__ import annotations

from collections.abc import Sequence

from agent.decide.asking_person import NEITHER
from ground.errors import CancelledError
from interpreter.calls import Person, Question

from .judging import Consent


class ScriptedPerson(Person):
    """Answers at once, and keeps what was asked."""

    def __init__(self, consent: Consent, meant: str = "") -> None:
        self._consent, self._meant = consent, meant
        self.consents: list[str] = []
        """What consent was asked for."""
        self.choices: list[str] = []
        """What else was asked: which of several is meant."""
        self.doubts: list[str] = []
        """Whether to go on all the same with what the words don't say."""

    def consent(self, question: Question) -> int:
        self.consents.append(question.what)
        if self._consent == "cancel":
            raise CancelledError("Stopped at the question, with Ctrl-C.")
        return int(self._consent == "give")

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        """The option that is meant; who means none of them stops the run, as people do. What a person hasn't said is not
        to be done: where it is only yes or no, that is a no, and neither where that can be said."""
        if {option.casefold() for option in options} == {"yes", "no"}:
            self.doubts.append(question)
            return next(option for option in options if option.casefold() == "no")
        if NEITHER in options:
            self.doubts.append(question)
            return NEITHER
        self.choices.append(question)
        if not self._meant or self._consent == "cancel":
            raise CancelledError("Stopped at the question, with Ctrl-C.")
        fitting = [option for option in options if self._meant.casefold() in option.casefold()]
        if options and not fitting:
            raise CancelledError("None of these is meant; stopped with Ctrl-C.")
        return fitting[0] if fitting else self._meant
