"""Made-up tasks over two apps: what is read in one is put in in the other. For merged docs; one app's doc has none of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, zip_longest

from ..doc import AppDoc, Element, Kind, Sample
from ..doc.table import Rows
from .form_recipes import Form, deed_of, form_of, forms
from .phrasing import field_words, has, name_words, phrases, quoted, row_words, thing, value_for, values_for
from .recipes import Candidate, Recipes
from .ways import Ground, row

CROSSING = 4
"""Samples that go from one app to another."""


def two_app_samples(merged: AppDoc) -> list[Sample]:
    """The samples, those that read what is behind a row and those that read a page in turn."""
    ground = Ground(merged)
    recipes = Recipes(ground, 0)
    plain = [s for s in ground.screens() if ground.ways[s.name].rows is None]
    made = [form for s in plain if (form := form_of(recipes, s)) is not None and not has(form.lead, "secret")]
    by_row = chain.from_iterable(zip_longest(*(list(_from_rows(recipes, form)) for form in made)))
    by_page = (c for s in plain for c in forms(recipes, s) if c.mechanism == "form_copy" and _crosses(merged, c))
    found: list[Sample] = []
    for candidate in chain.from_iterable(zip_longest(by_row, by_page)):
        if candidate is not None and len(found) < CROSSING:
            templates = phrases().tasks[candidate.templates]
            task = templates[len(found) % len(templates)].format(**candidate.fields)
            found.append(Sample(task=task, script=candidate.script))
    return found


def _crosses(merged: AppDoc, candidate: Candidate) -> bool:
    return len({s.package for t in candidate.touches if (s := merged.screen(t.partition(".")[0]))}) > 1


def _from_rows(recipes: Recipes, form: Form) -> Iterator[Candidate]:
    """A named form of one app, filled in with what a row of another app's lists says, or the page behind it."""
    texts = phrases().values["sentence"][0]
    others = [e for e in form.inputs if e is not form.lead and not has(e, "secret") and not has(e, "naming")]
    body = next((e for e in others if set(field_words(e)) & texts), others[-1] if others else None)
    if not form.named or body is None:
        return
    for rows in recipes.ground.lists():
        listed = recipes.doc.screen(rows.screen)
        if listed is None or listed.package == form.screen.package:
            continue
        rng = recipes.chance(form.screen.name, rows.screen, rows.element.name, "crossing")
        arg = value_for(row_words(rows), rng)
        value = next(v for v in values_for(field_words(form.lead), rng) if v != arg)
        deed = deed_of(recipes, form.screen, rng)
        if deed.split()[0] not in phrases().spoken["create"]:
            return
        for words, reading in _readings(recipes, rows, arg):
            lines = (
                *recipes.ground.ways[rows.screen].lines(),
                *reading,
                *form.before,
                form.fill(form.lead, value),
                f"{form.screen.name}.{body.name}.set_text(value)",
                *form.saving,
            )
            said = {
                "deed": deed,
                "value": quoted(value, rng),
                "thing": words,
                "item": name_words(rows.item.name),
                "arg": quoted(arg, rng),
            }
            touches = form.at(form.lead, body) | {f"{rows.screen}.{rows.element.name}"}
            yield Candidate("form_copy", "form_copy_row", said, lines, touches)


def _readings(recipes: Recipes, rows: Rows, arg: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What can be read of a row, and the lines that read it: of the page behind it, then of the row itself."""
    opened = recipes.doc.screen(rows.item.opens)
    if opened is not None and opened.name != rows.screen:
        told = next((e for e in opened.elements if _tells(e)), None)
        if told is not None:
            yield thing(told), (f"{row(rows, arg)}.open()", f"value = {opened.name}.{told.name}.text")
    part = next((p for p in rows.item.parts if p.kind is Kind.TEXT and p is not rows.title), None)
    if part is not None:
        yield name_words(part.name), (f"value = {row(rows, arg)}.{part.name}",)


def _tells(element: Element) -> bool:
    """A value beside its words, or a text that isn't what the row is called by."""
    return (
        not has(element, "secret")
        and not has(element, "naming")
        and (element.kind is Kind.TEXT or element.kind is Kind.BUTTON and element.state is not None)
    )
