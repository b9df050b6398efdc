"""Candidates of the right script for an intent, best first: single ones, and those joined of single ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apidocs.doc import AppDoc, Kind
from apidocs.samples.ways import literal

from ..blueprint import Blueprint
from ..intents import Absent, Act, Arrange, AskSetting, Narrow, OpenPage, Plain, ReadFact, ReadSetting, SetSetting
from .drafts import Draft, with_control
from .finding import Control, Finder
from .things import Things
from .values import asking, doing, picking, putting, reading, switching

NOTHING_FOR_THAT = 'finish("Not done: this app has nothing for that")'


class Candidates:
    """Writes them for one doc."""

    def __init__(self, doc: AppDoc, blueprint: Blueprint) -> None:
        self.blueprint = blueprint
        self.finder = Finder(doc, blueprint)
        self.things = Things(self.finder)

    def drafts(self, intent: Plain, said: Mapping[str, str]) -> Iterator[Draft]:
        """All ways that the doc offers, each once."""
        known: set[str] = set()
        for draft in self._drafts(intent, said):
            if draft.script not in known:
                known.add(draft.script)
                yield draft

    def _drafts(self, intent: Plain, said: Mapping[str, str]) -> Iterator[Draft]:
        if isinstance(intent, Absent):
            yield Draft((NOTHING_FOR_THAT,))
        elif isinstance(intent, SetSetting):
            yield from self._set(intent)
        elif isinstance(intent, AskSetting):
            for control in self._setting(intent.setting):
                yield from asking(control)
        elif isinstance(intent, ReadSetting):
            for control in self._setting(intent.setting):
                yield from reading(control)
        elif isinstance(intent, OpenPage):
            yield from self._open(f"page.{intent.page}")
        elif isinstance(intent, ReadFact):
            yield from self._fact(intent)
        elif isinstance(intent, Act):
            for control in self._named(f"action.{intent.action}"):
                yield from doing(self.finder, control)
        elif isinstance(intent, Arrange):
            label = self.blueprint.label_of(f"field.{intent.by}")
            for control in self.finder.free("sort"):
                yield from putting(self.finder, control, label, "choice", label)
        elif isinstance(intent, Narrow):
            yield from self._narrow(self.blueprint.filter_options()[intent.to])
        else:
            yield from self.things.drafts(intent, said)

    # -- settings --------------------------------------------------------------------------------------------------

    def _setting(self, key: str) -> Iterator[Control]:
        return self._named(f"setting.{key}")

    def _named(self, path: str) -> Iterator[Control]:
        """What the path is called in the doc; then what is looked for by its words on the screens it may be on."""
        yield from self.finder.free(path)
        label = literal(self.blueprint.label_of(path))
        for screen in self._settings_screens():
            yield Control((), f"{screen}.find({label})", None, guessed=True)

    def _settings_screens(self) -> list[str]:
        paths = [f"setting.{one.key}" for one in self.blueprint.domain.settings]
        counted = {s.name: sum(bool(self.finder.matching(s, p)) for p in paths) for s in self.finder.screens}
        own = [screen.name for screen in self.finder.titled("settings")]
        return own[:1] or sorted((name for name, count in counted.items() if count > 1), key=lambda n: -counted[n])[:1]

    def _set(self, intent: SetSetting) -> Iterator[Draft]:
        setting = next(s for s in self.blueprint.domain.settings if s.key == intent.setting)
        label = self.blueprint.label_of(f"setting.{setting.key}")
        if setting.kind == "choice" and intent.value not in setting.values:
            controls = self.finder.free(f"setting.{setting.key}")
            yield Draft(
                (f"finish({literal(f'Not done: there is no {intent.value} for {label}')})",), guessed=not controls
            )
            return
        for control in self._setting(setting.key):
            if isinstance(intent.value, bool):
                yield from switching(self.finder, control, intent.value)
            else:
                yield from putting(self.finder, control, intent.value, setting.kind, intent.value)
        if setting.kind == "choice" and isinstance(intent.value, str):
            for screen in self.finder.screens:
                if self.finder.ground.ways[screen.name].rows is None and screen is not self.finder.start:
                    yield from picking(self.finder, (), screen, setting.values, intent.value)
        if setting.kind == "number" and isinstance(intent.value, str):
            yield from self._stepped(setting.key, intent.value)

    def _stepped(self, key: str, value: str) -> Iterator[Draft]:
        """A number between two buttons."""
        path = f"setting.{key}"
        label = self.blueprint.label_of(path).casefold()
        for screen in self.finder.screens:
            numbers = [e for e in screen.elements if e.kind is Kind.TEXT and (e in self.finder.matching(screen, path))]
            more = [e for e in screen.elements if e.kind is Kind.BUTTON and _says(e.label, e.name, "increase", "plus")]
            less = [e for e in screen.elements if e.kind is Kind.BUTTON and _says(e.label, e.name, "decrease", "minus")]
            if not (more and less):
                continue
            shown = [e for e in numbers if e.label.casefold() != label] or numbers
            for number in shown[:1]:
                more, less = (sorted(ones, key=lambda e: number.name not in e.name) for ones in (more, less))
                at = f"int({screen.name}.{number.name}.text)"
                yield Draft((
                    f"while {at} < {value}:", f"    {screen.name}.{more[0].name}.tap()",
                    f"while {at} > {value}:", f"    {screen.name}.{less[0].name}.tap()",
                ))  # fmt: skip

    def _narrow(self, option: str) -> Iterator[Draft]:
        """By the button for it, or by a chip above the list."""
        for control in self.finder.free("filter"):
            yield from putting(self.finder, control, option, "choice", option)
        for control in self.finder.free(option):
            if control.screen is self.finder.start:
                yield from switching(self.finder, control, True)
        yield from picking(self.finder, (), self.finder.start, list(self.blueprint.filter_options().values()), option)

    # -- pages -----------------------------------------------------------------------------------------------------

    def _open(self, path: str) -> Iterator[Draft]:
        for screen in self.finder.titled(path):
            yield Draft((f"{screen.name}.open()",))
        for control in self.finder.free(path, (Kind.BUTTON,)):
            yield with_control(control, f"{control.at}.tap()")
        yield Draft((f"find({literal(self.blueprint.label_of(path))}).tap()",), guessed=True)

    def _fact(self, intent: ReadFact) -> Iterator[Draft]:
        path = f"fact.{intent.page}.{intent.fact}"
        for control in self.finder.free(path):
            yield from reading(control)
        label = literal(self.blueprint.label_of(path))
        page = next(one for one in self.blueprint.domain.pages if one.key == intent.page)
        for screen in self.finder.titled(f"page.{intent.page}"):
            texts = [element for element in screen.elements if element.kind is Kind.TEXT]
            if len(page.facts) == len(texts) == 1:  # all that there is to read, whatever it is called
                yield Draft((), f"{screen.name}.{texts[0].name}.text")
            for answer in ("value", "text"):
                yield Draft((), f"{screen.name}.find({label}).{answer}", guessed=True)


def _says(label: str, name: str, *words: str) -> bool:
    said = f"{label} {name.replace('_', ' ')}".casefold().split()
    return any(word in said for word in words)
