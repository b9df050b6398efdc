"""Made-up tasks that fill something in: a dialog that creates something, a page with a field, a search.

What a form makes, and in which words one asks for it, is told from what opens it and from what it is called.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from ..doc import Effect, Element, Kind, Screen
from ..doc.buttons import SAVING
from ..doc.paths import openers
from ..doc.table import rows_of
from ..doc.words import words_of
from .phrasing import (
    adding,
    field_words,
    form_noun,
    has,
    imperative,
    is_verb,
    nameless,
    options_of,
    phrases,
    quoted,
    row_words,
    screen_words,
    spoken,
    thing,
    value_for,
    values_for,
    with_article,
)
from .recipes import Candidate, Recipes
from .ways import literal

_FIELDS = 3
"""Fields that one task fills in at most: people name what matters."""


@dataclass(frozen=True)
class Form:
    """A screen where something is filled in and saved or sent."""

    screen: Screen
    before: tuple[str, ...]
    inputs: list[Element]
    lead: Element
    """The field that a task names first: what the thing will be called, or the first one."""
    named: bool
    """Whether `lead` is what it will be called."""
    saving: tuple[str, ...]

    def fill(self, element: Element, value: str) -> str:
        """The line that fills a field with what a person said."""
        return f"{self.screen.name}.{element.name}.set_text({literal(value)})"

    def at(self, *elements: Element) -> frozenset[str]:
        return frozenset(f"{self.screen.name}.{e.name}" for e in elements)


def form_of(recipes: Recipes, screen: Screen) -> Form | None:
    """The form that makes or sends something; None for a page that only happens to have a field."""
    ground = recipes.ground
    inputs = [e for e in screen.elements if e.kind is Kind.INPUT and not has(e, "searching")]
    if not inputs or not ground.is_form(screen) or not _creates(recipes, screen):
        return None
    saving = ground.saving(screen)
    if not saving and screen.name in ground.steps:
        return None  # what keeps it in the end isn't known
    open_ones = [e for e in inputs if not has(e, "secret")]
    naming = next((e for e in open_ones if has(e, "naming")), None)
    lead = naming or (open_ones or inputs)[0]
    return Form(screen, ground.ways[screen.name].lines(), inputs, lead, naming is not None, ground.saving(screen, lead))


def fields(recipes: Recipes, screen: Screen) -> Iterator[Candidate]:
    """Fields by themselves: to search, and those of pages that aren't forms to create something."""
    before = recipes.ground.ways[screen.name].lines()
    form = form_of(recipes, screen)
    if form is None and screen.name in recipes.ground.steps:
        return
    for e in screen.elements:
        searches = has(e, "searching")
        if e.kind is not Kind.INPUT or has(e, "secret") or (form and not searches):
            continue
        at, rng = f"{screen.name}.{e.name}", recipes.chance(screen.name, e.name)
        listed = next(rows_of(screen), None)
        # what is looked for is what the list below holds
        wanted = (row_words(listed) if listed else ["search"]) if searches else field_words(e)
        value = value_for(wanted, rng)
        saving = () if searches and not e.commit else recipes.ground.saving(screen, e)
        lines = (*before, f"{at}.set_text({literal(value)})", *saving)
        kind = "search" if searches else "input"
        button = recipes.ground.commit(screen, e) if saving else None
        # nobody mentions OK: to set something is to save it
        deed = thing(button) if button and not set(words_of(thing(button))) & (SAVING | {"send"}) else ""
        said = {"thing": recipes.called(screen, e, rng), "value": quoted(value, rng), "deed": deed}
        yield Candidate(kind, "input_deed" if deed else kind, said, lines, frozenset({at}))


