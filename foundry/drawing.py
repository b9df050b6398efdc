"""Single tasks of a generated app, drawn: an intent that makes sense in the app's first state, and words for it from the domain."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from .blueprint import Blueprint
from .checking import content_stems, is_far
from .domain import Domain, Flag, Sayable, Setting, ThingField
from .expecting import chosen, is_archived
from .intents import (
    Absent,
    Act,
    Add,
    AddPart,
    AskFlag,
    AskSetting,
    Count,
    CountParts,
    DeedAll,
    DoDeed,
    Exists,
    FlagAll,
    Intent,
    ListAll,
    ListParts,
    OpenPage,
    ReadFact,
    ReadField,
    ReadSetting,
    SetField,
    SetFlag,
    SetSetting,
    Show,
    Tick,
    Where,
)
from .phrases import BY_LABEL, SPOKEN_OF_LIKE, fill
from .saying import bare, say_new, say_title, say_value

NOT_OFFERED = ("Purple", "Esperanto", "Twice a year", "Extra large", "Atlantis", "Turbo", "Zigzag", "Level 99")
"""What no setting offers, for those who ask for it all the same."""
_BY_LABEL = 0.7
"""Of the words that aren't far, those that simply say the label."""
_SINGULAR = re.compile(
    r"\b(?:it|its|it's|is|isn't|was|wasn't|has|hasn't|does|doesn't|goes|needs|twin|again)\b|'s\b", re.I
)
"""What a sentence on one thing can't be turned into one on several with."""
_SUBJECT = re.compile(r"^\{title\}|\bthat \{title\}")


@dataclass(frozen=True)
class Piece:
    """A task of a single intent, in words."""

    words: str
    intent: Intent
    far: bool
    said: Mapping[str, str] = field(default_factory=dict)
    """By value as it is stored how the person wrote it, without quotes."""
    corrected: str = ""
    """The words again with another value put in and taken back."""
    takes_back: str = ""
    """That other value."""
    of_another: Callable[[str], str] | None = None
    """Of something that is added, the same words about another title."""

    @property
    def asks(self) -> bool:
        return isinstance(
            self.intent,
            ReadField
            | AskFlag
            | Count
            | ListAll
            | Exists
            | CountParts
            | ListParts
            | ReadSetting
            | AskSetting
            | ReadFact,
        )


class CantDraw(Exception):
    """The app has nothing of the kind that was to be drawn."""


