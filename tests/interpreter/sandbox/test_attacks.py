"""One attack a test: each script tries to get out of the sandbox, or to use up what is outside it."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apidocs.doc import AppDoc
from interpreter.sandbox.one_run import SandboxLimits
from interpreter.sandbox.worker import Sandbox
from tests.interpreter.notes_app import NOTES_DOC, NotesHost

REACH = [
    ("subclasses", "().__class__.__base__.__subclasses__()"),
    ("mro", "'x'.__class__.__mro__[1]"),
    ("function-globals", "(lambda: 0).__globals__"),
    ("function-code", "(lambda: 0).__code__"),
    ("method-globals", "main.search.tap.__globals__"),
    ("handle-dict", "main.__dict__"),
    ("handle-ref", "main.ref"),
    ("handle-private", "main._members"),
    ("getattr", "getattr(main, '__' + 'init__')"),
    ("handle-type-called", "type(main)('x')"),
    ("format-globals", "'{0.__globals__}'.format(main.search.tap)"),
    ("format-handle", "'{0.ref}'.format(main)"),
    ("f-string-handle", "f'{main.ref.screen}'"),
    ("import-function", "__import__('os')"),
    ("builtins-module", "import builtins\nbuiltins.__import__('os')"),
    ("loader", "import importlib"),
    ("subprocess", "import subprocess"),
    ("socket", "import socket"),
    ("ctypes", "import ctypes"),
    ("urllib", "import urllib.request"),
    ("sys-modules", "import sys\nsys.modules['os']"),
    ("environment", "import os\nprint(os.environ['HOME'])"),
    ("list-a-folder", "import os\nos.listdir('/')"),
    ("os-system", "import os\nos.system('true')"),
    ("read-a-file", "open('/etc/passwd').read()"),
    ("write-a-file", "open('/tmp/x', 'w').write('x')"),
    ("pathlib", "from pathlib import Path\nPath('/etc/passwd').read_text()"),
    ("traceback-frame", "try:\n    1 / 0\nexcept Exception as e:\n    e.__traceback__.tb_frame"),
    ("generator-frame", "(i for i in [1]).gi_frame.f_back"),
    ("globals", "globals()['main']"),
    ("input", "input()"),
    ("breakpoint", "breakpoint()"),
]


@pytest.mark.parametrize("script", [a[1] for a in REACH], ids=[a[0] for a in REACH])
def test_out_of_reach(sandbox: Sandbox, doc: AppDoc, host: NotesHost, script: str) -> None:
    result = sandbox.run(script, doc, host)
    assert (result.status, result.printed, host.calls) == ("failed", [], [])
    assert result.error and result.error.message


USE_UP = [
    ("long-text", "x = 'a' * 10**10"),
    ("long-list", "x = [0] * 10**9"),
    ("wide-format", "x = f'{1:>9999999999}'"),
    ("power", "10**10**8"),
    ("growing-list", "x = []\nwhile True:\n    x.append('a' * 10000)"),
    ("endless", "while True:\n    pass"),
    ("endless-caught", "while True:\n    try:\n        while True:\n            pass\n    except:\n        pass"),
    (
        "endless-finally",
        "def f():\n    while True:\n        try:\n            pass\n        finally:\n            continue\nf()",
    ),
    ("long-sum", "sum(range(10**12))"),
    ("long-generator", "list(i for i in range(10**10))"),
    ("long-sort", "sorted(range(5_000_000, 0, -1))"),
    ("print", "while True:\n    print('x' * 10000)"),
    ("print-little", "while True:\n    print()"),
    ("sleeps", "import time\nwhile True:\n    time.sleep(0)"),
    ("calls", "while True:\n    main.new_note.tap()"),
    ("calls-caught", "while True:\n    try:\n        main.nothing.tap()\n    except:\n        main.new_note.tap()"),
    ("lookups", "while True:\n    main.new_note"),
    ("lookups-caught", "while True:\n    try:\n        main.nothing\n    except:\n        pass"),
    ("evaluated", "exec('while True:\\n    pass')"),
    ("long-argument", "main.search.set_text('a' * 50_000_000)"),
]


@pytest.mark.parametrize("script", [a[1] for a in USE_UP], ids=[a[0] for a in USE_UP])
def test_bounded(sandbox: Sandbox, doc: AppDoc, host: NotesHost, script: str) -> None:
    began = time.monotonic()
    result = sandbox.run(script, doc, host)
    assert result.status == "limit" and result.stop and result.error
    assert time.monotonic() - began < 15
    assert len(host.calls) <= sandbox.limits.calls
    assert len("".join(result.printed)) <= sandbox.limits.printed_chars + 1


def test_text_of_a_list_that_doubles_ends_with_its_worker(doc: AppDoc, host: NotesHost) -> None:
    with Sandbox() as sandbox:
        result = sandbox.run("x = []\nfor i in range(40):\n    x = [x, x]\nstr(x)", doc, host)
        # which of the two depends on whether the worker could still say so
        assert result.status in ("limit", "crashed") and result.error
        assert sandbox.run("finish(1)", doc, host).answer == "1"


REFUSED = [
    ("recursion", "def f():\n    return f()\nf()", "recursion"),
    ("parentheses", "(" * 5000 + ")" * 5000, "nested"),
    ("long-argument", "main.search.set_text('a' * 1_000_000)", "100,000 are allowed"),
    ("many-arguments", "finish(list(range(20_000)))", "10,000 are allowed"),
    ("deep-argument", "x = []\nfor i in range(5000):\n    x = [x]\nfinish(x)", "too deep"),
    ("large-number", "finish(10**50000)", "too large"),
    ("large-number-as-text", "main.search.set_text(10**50000)", "too large"),
    ("digits", "int('9' * 100000)", "4300"),
]


@pytest.mark.parametrize(("script", "told"), [a[1:] for a in REFUSED], ids=[a[0] for a in REFUSED])
def test_refused(sandbox: Sandbox, doc: AppDoc, host: NotesHost, script: str, told: str) -> None:
    result = sandbox.run(script, doc, host)
    assert (result.status, host.calls) == ("failed", [])
    assert told in str(result.error)


HARMLESS = [
    ("backtracking", "import re\nre.match('(a+)+$', 'a' * 40 + 'b')"),
    ("cyclic-answer", "x = []\nx.append(x)\nfinish(x)"),
    ("assigned-attribute", "main.new_note = 5\nmain.more_options.tap()"),
    ("equal-to-all", "class A:\n    def __eq__(self, o): return True\nA() == main"),
    ("half-a-character", "finish('\\ud800')"),
    ("half-a-character-in-the-script", "finish('\ud800')"),
    ("evaluated-call", "eval('main.new_note.tap()')"),
    ("asyncio", "import asyncio\nasync def f():\n    main.new_note.tap()\nasyncio.run(f())"),
]


@pytest.mark.parametrize("script", [a[1] for a in HARMLESS], ids=[a[0] for a in HARMLESS])
def test_harmless(sandbox: Sandbox, doc: AppDoc, host: NotesHost, script: str) -> None:
    assert sandbox.run(script, doc, host).status in ("ended", "finished")


def test_evaluated_call_crosses_the_gate(sandbox: Sandbox, doc: AppDoc, host: NotesHost) -> None:
    sandbox.run("eval('main.new_note.tap()')", doc, host)
    assert host.said == ["main.new_note tap"]


def test_script_that_is_too_long_is_not_read(doc: AppDoc, host: NotesHost) -> None:
    with Sandbox(SandboxLimits(script_chars=100)) as sandbox:
        result = sandbox.run("main.new_note.tap()\n" * 6, doc, host)
    assert (result.status, host.calls) == ("limit", [])
    assert "100 are allowed" in str(result.error)


def test_run_ends_when_its_time_is_over(doc: AppDoc, host: NotesHost) -> None:
    with Sandbox(SandboxLimits(wall_s=0.0)) as sandbox:
        result = sandbox.run("try:\n    main.new_note.tap()\nexcept:\n    pass", doc, host)
        assert (result.status, host.calls) == ("limit", [])
        waited = sandbox.run("main.new_note.tap()", doc, host, idle_s=lambda: 1e6)
        assert waited.status == "ended"


SNIPPETS = [s for _, s in (*REACH, *HARMLESS)] + [
    "main.new_note.tap()",
    "for n in main.notes():\n    n.open()",
    "try:\n    main.note('x').open()\nexcept Exception as e:\n    print(e)",
    "finish(main.note('Gro').title)",
    "while main.search.exists:\n    main.search.tap()",
    "def f(a, *b, c=1, **d):\n    return a",
    "x = [y for y in range(10) if y % 2]",
    "assert False, 'no'",
    "raise ValueError('x')",
    "del x",
    "import datetime",
]


WORDS = [
    "main",
    ".",
    "notes",
    "(",
    ")",
    "[",
    "]",
    "=",
    "==",
    ":",
    "if",
    "for",
    "in",
    "while",
    "x",
    "'a'",
    "1",
    ",",
    "tap",
    "finish",
    "lambda",
    "not",
    "and",
] + ["\n", "\n    "]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    script=st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from(SNIPPETS), max_size=4).map("\n".join),
        st.lists(st.sampled_from(WORDS)).map(" ".join),
    )
)
def test_any_text_gives_a_result(sandbox: Sandbox, script: str) -> None:
    host = NotesHost()
    result = sandbox.run(script, NOTES_DOC, host)
    assert result.status in ("finished", "ended", "failed", "limit")
    assert (result.error is None) == (result.status in ("finished", "ended"))
    assert result.calls == len(host.calls) <= sandbox.limits.calls
