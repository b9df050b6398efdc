"""An answer in a form that the caller names: a pydantic model, filled from what the script said and what it read.

Nothing is made up: a value is one that the script gave, or that stood on the phone. In this order: the answer is itself data
(JSON, or a Python literal that a script gave to `finish`); each field has the name of something that was read; the model has one
field, and the answer holds one value that fits; last, the language model says which of the values read go where, and what it
says counts only where it was read.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterable
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from agent.model.writing import Prompt, Turn, Writer
from apidocs.doc.words import alone
from ground.errors import ModelError

from .results import ReadValue, Result

_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*")
_YES = frozenset({"yes", "on", "true"})
_NO = frozenset({"no", "off", "false"})


def structured(
    result: Result[Any], wanted: type[BaseModel], writer: Callable[[], Writer]
) -> tuple[BaseModel | None, str]:
    """The answer as `wanted`, or why it can't be had. Only of what was done: a task that failed has no answer."""
    if result.status not in ("done", "unproved", "partly"):
        return None, f"the task ended {result.status.replace('_', ' ')}, so there is nothing to read an answer from"
    ways = (_as_data(result.answer, wanted), _by_names(result.read, wanted), _one_field(result, wanted))
    if (found := next((one for one in ways if one is not None), None)) is not None:
        return found, ""
    texts = [result.answer, *(one.value for one in result.read)]
    if not any(text.strip() for text in texts):
        return None, "nothing was read, and the answer is empty"
    try:
        return _by_model(result, wanted, writer(), texts)
    except ModelError as error:
        return None, f"the answer isn't in that form, and no model could be asked to put it so: {error}"


