"""What is done with one control, whatever it is: a switch, a choice, a field, a button with a dialog behind it. Tapping it, putting
a value in, reading it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from apidocs.doc import Element, Kind, Screen
from apidocs.samples.ways import literal

from .drafts import Draft, with_control
from .finding import Control, Finder, norm

Said = Mapping[str, str]
"""By value as it is stored how the person wrote it."""


def as_written(value: str, kind: str, said: Said) -> str:
    """A value as a script has it: options as the app has them, dates and times as the person said them, numbers in digits."""
    return said.get(value, value) if kind in ("date", "time") else value


def doing(finder: Finder, control: Control) -> Iterator[Draft]:
    """Tap it, and confirm what it asks."""
    confirm: tuple[str, ...] = ()
    if control.screen is not None and control.element is not None:
        confirm = finder.ground.confirmation(control.screen.name, control.element.name)
    if control.kind in (Kind.BUTTON, Kind.TEXT, None):
        yield with_control(control, f"{control.at}.tap()", *confirm)


def switching(finder: Finder, control: Control, on: bool) -> Iterator[Draft]:
    """Turn it on or off."""
    word = "on" if on else "off"
    # most switches hold at once, also those on a form
    for saving in dict.fromkeys(((), saving_of(finder, control))):
        if control.kind is Kind.CHOICE:
            yield with_control(control, f'{control.at}.choose("{word.capitalize()}")', *saving)
        elif control.kind in (Kind.TOGGLE, None):
            yield with_control(control, f"{control.at}.turn_{word}()", *saving)
        if control.kind in (Kind.BUTTON, None):
            yield with_control(control, f"{control.at}.tap()", *saving)


def asking(control: Control) -> Iterator[Draft]:
    """Is it on?"""
    if control.kind is Kind.CHOICE:
        yield with_control(control, answer=f'{control.at}.value == "On"', says="yes_no")
    elif control.kind in (Kind.TOGGLE, None):
        yield with_control(control, answer=f"{control.at}.is_on", says="yes_no")


def reading(control: Control) -> Iterator[Draft]:
    """What is its value?"""
    if control.kind is Kind.CHOICE:
        yield with_control(control, answer=f"{control.at}.value")
    elif control.kind is None:
        yield with_control(control, answer=f"{control.at}.value")
        yield with_control(control, answer=f"{control.at}.text")
    elif control.element is None and control.kind is Kind.TEXT:
        yield with_control(control, answer=control.at)  # a row's text is the words themselves
    elif control.kind is not Kind.TOGGLE:
        yield with_control(control, answer=f"{control.at}.text")


def putting(finder: Finder, control: Control, value: str, kind: str, stored: str) -> Iterator[Draft]:
    """Give it a value: `value` as the script says it, `stored` as the app keeps it."""
    saving = saving_of(finder, control)
    said = literal(value)
    if control.kind is Kind.INPUT:
        for lines in saves(finder, control.screen, control.element):
            yield with_control(control, f"{control.at}.set_text({said})", *lines)
    elif control.kind is Kind.CHOICE:
        for lines in _kept(finder, control, saving):
            yield with_control(control, f"{control.at}.choose({said})", *lines)
    elif control.kind in (Kind.BUTTON, Kind.TEXT, None):
        yield from _behind(finder, control, value, kind, stored)
        picks = kind in ("choice", "date", "time")
        if picks and control.kind is not Kind.TEXT:
            yield with_control(control, f"{control.at}.choose({said})", *saving)
        if control.kind is None:
            yield with_control(control, f"{control.at}.set_text({said})", *saving)
            if not picks:
                yield with_control(control, f"{control.at}.choose({said})", *saving)


def picking(finder: Finder, before: tuple[str, ...], screen: Screen, options: list[str], value: str) -> Iterator[Draft]:
    """One of a field's options where the field itself has no name: marks side by side, or a list that says what is chosen."""
    named = {option.casefold() for option in options}
    for element in screen.elements:
        at, label = f"{screen.name}.{element.name}", element.label.casefold().strip()
        control = Control(before, at, element.kind, screen, element)
        saving = saving_of(finder, control)
        if element.kind is Kind.CHOICE and named <= {option.casefold() for option in element.options}:
            yield with_control(control, f"{at}.choose({literal(value)})", *saving)
        elif element.kind is Kind.TOGGLE and label == value.casefold():
            yield with_control(control, f"{at}.turn_on()", *saving)
        elif element.kind is Kind.BUTTON and label in named:
            yield with_control(control, f"{at}.choose({literal(value)})", *saving)
            if label == value.casefold():
                yield with_control(control, f"{at}.tap()", *saving)


