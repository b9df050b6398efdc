"""Docs and scripts that the tests of plans share."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from apidocs.doc import AppDoc, Effect, Kind, Screen, Transition
from interpreter.plan.plans import Plan, plan_of
from interpreter.reading.scripts import parsed
from tests.agent.variants import own_docs
from tests.interpreter.notes_app import element, notes_list

TESTS = Path(__file__).parents[2]

DOC = AppDoc(
    package="org.example.notes",
    label="Notes",
    start="main",
    screens=[
        Screen(
            name="main",
            elements=[
                element("sync", Kind.BUTTON),
                element("new_note", Kind.BUTTON),
                element("more_options", Kind.BUTTON),
                notes_list("notes", "note", menu="selection"),
            ],
        ),
        Screen(
            name="create_note",
            kind="dialog",
            title="New note:",
            elements=[
                element("title", Kind.INPUT, effect=Effect.INPUT, commit="ok"),
                element("body", Kind.INPUT, effect=Effect.INPUT, commit="ok"),
                element("ok", Kind.BUTTON, label="OK", effect=Effect.COMMIT),
            ],
        ),
        Screen(name="editor", elements=[element("body", Kind.INPUT), element("more_options", Kind.BUTTON)]),
        Screen(name="editor_menu", kind="menu", elements=[element("print_note", Kind.BUTTON, label="Print…")]),
        Screen(name="selection", kind="menu", elements=[element("delete", Kind.BUTTON, effect=Effect.DELETE)]),
        Screen(
            name="main_menu", kind="menu", elements=[element("settings", Kind.BUTTON), element("about", Kind.BUTTON)]
        ),
        Screen(
            name="settings",
            title="Settings",
            elements=[
                element("wi_fi", Kind.TOGGLE, label="Wi-Fi", effect=Effect.SETTINGS),
                element("theme", Kind.CHOICE, effect=Effect.SETTINGS, options=["Light", "Dark"]),
                element("size", Kind.CHOICE, label="", effect=Effect.SETTINGS),
            ],
        ),
        Screen(name="about", elements=[element("version", Kind.TEXT)]),
    ],
    transitions=[
        Transition(source="main", element="new_note", action="tap", target="create_note"),
        Transition(source="create_note", element="ok", action="tap", target="main"),
        Transition(source="main", element="notes", action="open", target="editor"),
        Transition(source="main", element="notes", action="long_press", target="selection"),
        Transition(source="main", element="more_options", action="tap", target="main_menu"),
        Transition(source="editor", element="more_options", action="tap", target="editor_menu"),
        Transition(source="main_menu", element="settings", action="tap", target="settings"),
        Transition(source="main_menu", element="about", action="tap", target="about"),
    ],
)
"""A notes app whose ways are known."""


def plan(script: str, doc: AppDoc = DOC) -> Plan:
    made = plan_of(script, doc)
    assert made is not None, script
    return made


@cache
def samples() -> list[tuple[AppDoc, str]]:
    """The scripts of the project's own docs, with their docs."""
    return [(doc, sample.script) for doc in own_docs().values() for sample in doc.samples]


@cache
def written_in_tests() -> list[str]:
    """Every text in the tests that is a script: Python that calls something."""
    found = set()
    for path in sorted((TESTS / "interpreter").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "(" in node.value:
                tree = parsed(node.value)
                if tree is not None and any(isinstance(inner, ast.Call) for inner in ast.walk(tree)):
                    found.add(node.value)
    return sorted(found)
