"""What the phone does by its own commands for a script: switches, values, facts and deeds of the doc that ships.

The same order as for what is touched: what it is and does is told first, consent asked for where the policy says so, then it is
done, then the phone is asked whether it is so. Only what it shows counts as done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from apidocs.doc import Effect, Element, Kind
from apidocs.doc.effects import asks, effect_of
from apidocs.doc.words import split_words
from ground.errors import PhoneError
from phones.errors import AnswerLost, Broke, CallTimeout, CommandRefused
from phones.hierarchy import Node
from phones.itself import NotAllowed, NotPossible
from phones.itself.acting import Itself
from phones.itself.levels import levels
from phones.phone import Commanded

from ..calls import Call, Outcome, Proof, ProofVerdict
from ..calls.errors import CallFailed, Uncertain
from ..consent.policy import About, Consents
from ..screen.front import Front, Sight

PATIENCE_S = 4.0
"""How long a setting may take until it shows: radios do."""
_STEP_S = 0.2


@dataclass(eq=False)
class Commanding:
    """Carries out one call on one thing of the phone itself."""

    _call: Call
    _outcome: Outcome
    _element: Element
    _itself: Itself
    _consents: Consents
    _pause: Callable[[float], None]
    so: Callable[[], bool] | None = None
    """Where it set something: reads whether that is still so."""
    is_so: str = ""

    def carry_out(self) -> object:
        """Do what the call says. Raises CallFailed, Denied, and Uncertain where a deed's answer was lost."""
        try:
            return self._carry_out()
        except NotPossible as error:
            self._outcome.not_allowed = isinstance(error, NotAllowed)
            raise CallFailed(str(error)) from error
        except CommandRefused as error:
            self._outcome.not_allowed = True
            raise CallFailed(
                f"Android doesn't let a computer do this here: {self._element.label} ({error.said.rstrip('.')})."
            ) from error

    def _carry_out(self) -> object:
        name, op, kind = self._element.name, self._call.op, self._element.kind
        if op == "exists":
            with suppress(PhoneError):
                self._read(name)
                return True
            return False
        if kind is Kind.ACTION and op == "do":
            self._deed()
            return None
        if kind is Kind.TOGGLE:
            if op == "is_on":
                return self._itself.is_on(name)
            if op == "text":
                return "on" if self._itself.is_on(name) else "off"
            if op in ("turn_on", "turn_off", "tap"):
                self._turn(op)
                return None
        if kind is Kind.CHOICE and op == "choose":
            self._choose(str(self._call.args[0]) if self._call.args else "")
            return None
        if kind in (Kind.CHOICE, Kind.TEXT) and op in ("value", "text"):
            return self._itself.value(name)
        raise CallFailed(f"{self._call.ref} can't {op}: nothing on a screen is meant by it.")

    def _read(self, name: str) -> object:
        return self._itself.is_on(name) if self._element.kind is Kind.TOGGLE else self._itself.value(name)

    def _turn(self, op: str) -> None:
        name, label = self._element.name, self._element.label
        before = self._itself.is_on(name)
        on = not before if op == "tap" else op == "turn_on"
        state = "on" if on else "off"
        self.so, self.is_so = lambda: self._itself.is_on(name) is on, f"{label} is {state}"
        if before is on:
            self._outcome.proof = Proof("held", f"{label} was {state} already", before=True)
            return
        ends = self._itself.ends(name)
        self._agree(f"Turn {label} {state}, which ends {ends}" if ends else f"Turn {label} {state}")
        self._itself.turn(name, on)
        self._outcome.replaced = f"{'on' if before else 'off'} ({ends})" if ends else "on" if before else "off"
        held = f"{label} is {state}, which ended {ends}" if ends else f"{label} is {state}"
        self._prove(self.so, lambda: held, f"{label} is still not {state}")

    def _choose(self, value: str) -> None:
        name, label = self._element.name, self._element.label
        before = self._itself.to_put_back(name)
        self._agree(f"Set {label} to {value}")
        so = self._itself.choose(name, value)
        self._outcome.replaced = before
        self._prove(so, lambda: f"{label} is {self._itself.value(name)}", f"{label} is not {value}")
        self.so, self.is_so = so, f"{label} is {value}"

    def _prove(self, so: Callable[[], bool], held: Callable[[], str], refuted: str) -> None:
        """Read back until it is so, or patience ends. `held` says how it is then."""
        waited = 0.0
        while not so():
            if waited >= PATIENCE_S:
                self._outcome.proof = Proof("refuted", refuted)
                known = levels()[self._element.name].refused
                raise CallFailed(f"{refuted}, though Android took the command. {known}".rstrip())
            self._pause(_STEP_S)
            waited += _STEP_S
        self._outcome.proof = Proof("held", held())

    def _deed(self) -> None:
        names = [arg.name for arg in self._element.args]
        values = {name: str(value) for name, value in zip(names, self._call.args, strict=False)}
        ready = self._itself.ready(self._element.name, {**dict.fromkeys(names, ""), **values})
        self._agree(ready.what)
        try:
            done = ready.do()
        except (AnswerLost, Broke, CallTimeout) as error:
            if not asks(self._outcome.effect):
                raise
            raise Uncertain(
                f"{ready.what}: the phone's answer was lost, so it isn't known whether that was done. It was not repeated: look "
                "at the phone before running this again."
            ) from error
        what = f"{done.what}: {done.why}" if done.why else done.what
        verdict: ProofVerdict = "refuted" if done.left else "held" if done.seen else "unseen"
        self._outcome.proof = Proof(verdict, what)

    def _agree(self, what: str) -> None:
        effect = self._element.effect if self._element.kind is Kind.ACTION else Effect.SETTINGS
        self._outcome.effect = effect
        self._consents.require(self._call, effect, About(what))


def itself_of(front: Front, choose: Callable[[str, Sequence[str]], str]) -> Itself:
    """What the phone of this screen does by itself; `choose` asks the person which of several is meant. Raises CallFailed."""
    phone = front.phone
    if not isinstance(phone, Commanded):
        raise CallFailed("This phone takes no commands of its own.")
    return Itself(
        phone,
        now=phone.clock,
        texts=lambda: [said for n in front.settle().hierarchy.walk() for said in (n.text, n.content_desc) if said],
        front=lambda: phone.current_app().package,
        choose=choose,
        press=lambda word: press_called(front, word),
        typed=lambda: [n.text for n in front.settle().hierarchy.walk() if n.editable and n.text],
    )


def press_called(front: Front, word: str) -> bool:
    """Press the one control in front that is called so; False where there is none, or several. Raises Uncertain where the answer
    was lost, it does more than lead somewhere, and nothing tells whether it took effect."""
    node = the_one_called(front.settle(), word)
    if node is None:
        return False
    front.tap(node, effect_of(word, "", "", Kind.BUTTON))
    return True


def the_one_called(sight: Sight, word: str) -> Node | None:
    """The one control that says this word itself, in its text, its description or, where it says nothing, its id; None where
    there is none, or several."""
    found = [node for node in sight.hierarchy.walk() if node.clickable and node.enabled and _called(node, word)]
    return found[0] if len(found) == 1 else None


def _called(node: Node, word: str) -> bool:
    said = f"{node.text} {node.content_desc}".strip() or node.id_name
    return not node.editable and word in split_words(said)
