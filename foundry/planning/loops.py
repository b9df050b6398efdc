"""Scripts over all rows of a list: counting, listing, a deed or a mark for those that are meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apidocs.doc.table import Rows
from apidocs.samples.ways import literal

from ..intents import Count, DeedAll, FlagAll, ListAll, Where
from .drafts import Draft, indented, put_row
from .finding import Control, Finder
from .values import Said, as_written, asking, doing, reading, switching


def _within(value: str, others: Iterable[str]) -> bool:
    """Whether one of the others has it in it, and more."""
    return any(value in other and value != other for other in others)


class Loops:
    """Over all rows of a list."""

    def __init__(self, finder: Finder, rows: Rows, said: Said) -> None:
        self.finder, self.rows, self.said = finder, rows, said
        self.thing = finder.blueprint.domain.thing
        self.var = rows.variable(finder.doc)
        self.every = f"{rows.screen}.{rows.all.example}"
        self.head = f"for {self.var} in {self.every}:"
        self.title = f"{self.var}.{rows.title.name}" if rows.title else f"{self.var}.text"

    def drafts(self, intent: DeedAll | FlagAll | Count | ListAll) -> Iterator[Draft]:
        conditions = list(self._conditions(intent.where))
        if isinstance(intent, Count):
            for before, test, guessed in conditions:
                yield self._count(before, test, guessed)
        elif isinstance(intent, ListAll):
            for before, test, guessed in conditions:
                yield self._list(before, test, guessed)
        else:
            acts = list(self._acts(intent))
            for before, test, guessed in conditions:
                for act in acts[:4]:
                    yield self._act(before, test, act, guessed)

    def _conditions(self, where: Where) -> Iterator[tuple[tuple[str, ...], str, bool]]:
        """Lines that a row needs before it can be asked, the test, and whether it is guessed."""
        but = self._but(where.but)
        if not where.path:
            yield (), but, False
            return
        kind, _, key = where.path.partition(".")
        for control in self.finder.of_thing(where.path, self.rows):
            before = tuple(put_row(line, self.var) for line in control.before)
            at = put_row(control.at, self.var)
            for test in self._tests(control, at, kind, where):
                yield before, " and ".join(one for one in (test, but) if one), control.guessed
        if kind == "field":
            said = as_written(where.value, self._kind(key), self.said)
            for test in self._holds(key, said, f"{self.var}.text"):
                yield (), " and ".join(one for one in (test, but) if one), False

    def _but(self, title: str) -> str:
        """A row's title is another than this."""
        if not title:
            return ""
        said = literal(self.said.get(title, title))
        if not _within(title, self.thing.title.values):
            return f"{said} not in {self.title}"
        return f"{self.title} != {said}" if self.rows.title else f'{said} not in {self.title}.split(", ")'

    def _holds(self, key: str, value: str, at: str) -> Iterator[str]:
        """A value stands in what is read, and no other one that it is part of: "Work" where there is "Work out", too."""
        field = next(one for one in self.thing.fields if one.key == key)
        if field.kind in ("date", "time") or not _within(value, field.values):
            yield f"{literal(value)} in {at}"
            return
        for form in dict.fromkeys((value, f"{value} {field.unit}".strip())):
            yield f"{at} == {literal(form)}"
            yield f'{literal(form)} in {at}.split(", ")'

    def _tests(self, control: Control, at: str, kind: str, where: Where) -> Iterator[str]:
        if kind == "flag":
            for draft in asking(control):
                yield put_row(draft.answer, self.var)
            return
        key = where.path.partition(".")[2]
        value = as_written(where.value, self._kind(key), self.said)
        for draft in reading(control):
            yield from self._holds(key, value, put_row(draft.answer, self.var))

    def _kind(self, key: str) -> str:
        return next(f.kind for f in self.thing.fields if f.key == key)

    def _count(self, before: tuple[str, ...], test: str, guessed: bool) -> Draft:
        if not test:
            return Draft((), f"len({self.every})")
        if not before:
            return Draft((), f"len([{self.var} for {self.var} in {self.every} if {test}])", guessed=guessed)
        inside = indented((*before, f"if {test}:", *indented(("count += 1",))))
        return Draft(("count = 0", self.head, *inside), "count", guessed=guessed)

    def _list(self, before: tuple[str, ...], test: str, guessed: bool) -> Draft:
        if not before:
            tested = f" if {test}" if test else ""
            return Draft((), f'", ".join([{self.title} for {self.var} in {self.every}{tested}])', guessed=guessed)
        # once it is open the row is no more in front: its words are kept before
        title = "title" if self.finder.doc.screen("title") is None else "row_title"
        inside = indented((f"{title} = {self.title}", *before, f"if {test}:", *indented((f"found.append({title})",))))
        return Draft(("found = []", self.head, *inside), '", ".join(found)', guessed=guessed)

    def _acts(self, intent: DeedAll | FlagAll) -> Iterator[Draft]:
        path = f"deed.{intent.deed}" if isinstance(intent, DeedAll) else f"flag.{intent.flag}"
        for control in self.finder.of_thing(path, self.rows):
            made = (
                doing(self.finder, control)
                if isinstance(intent, DeedAll)
                else switching(self.finder, control, intent.on)
            )
            for draft in made:
                yield draft.about(self.var)

    def _act(self, before: tuple[str, ...], test: str, act: Draft, guessed: bool) -> Draft:
        # what the test opened needs no opening again
        lines = act.lines[len(before) :] if before and act.lines[: len(before)] == before else act.lines
        body = (*before, *((f"if {test}:", *indented(lines)) if test else lines))
        return Draft((self.head, *indented(body)), guessed=guessed or act.guessed)
