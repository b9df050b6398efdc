"""What the controls of an app are for, in other words than those on them: written by the model once, off-line, and kept in the
doc. A task says "selfie" or "mute", and no label does.

The words are only matched: with a task's (`apidocs.retrieve.hinting`), and with a name that a script has wrong
(`interpreter.repair.repairing`). What the model wrote is kept by what it was asked, so that learning an app again asks for
new controls alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from apidocs.doc import AppDoc, Element, Kind, Screen
from ground import paths
from ground.errors import DiskError
from ground.private_files import write_private

from ..model.writing import Generation, Prompt, StopReason, Turn, Writer, never
from ..prompts.prompting import clean, render

AT_ONCE = 8
"""Controls of one screen asked about together; more, and a small model loses count."""
TOKENS_EACH = 24
LONGEST = 90
"""Characters kept of what is said of one control."""
_PLAIN = frozenset("cancel ok close back yes no more_options navigate_up done".split())
"""Names that say everything."""
_LINE = re.compile(r"^-?\s*([a-z][a-z0-9_]*)\s*:\s*(.+)$")
_EXAMPLE = (
    'App "Music", screen "player":\n- repeat_mode\n- heart\n- sleep_timer\n- lyrics',
    "- repeat_mode: play the song or the list again; loop, replay, once more\n"
    "- heart: mark the song as a favourite; like, star, love\n"
    "- sleep_timer: stop the music after some time; bedtime, turn off later\n"
    "- lyrics: show the words of the song; text, karaoke, sing along",
)


def describe(
    doc: AppDoc,
    writer: Writer,
    *,
    on_progress: Callable[[int, int], None] = lambda done, all_of_them: None,
    cancelled: Callable[[], bool] = never,
) -> AppDoc:
    """The doc with `also` filled in where the model said something. Stops early, with what there is, when cancelled.

    `on_progress(done, all)` counts questions. Raises ModelError.
    """
    described = doc.model_copy(deep=True)
    questions = list(_questions(described))
    known: dict[tuple[str, str], str] = {}
    for number, (screen, elements) in enumerate(questions):
        on_progress(number, len(questions))
        if cancelled():
            break
        said = _asked(describing_prompt(doc.label, screen, elements), len(elements), writer, cancelled)
        known |= {_same(element): said.get(element.name, "") for element in elements}
    for element in (e for screen in described.screens for e in screen.elements):
        element.also = known.get(_same(element), "")
    on_progress(len(questions), len(questions))
    return described


def _questions(doc: AppDoc) -> Iterator[tuple[Screen, list[Element]]]:
    """Some controls of a screen at a time; the same one on several screens is asked about once."""
    asked: set[tuple[str, str]] = set()
    for screen in doc.screens:
        telling = [e for e in screen.elements if _says_little(e) and _same(e) not in asked] if not screen.serves else []
        asked |= {_same(e) for e in telling}
        for at in range(0, len(telling), AT_ONCE):
            yield screen, telling[at : at + AT_ONCE]


def _same(element: Element) -> tuple[str, str]:
    return element.name, element.locator.resource_id or element.label


def _says_little(element: Element) -> bool:
    """Whether people may ask for it in words that aren't on it: an icon, a button with one word."""
    if element.kind is not Kind.BUTTON or element.name in _PLAIN:
        return False
    return not element.label or len(element.name.split("_")) == 1


def describing_prompt(app: str, screen: Screen, elements: list[Element]) -> Prompt:
    """The prompt for some controls of a screen; its prefix is the same for every app."""
    listed = "\n".join(f"- {e.name}" for e in elements)
    asked = f'App "{clean(app, 40)}", screen "{screen.name}":\n{listed}'
    prefix = (Turn("system", render("controls.j2")), Turn("user", _EXAMPLE[0]), Turn("assistant", _EXAMPLE[1]))
    return Prompt(prefix, (Turn("user", asked),), prefill=f"- {elements[0].name}:", stops=("\n\n",))


def _asked(prompt: Prompt, controls: int, writer: Writer, cancelled: Callable[[], bool]) -> dict[str, str]:
    kept = _kept(prompt)
    try:
        text = kept.read_text("utf-8")
    except (OSError, UnicodeDecodeError):  # not kept, or damaged: asked again
        reply = writer.generate(prompt, max_tokens=TOKENS_EACH * controls, cancelled=cancelled)
        if reply.stop is StopReason.CANCELLED:
            return {}
        text = prompt.prefill + _whole_lines(reply)
        with contextlib.suppress(DiskError):  # a full disk: it is asked again the next time
            write_private(kept, text)
    return read_reply(text)


def _whole_lines(reply: Generation) -> str:
    """Without the line in which it was cut off: that one would be kept for good, and half of it says something else."""
    if reply.stop in (StopReason.STOP, StopReason.END):
        return reply.text
    return reply.text[: reply.text.rfind("\n") + 1]


def _kept(prompt: Prompt) -> Path:
    words = "\0".join(f"{turn.role}\0{turn.text}" for turn in prompt.turns)
    return paths.described_dir() / f"{hashlib.sha256(words.encode()).hexdigest()[:32]}.txt"


def read_reply(text: str) -> dict[str, str]:
    """What a reply says, by control. Lines that say nothing new, or of nothing, are left out."""
    said: dict[str, str] = {}
    for line in text.splitlines():
        found = _LINE.match(line.strip())
        if found is None:
            continue
        name, words = found.group(1), clean(_once_each(found.group(2)), LONGEST).removesuffix(" …").strip(" ;,.")
        if words and words.casefold() != name.replace("_", " "):
            said.setdefault(name, words)
    return said


def _once_each(said: str) -> str:
    """A small model says the same word again and again when it has no other."""
    what, _, more = said.partition(";")
    words = dict.fromkeys(word.strip() for word in re.split(r"[;,]", more))
    return "; ".join(
        part for part in (what.strip(), ", ".join(word for word in words if word and word not in what)) if part
    )
