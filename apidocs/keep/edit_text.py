"""All of a doc that a person can change, as one TOML text to be opened in an editor.

It has the form of the overlay, with what was learned filled in where nothing was edited: what is otherwise afterwards is an edit
(`edit_reading`). Screens and elements stand under the names they were learned with, as in the overlay.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..doc import AppDoc, Effect, Element, Screen
from .overlay import ElementEdit, Overlay, ScreenEdit

_HEAD = """\
# {label} ({package}): what of its doc is yours to change. Learning and updating the app leave it as you put it here.
#
# Change what you like, save, and close the editor. What you leave as it is, or delete, stays as it was; only [[samples]] that you
# delete are gone. To take a change back, write what stands behind "learned:". Lines that begin with # are for you alone.
#
#   name          what scripts call it: small letters, digits, _
#   label, title  the words that a person sees on it
#   description   what it does, where the label doesn't say it; the model reads it
#   also          other words that people say for it: "take a picture; snap"
#   effect        what using it does: {effects}
#   options       of a choice
#   item, parts   of a list: what one row is called, and what stands in it
#   item_effect   of a list: what opening a row does
#   hidden = true leaves a screen or an element out of the doc
"""
_SAMPLES = """\
# Worked tasks: the model learns from them how this app is used. Add yours like this, without the #:
#
#   [[samples]]
#   task = "the task, as you would say it"
#   script = '''
#   main.search.tap()
#   '''
#
# Those that were made up from the doc; one you don't want goes into `removed`:
"""


def editable(doc: AppDoc, overlay: Overlay, screen: str = "") -> str:
    """The text, of one screen or of all. `doc` is as it was learned."""
    return "\n".join(_lines(doc, overlay, screen)) + "\n"


def _lines(doc: AppDoc, overlay: Overlay, only: str) -> Iterator[str]:
    yield _HEAD.format(label=_plain(doc.label), package=doc.package, effects=", ".join(Effect))
    if not only:
        yield _value("label", doc.label, overlay.label)
        yield _value("start", doc.start, overlay.start)
        yield f"removed = {_toml(overlay.removed)}"
        yield ""
        yield _SAMPLES + "\n".join(f"#   {_plain(sample.task)}" for sample in doc.samples)
        yield ""
        for own in overlay.samples:
            if not own.saved_as:
                yield f"[[samples]]\ntask = {_toml(own.task)}\nscript = {script_toml(own.script)}\n"
    for screen in doc.screens:
        if only in ("", screen.name):
            yield from _screen(doc, screen, overlay.screens.get(screen.name, ScreenEdit()))


def _screen(doc: AppDoc, screen: Screen, edit: ScreenEdit) -> Iterator[str]:
    yield f"\n[screens.{screen.name}]  # {screen.kind}"
    yield _value("name", screen.name, edit.name)
    yield _value("title", screen.title, edit.title)
    yield _value("description", screen.description, edit.description)
    if edit.hidden:
        yield "hidden = true  # learned: false"
    for element in screen.elements:
        opens = dict.fromkeys(
            step.target for step in doc.transitions if (step.source, step.element) == (screen.name, element.name)
        )
        leads = f", opens {', '.join(opens)}" if opens else ""
        yield f"\n[screens.{screen.name}.elements.{element.name}]  # {element.kind}{leads}"
        yield from _element(element, edit.elements.get(element.name, ElementEdit()))


def _element(element: Element, edit: ElementEdit) -> Iterator[str]:
    yield _value("name", element.name, edit.name)
    yield _value("label", element.label, edit.label)
    yield _value("description", element.description, edit.description)
    yield _value("also", element.also, edit.also)
    if element.item is None or edit.effect is not None:
        yield _value("effect", element.effect.value, edit.effect.value if edit.effect is not None else None)
    if element.options or edit.options:
        yield _value("options", element.options, edit.options)
    if element.item is not None:
        yield _value("item", element.item.name, edit.item)
        yield _value("item_effect", element.item.effect.value, edit.item_effect.value if edit.item_effect else None)
        parts = {part.name: edit.parts.get(part.name, part.name) for part in element.item.parts}
        if parts:
            yield f"parts = {{ {', '.join(f'{old} = {_toml(new)}' for old, new in parts.items())} }}"
    if edit.hidden:
        yield "hidden = true  # learned: false"


def _value(key: str, learned: Any, edited: Any) -> str:
    if edited is None or edited == learned:
        return f"{key} = {_toml(learned)}"
    return f"{key} = {_toml(edited)}  # learned: {_toml(learned)}"


def script_toml(script: str) -> str:
    """A script as a text of several lines, where it can be one."""
    body = script.strip("\n")
    plain = body.isprintable() or all(sign.isprintable() or sign in "\n\t" for sign in body)
    return f"'''\n{body}\n'''" if "'''" not in body and not body.endswith("'") and plain else _toml(body)


def _toml(value: Any) -> str:
    import tomlkit

    return str(tomlkit.item(_sound(value)).as_string()).replace("\x7f", "\\u007f")


def _sound(value: Any) -> Any:
    """Without halves of signs, which no file can hold."""
    if isinstance(value, list):
        return [_sound(one) for one in value]
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _plain(text: str) -> str:
    """On one line of a comment."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
