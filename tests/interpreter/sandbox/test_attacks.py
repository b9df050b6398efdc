"""One attack a test: each script tries to get out of the sandbox, or to use up what is outside it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apidocs.doc import AppDoc
from bench.trust.attack_scripts import ALL, BEAR, REACH, Attack
from bench.trust.attacks import by_script
from interpreter.sandbox.one_run import SandboxLimits
from interpreter.sandbox.worker import Sandbox
from tests.interpreter.notes_app import NOTES_DOC, NotesHost


@pytest.mark.parametrize("attack", ALL, ids=[f"{attack.kind}-{attack.name}" for attack in ALL])
def test_a_script_gets_nowhere(sandbox: Sandbox, attack: Attack) -> None:
    row = by_script(attack, sandbox)
    assert (row.escaped, row.seconds < 15) == ("", True), row.ended


def test_a_judge_of_attacks_knows_one_that_comes_through(sandbox: Sandbox) -> None:
    """Against a test that can't fail: each kind, with a script that does what it must not."""
    through = [
        Attack("printed", "reach", "print('out')"),
        Attack("used the phone", "reach", "main.search.tap()\n1 / 0"),
        Attack("ended", "use up", "x = 1"),
        Attack("not refused", "refuse", "main.search.set_text('a')"),
        Attack("refused for another reason", "refuse", "1 / 0", "too large"),
        Attack("one call too many", "bear", "main.search.tap()\nmain.search.tap()", said="main.search tap"),
    ]
    assert [attack.name for attack in through if not by_script(attack, sandbox).escaped] == []


def test_text_of_a_list_that_doubles_ends_with_its_worker(doc: AppDoc, host: NotesHost) -> None:
    with Sandbox() as sandbox:
        result = sandbox.run("x = []\nfor i in range(40):\n    x = [x, x]\nstr(x)", doc, host)
        # which of the two depends on whether the worker could still say so
        assert result.status in ("limit", "crashed") and result.error
        assert sandbox.run("finish(1)", doc, host).answer == "1"


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


SNIPPETS = [one.script for one in (*REACH, *BEAR)] + [
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
