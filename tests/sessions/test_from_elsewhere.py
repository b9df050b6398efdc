"""A session from elsewhere puts nothing into what is made of it: no code into an export, nothing into a terminal."""

from __future__ import annotations

import ast
import contextlib
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ground.errors import StoreError
from sessions import reading
from sessions.acts import without_controls
from sessions.exporting import to_junit, to_maestro, to_python
from sessions.portable import export_session, import_session, read_portable
from sessions.store import Store
from tests.sessions.test_portable import recorded

pytestmark = pytest.mark.whole

EVIL = '__import__("os").system("touch /tmp/owned")'
ACTS: list[dict[str, Any]] = [
    {"act": "tap", "x": 1, "y": 2, "selector": {"id": "a:id/b", "text": 'x"); evil("', "instance": 1}},
    {"act": "long_press", "x": 1, "y": 2, "selector": {}},
    {"act": "type", "text": 'it\'s "quoted" \\ ${evil}\nline', "secret": False},
    {"act": "swipe", "from": [1, 2], "to": [3, 4], "duration_s": 0.3},
    {"act": "key", "key": "back"},
    {"act": "launch", "package": "app.example", "stop_first": True},
    {"act": "stop", "package": "app.example"},
    {"act": "command", "words": ["settings", "get", "global", "x; rm -rf /"]},
]


def session_file(store: Store) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(export_session(store, recorded(store)))
    data["calls"][0]["acts"] = deepcopy(ACTS)
    return data


def exports(data: dict[str, Any], where: Path) -> tuple[str, str, str]:
    """What is made of it in another store. Raises StoreError where it isn't let in."""
    found = read_portable(json.dumps(data), "file")
    where.mkdir(exist_ok=True)
    with Store(where / "other.db") as other:
        detail = reading.load_session(other, import_session(other, found))
    return to_python(detail), to_maestro(detail), to_junit(detail)


def names_called(code: str) -> set[str]:
    """Every name that a Python file uses: none of a file's own texts may become one."""
    return {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}


@pytest.fixture
def honest(store: Store, tmp_path: Path) -> set[str]:
    python, maestro, _ = exports(session_file(store), tmp_path / "honest")
    assert "d.shell(['settings', 'get', 'global', 'x; rm -rf /'])" in python
    assert list(yaml.safe_load_all(maestro))
    return names_called(python)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(("session", "app"), f'x"""\n{EVIL}\n"""', id="code in the app"),
        pytest.param(("session", "id"), "../../x", id="a path as the id"),
        pytest.param(("session", "parent"), "<script>", id="what is no id as the parent"),
        pytest.param(("session", "status"), "done\nevil", id="a status of two lines"),
        pytest.param(("session", "started"), "now()", id="what is no time"),
        pytest.param(("session", "doc"), "../x", id="a path as a blob"),
        pytest.param(("session", "width"), 10**9, id="a display as wide as a street"),
        pytest.param(("session", "locale"), "en; rm", id="what is no locale"),
        pytest.param(("calls", 0, "op"), f"tap()\n{EVIL}", id="code in a call's name"),
        pytest.param(("calls", 0, "effect"), "commit'", id="what is no effect"),
        pytest.param(("calls", 0, "xml_before"), "x", id="what is no blob"),
        pytest.param(("calls", 0, "args"), [{"a": EVIL}], id="a table as an argument"),
        pytest.param(("calls", 0, "acts", 0, "x"), EVIL, id="code for a place"),
        pytest.param(("calls", 0, "acts", 0, "y"), True, id="a truth for a place"),
        pytest.param(("calls", 0, "acts", 0, "selector"), [EVIL], id="a list for a selector"),
        pytest.param(("calls", 0, "acts", 0, "selector", "text"), {"a": 1}, id="a table for a text"),
        pytest.param(("calls", 0, "acts", 0, "act"), "exec", id="an act that there isn't"),
        pytest.param(("calls", 0, "acts", 3, "duration_s"), EVIL, id="code for a time"),
        pytest.param(("calls", 0, "acts", 3, "duration_s"), float("inf"), id="for ever"),
        pytest.param(("calls", 0, "acts", 3, "from"), [1, EVIL], id="code for a swipe's place"),
        pytest.param(("calls", 0, "acts", 3, "to"), [1], id="half a place"),
        pytest.param(("calls", 0, "acts", 4, "key"), "back\n- evil", id="code for a key"),
        pytest.param(("calls", 0, "acts", 5, "package"), "a b; rm", id="what is no package"),
        pytest.param(("calls", 0, "acts", 5, "stop_first"), EVIL, id="code for a truth"),
        pytest.param(("calls", 0, "acts", 7, "words"), EVIL, id="one text for words"),
        pytest.param(("calls", 0, "acts", 0, "by"), "somebody", id="done by somebody"),
        pytest.param(("events", 0, "kind"), "x\ny", id="an event of two lines"),
        pytest.param(("consents", 0, "effect"), "<b>", id="what is no effect of a consent"),
        pytest.param(("blobs", "x"), {"kind": "doc", "data": ""}, id="a blob by another name"),
    ],
)
def test_what_is_not_what_it_is_meant_to_be_is_refused(
    store: Store, path: tuple[str | int, ...], value: object
) -> None:
    data = session_file(store)
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(StoreError):
        read_portable(json.dumps(data), "file")