class Drawer:
    """Draws pieces for one app. The same blueprint and generator give the same ones."""

    def __init__(self, blueprint: Blueprint, draw: random.Random) -> None:
        self.blueprint, self.draw = blueprint, draw
        self.domain = blueprint.domain
        self.thing = blueprint.domain.thing
        self.state = blueprint.first_state()
        self.far = True
        """Whether words are to be taken that share none with the screen."""
        key = self.thing.title.key
        self.titles = [t["fields"][key] for t in self.state["things"]]
        self.visible = [t for t in self.state["things"] if not is_archived(blueprint, t)]
        self.new = [title for title in self.thing.title.values if title not in self.titles]

    # -- words -----------------------------------------------------------------------------------------------------

    def pick(self, those: Collection[str], far: Callable[[str], bool]) -> tuple[str, bool]:
        """One of the phrasings, as far from the labels as is wanted where there is one."""
        if not those:
            raise CantDraw
        fitting = [text for text in those if far(text) == self.far]
        text = self.draw.choice(fitting or list(those))
        return text, far(text)

    def phrase(self, sayable: Sayable, form: str) -> tuple[str, bool]:
        if not self.far and self.draw.random() < _BY_LABEL and (named := self._named(sayable, form)):
            return named, False
        return self.pick(sayable.phrasings().get(form, []), lambda text: is_far(text, sayable))

    def _named(self, sayable: Sayable, form: str) -> str:
        """Words that say the label as it stands on the screen; empty where that makes no sentence."""
        kind = path_of(self.domain, sayable)
        label = self.blueprint.label_of(kind).rstrip("…. ")
        if self._is_another(kind):
            return ""
        texts = BY_LABEL.get(f"{kind.partition('.')[0]}.{form}", ())
        if not texts or "{" in label:
            return ""
        label = label if self.draw.random() < 0.3 else label.lower()
        return self.draw.choice(texts).replace("{label}", label)

    def _is_another(self, path: str) -> bool:
        """Whether something else that people speak of in the same sentences is called the same: a setting and a fact."""
        labels, (kind, _, _) = self.blueprint.labels, path.partition(".")
        return any(
            label.casefold() == labels[path].casefold() and other.partition(".")[0] in SPOKEN_OF_LIKE.get(kind, ())
            for other, label in labels.items()
        )

    def one(self, those: Sequence[str]) -> str:
        if not those:
            raise CantDraw
        return self.draw.choice(those)

    def title_of(self, condition: Callable[[dict[str, object]], bool] = lambda thing: True) -> str:
        """The title of a thing that isn't archived, of one that holds the condition where there is one."""
        things = [t for t in self.visible if condition(t)] or self.visible
        return str(self.one([t["fields"][self.thing.title.key] for t in things]))

    def said_title(self, title: str) -> str:
        return say_title(title, self.draw, [one for one in self.thing.title.values if one != title])

    def piece(self, text: str, far: bool, intent: Intent, **slots: tuple[str, str]) -> Piece:
        """`slots`: by name the value and how it is said."""
        return Piece(fill(text, {name: said for name, (_, said) in slots.items()}), intent, far, _said(*slots.values()))

    # -- settings --------------------------------------------------------------------------------------------------

    def change_setting(self) -> Piece:
        setting = self.draw.choice(self.domain.settings)
        now = self.state["settings"][setting.key]
        if setting.kind == "toggle":
            on = (not now) if self.draw.random() < 0.9 else bool(now)
            text, far = self.phrase(setting, "turn_on" if on else "turn_off")
            return Piece(text, SetSetting(setting.key, on), far)
        value = self.one([v for v in setting.values if v != now])
        text, far = self.phrase(setting, "set")
        others = [v for v in setting.values if v not in (value, now)] or [str(now)]
        return self._valued(text, far, SetSetting(setting.key, value), value, setting.kind, self.one(others))

    def ask_setting(self) -> Piece:
        setting = self.draw.choice(self.domain.settings)
        toggle = setting.kind == "toggle"
        text, far = self.phrase(setting, "is_on" if toggle else "read")
        return Piece(text, AskSetting(setting.key) if toggle else ReadSetting(setting.key), far)

    def _valued(
        self, text: str, far: bool, intent: Intent, value: str, kind: str, wrong: str, **slots: tuple[str, str]
    ) -> Piece:
        said = say_new(value, self.draw) if kind == "text" else say_value(value, kind, self.draw)
        piece = self.piece(text, far, intent, value=(value, said), **slots)
        put = self.draw.choice(("{0}, no, {1}", "{0}, sorry, {1}", "{0}, I mean {1}", "{0}, no wait, {1}"))
        twice = put.format(bare(say_value(wrong, kind, self.draw)), bare(said))
        corrected = fill(text, {name: words for name, (_, words) in slots.items()} | {"value": twice})
        return Piece(piece.words, intent, far, piece.said, corrected, takes_back=wrong)

    # -- one thing -------------------------------------------------------------------------------------------------

    def add(self) -> Piece:
        title = self.one(self.new)
        fields = [f for f in self.thing.fields[1:] if f.with_]
        more = self.draw.sample(fields, min(len(fields), self.draw.choice((0, 0, 0, 1, 1, 2))))
        asks = [text for text in self.thing.add.ask if text.endswith("{title}")] if more else []
        text, far = self.phrase(self.thing.add, "ask")
        if asks and not text.endswith("{title}"):
            text, far = self.pick(asks, lambda text: is_far(text, self.thing.add))
        slots, values = [(title, say_new(title, self.draw))], []
        words, rest = fill(text, {"title": slots[0][1]}), ""
        for one in more:
            value = self.draw.choice(one.values)
            said = say_value(value, one.kind, self.draw)
            rest += fill(self.draw.choice(one.with_), {"value": said})
            slots.append((value, said))
            values.append((one.key, value))
        return Piece(
            words + rest,
            Add(title, tuple(values)),
            far,
            _said(*slots),
            of_another=lambda other: fill(text, {"title": other}) + rest,
        )

    def set_field(self) -> Piece:
        one = self.one_of([f for f in self.thing.fields[1:] if f.set])
        title = self.title_of()
        now = next(t for t in self.visible if t["fields"][self.thing.title.key] == title)["fields"][one.key]
        value, *others = self.draw.sample([v for v in one.values if v != now] * 2, 2)
        text, far = self.phrase(one, "set")
        slots = {"title": (title, self.said_title(title))}
        return self._valued(text, far, SetField(title, one.key, value), value, one.kind, others[0], **slots)

    def one_of(self, those: Sequence[ThingField]) -> ThingField:
        if not those:
            raise CantDraw
        return self.draw.choice(those)

    def read_field(self) -> Piece:
        one = self.one_of([f for f in self.thing.fields[1:] if f.read])
        title = self.title_of()
        text, far = self.phrase(one, "read")
        return self.piece(text, far, ReadField(title, one.key), title=(title, self.said_title(title)))

    def set_flag(self) -> Piece:
        flag = self.draw.choice(self.thing.flags)
        on = self.draw.random() < 0.6
        things = self.state["things"] if flag.look == "archive" and not on else self.visible
        titles = [t["fields"][self.thing.title.key] for t in things if t["flags"][flag.key] != on]
        title = self.one(titles)
        text, far = self.phrase(flag, "turn_on" if on else "turn_off")
        return self.piece(text, far, SetFlag(title, flag.key, on), title=(title, self.said_title(title)))

    def ask_flag(self) -> Piece:
        flag = self.draw.choice([f for f in self.thing.flags if f.look != "archive"] or self.thing.flags)
        on = self.draw.random() < 0.5
        title = self.title_of(lambda thing: thing["flags"][flag.key] == on)  # type: ignore[index]
        text, far = self.phrase(flag, "is_on")
        return self.piece(text, far, AskFlag(title, flag.key), title=(title, self.said_title(title)))

    def deed(self) -> Piece:
        deed = self.draw.choice(self.thing.deeds)
        title = self.title_of()
        text, far = self.phrase(deed, "ask")
        return self.piece(text, far, DoDeed(title, deed.key), title=(title, self.said_title(title)))

    def exists(self) -> Piece:
        title = self.title_of() if self.draw.random() < 0.6 else self.one(self.new)
        said = self.said_title(title) if title in self.titles else title
        return self.piece(self.draw.choice(self.thing.exists), False, Exists(title), title=(title, said))

    def show(self) -> Piece:
        title = self.title_of()
        return self.piece(self.draw.choice(self.thing.open), False, Show(title), title=(title, self.said_title(title)))

    # -- several things --------------------------------------------------------------------------------------------

    def where(self, but: bool = False) -> tuple[str, Where, bool, dict[str, str]]:
        """Words for several things (the piece behind their name), which, whether the words are far, and values as said."""
        fields = [f for f in self.thing.fields[1:] if f.where]
        flags = [f for f in self.thing.flags if f.look != "archive"]
        # apps write dates in ways of their own, so that few lists can be looked through for one
        rare = [f for f in fields if f.kind not in ("date", "time") or self.draw.random() < 0.2]
        several: list[ThingField | Flag] = [*rare, *flags, *flags]
        if not several:
            raise CantDraw
        one = self.draw.choice(several)
        if isinstance(one, Flag):
            text, far = self.phrase(one, "where")
            where, said, words = Where(f"flag.{one.key}"), {}, text
        else:
            value = self.one([t["fields"][one.key] for t in self.visible])
            text, far = self.phrase(one, "where")
            shown = say_value(value, one.kind, self.draw)
            where, said, words = Where(f"field.{one.key}", value), {value: bare(shown)}, fill(text, {"value": shown})
        found = chosen(self.blueprint, self.state, where)
        if not found:
            raise CantDraw
        if but and len(found) > 1:
            # letter for letter: a loop compares it
            title = spoken = str(self.draw.choice(found)["fields"][self.thing.title.key])
            where = Where(where.path, where.value, title)
            except_ = self.draw.choice((" except {0}", " but not {0}", ", only not {0}"))
            words, said = words + except_.format(spoken), {**said, title: bare(spoken)}
        return words, where, far, said

    def count(self) -> Piece:
        return self._several(self.thing.count, Count)

    def list_all(self) -> Piece:
        return self._several(self.thing.list_, ListAll)

    def _several(self, those: Sequence[str], intent: Callable[[Where], Count | ListAll]) -> Piece:
        things = self.draw.choice(self.thing.things)
        words, where, far, said = ("", Where(), True, {}) if self.draw.random() < 0.3 else self.where()
        labels = content_stems(f"{self.thing.one} {self.thing.many}")
        text = re.sub(r"\s*\{where\}", lambda _: f" {words}" if words else "", self.draw.choice(those))
        far = far and not labels & content_stems(things)
        return Piece(fill(text, {"things": things}), intent(where), far, said)

    def loop(self) -> Piece:
        """A deed on several things, or marking them."""
        sayables: list[tuple[Sayable, str, Callable[[Where], Intent]]] = [
            (d, "ask", lambda where, key=d.key: DeedAll(key, where))  # type: ignore[misc]
            for d in self.thing.deeds
            if d.does != "duplicate"
        ]
        for flag in self.thing.flags:
            if flag.look != "archive":
                for form, on in (("turn_on", True), ("turn_off", False)):
                    sayables.append((flag, form, lambda where, key=flag.key, on=on: FlagAll(key, on, where)))  # type: ignore[misc]
        one, form, make = self.draw.choice(sayables)
        texts = [t for t in one.phrasings()[form] if not _SINGULAR.search(t) and not _SUBJECT.search(t)]
        words, where, far, said = self.where(but=self.draw.random() < 0.3)
        intent = make(where)
        if isinstance(intent, FlagAll) and where.path == f"flag.{intent.flag}" and intent.on:
            raise CantDraw  # they are so already
        text, far_too = self.pick(texts, lambda text: is_far(text, one))
        things = self.draw.choice(self.thing.things)
        all_of = self.draw.choice(("all the {0} {1}", "every one of the {0} {1}", "all {0} {1}"))
        return Piece(fill(text, {"title": all_of.format(things, words)}), intent, far and far_too, said)

    # -- parts, pages, actions -------------------------------------------------------------------------------------

    def part(self) -> Piece:
        parts = self.thing.parts
        if parts is None:
            raise CantDraw
        forms = ["add", "add", "count", "list_", *(("tick", "untick") if parts.ticks else ())]
        form = self.draw.choice(forms)
        if form == "add":
            title = self.title_of()
            value = self.one([v for v in parts.values if v not in self._parts_of(title)])
            text, far = self.phrase(parts, form)
            slots = {"title": (title, self.said_title(title)), "value": (value, say_new(value, self.draw))}
            return self.piece(text, far, AddPart(title, value), **slots)
        if form in ("count", "list_"):
            title = self.title_of(lambda thing: bool(thing["parts"]))
            text, far = self.phrase(parts, form)
            counts = form == "count"
            intent = CountParts(title) if counts else ListParts(title)
            if not counts and not self._parts_of(title):
                raise CantDraw
            return self.piece(text, far, intent, title=(title, self.said_title(title)))
        done = form == "tick"
        found = [
            (t["fields"][self.thing.title.key], p["text"])
            for t in self.visible
            for p in t["parts"]
            if p["done"] != done
        ]
        if not found:
            raise CantDraw
        title, value = self.draw.choice(found)
        text, far = self.phrase(parts, form)
        slots = {"title": (title, self.said_title(title)), "value": (value, value)}
        return self.piece(text, far, Tick(title, value, done), **slots)

    def _parts_of(self, title: str) -> list[str]:
        thing = next(t for t in self.state["things"] if t["fields"][self.thing.title.key] == title)
        return [part["text"] for part in thing["parts"]]

    def page(self) -> Piece:
        page = self.draw.choice(self.domain.pages)
        text, far = self.phrase(page, "open")
        return Piece(text, OpenPage(page.key), far)

    def fact(self) -> Piece:
        page, one = self.draw.choice([(page, fact) for page in self.domain.pages for fact in page.facts])
        text, far = self.phrase(one, "read")
        return Piece(text, ReadFact(page.key, one.key), far)

    def act(self) -> Piece:
        action = self.draw.choice(self.domain.actions)
        text, far = self.phrase(action, "ask")
        return Piece(text, Act(action.key), far)

    # -- what can't be done ----------------------------------------------------------------------------------------

    def absent(self) -> Piece:
        title = self.title_of()
        return self.piece(self.draw.choice(self.domain.absent), True, Absent(), title=(title, self.said_title(title)))

    def not_there(self) -> Piece:
        """Something to do with a thing that isn't there."""
        title = self.one(self.new)
        how: list[tuple[Sayable, str, Intent]] = [(d, "ask", DoDeed(title, d.key)) for d in self.thing.deeds]
        how += [(f, "read", ReadField(title, f.key)) for f in self.thing.fields[1:] if f.read]
        how += [(f, "turn_on", SetFlag(title, f.key, True)) for f in self.thing.flags]
        one, form, intent = self.draw.choice(how)
        text, far = self.phrase(one, form)
        return self.piece(text, far, intent, title=(title, title))

    def not_offered(self) -> Piece:
        settings: list[Setting] = [s for s in self.domain.settings if s.kind == "choice"]
        if not settings:
            raise CantDraw
        setting = self.draw.choice(settings)
        text, far = self.phrase(setting, "set")
        offered = {one.casefold() for one in setting.values}
        value = self.draw.choice([one for one in NOT_OFFERED if one.casefold() not in offered])
        return self.piece(text, far, SetSetting(setting.key, value), value=(value, value))


def path_of(domain: Domain, sayable: Sayable) -> str:
    return next(path for path, one in domain.sayables() if one is sayable)


def _said(*slots: tuple[str, str]) -> dict[str, str]:
    return {value: bare(said) for value, said in slots}