def _as_data(answer: str, wanted: type[BaseModel]) -> BaseModel | None:
    """What a script gave as data: `finish({"left": "2 GB"})`."""
    for read in (json.loads, ast.literal_eval):
        try:
            value = read(answer.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(value, dict):
            return _valid(wanted, value)
        names = list(wanted.model_fields)
        if isinstance(value, list | tuple) and len(names) == 1:
            return _valid(wanted, {names[0]: list(value)})
    return None


def _one_field(result: Result[Any], wanted: type[BaseModel]) -> BaseModel | None:
    """The answer as the one field there is; of what was read, where the answer itself holds none or several that fit."""
    if len(wanted.model_fields) != 1:
        return None
    (name, field), *_ = wanted.model_fields.items()
    if get_origin(field.annotation) is list:
        return None  # which of the many things that were read are meant isn't said
    for texts in ([result.answer], [one.value for one in result.read]):
        fitting = [found for text in texts if (found := _value(wanted, name, field, text)) is not None]
        if fitting and all(one == fitting[0] for one in fitting):
            return fitting[0]
    return None


def _by_names(read: Iterable[ReadValue], wanted: type[BaseModel]) -> BaseModel | None:
    """Each field from what was read under its name. A name that was read with several values fills only a list."""
    values: dict[str, list[str]] = {}
    for one in read:
        values.setdefault(one.name.casefold(), []).append(one.value)
    given: dict[str, object] = {}
    for name, field in wanted.model_fields.items():
        wanted_name = (field.alias or name).casefold()
        found = values.get(wanted_name)
        if found is None and get_origin(field.annotation) is list:
            found = values.get(wanted_name.removesuffix("s"))
        if found is None:
            if field.is_required():
                return None
            continue
        if get_origin(field.annotation) is list:
            given[name] = found
        elif len(set(found)) == 1:
            alone = _value(wanted, name, field, found[0])
            given[name] = found[0] if alone is None else getattr(alone, name)
        else:
            return None
    return _valid(wanted, given) if given else None


def _value(wanted: type[BaseModel], name: str, field: FieldInfo, text: str) -> BaseModel | None:
    """A text as one field: as it stands; the one number in it; yes or no; the one of the choices that it says."""
    others = {n: None for n, f in wanted.model_fields.items() if n != name and f.is_required()}
    if others:
        return _partly(wanted, name, field, text)
    for candidate in _readings(field, text):
        if (found := _valid(wanted, {name: candidate})) is not None:
            return found
    return None


def _partly(wanted: type[BaseModel], name: str, field: FieldInfo, text: str) -> BaseModel | None:
    from pydantic import create_model

    alone = create_model(f"{wanted.__name__}_{name}", **{name: (field.annotation, ...)})  # type: ignore[call-overload]
    for candidate in _readings(field, text):
        if (found := _valid(alone, {name: candidate})) is not None:
            return found
    return None


def _readings(field: FieldInfo, text: str) -> Iterable[object]:
    said = text.strip().rstrip(".")
    kind = field.annotation
    choices = [one for one in get_args(kind) if isinstance(one, str)]
    if choices:
        named = [one for one in choices if re.search(alone(one), said, re.IGNORECASE)]
        yield from named if len(named) == 1 else []
        return
    if kind is bool:
        words = set(re.findall(r"[a-z]+", said.casefold()))
        if words & _YES and not words & _NO:
            yield True
        elif words & _NO and not words & _YES:
            yield False
        return
    yield said
    numbers = _NUMBER.findall(said)
    if len(numbers) == 1:
        yield _plain_number(numbers[0])


def _plain_number(text: str) -> str:
    """`1,200` as 1200 and `2,5` as 2.5: a comma before three digits parts thousands."""
    whole = (
        re.sub(r"[,.](?=\d{3}(?:\D|$))", "", text) if re.fullmatch(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", text) else text
    )
    return whole.replace(",", ".") if whole.count(",") == 1 and "." not in whole else whole


def _valid(wanted: type[BaseModel], values: object) -> BaseModel | None:
    try:
        return wanted.model_validate(values)
    except ValidationError:
        return None


def _by_model(
    result: Result[Any], wanted: type[BaseModel], writer: Writer, texts: list[str]
) -> tuple[BaseModel | None, str]:
    """The language model says which value goes where; what it says and nobody read is refused."""
    asked = Prompt(
        prefix=(
            Turn(
                "system",
                "You sort values that were read from a phone into fields. Answer with one JSON object, no words.",
            ),
        ),
        suffix=(Turn("user", _question(result, wanted)),),
        prefill="{",
        stops=("\n\n",),
    )
    said = "{" + writer.generate(asked, max_tokens=300).text
    try:
        values = json.JSONDecoder().raw_decode(said)[0]
    except ValueError:
        return None, f"the model was asked to put the answer in that form, and gave no JSON: {said[:80]!r}"
    made_up = [leaf for leaf in _leaves(values) if not _was_read(leaf, texts)]
    if made_up:
        return None, f"{made_up[0]!r} would stand in it, and was neither read nor said"
    try:
        return wanted.model_validate(values), ""
    except ValidationError as error:
        first = error.errors()[0]
        return None, f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _question(result: Result[Any], wanted: type[BaseModel]) -> str:
    fields = ", ".join(
        f'"{name}" ({field.description})' if field.description else f'"{name}"'
        for name, field in wanted.model_fields.items()
    )
    read = "\n".join(f"{one.where}: {one.value}" for one in result.read)
    return f"Task: {result.task}\nRead from the phone:\n{read}\nAnswer: {result.answer}\nFields: {fields}\nCopy values exactly."


def _leaves(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    elif value is not None:
        yield value


def _was_read(leaf: object, texts: list[str]) -> bool:
    if isinstance(leaf, bool):
        words = {word for text in texts for word in re.findall(r"[a-z]+", text.casefold())}
        return bool(words & (_YES if leaf else _NO))
    if isinstance(leaf, int | float):
        return any(float(leaf) == _number(found) for text in texts for found in _NUMBER.findall(text))
    return any(str(leaf).casefold() in text.casefold() for text in texts)


def _number(text: str) -> float | None:
    try:
        return float(_plain_number(text))
    except ValueError:
        return None
