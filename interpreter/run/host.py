"""Carries out the calls of a script on a phone: what each name of `apidocs.doc.api` does, with consent and the record around it.

The one gate between sandbox and phone. Decides what a call is on and what stands around it: limits, a dialog left open, what
is in the way, the record. What is done to a thing stands in `doing`.

What is covered: nothing from `commit` upward happens without consent; every call is recorded before and after.
What is not covered: an app that does grave things behind harmless words.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from dataclasses import replace

from apidocs.doc import Effect, Element, Kind, Screen
from apidocs.doc.committing import entered
from apidocs.doc.effects import asks
from phones.apps import is_home
from phones.itself.acting import Itself

from ..calls import Call, Listener, Outcome, Ref
from ..calls.declared import declared
from ..calls.errors import CallFailed, Changed, Finished, NotThere, how_it_ended
from ..consent.policy import LastAct
from ..find.by_words import FoundTarget
from ..find.rows import NoSuchRow
from ..find.targets import ElementTarget, RowTarget, Target
from ..proof.conditions import achieves
from ..screen.dialogs import window_key
from ..screen.interruptions import recognise
from ..screen.scrolling import scroll
from .asking import ask, does_more, meant_row, open_app, seconds_of_call, stored, sure_of_rows, text_of_call
from .closing_up import ClosingUp
from .commanding import Commanding, itself_of
from .doing import Doing
from .held_back import heed, not_once_more
from .host_state import ACTING
from .left_open import gone_with_its_dialog, said_again
from .row_again import read_before, says_now, stands_between
from .was_read import plain, read_by, rows_of

log = logging.getLogger(__name__)
_WHAT_IS_SHOWN = re.compile(
    r"\b(?:this|these|here|shown|current|currently|on (?:the|my) screen|(?:the|is) open(?:ed)?)\b"
    r"|^\W*(?:\w+\W+){0,3}(?:it|that)\W*$",
    re.IGNORECASE,
)
"""Words by which a person means what is in front of them: "delete it", "share this"."""
_SETTING = frozenset({"turn_on", "turn_off", "is_on", "choose", "value"})


class PhoneHost(ClosingUp):
    """The host of one run: fulfils `interpreter.calls.Host`."""

    def call(self, call: Call) -> object:
        """Carry one call out. Raises CallFailed and the Stop family, see `interpreter.calls.Host`; PhoneError when it is lost."""
        value: object = None
        for one in self._halves.calls(call):
            value = self._carry_out(one)
        return value

    def _carry_out(self, call: Call) -> object:
        began, thought = time.monotonic(), self.thought_s
        self._now, self._outcome = call, (outcome := Outcome("ok", effect=self._declared(call)))
        self.front.steps = self._outcome.steps
        self.front.time_passed()
        if self._listener is not None:
            self._announce(call, self._listener)
        if self._recorder is not None:
            self._recorder.before(call, outcome.effect)
        try:
            self._guard.begin()
            self._blank.before(call, outcome.effect)
            if does_more(call, outcome.effect):
                not_once_more(call, self.calls)
                asks = self.consents.asks(outcome.effect, call)
                sure_of_rows(self.lists, self._ask, told=asks)
            heed(self.closes.leaves_out, call, outcome.effect, self.read)
            value = self._do(call)
            outcome.value = plain(value)
            outcome.rows = rows_of(call, value)
            read = read_by(call, value)
            self.read += read
            if read and self.front.last is not None:
                self.proofs.used(self.front.last)
            if achieves(call, outcome):
                self._guard.achieved()
            return value
        except Finished as stop:
            outcome.value = stop.answer
            raise
        except BaseException as error:
            if isinstance(error, CallFailed):
                self._name_cause(error)
            outcome.status, outcome.error = how_it_ended(error), str(error)
            raise
        finally:
            self._finish_record(call, outcome, began + self.thought_s - thought)  # a person's time is not the phone's

    def _announce(self, call: Call, listener: Listener) -> None:
        """Tell of a call; whoever is told may stop the run there, and use the phone in the meantime."""
        asked = time.monotonic()
        try:
            used = listener.called(call)
        finally:
            self._thinking(time.monotonic() - asked)
        self._outcome.taken_over = bool(used)
        if used:
            sight = self.front.forget()
            for entry in [*self.forms.unsaved(), *self.forms.standing()]:
                if entry.screen != sight.name:  # saved or left by the person: no longer ours to keep
                    self.forms.left(entry.screen)
            self.last_act = None
            self.proofs.things.left()
            self.front.note(f"the person used the phone; going on from {sight.title}")

    def _finish_record(self, call: Call, outcome: Outcome, began: float) -> None:
        last = self.front.last
        if last is not None:
            self._came_by(last)
        if last is not None and call.op not in ("ask", "secret", "wait"):
            outcome.screen_after = last.name
            outcome.xml_after = last.hierarchy.xml
        outcome.ms = (time.monotonic() - began) * 1000
        self.calls.append((call, outcome))
        _log_call(call, outcome)
        if self._recorder is not None:
            self._recorder.after(call, outcome)
        if self._listener is not None:
            self._listener.done(call, outcome)

    def _do(self, call: Call) -> object:
        screen = self.doc.screen(call.ref.screen)
        if screen is not None and screen.by_commands:
            return self._by_commands(call, screen)
        if screen is not None and self._begins:
            self._begins = False
            if self._task and not _WHAT_IS_SHOWN.search(self._task):
                self.navigator.from_no_row(screen)
        if not call.ref.screen and not call.ref.found:
            return self._function(call)
        if call.ref.row:
            self._row = call.ref
        if call.ref.found or call.ref.element:
            if call.op in ("rows", "row"):
                return self._rows_call(call)
            return self._on_target(call, self._target(call.ref, call.op))
        return self._on_screen(call, self.navigator.screen(call.ref.screen))

    def _by_commands(self, call: Call, screen: Screen) -> object:
        """What no finger does: the phone's own commands; the screen may be another one then."""
        element = screen.element(call.ref.element) if call.ref.element else None
        if element is None or call.ref.found:
            raise CallFailed(f"{screen.name} is no screen to look at: use what it has by its name.")
        self._guard.meet(call, len(self.calls), acts=call.op in ACTING)
        commanding = Commanding(call, self._outcome, element, self._itself(), self.consents, self.front.pause)
        value = commanding.carry_out()
        if commanding.so is not None:
            self.proofs.settings.add(call, self._outcome, commanding.so, commanding.is_so)
        if call.op in ACTING:
            self.front.time_passed()
            self.last_act = None
        return value

    def _itself(self) -> Itself:
        return itself_of(self.front, self._ask)

    def _ask(self, question: str, options: Sequence[str] = ()) -> str:
        return ask(self._person, question, self._thinking, options)

    # what a call is on

    def _target(self, ref: Ref, op: str) -> Target:
        if ref.found:
            screen = self.navigator.screen(ref.screen) if ref.screen else None
            return FoundTarget(self.front, self.navigator, screen, ref.found, setting=op in _SETTING)
        screen = self.navigator.screen(ref.screen)
        if ref.row:
            row = RowTarget(self.lists.of(screen, self._element(screen, ref.element)), ref)
            row.picking = op in ("tap", "long_press")
            return row
        return ElementTarget(self.front, self.navigator, screen, self._element(screen, ref.element))

    def _element(self, screen: Screen, name: str) -> Element:
        element = screen.element(name)
        if element is None:
            raise CallFailed(f"{screen.name} has no {name}.")
        return element

    def _rows_call(self, call: Call) -> object:
        self._settle_leftovers(call)
        self._meet(call)
        screen = self.navigator.screen(call.ref.screen)
        element = self._element(screen, call.ref.element)
        if call.op == "rows":
            self._rows_read = self.lists.all(screen, element)
            return self._rows_read
        text = text_of_call(call)
        try:
            found = (self.lists.whether if call.may_lack else self.lists.named)(screen, element, text)
        except NoSuchRow as error:
            if call.may_lack:
                raise
            found = meant_row(error, self._ask)
        self._passed_over = None
        return found

    def _on_target(self, call: Call, target: Target) -> object:
        said = read_before(target, call.op)
        if said is not None and isinstance(target, RowTarget):
            return self._row_again(call, target, said)
        self._settle_leftovers(call)
        self._meet(call)
        if call.op == "tap" and (self._has_gone(target) or self._is_set(call, target)):
            return None
        self._answered.discard(call.ref.screen)
        doing = Doing(self, call, self._outcome, target)
        try:
            try:
                value = doing.carry_out()
            except Changed as error:
                # nothing was touched: what is to be done is looked for where the phone stands now
                self.front.note(str(error))
                self._clear(self.front.settle())
                doing = Doing(self, call, self._outcome, self._target(call.ref, call.op))
                value = doing.carry_out()
        except NotThere as error:
            if self._blank.is_empty(call, error):
                self.front.note(f"{target.name} isn't there, so it is empty")
                return ""
            if not self._only_leads_on(call, target):
                raise
            self._passed_over = error
            self._outcome.status, self._outcome.error = "failed", str(error)
            self.front.note("it only leads on, so the script went on without it")
            return None
        finally:
            if doing.last is not None:
                self.last_act, self._acted, self._acted_row = doing.last, call, self._row
        self._passed_over = None
        self._blank.read(call)
        return value

    def _row_again(self, call: Call, target: RowTarget, said: str) -> str:
        """The text of a row that the script may have changed since it read it."""
        if stands_between(target, self.front.look(), self.forms):
            self.front.note(f"{target.name} isn't in front; what it said when it was read is taken")
            return said
        self._settle_leftovers(call)
        self._meet(call)
        try:
            return says_now(target, self.front)
        except CallFailed as error:
            if not any(o.effect is Effect.DELETE and o.status == "ok" for _, o in self.calls):
                raise
            self.front.note(f"{error} What it said when it was read is taken")
            return said

    def _only_leads_on(self, call: Call, target: Target) -> bool:
        """Whether a tap would only have led to another screen: what comes after it finds its own way, or fails itself."""
        element = target.element
        plain = element is not None and element.kind is Kind.BUTTON and element.effect is Effect.NAVIGATE
        return plain and call.op == "tap" and self._passed_over is None

    def _is_set(self, call: Call, target: Target) -> bool:
        if not said_again(call, self.last_act):
            return False
        self.front.note(f"{target.name} has just been set; it was not tapped as well")
        return True

    def _has_gone(self, target: Target) -> bool:
        """Whether the button's dialog has closed upon the script's own act, or wasn't needed; see `left_open`."""
        screen, element = target.screen, target.element
        if screen is None or element is None:
            return False
        sight = self.front.look()
        if self.navigator.visible(sight, screen, element) is not None:
            return False
        last = self.last_act
        if screen.name in self._answered:
            last = replace(last, screen=screen.name) if last is not None else None
        if not gone_with_its_dialog(sight, screen, element, last, self.doc):
            return False
        self.front.note(f"{screen.name} isn't open (any more), so there was nothing to press: {target.name}")
        return True

    # screens and functions

    def _on_screen(self, call: Call, screen: Screen) -> object:
        if call.op == "find":
            return Ref(screen=screen.name, found=text_of_call(call))
        if call.op == "is_open":
            return self.front.look().name == screen.name
        self._settle_leftovers(call)
        self._meet(call)
        after = self.navigator.go(screen)
        if call.op == "open":
            self.last_act = LastAct(Effect.NAVIGATE, None, "", "", after.owner, "open", window_key(after.hierarchy))
            return None
        if call.op in ("scroll_down", "scroll_up"):
            return scroll(self.front, "down" if call.op == "scroll_down" else "up")[1] > 0
        raise CallFailed(f"The screen {screen.name} can't {call.op}.")

    def _function(self, call: Call) -> object:
        if call.op == "finish":
            if self._passed_over is not None:
                raise self._passed_over
            if self._closing:
                self._clear(self.front.look())
            self._still_there(self.front.look())
            self._settle_leftovers(call)
            self._leave_what_keeps(call)
            if self._closing:
                self._do_deed(call)
            raise Finished(str(call.args[0]) if call.args else "")
        if call.op == "find":
            return Ref(found=text_of_call(call))
        if call.op == "ask":
            return self._secrets.hide(self._ask(text_of_call(call)))
        if call.op == "secret":
            return stored(self._secrets, text_of_call(call))
        self._meet(call)
        if call.op == "wait":
            self.front.pause(max(0.0, min(seconds_of_call(call), self.limits.wait_s, self._guard.left_s)))
            return None
        if call.op == "open_app":
            kept = self._agree_to_leave(self.front.look(), everything=True)
            open_app(self.front, text_of_call(call))
            self.forms.kept(kept)
            return None
        if call.op in ("back", "enter"):
            self._key(call)
            return None
        raise CallFailed(f"There is no function {call.op}.")

    def _key(self, call: Call) -> None:
        if call.op == "back":
            self._go_back(call)
            return
        before = self.front.look()
        # enter in a form does what its button does
        typed = self.forms.put_in(before.name)
        effect = Effect.INPUT
        if before.screen is not None and typed:
            effect = entered(before.screen, before.screen.element(typed[-1].element))
        self._outcome.effect = effect
        self.consents.require(call, effect, self.words.of_enter(before, effect))
        saves = self._unsaved_on(before) if asks(effect) else []
        after = self._looked_at(call, "enter", effect, before, saves, lambda: self.front.key("enter", effect))
        if asks(effect) and not any(m.says == "error" for m in self._outcome.messages):
            self.forms.saved()
        self.navigator.saw(after)

    # around every call

    def _meet(self, call: Call) -> None:
        if is_home(self.doc.package) and call.op in ACTING and call.op not in ("open_app", "wait"):
            raise CallFailed(
                f"{self.doc.label} is the phone's home screen, and no app to do this in. Open the app that is meant: "
                'open_app("…"), or choose it with --app'
            )
        sight = self.front.look()
        self._outcome.screen_before = sight.name
        self._outcome.xml_before = sight.hierarchy.xml
        row = self._row.row if self._row is not None else ""
        self._guard.meet(call, sight.signature, acts=call.op in ACTING and call.op != "wait", row=row)

    def _declared(self, call: Call) -> Effect:
        """What the doc says of a call before anything is looked at."""
        return declared(call.ref, call.op, self.doc) if call.op in ACTING else Effect.READ

    def _name_cause(self, error: CallFailed) -> None:
        """Where something else lies over the app, that is why: the message says what."""
        if self._passed_over is not None and error is not self._passed_over and error.args:
            error.args = (f"{error} Before that: {self._passed_over}", *error.args[1:])
        last = self.front.last
        found = recognise(last.hierarchy) if last is not None else None
        if last is None or not error.args:
            return
        package = last.hierarchy.package
        said = f'"{found.message}"' if found is not None else ""
        if found is not None and found.kind == "call":
            said = f'a call, "{found.message}"'
        if found is None and last.screen is None and package != self.doc.package and not is_home(package):
            said = last.title
        if said and said.strip('"').casefold() not in str(error).casefold():
            error.args = (f"{str(error).rstrip('.')}. In front was {said}.", *error.args[1:])


def _log_call(call: Call, outcome: Outcome) -> None:
    """A call that has ended, and what was done on the way; of secrets it knows placeholders."""
    said = f": {outcome.error}" if outcome.error else ""
    log.info("line %d: %s: %s, %.0f ms%s", call.line, call.source or call.op, outcome.status, outcome.ms, said)
    for step in outcome.steps:
        log.debug("line %d: %s", call.line, step)
