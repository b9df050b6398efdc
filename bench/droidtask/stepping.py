"""The usual way, as a baseline: the model is shown the screen and asked for one action, again and again.

It has what a fair comparison asks for: the same model, the rules as a kept prefix, a pruned screen, its own past actions,
and as many steps as the ground truth plus two.
"""

from __future__ import annotations

import re
import time

from agent.loop import TaskResult
from agent.writing import Prompt, Turn, Writer
from phones.hierarchy import SYSTEM_PACKAGES, Hierarchy, Node
from phones.phone import Phone

RULES = """You operate an Android phone one action at a time. You get the task, the actions so far, and the screen as numbered
elements. Answer with one action only:
tap N
type N "text"
scroll down
back
done"""
_ACTION = re.compile(r"(tap|type|scroll|back|done)\s*(\d+)?\s*(?:\"([^\"]*)\")?")
MOST_ELEMENTS = 60


def step_through(task: str, phone: Phone, writer: Writer, *, most: int) -> TaskResult:
    """Do a task step by step; ends at `done`, at an answer that is no action, or after `most` actions."""
    result = TaskResult("not_done", "")
    began = time.monotonic()
    past: list[str] = []
    for _ in range(most):
        hierarchy = phone.settle()
        nodes = _elements(hierarchy)
        asked = f"Task: {task}\nActions so far: {'; '.join(past) or 'none'}\nScreen:\n{_outline(nodes)}\nNext action:"
        prompt = Prompt((Turn("system", RULES),), (Turn("user", asked),), prefill="", stops=("\n",))
        generation = writer.generate(prompt, max_tokens=30)
        result.generations.append(generation)
        action = _ACTION.match(generation.text.strip().lower())
        if action is None or action[1] == "done":
            result.status = "done"
            break
        node = nodes[int(action[2]) - 1] if action[2] and 0 < int(action[2]) <= len(nodes) else None
        past.append(_said(action[1], node, action[3] or ""))
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
                phone.type_text(words[1] if words else "")
    result.script = "\n".join(past)
    result.seconds = time.monotonic() - began
    return result


def _elements(hierarchy: Hierarchy) -> list[Node]:
    """What can be used, each once: clickable nodes with words on or in them, fields, switches."""
    found = []
    for node in hierarchy.walk():
        if node.package in SYSTEM_PACKAGES or "inputmethod" in node.package:
            continue
        if node.clickable or node.checkable or node.editable:
            found.append(node)
    return found[:MOST_ELEMENTS]


def _words(node: Node) -> str:
    own = [one.label for one in node.walk() if one.label]
    return " / ".join(" ".join(text.split())[:60] for text in own[:3]) or node.id_name.replace("_", " ")


def _outline(nodes: list[Node]) -> str:
    lines = []
    for number, node in enumerate(nodes, 1):
        switch = next((one for one in node.walk() if one.checkable), None)
        state = f" ({'on' if switch.checked else 'off'})" if switch is not None else ""
        kind = "input" if node.editable else "button"
        lines.append(f"{number} {kind} {_words(node)}{state}")
    return "\n".join(lines)


def _said(what: str, node: Node | None, text: str) -> str:
    return " ".join(part for part in (what, f'"{_words(node)}"' if node else "", f'"{text}"' if text else "") if part)
