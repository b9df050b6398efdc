"""A session in other tools' words: valid, escaped, and told where something can't be said."""

from __future__ import annotations

import ast
import json
import re
from xml.etree import ElementTree

import pytest

from ground.errors import StoreError
from sessions import reading
from sessions.bundled import bundled_file
from sessions.exporting import to_junit, to_maestro, to_python
from sessions.portable import import_session, read_portable
from sessions.records import SessionDetail
from sessions.store import Store


@pytest.fixture
def bundled(store: Store) -> SessionDetail:
    return reading.load_session(
        store, import_session(store, read_portable(bundled_file().read_text("utf-8"), "first.json"))
    )


def test_python_file_is_python_and_imports_uiautomator2_alone(bundled: SessionDetail) -> None:
    tree = ast.parse(to_python(bundled))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert imported == {"sys", "time", "uiautomator2"} and not any(
        isinstance(n, ast.ImportFrom) for n in ast.walk(tree)
    )


def test_python_file_names_elements_rather_than_pixels(bundled: SessionDetail) -> None:
    text = to_python(bundled)
    assert "find(d, {'resourceId': 'app.demo.notes:id/menu_save'}).click()" in text
    assert not re.search(r"\.click\(\d", text)


def test_values_of_a_maestro_flow_are_quoted(bundled: SessionDetail) -> None:
    head, body = to_maestro(bundled).split("---\n")
    assert head.splitlines()[-1] == 'appId: "app.demo.notes"'
    for value in re.findall(r"^    \w+: (.+)$", body, re.MULTILINE):
        json.loads(value)  # every value is quoted as JSON, which is YAML
    assert '- inputText: "Picnic"' in body


def test_junit_counts_what_failed(store: Store, bundled: SessionDetail) -> None:
    suite = ElementTree.fromstring(to_junit(bundled)).find("testsuite")
    assert suite is not None and suite.get("failures") == "0" and int(suite.get("tests") or 0) == len(bundled.calls)


def test_private_number_and_control_characters_do_not_break_the_xml(store: Store) -> None:
    session = store.start_session("task", 'a\x00 "<&>\x1b')
    call = store.begin_call(
        session, attempt=0, seq=1, line=1, source="", ref="\x02<", target={}, op="tap", args=['"]]>'], effect="read"
    )
    store.end_call(session, call, status="failed", error="\x0b&")
    assert ElementTree.fromstring(to_junit(reading.load_session(store, session))).find(".//failure") is not None


def test_session_without_acts_says_so(store: Store) -> None:
    session = store.start_session("task", "t")
    for export in (to_python, to_maestro):
        with pytest.raises(StoreError, match="touch by touch"):
            export(reading.load_session(store, session))


def test_task_cannot_break_out_of_the_docstring(store: Store, bundled: SessionDetail) -> None:
    store.update_session(bundled.head.id, task='x""" + exit(1) + """ \\', answer="\"'\\\n")
    ast.parse(to_python(reading.load_session(store, bundled.head.id)))