TEXTS = [
    ("session", "task"), ("session", "answer"), ("session", "app_label"), ("session", "script"), ("session", "phone"),
    ("calls", 0, "ref"), ("calls", 0, "source"), ("calls", 0, "error"), ("calls", 0, "within"), ("calls", 0, "args", 0),
    ("calls", 0, "acts", 0, "selector", "text"), ("calls", 0, "acts", 2, "text"), ("calls", 0, "acts", 7, "words", 0),
    ("consents", 0, "detail"), ("events", 0, "text"),
]  # fmt: skip
"""Where a file may say anything."""
WORDS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(['"""', "'''", "\\", '\\"""\n', f'"""\n{EVIL}\n"""', "\x00", "\r", "\u2028",
        "\x1b[2J", "${evil}", "---\n", "# ", "]]>", "\ud800"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.dictionaries(st.sampled_from(TEXTS), WORDS, min_size=1, max_size=6))
def test_no_text_becomes_code_or_steers_a_terminal(
    store: Store, tmp_path: Path, honest: set[str], said: dict[tuple[str | int, ...], str]
) -> None:
    data = session_file(store)
    data["calls"][0]["args"] = ["x"]
    for path, text in said.items():
        place: Any = data
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = text
    python, maestro, junit = exports(data, tmp_path / "fuzzed")
    assert names_called(python) <= honest
    steps = [part for part in yaml.safe_load_all(maestro) if isinstance(part, list)]
    assert len(steps) == 1 and "evil" not in {str(next(iter(step))) for step in steps[0] if isinstance(step, dict)}
    for text in (python, maestro, junit):
        text.encode()  # it can be written
        assert "\x1b" not in text and "\x00" not in text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_file_holds_it_is_let_in_whole_or_refused(store: Store, tmp_path: Path, data: st.DataObject) -> None:
    """One place of a file is another value: nothing but our own error comes of it, and what is let in can be exported."""
    body = session_file(store)
    place: Any = body
    for _ in range(data.draw(st.integers(0, 4))):
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        inner = [key for key in keys if isinstance(place[key], (dict, list)) and place[key]]
        if not inner:
            break
        place = place[data.draw(st.sampled_from(inner))]
    keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    place[data.draw(st.sampled_from(keys))] = data.draw(JSON)
    with contextlib.suppress(StoreError):
        python, _, _ = exports(body, tmp_path / "fuzzed")
        ast.parse(python)


def test_a_lists_terminal_codes_are_taken_out_of_what_comes_in() -> None:
    assert without_controls({"a": ["\x1b[31mred\x9b", "two\nlines\t"]}) == {"a": ["�[31mred�", "two\nlines\t"]}
