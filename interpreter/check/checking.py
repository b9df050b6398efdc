"""The check of a script before the phone is touched: Python, names and arguments against the doc, ways to its screens, forms and
dialogs left open, and the effects that need consent. An error keeps a script from being run; a warning is told. Repairs
nothing; what it says is worded for the person and for the model's next attempt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process, utils

from apidocs.doc import AppDoc, Kind

from ..calls import Ref
from ..calls.limits import MAX_CHARS
from ..reading.flow import LineEffect, Open, effects, unanswered_dialogs, unreachable, unsaved_forms
from ..reading.members import Members
from ..reading.problems import missing_member, missing_name
from ..reading.reader import read
from ..reading.uses import Bound, Reading, Slip, Text, Thing, Truth
from .preflight import Problem, Severity, shape, syntax

TOLD_AT_MOST = 20
"""Problems of one script; a model that gets more learns nothing from the rest."""


@dataclass
class CheckReport:
    """What the check found."""

    problems: list[Problem] = field(default_factory=list)
    """In the order of their lines."""
    effects: list[LineEffect] = field(default_factory=list)
    """Of every act; `LineEffect.asks` tells those that need consent."""

    @property
    def errors(self) -> list[Problem]:
        return [p for p in self.problems if p.severity == "error"]

    @property
    def ok(self) -> bool:
        """Whether the script may run."""
        return not self.errors

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def check(script: str, doc: AppDoc) -> CheckReport:
    """Checks a script against a doc. Never raises on any text."""
    report = CheckReport()
    if len(script) > MAX_CHARS:
        message = f"The script has {len(script):,} characters; {MAX_CHARS:,} are allowed"
        report.problems.append(Problem(0, "too-long", message, "Do less in one script"))
        return report
    tree = syntax(script)
    if isinstance(tree, Problem):
        report.problems.append(tree)
        return report
    members = Members(doc)
    reading = read(tree, doc, members)
    found = list(shape(tree))
    found += [_told(slip, members) for slip in reading.slips]
    found += _calls(reading, doc)
    found += _ways(reading, doc)
    found += _left_open(reading, doc)
    report.problems = _in_order(found)
    report.effects = effects(reading, doc)
    return report


def _in_order(problems: list[Problem]) -> list[Problem]:
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.severity != "error", p.line))[:TOLD_AT_MOST]


# names


def _told(slip: Slip, members: Members) -> Problem:
    """One slip in words."""
    on, name = slip.on, slip.name
    it = shown(on.ref, members) if isinstance(on, Thing) else ""

    def told(code: str, said: str, hint: str = "", severity: Severity = "error") -> Problem:
        return Problem(slip.line, code, said, hint, severity)

    match slip.kind, on:
        case "name", _:
            return told("unknown-name", f"`{name}` is not defined", missing_name(name, members))
        case "member", Thing(ref):
            return told("unknown-member", f"`{it}` has no `{name}`", missing_member(ref, name, members))
        case "not-called", Bound(member):
            said = "A list is read with a call" if member.op == "rows" else f"`{member.name}` is not called"
            return told("not-called", said, f"Write `{_call_of(member.name, member.op)}`")
        case "truth", Thing(ref):
            said = f"`{it}` is always true, whatever the phone shows"
            return told("truth-value", said, _instead(ref, members, truth=True))
        case "act-as-test", Thing(ref):
            said = f"`{it}.{name}()` does something to the phone, and tells nothing"
            return told("truth-value", said, _instead(ref, members, truth=True))
        case "as-text", Thing(ref):
            said = f"`{it}` is the {members.kind(ref)} itself, not what it says"
            return told("not-a-text", said, _instead(ref, members))
        case "assigned", Thing(ref):
            target = members.get(ref, name)
            way = _setter(members.kind(target.ref) if target else "")
            return told("assigned", "Assigning does nothing to the phone", f"Write `{it}.{name}{way}`" if way else "")
        case "iterated", Thing(ref):
            lists = [f"`{it}.{m.name}()`" for m in members.of(ref).values() if m.op == "rows"]
            return told("not-a-list", f"`{it}` is not a list", f"Go through {' or '.join(lists)}" if lists else "")
        case "subscript", Bound(member):
            row = _row_of(member.ref, members)
            hint = f'Write `{member.ref.screen}.{row}("its text")`' if row else ""
            return told("subscript", f"`{member.name}` takes no [ ]", hint)
        case "subscript", Thing():
            return told("subscript", f"`{it}` takes no [ ]")
        case "on-text", _:
            row_of = on.of if isinstance(on, Text) else None
            able = members.get(row_of, name) if row_of is not None else None
            hint = "It is the text itself"
            if row_of is not None and able is not None and able.method is not None and able.method.acts:
                hint = f"Write `{shown(row_of, members)}.{name}()`: the row can do that, its text can't"
            return told("on-text", f"A text has no `{name}`", hint)
        case "on-truth", Truth(ref):
            able = members.get(ref, name)
            hint = f"Write `{shown(ref, members)}.{name}()`" if able is not None and able.method is not None else ""
            return told("on-truth", f"Yes or no has no `{name}`", hint)
        case "on-list", _:
            return told(
                "on-list", f"A list has no `{name}`", "Go through the list with `for`, or name one row by its text"
            )
        case "called", Bound(member):
            hint = f"Write `.{member.name}` without the brackets"
            return told("called", f"`{member.name}` is read, not called", hint, "warning")
        case "called", Thing(ref):
            return told("called", f"`{it}` is a {members.kind(ref)} and is not called")
        case "idle", Thing(ref):
            known = [m.name for m in members.of(ref).values() if m.method is not None and m.method.acts]
            return told("idle", f"`{it}` is named, and nothing is done with it", f"Say what: {', '.join(known[:4])}")
        case "shadows", _:
            return told("shadows", f"`{name}` is a screen's name, and hides the screen", "Call it something else")
        case "arguments", Bound(member):
            names = ", ".join(n for n, _ in member.method.args) if member.method is not None else ""
            return told("arguments", f"`{name}()`: {slip.detail}", f"It is `{name}({names})`")
    return told(slip.kind, f"`{name}` can't be used so")


def shown(ref: Ref, members: Members) -> str:
    """A thing as a script writes it; a row that isn't known before it runs is `main.note("…")`."""
    text = f"{ref.screen}.{ref.element}" if ref.element else ref.screen
    if ref.row and (rows := members.table.rows(ref.screen, ref.element)):
        text = f'{ref.screen}.{rows.item.name}("…")'
    if ref.part:
        text += f".{ref.part}"
    if ref.found:
        text += ("." if text else "") + f'find("{ref.found}")'
    return text