def _behind(finder: Finder, control: Control, value: str, kind: str, stored: str) -> Iterator[Draft]:
    """What a button or a row opens is a form of its own."""
    if control.screen is None or control.element is None:
        return
    target = finder.ground.taps.get((control.screen.name, control.element.name))
    if target is None:
        return
    inputs = [e for e in target.elements if e.kind is Kind.INPUT]
    # a dialog of several fields is opened by saying which; a form behind one control is found by itself
    before = (*control.before, f"{control.at}.tap()") if target.kind != "page" else control.before
    shorter = control.before if _alone(finder, control, target) else before
    below = saving_of(finder, control)
    fitting = _inputs(finder, target, control.path) if len(inputs) > 1 else inputs
    for lines in dict.fromkeys((shorter, before)):
        if kind == "date" and {"day", "month", "year"} <= {e.name for e in inputs}:
            day = date.fromisoformat(stored)
            parts = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
            named = [(e, parts[n]) for e in inputs for n in parts if n in e.name]
            typed = tuple(f"{target.name}.{e.name}.set_text({literal(text)})" for e, text in named)
            yield Draft((*lines, *typed, *finder.ground.saving(target), *below), guessed=control.guessed)
        for one in fitting:
            put = f"{target.name}.{one.name}.set_text({literal(value)})"
            for kept in saves(finder, target, one):
                yield Draft((*lines, put, *kept, *below), guessed=control.guessed)
        for choice in target.elements:
            if choice.kind is Kind.CHOICE and kind in ("choice", "number"):
                put = f"{target.name}.{choice.name}.choose({literal(value)})"
                yield Draft((*lines, put, *below), guessed=control.guessed)
        option = next((e for e in target.elements if e.label.casefold() == stored.casefold()), None)
        if option is not None and target.kind != "page":
            tap = f"{target.name}.{option.name}.tap()"
            yield Draft((*lines, tap, *below), guessed=control.guessed)


def _inputs(finder: Finder, screen: Screen, path: str) -> list[Element]:
    """The fields of a screen that several dialogs were taken for: those called so, or as their unit is."""
    found = [e for e in finder.matching(screen, path) if e.kind is Kind.INPUT]
    thing = finder.blueprint.domain.thing
    unit = next((f.unit for f in thing.fields if f"field.{f.key}" == path), "")
    if unit:
        found += [e for e in screen.elements if e.kind is Kind.INPUT and norm(e.label or e.description) == norm(unit)]
    return found


def _kept(finder: Finder, control: Control, saving: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Ways to keep what was chosen: on a form it is saved with the rest, elsewhere it holds at once."""
    form = control.screen is not None and any(e.kind is Kind.INPUT for e in control.screen.elements)
    if not form:
        yield from dict.fromkeys(((), saving) if control.element and control.element.confirm else (saving, ()))
    else:
        yield from saves(finder, control.screen, control.element)


def _alone(finder: Finder, control: Control, target: Screen) -> bool:
    """Whether nothing else leads to the dialog, so that naming its field says enough."""
    ways = {(t.source, t.element) for t in finder.doc.transitions if t.target == target.name and t.element}
    return len({w for w in ways if w[0] != target.name}) == 1


def saving_of(finder: Finder, control: Control) -> tuple[str, ...]:
    """The lines that keep what was changed where the control is."""
    if control.screen is None or control.element is None:
        return ()
    screen, element = control.screen, control.element
    typed = any(e.kind is Kind.INPUT for e in screen.elements)
    return finder.ground.saving(screen, element) if typed or element.commit else ()


def saves(finder: Finder, screen: Screen | None, field: Element | None) -> Iterator[tuple[str, ...]]:
    """Ways to keep what was typed: as the doc ties it, by the button's words, by nothing, by an icon without any, by what adds."""
    found: list[tuple[str, ...]] = []
    others: list[tuple[str, ...]] = []
    if screen is not None:
        found += [lines] if (lines := finder.ground.saving(screen, field)) else []
        named = [*finder.matching(screen, "save"), *finder.matching(screen, "next")]
        found += [(f"{screen.name}.{e.name}.tap()",) for e in named if e.kind is Kind.BUTTON]
        bare = [e for e in screen.elements if e.kind is Kind.BUTTON and not e.label]
        # the button beside a field above the list
        adding = [e for e in finder.matching(screen, "add") if e.kind is Kind.BUTTON]
        others = [(f"{screen.name}.{e.name}.tap()",) for e in (*bare[:2], *adding)]
    # a form without a button keeps what was typed when it is left
    yield from dict.fromkeys((*found, (), *others, ("back()",)))
