"""A person's turns read as steps of a script, in the doc's names.

Decides what each touch meant by what it was on and what came of it. What the doc doesn't know is said, and named by its words
where those tell it from everything else on the screen; what can be named in no way is a problem, and said as one. Where no touch
was told of, `guessing` says what it may have been, and the person is asked where that is more than one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from apidocs.doc import AppDoc, Effect, Element, Kind
from apidocs.doc.paths import HARMLESS
from apidocs.samples.ways import literal
from interpreter.act.picking import picker_in_front
from interpreter.find.shown_rows import ShownRows
from interpreter.screen.dialogs import is_negative, keyboard, window_key, words_of_button
from interpreter.screen.front import Sight
from interpreter.screen.matching import choose_text
from interpreter.screen.options import chosen_on
from interpreter.screen.states import is_on, selecting, values_of
from phones.hiding import PLACEHOLDER

from . import guessing
from .choosing import Opened, closed, option_at
from .steps import BACK, Step
from .touched import Hit, Looker, place_of
from .turns import Did, Turn
from .values import Typed, picked_in, typed_between
from .words import words_alone

Ask = Callable[[str, Sequence[str]], str]
_PROMPTS = ("permissioncontroller", "packageinstaller", "com.android.systemui", "android")
SOMETHING_ELSE = "something else"


class Reader:
    """Reads turns in order. `steps` and `problems` are what came of them so far."""

    def __init__(self, doc: AppDoc, today: date, launchers: Sequence[str] = (), ask: Ask | None = None) -> None:
        """`launchers`: packages that only lead to apps. `ask` puts a question to the person; without it what isn't clear is
        left as a problem."""
        self.doc = doc
        self.steps: list[Step] = []
        self.problems: list[str] = []
        self._looker = Looker(doc)
        self._today, self._ask = today, ask
        self._own = {doc.package} | {s.package for s in doc.screens if s.package}
        self._launchers = set(launchers)
        self._opened: Opened | None = None
        self._trail: list[str] = []
        """The screens that were in front, in order."""

    def read(self, turn: Turn) -> None:
        """One turn more."""
        before, after = self._looker.sight(turn.before), self._looker.sight(turn.after)
        if not self._is_own(turn.before.package):
            return
        self._trail += [before.name] if before.name and self._trail[-1:] != [before.name] else []
        if self._opened is None:
            self._came_into_choice(before)  # its options may have been opened unseen
        opened, self._opened = self._opened, None
        if opened is not None and self._in_choice(opened, turn, before, after):
            return
        if turn.by_itself:
            self._typing(before, after)
        elif turn.did is None:
            self._guess(before, after)
        else:
            self._did(turn.did, before, after, turn.hurried)

    def end(self) -> None:
        """That was all."""
        if self._opened is not None:
            self.steps.append(Step(self._opened.screen.name, f"{self._opened.name}.tap()"))
            self._opened = None

    def _did(self, did: Did, before: Sight, after: Sight, hurried: bool = False) -> None:
        if did.kind == "type":
            self._typing(before, after)
        elif did.kind in ("tap", "long_press"):
            hit = self._looker.hit(before, did.x, did.y)
            if hit.place == "keyboard":
                self._keys(before, after)
            elif hit.place == "bar":
                self._key(hit.key, before, after)
            elif hurried and before.name != after.name:
                self.problems.append(
                    f"You were faster than the screen could be read: what you touched after {place_of(before)} isn't known. "
                    "Show it again, a little slower."
                )
            else:
                self._touched(hit, before, after, did.kind == "long_press")
        elif did.kind == "swipe":
            self._swiped(did, before, after)
        elif did.kind == "enter":
            self.steps.append(Step(before.name, "enter()", leads=after.name))
        elif did.kind in ("back", "home", "recent"):
            self._key(did.kind, before, after)

    # what was touched

    def _touched(self, hit: Hit, before: Sight, after: Sight, long: bool) -> None:
        if hit.node is not None and hit.node.editable:
            self._typing(before, after)  # as soon as it had the focus
        if hit.row is not None and hit.element is not None:
            self._row(hit, before, after, long)
        elif hit.element is None:
            self._by_words(hit, before, after, long)
        else:
            self._on_element(hit.element, hit, before, after, long)

    def _on_element(self, element: Element, hit: Hit, before: Sight, after: Sight, long: bool) -> None:
        assert before.screen is not None  # an element is one of a screen's
        screen, name = before.screen, f"{before.name}.{element.name}"
        spot = self._looker.spot(before, element)
        if hit.option is not None and spot is not None:
            self.steps.append(self._chosen(name, element, hit.option.text, chosen_on(spot.node, element), before))
        elif element.kind is Kind.TOGGLE and not long and spot is not None and is_on(spot) is not None:
            turn, back = ("turn_off", "turn_on") if is_on(spot) else ("turn_on", "turn_off")
            undo = f"{name}.{back}()" if _holds_at_once(element, before) else ""
            self.steps.append(Step(before.name, f"{name}.{turn}()", name, leads=before.name, undo=undo))
        elif element.kind is Kind.CHOICE and not long and spot is not None:
            self._opened = Opened(screen, element, values_of(spot), before)
            if after.name == before.name and after.signature != before.signature:
                self._in_choice(self._opened, Turn(before.hierarchy, None, after.hierarchy), before, after)
        elif element.kind is Kind.TEXT and before.signature == after.signature:
            return
        elif long:
            self.steps.append(Step(before.name, f"{name}.long_press()", leads=after.name))
        elif element.kind is not Kind.INPUT or after.name != before.name:  # some fields open a page of their own
            leads = bool(after.name) and after.name != before.name
            way = element.kind is Kind.INPUT or element.kind is Kind.BUTTON and element.effect in HARMLESS and leads
            self.steps.append(Step(before.name, f"{name}.tap()", way=way, leads=after.name, via=element.name))

    def _chosen(self, name: str, element: Element, option: str, was: str, before: Sight) -> Step:
        known = was and was in (element.options or [was])
        undo = f"{name}.choose({literal(was)})" if known and _holds_at_once(element, before) else ""
        return Step(before.name, f"{name}.choose({literal(option)})", name, leads=before.name, undo=undo)

    def _row(self, hit: Hit, before: Sight, after: Sight, long: bool) -> None:
        assert hit.row is not None and hit.element is not None and hit.element.item is not None
        item = hit.element.item
        said = self._row_said(hit, before)
        if not said:
            self.problems.append(
                f"Several rows of {place_of(before)} say the same as the one you touched, or it says nothing: a script can't "
                "tell which is meant."
            )
            return
        name = f"{before.name}.{item.name}({literal(said)})"
        if hit.part is not None and not long:
            self._row_part(f"{name}.{hit.part.name}", hit, before, after)
        elif long or hit.menu:
            self.steps.append(Step(before.name, f"{name}.long_press()", leads=after.name))
        else:
            picks = selecting(before.hierarchy) or after.signature == before.signature
            opens = not picks and (after.name != before.name or not after.name)
            self.steps.append(Step(before.name, f"{name}.{'open' if opens else 'tap'}()", leads=after.name))

    def _row_part(self, name: str, hit: Hit, before: Sight, after: Sight) -> None:
        assert hit.part is not None and hit.node is not None
        if hit.part.kind is Kind.TOGGLE:
            turn = "turn_off" if hit.node.checked else "turn_on"
            self.steps.append(Step(before.name, f"{name}.{turn}()", name, leads=before.name))
        elif hit.part.kind is not Kind.INPUT:
            self.steps.append(Step(before.name, f"{name}.tap()", leads=after.name))

    def _row_said(self, hit: Hit, before: Sight) -> str:
        """What tells the row from the others: its title, else all it says. Empty where nothing does."""
        assert hit.row is not None and hit.element is not None and before.screen is not None
        shown = ShownRows(before.screen, hit.element).shown(before)
        at = next((i for i, r in enumerate(shown) if r.bounds == hit.row.bounds), -1)
        titles = [r.title for r in shown]
        whole = [", ".join(r.content) for r in shown]
        sayings = ((hit.row.title, titles), (", ".join(hit.row.content), whole))
        return next((said for said, texts in sayings if said and choose_text(said, texts).best == at), "")

    def _by_words(self, hit: Hit, before: Sight, after: Sight, long: bool) -> None:
        """What the doc doesn't know: named by its words."""
        node = hit.node
        if node is None or before.signature == after.signature and not (node.clickable or node.checkable):
            return
        if before.window is not None and before.window.is_up(node):
            self._key("back", before, after)
            return
        words = words_alone(before, node)
        if not words:
            if before.signature != after.signature:
                self.problems.append(
                    f"On {place_of(before)} you touched something that the doc of {self.doc.label} doesn't know and that no words "
                    f"tell from the rest, so that no script can name it. Learn the app again, it may be found then: "
                    f"thumbwright apps learn {self.doc.package}"
                )
            return
        if node.editable and not long:
            return  # what is typed into it is read off it
        found, op, about = _found(words, before), "long_press" if long else "tap", ""
        # one of a dialog's that closes it is picked, and shows nothing any more
        picked = before.kind == "dialog" and window_key(before.hierarchy) != window_key(after.hierarchy)
        if node.checkable and not long and not picked:
            op, about = ("turn_off" if node.checked else "turn_on"), found
        unknown = (
            f'"{words}" on {place_of(before)} isn\'t in the doc of {self.doc.label}: it will be looked for by its words'
        )
        self.steps.append(Step(before.name, f"{found}.{op}()", about, leads=after.name, unknown=unknown))

    # what was typed, and keys

    def _typing(self, before: Sight, after: Sight) -> None:
        for typed in typed_between(self._looker, before, after):
            self._type(typed, before)

    def _type(self, typed: Typed, before: Sight) -> None:
        name, unknown = typed.name, ""
        if not name:
            words = typed.node.hint or typed.node.content_desc
            if not words:
                self.problems.append(f"On {place_of(before)} you typed into a field that nothing names.")
                return
            name = _found(words, before)
            unknown = f'The field "{words}" on {place_of(before)} isn\'t in the doc: it will be looked for by its words'
        stored = PLACEHOLDER.fullmatch(typed.text)
        secret = typed.secret or (stored[1] if stored else "")
        value = f"secret({literal(secret)})" if secret else literal(typed.text)
        call = f"{name}.set_text({value})"
        self.steps.append(Step(before.name, call, name, leads=before.name, secret=secret, unknown=unknown))

    def _keys(self, before: Sight, after: Sight) -> None:
        """A touch on the keyboard: letters, or the key that ends or sends."""
        self._typing(before, after)
        if before.name != after.name:
            self.steps.append(Step(before.name, "enter()", leads=after.name))

    def _key(self, key: str, before: Sight, after: Sight) -> None:
        if key != "back":
            return  # the app is left and found again: both are the interpreter's way
        if keyboard(before.hierarchy) is not None and before.name == after.name:
            return  # it only put the keyboard away
        if before.signature == after.signature:
            return
        typed = self._typed_here(before.name)
        self.steps.append(Step(before.name, BACK, way=not typed, leads=after.name))

    def _typed_here(self, screen: str) -> bool:
        """Whether what was done last was typing there: leaving may keep it, or throw it away."""
        done = next((s for s in reversed(self.steps) if not s.way), None)
        return done is not None and done.on == screen and ".set_text(" in done.call

    def _swiped(self, did: Did, before: Sight, after: Sight) -> None:
        if did.edge and before.name != after.name:
            self._key("back", before, after)
            return
        hit = self._looker.hit(before, did.x, did.y)
        if hit.row is None or hit.element is None or before.screen is None or before.name != after.name:
            return
        rows = ShownRows(before.screen, hit.element)
        was, now = ([r.content for r in rows.shown(s)] for s in (before, after))
        if len(now) < len(was) and hit.row.content not in now:
            self.problems.append(
                f'You swiped the row "{hit.row.title}" away: a script has no such swipe. Is there a menu or a button for it?'
            )

    # choices

    def _in_choice(self, opened: Opened, turn: Turn, before: Sight, after: Sight) -> bool:
        """A turn while a choice stands open; False where it is none, and the turn is to be read as any other."""
        picker = picker_in_front(turn.before)
        touched = turn.did is not None and turn.did.kind == "tap"
        if turn.did is not None and touched:
            opened.pick(option_at(opened, before, turn.did.x, turn.did.y))
            node = self._looker.hit(before, turn.did.x, turn.did.y).node
            opened.refused = node is not None and bool(words_of_button(node)) and is_negative(node)
        elif turn.did is not None and turn.did.kind == "back":
            opened.refused = True
        if picker is not None:
            opened.pick(picked_in(picker, self._today))
        if after.name != opened.screen.name:
            if after.kind not in ("", "page") or picker_in_front(turn.after) is not None:
                self._opened = opened
                return True
            tap, via = f"{opened.name}.tap()", opened.element.name
            self.steps.append(Step(opened.screen.name, tap, way=True, leads=before.name, via=via))
            return False  # it opened a page of its own: a tap like any other
        now = self._looker.spot(after, opened.element)
        option = closed(opened, values_of(now) if now is not None else [], self._today)
        if option:
            was = opened.was[0] if len(opened.was) == 1 else ""
            self.steps.append(self._chosen(opened.name, opened.element, option, was, opened.page))
        return True

    # no touch was told of

    def _guess(self, before: Sight, after: Sight) -> None:
        if before.signature == after.signature:
            return
        self._typing(before, after)
        found = guessing.likely(self._looker, before, after, self._trail)
        if found is None:
            return
        did = found[0] if len(found) == 1 else self._which(found, before, after)
        if did is guessing.WAY:
            self.steps.append(Step(before.name, f"{after.name}.open()", way=True, leads=after.name))
        elif did is guessing.BACK:
            self._key("back", before, after)
        elif did is not None and did.hit is not None:
            self._touched(did.hit, before, after, did.long)

    def _came_into_choice(self, sight: Sight) -> None:
        """Where a choice's options are in front, it is open, whether or not it was seen to be opened."""
        owner, _, name = sight.screen.serves.partition(".") if sight.screen is not None else ("", "", "")
        screen = self.doc.screen(owner)
        element = screen.element(name) if screen is not None else None
        if screen is not None and element is not None:
            self._opened = Opened(screen, element, [], sight)

    def _which(self, found: Sequence[guessing.Maybe], before: Sight, after: Sight) -> guessing.Maybe | None:
        to = f" and came to {place_of(after)}" if after.name != before.name else ""
        question = f"On {place_of(before)} you did something{to}. What was it?"
        if self._ask is None:
            self.problems.append(question)
            return None
        reply = self._ask(question, [*(m.words for m in found), SOMETHING_ELSE])
        chosen = next((m for m in found if m.words == reply), None)
        if chosen is None:
            self.problems.append(f"On {place_of(before)} you did something{to} that the doc has no name for.")
        return chosen

    # besides

    def _is_own(self, package: str) -> bool:
        """Whether it is the app that is taught; another one's screens are said, once."""
        if package in self._own:
            return True
        prompt = any(part in package for part in _PROMPTS[:2]) or package in _PROMPTS[2:]
        if package and not prompt and package not in self._launchers:
            said = f"In between you were in {package}, another app: what is taught is of {self.doc.label} alone."
            if said not in self.problems:
                self.problems.append(said)
        return False


def _found(words: str, sight: Sight) -> str:
    """What the doc doesn't know, as a script names it: by its words, on the page where that is known."""
    page = sight.screen is not None and sight.screen.kind == "page"
    return f"{sight.name}.find({literal(words)})" if page else f"find({literal(words)})"


def _holds_at_once(element: Element, sight: Sight) -> bool:
    """Whether what is set there is a setting, and part of no form, where it counts only once it is saved."""
    form = sight.screen is None or any(e.kind is Kind.INPUT or e.commit for e in sight.screen.elements)
    return element.effect is Effect.SETTINGS and not form