def forms(recipes: Recipes, screen: Screen) -> Iterator[Candidate]:
    """All that is made up about one form."""
    form = form_of(recipes, screen)
    if form is None:
        return
    yield from _secret(recipes, form)
    if has(form.lead, "secret"):
        return
    rng = recipes.chance(screen.name)
    values = values_for(field_words(form.lead), rng)
    if (setting := _setting_of(recipes, form)) is not None:
        lines = (*form.before, form.fill(form.lead, values[0]), *form.saving)
        said = {"thing": thing(setting), "value": quoted(values[0], rng)}
        yield Candidate("form", "form_set", said, lines, form.at(form.lead))
        return
    deed = {"deed": deed_of(recipes, screen, rng), "thing": thing(form.lead)}
    yield from _filled(recipes, form, deed, values, rng)
    yield from _timed(recipes, form, deed, values, rng)
    line = f"{screen.name}.{form.lead.name}.set_text(ask({literal(f'Which {thing(form.lead)}?')}))"
    yield Candidate("form_ask", "form_ask", deed, (*form.before, line, *form.saving), form.at(form.lead))
    if form.lead.name not in recipes.ground.table.screens and len(values) > 2:
        listed = ", ".join(literal(v) for v in values[:3])
        body = (*form.before, f"{screen.name}.{form.lead.name}.set_text({form.lead.name})", *form.saving)
        lines = (f"for {form.lead.name} in [{listed}]:", *("    " + line for line in body))
        said = deed | {"values": ", ".join(values[:2]) + f" and {values[2]}"}
        yield Candidate("form_repeat", "form_repeat", said, lines, form.at(form.lead))
    yield from _on_two_steps(recipes, form, deed, values)
    yield from _itemised(recipes, form, deed)
    yield from _copied(recipes, form, deed)


def _itemised(recipes: Recipes, form: Form, deed: dict[str, str]) -> Iterator[Candidate]:
    """A form with a list in it: a field and the button that adds what it says, once for each thing, before all is saved."""
    rng = recipes.chance(form.screen.name, "items")
    for e in form.inputs:
        adds = _adding(form, e)
        if adds is None or e is form.lead or e.name in recipes.ground.table.screens:
            continue
        value = value_for(field_words(form.lead), rng)
        said = rng.sample(phrases().items, 3)
        listed = ", ".join(literal(v) for v in said)
        lines = (
            *form.before,
            form.fill(form.lead, value),
            f"for item in [{listed}]:",
            f"    {form.screen.name}.{e.name}.set_text(item)",
            f"    {form.screen.name}.{adds.name}.tap()",
            *form.saving,
        )
        told = deed | {"value": quoted(value, rng), "values": ", ".join(said[:2]) + f" and {said[2]}"}
        yield Candidate("form_items", "form_items", told, lines, form.at(form.lead, e, adds))


def _on_two_steps(recipes: Recipes, form: Form, deed: dict[str, str], values: list[str]) -> Iterator[Candidate]:
    """A form that goes on: its first step, something on its next one, and what keeps both."""
    if form.screen.name not in recipes.ground.steps:
        return
    onward, step = recipes.ground.steps[form.screen.name]
    first = (*form.before, form.fill(form.lead, values[0]), f"{form.screen.name}.{onward.name}.tap()")
    for e in step.elements:
        rng = recipes.chance(step.name, e.name)
        at = f"{step.name}.{e.name}"
        if e.kind is Kind.INPUT and not has(e, "secret"):
            value = value_for(field_words(e), rng)
            line, told = f"{at}.set_text({literal(value)})", f"{thing(e)} {quoted(value, rng)}"
        elif e.kind is Kind.CHOICE and (e.options or e.picks):
            value = rng.choice(options_of(e))
            line, told = f"{at}.choose({literal(value)})", f"{thing(e)} {spoken(value)}"
        else:
            continue
        saving = recipes.ground.saving(step, e)
        if not saving:
            continue
        said = deed | {"value": quoted(values[0], rng), "fields": told}
        if not form.named:
            said["fields"] = f"{thing(form.lead)} {said['value']} and {told}"
        group = "form_named_more" if form.named else "form"
        yield Candidate("form_more", group, said, (*first, line, *saving), form.at(form.lead) | {at})


def _adding(form: Form, field: Element) -> Element | None:
    saves = {line.removeprefix(f"{form.screen.name}.").removesuffix(".tap()") for line in form.saving}
    return adding(form.screen, field, saves)


