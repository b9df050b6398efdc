"""The usual way, as a baseline: the model is shown the screen, thinks, and names one action, again and again.

It has what a fair comparison asks for: the same model, rules and examples as a kept prefix, a pruned screen as AutoDroid
shows it, its own past actions, and as many steps as the ground truth plus two. Without the thought before each action, and
without examples, the same model solved fewer tasks (1 strictly and 3 leniently of 35, against 3 or 4 and 9).
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from agent.model.writing import Prompt, Turn, Writer
from agent.task.task_result import TaskResult
from phones.errors import TypingFailed
from phones.hierarchy import SYSTEM_PACKAGES, Hierarchy, Node
from phones.phone import Phone

RULES = """You operate an Android phone for its user, one action at a time. You are given the task, the actions done so far \
and what the screen shows now. Answer with the next action:
tap ID "its words" - tap an element
type ID "text" - put text into an input
scroll down - show what is further down
back - go back one screen
done - the task is complete
Settings and less common commands are often behind a menu such as "More options" or "Settings". Never repeat an action that \
changed nothing."""
LEAD = "Thought:"
MOST_TOKENS = 100
"""Of a thought and its action."""
MOST_ELEMENTS = 60
_ACTION = re.compile(
    r"action:\s*(tap|type|scroll|back|done)\s*(?:id=|input )?(\d+)?\s*(?:\"([^\"]*)\")?", re.IGNORECASE
)


def _asked(task: str, past: str, screen: str) -> Turn:
    return Turn("user", f"Task: {task}\nActions so far: {past or 'none'}\nScreen:\n{screen}")


def _example(task: str, past: str, screen: str, thought: str, action: str) -> tuple[Turn, Turn]:
    return _asked(task, past, screen), Turn("assistant", f"{LEAD} {thought}\nAction: {action}")


_DIALOG = "<p>Rename list</p>\n<input id=1>{}</input>\n<button id=2>Cancel</button>\n<button id=3>OK</button>"
PREFIX = (
    Turn("system", RULES),
    *_example(
        "turn on dark theme",
        "",
        "<button id=1>Search</button>\n<button id=2>More options</button>\n<p>Stations</p>\n"
        "<button id=3>Jazz Radio</button>\n<button id=4>News 24</button>",
        "Dark theme is a setting, and no element here is about settings. Settings are usually behind More options.",
        'tap 2 "More options"',
    ),
    *_example(
        "rename the list to Trip",
        'tap 2 "Rename"',
        _DIALOG.format("List 1"),
        "The dialog for the name is open. The new name has to be put into the input first.",
        'type 1 "Trip"',
    ),
    *_example(
        "rename the list to Trip",
        'tap 2 "Rename"; type 1 "Trip"',
        _DIALOG.format("Trip"),
        "The name is put in. It has to be confirmed.",
        'tap 3 "OK"',
    ),
    *_example(
        "turn on dark theme",
        'tap 2 "More options"; tap 5 "Settings"; tap 4 "Dark theme"',
        "<p>Settings</p>\n<button id=1>Navigate up</button>\n<checkbox id=2 off>Large text</checkbox>\n"
        "<checkbox id=3 off>Sleep timer</checkbox>\n<checkbox id=4 on>Dark theme</checkbox>",
        "Dark theme is on now, which is what the task asks for.",
        "done",
    ),
)


@dataclass
class Stepped:
    """How a task ended, and how much of it happened within the recording."""

    result: TaskResult
    until_left: int
    """Generations up to the act that left the recording; all of them where none did."""


def step_through(
    task: str, phone: Phone, writer: Writer, *, most: int, left: Callable[[], bool] = lambda: False
) -> Stepped:
    """Do a task step by step; ends at `done`, at an answer that is no action, or after `most` actions. `left` says whether
    the recording doesn't know the last act: the phone then stays as it is, and the agent goes on as it would on a phone."""
    result = TaskResult("not_done", "")
    stepped = Stepped(result, 0)
    began = time.monotonic()
    past: list[str] = []
    thoughts: list[str] = []
    for _ in range(most):
        hierarchy = phone.settle()
        shown = _shown(hierarchy)
        nodes = [node for node in shown if _usable(node)]
        asked = _asked(task, "; ".join(past), _outline(shown))
        generation = writer.generate(Prompt(PREFIX, (asked,), prefill=LEAD, stops=("\n\n",)), max_tokens=MOST_TOKENS)
        result.generations.append(generation)
        stepped.until_left += not left()
        thoughts.append(f"{LEAD}{generation.text}")
        action = _ACTION.search(generation.text)
        if action is None or action[1].lower() == "done":
            result.status = "done"
            break
        past.append(_do(action[1].lower(), action[2], action[3] or "", nodes, phone, hierarchy))
    result.script, result.answer = "\n".join(past), "\n\n".join(thoughts)
    result.seconds = time.monotonic() - began
    return stepped


def _do(what: str, number: str | None, words: str, nodes: list[Node], phone: Phone, hierarchy: Hierarchy) -> str:
    """Carry one action out, and say it as it is told in the next question."""
    node = _meant(nodes, what, number, words)
    if what == "back":
        phone.key("back")
    elif what == "scroll":
        width, height = hierarchy.size
        phone.swipe(width // 2, height * 3 // 4, width // 2, height // 4)
    elif node is not None:
        phone.tap(*node.bounds.center)
        if what == "type":
            phone.settle()
            with contextlib.suppress(TypingFailed):  # no field came of the tap: the next screen tells it
                phone.type_text(words)
    if node is None:
        return " ".join(part for part in (what, f'"{words}"' if words else "") if part)
    at = next(i for i, one in enumerate(nodes, 1) if one is node)
    return f'{what} {at} "{words if what == "type" else _words(node)}"'


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


def _meant(nodes: list[Node], what: str, number: str | None, words: str) -> Node | None:
    """The element that has the words, or else the number; a small model copies words better than it counts. What is typed
    names no element, and goes into the first field where the number names none."""
    if what not in ("tap", "type"):
        return None
    if what == "tap" and words:
        named = next((node for node in nodes if _words(node).lower() == words.lower()), None)
        if named is not None:
            return named
    if number is not None and 0 < int(number) <= len(nodes):
        return nodes[int(number) - 1]
    return next((node for node in nodes if node.editable), None) if what == "type" else None


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