def _call_of(name: str, op: str) -> str:
    return (
        f'{name}("…")' if op in ("row", "choose", "set_text", "append_text", "find", "finish", "ask") else f"{name}()"
    )


def _row_of(ref: Ref, members: Members) -> str:
    rows = members.table.rows(ref.screen, ref.element)
    return rows.item.name if rows else ""


def _instead(ref: Ref, members: Members, *, truth: bool = False) -> str:
    known = members.of(ref)
    wanted = ("is_on", "is_open", "exists") if truth else ("is_on", "value", "text")
    read = next((n for n in wanted if n in known), "")
    return f"Write `{shown(ref, members)}.{read}`" if read else ""


def _setter(kind: str) -> str:
    return {"input": '.set_text("…")', "choice": '.choose("…")', "toggle": ".turn_on()"}.get(kind, "")


# what the calls say


def _calls(reading: Reading, doc: AppDoc) -> Iterator[Problem]:
    """Options that the choice doesn't have; a script that does nothing."""
    for use in reading.uses:
        element = doc.element(use.ref.screen, use.ref.element)
        option = use.literal(0)
        if use.op == "choose" and element and element.kind is Kind.CHOICE and element.options and option is not None:
            if _plain(option) in map(_plain, element.options):
                continue
            near = process.extractOne(
                option, element.options, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=60
            )
            hint = f'Did you mean "{near[0]}"?' if near else f"Seen were: {', '.join(element.options[:12])}"
            said = f'"{option}" was not among the options of `{shown(use.ref, reading.members)}`'
            yield Problem(use.line, "unknown-option", said, hint, "warning")
    if reading.tree.body and not reading.uses and not reading.slips:
        yield Problem(0, "does-nothing", "The script uses nothing of the app", "Call the elements that do the task")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _ways(reading: Reading, doc: AppDoc) -> Iterator[Problem]:
    for use, opener in unreachable(reading, doc):
        hint = ""
        if opener is not None:
            rows = Members(doc).table.rows(opener.source, opener.element)
            thing = f'{rows.item.name}("…")' if rows else opener.element
            hint = f"`{opener.source}.{thing}.{opener.action}()` opens it"
        said = f"No way from here to `{use.ref.screen}` is known"
        yield Problem(use.line, "unreachable", said, hint, "warning")


def _left_open(reading: Reading, doc: AppDoc) -> Iterator[Problem]:
    forms = unsaved_forms(reading, doc)
    for form in forms:
        said = f"`{form.screen.name}` is filled in and not saved"
        yield Problem(form.last.line, "unsaved-form", said, _ending(form), "warning")
    for dialog in unanswered_dialogs(reading, doc):
        if dialog.screen.name not in [f.screen.name for f in forms]:
            said = f"The dialog `{dialog.screen.name}` is opened and not answered"
            yield Problem(dialog.last.line, "unconfirmed-dialog", said, _ending(dialog), "warning")


def _ending(left: Open) -> str:
    return f"`{left.screen.name}.{left.ending.name}.tap()` is missing" if left.ending else ""