def _filled(
    recipes: Recipes, form: Form, deed: dict[str, str], values: list[str], rng: random.Random
) -> Iterator[Candidate]:
    lead, first = form.lead, quoted(values[0], rng)
    lines = (*form.before, form.fill(lead, values[0]), *form.saving)
    if deed["deed"].split()[0] in ("rename", "change"):
        yield Candidate("form", "form_rename", deed | {"value": first}, lines, form.at(lead))
    elif form.named:
        yield Candidate("form", "form_named", deed | {"value": first}, lines, form.at(lead))
    else:
        text = "form_text" if set(field_words(lead)) & phrases().values["sentence"][0] else "form"
        said = deed | {"value": first, "fields": f"{thing(lead)} {first}"}
        yield Candidate("form", text, said, lines, form.at(lead))
    plain = [e for e in form.inputs if e is not lead and not has(e, "secret") and _adding(form, e) is None]
    plain = plain[: _FIELDS - 1]
    if plain:
        chosen = {lead.name: values[1 % len(values)]}
        chosen |= {e.name: value_for(field_words(e), recipes.chance(form.screen.name, e.name)) for e in plain}
        filled = [e for e in form.inputs if e.name in chosen]
        told = [e for e in filled if not (form.named and e is lead)]
        said = {
            "deed": deed_of(recipes, form.screen, rng),
            "value": quoted(chosen[lead.name], rng),
            "fields": " and ".join(f"{thing(e)} {quoted(chosen[e.name], rng)}" for e in told),
        }
        lines = (*form.before, *(form.fill(e, chosen[e.name]) for e in filled), *form.saving)
        yield Candidate("form_more", "form_named_more" if form.named else "form", said, lines, form.at(*filled))
    extra = next((e for e in form.screen.elements if e.kind in (Kind.TOGGLE, Kind.CHOICE)), None)
    if extra is not None and (extra.kind is Kind.TOGGLE or extra.options):
        option = rng.choice(extra.options) if extra.options else ""
        does = f"choose({literal(option)})" if extra.kind is Kind.CHOICE else "turn_on()"
        said = deed | {"value": quoted(values[-1], rng), "fields": f"{thing(extra)} {spoken(option) or 'on'}"}
        if not form.named:
            said["fields"] = f"{thing(lead)} {said['value']} and {said['fields']}"
        line = f"{form.screen.name}.{extra.name}.{does}"
        lines = (*form.before, form.fill(lead, values[-1]), line, *form.saving)
        group = "form_named_more" if form.named else "form"
        yield Candidate("form_switch", group, said, lines, form.at(lead, extra))


def _timed(
    recipes: Recipes, form: Form, deed: dict[str, str], values: list[str], rng: random.Random
) -> Iterator[Candidate]:
    """A form with a date or a time in it, filled in as people say when something is: the first of several is when it begins."""
    picked = {e.picks: e for e in reversed(form.screen.elements) if e.picks}
    order = [e for e in form.screen.elements if e.picks and picked[e.picks] is e]
    if not order:
        return
    chosen = {e.name: rng.choice(options_of(e)) for e in order}
    when = " ".join(_when(e, chosen[e.name]) for e in sorted(order, key=lambda e: e.picks))
    filled = [f"{form.screen.name}.{e.name}.choose({literal(chosen[e.name])})" for e in order]
    lines = (*form.before, form.fill(form.lead, values[0]), *filled, *form.saving)
    said = deed | {"value": quoted(values[0], rng), "when": when}
    yield Candidate("form_when", "form_when", said, lines, form.at(form.lead, *order))


def _when(element: Element, moment: str) -> str:
    """A moment with its preposition: on 6 March, at 4 pm, tomorrow."""
    if element.picks == "time":
        return f"at {moment}"
    return f"on {moment}" if moment[0].isupper() or moment[0].isdecimal() else moment


def _secret(recipes: Recipes, form: Form) -> Iterator[Candidate]:
    """A password is never written out: it is one of the person's stored values."""
    hidden = next((e for e in form.inputs if has(e, "secret")), None)
    if hidden is None:
        return
    lines, told = [*form.before], []
    for e in form.inputs[:_FIELDS]:
        if e is hidden:
            lines.append(f'{form.screen.name}.{e.name}.set_text(secret("password"))')
        elif not has(e, "secret"):
            rng = recipes.chance(form.screen.name, e.name)
            value = value_for(field_words(e), rng)
            lines.append(form.fill(e, value))
            told.append(f"{thing(e)} {quoted(value, rng)}")
    said = {"screen": screen_words(form.screen), "fields": " and ".join([*told, "my saved password"])}
    yield Candidate("form_secret", "form_secret", said, (*lines, *form.saving), form.at(hidden))


