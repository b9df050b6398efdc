"""Saved tasks: one readable file each, which runs on another phone without a model and without learning.

The file is Markdown: TOML between `+++` (what it is, its parameters), the script, and the slice of the app's doc that the
script uses. Decides the file's form, and what is checked before a task from elsewhere is let in; running it is the loop's.
"""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz import process

from apidocs.doc import AppDoc, Sample
from apidocs.keep import store as docs
from apidocs.keep.foreign import cautious, flaws
from apidocs.retrieve.slicing import slice_for
from ground import paths
from ground.errors import DocError, SettingsError, ThumbwrightError
from ground.private_files import write_private
from ground.syntax import parses
from interpreter.check.checking import CheckReport, check

from .parameters import Parameter, Proposal, bound, parametrised

FORMAT = 1
SUFFIX = ".task.md"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
_FENCE = re.compile(r"^(`{3,})(python|json)\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_LINE = r"^[^\x00-\x1f\x7f-\x9f]*$"


class Front(BaseModel):
    """What stands between the `+++`."""

    model_config = ConfigDict(extra="forbid")

    thumbwright_task: int
    task: str = Field(pattern=_LINE, max_length=500)
    """The words, with `{title}` where a parameter goes."""
    app: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*$", max_length=255)
    label: str = Field(default="", pattern=_LINE, max_length=200)
    version: str = Field(default="", pattern=_LINE, max_length=200)
    locale: str = Field(default="", pattern=r"^[A-Za-z0-9_-]{0,40}$")
    session: str = Field(default="", pattern=r"^[a-z0-9]{0,20}$")
    """The one it was made of."""
    parameters: list[Parameter] = Field(default_factory=list)


@dataclass(frozen=True)
class SavedTask:
    """A saved task, read."""

    name: str
    front: Front
    script: str
    doc: AppDoc = field(repr=False)
    path: Path | None = None

    @property
    def parameters(self) -> list[Parameter]:
        return self.front.parameters

    def words(self, values: dict[str, str]) -> str:
        """The task in words, with these values."""
        return _exchanged(self.front.task, {f"{{{p.name}}}": values.get(p.name, p.default) for p in self.parameters})

    def script_for(self, values: dict[str, str]) -> str:
        """The script as it runs with these values. Raises SettingsError where one doesn't fit."""
        return bound(self.script, self.parameters, values)

    def report(self) -> CheckReport:
        """What the check says of it, with its defaults: problems, and the effects it has."""
        return check(self.script_for({}), self.doc)


def task_path(name: str) -> Path:
    """Where it lies, whether there is one or not. Raises SettingsError for what is no name."""
    if not _NAME.fullmatch(name):
        raise SettingsError(f"{name!r} is no name for a task: small letters, digits, - and _ only, such as add-note.")
    return paths.tasks_dir() / f"{name}{SUFFIX}"


def make_task(
    name: str, task: str, script: str, doc: AppDoc, chosen: list[Proposal], *, locale: str = "", session: str = ""
) -> SavedTask:
    """A task of a script that worked. Raises SettingsError where it wouldn't pass the check any more."""
    task_path(name)
    if not parses(script):
        raise SettingsError("This script can't be saved as a task: it is no Python.")
    text = parametrised(script, chosen)
    names = {p.value: f"{{{p.parameter.name}}}" for p in chosen if isinstance(p.value, str) and p.value}
    front = Front(
        thumbwright_task=FORMAT,
        task=_exchanged(task, names),
        app=doc.package,
        label=doc.label,
        version=doc.version,
        locale=locale or doc.locale,
        session=session,
        parameters=[p.parameter for p in chosen],
    )
    found = SavedTask(name, front, text.strip() + "\n", slice_for(doc, script))
    errors = found.report().errors
    if errors:
        raise SettingsError(f"With these parameters the script wouldn't pass the check: {errors[0].message}")
    return found


def _exchanged(text: str, new: dict[str, str]) -> str:
    """A text with others in place of these, the longest first: what was put in is none of them."""
    either = "|".join(map(re.escape, sorted(new, key=len, reverse=True)))
    return re.sub(either, lambda found: new[found[0]], text) if new else text


def save(task: SavedTask, *, instead: bool = False) -> Path:
    """Keep it, the user's alone. Raises SettingsError where the name is taken."""
    path = task_path(task.name)
    if path.exists() and not instead:
        raise SettingsError(f"There is a task {task.name} already. Another name, or --replace")
    return save_text(task.name, render(task))


def save_text(name: str, text: str) -> Path:
    """Write a task's file as it stands, in place of what is there."""
    path = task_path(name)
    write_private(path, text)
    return path


def render(task: SavedTask) -> str:
    """The file's text."""
    front = tomlkit.dumps(task.front.model_dump(exclude_defaults=True))
    doc = json.dumps(task.doc.model_dump(mode="json", exclude_defaults=True), indent=1, ensure_ascii=False)
    options = " ".join(f"--{p.name.replace('_', '-')} {shlex.quote(p.default)}" for p in task.parameters)
    return (
        f"+++\n{front.strip()}\n+++\n\n# {task.front.task}\n\nRun it: `thumbwright run @{task.name} {options}`".rstrip()
        + f"\n\n```python\n{task.script.strip()}\n```\n\nThe part of the app's doc that it uses:\n\n```json\n{doc}\n```\n"
    )


def parse(text: str, name: str, origin: str) -> SavedTask:
    """Read a file's text. Raises SettingsError: no such file, newer, or damaged."""
    parts = text.split("+++\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise SettingsError(f"{origin} is not a saved task: it begins with no +++ block.")
    try:
        data = tomllib.loads(parts[1])
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a plain ValueError
        raise SettingsError(f"{origin}: the part between the +++ is not TOML: {error}") from None
    version = data.get("thumbwright_task")
    if isinstance(version, int) and version > FORMAT:
        raise SettingsError(
            f"{origin} was written by a newer thumbwright (format {version}, this one reads up to {FORMAT}). Upgrade."
        )
    blocks = {kind: body for _, kind, body in _FENCE.findall(parts[2])}
    if "python" not in blocks or "json" not in blocks:
        missing = "script (```python)" if "python" not in blocks else "doc (```json)"
        raise SettingsError(f"{origin} is not a whole saved task: its {missing} is missing.")
    try:
        front = Front.model_validate(data)
        doc = AppDoc.model_validate_json(blocks["json"])
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise SettingsError(f"{origin} can't be read: {where}: {first['msg']}") from None
    if found := flaws(doc):
        raise SettingsError(f"{origin} can't be let in: in its doc {found[0]}.")
    if doc.package != front.app:
        raise SettingsError(f"{origin} is for {front.app}, but its doc is of {doc.package}.")
    return SavedTask(name, front, blocks["python"], doc)


def from_elsewhere(text: str, name: str, origin: str) -> SavedTask:
    """Read the text of a file that somebody else made. Raises SettingsError as `parse` does."""
    found = parse(text, name, origin)
    return replace(found, doc=cautious(found.doc))


def load(name: str) -> SavedTask:
    """Read a saved task. Raises SettingsError, with the nearest names."""
    path = task_path(name)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        near = [match[0] for match in process.extract(name, names(), limit=3, score_cutoff=50)]
        offer = f" Nearest: {', '.join('@' + n for n in near)}." if near else ""
        raise SettingsError(f"There is no saved task @{name}.{offer} List them: thumbwright tasks list") from None
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} can't be read: {error}") from None
    return replace(parse(text, name, str(path)), path=path)


def names() -> list[str]:
    """The saved tasks' names, in order."""
    return sorted(path.name.removesuffix(SUFFIX) for path in paths.tasks_dir().glob(f"*{SUFFIX}"))


def remove(name: str) -> None:
    """Delete one, and what its app's doc showed of it. Raises SettingsError where there is none."""
    path = task_path(name)
    if not path.exists():
        load(name)
    with suppress(ThumbwrightError):  # a task or a doc that can't be read shows nothing
        docs.drop_saved(load(name).front.app, name)
    path.unlink()


def offer_as_sample(task: SavedTask, script: str) -> bool:
    """Let the app's doc, where there is one, show the task as a worked sample, with the script as it ran; False else."""
    try:
        sample = Sample(task=task.words({}), script=script.strip(), source="person")
        docs.add_sample(task.front.app, sample, saved_as=task.name)
    except DocError:
        return False
    return True
