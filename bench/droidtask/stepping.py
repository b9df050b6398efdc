"""The usual way, as a baseline: the model is shown the screen and asked for one action, again and again.

It has what a fair comparison asks for: the same model, the rules as a kept prefix, a pruned screen, its own past actions,
and as many steps as the ground truth plus two.
"""

from __future__ import annotations

import contextlib
import re
import time

from agent.loop import TaskResult
from agent.writing import Prompt, Turn, Writer
from phones.errors import TypingFailed
from phones.hierarchy import SYSTEM_PACKAGES, Hierarchy, Node
from phones.phone import Phone

RULES = """You operate an Android phone one action at a time. You get the task, the actions so far, and the screen. Answer with
one action only, the next one:
tap ID
type ID "text"
scroll down
back
done

For example:
Task: turn on dark theme
Actions so far: tap 3 "Settings"
Screen:
<p>Settings</p>
<button id=1>Display</button>
<button id=2>Sound</button>
Next action: tap 1

Task: name the list Trip
Actions so far: tap 2 "Rename"
Screen:
<p>Rename list</p>
<input id=1>List 1</input>
<button id=2>Cancel</button>
<button id=3>OK</button>
Next action: type 1 "Trip"

Task: turn on dark theme
Actions so far: tap 3 "Settings"; tap 1 "Display"; tap 2 "Dark theme"
Screen:
<p>Display</p>
<checkbox id=1 on>Adaptive brightness</checkbox>
<checkbox id=2 on>Dark theme</checkbox>
Next action: done"""
_ACTION = re.compile(r"(tap|type|scroll|back|done)\s*(?:id=)?(\d+)?\s*(?:\"([^\"]*)\")?")
MOST_ELEMENTS = 60


def step_through(task: str, phone: Phone, writer: Writer, *, most: int) -> TaskResult:
    """Do a task step by step; ends at `done`, at an answer that is no action, or after `most` actions."""
    result = TaskResult("not_done", "")
    began = time.monotonic()
    past: list[str] = []
    for _ in range(most):
        hierarchy = phone.settle()
        shown = _shown(hierarchy)
        nodes = [node for node in shown if _usable(node)]
        asked = f"Task: {task}\nActions so far: {'; '.join(past) or 'none'}\nScreen:\n{_outline(shown)}\nNext action:"
        prompt = Prompt((Turn("system", RULES),), (Turn("user", asked),), prefill="", stops=("\n",))
        generation = writer.generate(prompt, max_tokens=30)
        result.generations.append(generation)
        action = _ACTION.match(generation.text.strip().lower())
        if action is None or action[1] == "done":
            result.status = "done"
            break
        node = _meant(nodes, action[2], action[3])
        if action[1] == "type" and action[2] is None:
            node = next((one for one in nodes if one.editable), None)
        past.append(_said(action[1], nodes, node, action[3] or ""))
        if action[1] == "back":
            phone.key("back")
        elif action[1] == "scroll":
            width, height = hierarchy.size
            phone.swipe(width // 2, height * 3 // 4, width // 2, height // 4)
        elif node is not None:
            phone.tap(*node.bounds.center)
            if action[1] == "type":
                # the quotes of the answer as it was written, not as it was folded for matching
                words = re.search(r'"([^"]*)"', generation.text)
                phone.settle()
                with contextlib.suppress(TypingFailed):  # no field came of the tap: the next screen tells it
                    phone.type_text(words[1] if words else "")
    result.script = "\n".join(past)
    result.seconds = time.monotonic() - began
    return result


def _usable(node: Node) -> bool:
    return node.clickable or node.checkable or node.editable


def _shown(hierarchy: Hierarchy) -> list[Node]:
    """What can be used, each once, and the texts beside it, in the screen's order."""
    shown: list[Node] = []
    within: set[int] = set()
    for node in hierarchy.walk():
        if node.package in SYSTEM_PACKAGES or "inputmethod" in node.package:
            continue
        if _usable(node):
            shown.append(node)
            within.update(id(one) for one in node.walk())
        elif node.label and id(node) not in within:
            shown.append(node)
    return shown[:MOST_ELEMENTS]


def _meant(nodes: list[Node], number: str | None, words: str | None) -> Node | None:
    """Return the element with this number; with these words where no number is said."""
    if number is not None:
        return nodes[int(number) - 1] if 0 < int(number) <= len(nodes) else None
    return next((node for node in nodes if words and _words(node).lower() == words.lower()), None)


def _words(node: Node) -> str:
    own = [one.label for one in node.walk() if one.label]
    return " / ".join(" ".join(text.split())[:60] for text in own[:3]) or node.id_name.replace("_", " ")


def _outline(shown: list[Node]) -> str:
    """The screen as simplified HTML, the way AutoDroid shows it."""
    lines = []
    number = 0
    for node in shown:
        if not _usable(node):
            lines.append(f"<p>{_words(node)}</p>")
            continue
        number += 1
        switch = next((one for one in node.walk() if one.checkable), None)
        state = f" {'on' if switch.checked else 'off'}" if switch is not None else ""
        kind = "input" if node.editable else "checkbox" if switch is not None else "button"
        lines.append(f"<{kind} id={number}{state}>{_words(node)}</{kind}>")
    return "\n".join(lines)


def _said(what: str, nodes: list[Node], node: Node | None, text: str) -> str:
    if node is None:
        return " ".join(part for part in (what, f'"{text}"' if text else "") if part)
    number = next(i for i, one in enumerate(nodes, 1) if one is node)
    return f'{what} {number} "{text if what == "type" else _words(node)}"'