def _copied(recipes: Recipes, form: Form, deed: dict[str, str]) -> Iterator[Candidate]:
    """What is read on one screen is put in on another."""
    ground = recipes.ground
    # from another app, where there is one: that is what people join apps for
    for source in sorted(ground.screens(), key=lambda s: s.package == form.screen.package):
        text = next(
            (e for e in source.elements if e.kind is Kind.TEXT and not nameless(e) and not _only_tells(e)), None
        )
        if text is None or source is form.screen or ground.ways[source.name].rows is not None:
            continue
        variable = text.name if text.name not in ground.table.screens else "value"
        lines = (
            *ground.ways[source.name].lines(),
            f"{variable} = {source.name}.{text.name}.text",
            *form.before,
            f"{form.screen.name}.{form.lead.name}.set_text({variable})",
            *form.saving,
        )
        touches = form.at(form.lead) | {f"{source.name}.{text.name}"}
        yield Candidate("form_copy", "form_copy", deed | {"other": thing(text)}, lines, touches)
        return


def _only_tells(element: Element) -> bool:
    """Whether it is a line of a settings or an about page, "Version", which nobody puts into a form."""
    return element.locator.resource_id == "android:id/summary"


def _creates(recipes: Recipes, screen: Screen) -> bool:
    words = set(words_of(f"{screen.name} {screen.title}"))
    for element in (*_opening(recipes, screen), *_asked_before(recipes, screen)):
        words |= set(words_of(f"{element.label} {element.description} {element.name}"))
    return screen.kind == "dialog" or bool(words & phrases().spoken["create"])


def _asked_before(recipes: Recipes, screen: Screen) -> Iterator[Element]:
    """What opens the menu or the question that leads on to it. "New": a note, or a checklist?"""
    for step in openers(recipes.doc, screen.name):
        asks_what = recipes.doc.screen(step.source)
        if asks_what is not None and asks_what.kind != "page":
            yield from _opening(recipes, asks_what)


def _setting_of(recipes: Recipes, form: Form) -> Element | None:
    """What a dialog of one field gives a value to, and makes or sends nothing: it is called as what opens it, or its field is."""
    button = recipes.ground.commit(form.screen, form.lead)
    others = [e for e in form.screen.elements if e.kind in (Kind.TOGGLE, Kind.CHOICE)]
    if (
        form.screen.kind != "dialog"
        or len(form.inputs) != 1
        or others
        or button is None
        or button.effect is Effect.SEND
    ):
        return None
    titles = [set(words_of(text)) for text in (form.screen.title, form.lead.label)]
    before = set().union(
        *titles, *(words_of(f"{e.label} {e.description} {e.name}") for e in _asked_before(recipes, form.screen))
    )
    if before & phrases().spoken["create"]:
        return None
    for opener in _opening(recipes, form.screen):
        words = words_of(opener.label.partition("\n")[0])
        # "Rename" does something; "Skip forward" over "10 seconds" is a thing, whatever its first word
        if words and set(words) in titles and (opener.state is not None or not is_verb(words[0])):
            return opener
    return None


def _opening(recipes: Recipes, screen: Screen) -> list[Element]:
    """The buttons that open a screen."""
    found = [(recipes.doc.screen(step.source), step.element) for step in openers(recipes.doc, screen.name)]
    elements = [source.element(name) for source, name in found if source]
    return [e for e in elements if e is not None and e.kind is Kind.BUTTON]


def deed_of(recipes: Recipes, screen: Screen, rng: random.Random) -> str:
    """What filling in the form is called: what its opener says, or a verb and what the form makes."""
    said = next((imperative(e) for e in _opening(recipes, screen) if imperative(e)), "")
    title = spoken(screen.title)
    first = (words_of(said or title) or [""])[0]
    if first and first not in phrases().spoken["create"] and is_verb(first):
        return said or title
    source = next((recipes.doc.screen(s.source) for s in openers(recipes.doc, screen.name)), None)
    noun = form_noun(screen, next(iter(rows_of(source)), None) if source else None)
    if noun and (not said or rng.random() < 0.7):
        return rng.choice(phrases().deeds["create"]).format(noun=noun, a_noun=with_article(noun))
    return said or f"fill in {screen_words(screen)}"
