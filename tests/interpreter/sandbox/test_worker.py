"""What a script can do in the sandbox, and what it is told when it goes wrong."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from datetime import datetime

import pytest

from apidocs.doc import AppDoc
from ground.errors import PhoneError
from interpreter.calls import Call, Ref
from interpreter.calls.errors import CallFailed, Cancelled, Denied, LimitReached, Stop
from interpreter.sandbox.one_run import SandboxLimits
from interpreter.sandbox.worker import Sandbox
from tests.interpreter.notes_app import NotesHost

TIDY = """\
create_note.title.set_text("Groceries")
create_note.ok.tap()
for note in main.notes():
    if "draft" in note.title:
        note.long_press()
        selection.delete.tap()
finish("tidied")
"""


def raising(error: BaseException, op: str = "") -> Callable[[Call], object]:
    def before(call: Call) -> object:
        if not op or call.op == op:
            raise error
        return None

    return before


def test_every_call_carries_its_ref_line_and_text(sandbox: Sandbox, doc: AppDoc, host: NotesHost) -> None:
    result = sandbox.run(TIDY, doc, host)
    assert (result.status, result.answer, result.calls) == ("finished", "tidied", 8)
    assert host.said == [
        "create_note.title set_text Groceries",
        "create_note.ok tap",
        "main.notes rows",
        "main.notes('draft b') long_press",
        "selection.delete tap",
        "main.notes('draft a') long_press",
        "selection.delete tap",
        "finish tidied",
    ]
    assert [c.line for c in host.calls] == [1, 2, 3, 5, 6, 5, 6, 7]
    assert [c.in_loop for c in host.calls] == [False, False, False, True, True, True, True, False]
    assert host.calls[0].source == 'create_note.title.set_text("Groceries")'
    assert [c.seq for c in host.calls] == list(range(1, 9))


def test_line_numbers_survive_text_beyond_ascii(sandbox: Sandbox, doc: AppDoc, host: NotesHost) -> None:
    sandbox.run('x = "ä€😀" * 3\nmain.search.set_text("größe")\n', doc, host)
    assert (host.calls[0].line, host.calls[0].source) == (2, 'main.search.set_text("größe")')


def test_a_call_over_several_lines_is_told_in_one(sandbox: Sandbox, doc: AppDoc, host: NotesHost) -> None:
    sandbox.run('main.search.set_text(\n    "two  spaces"\n    " stay"\n)\nfinish("x")\n', doc, host)
    assert (host.calls[0].line, host.calls[0].source) == (1, 'main.search.set_text("two  spaces" " stay")')
    assert (host.calls[1].line, host.calls[1].source) == (5, 'finish("x")')


def test_call_in_a_function_that_a_loop_calls_counts_as_in_the_loop(
    sandbox: Sandbox, doc: AppDoc, host: NotesHost
) -> None:
    sandbox.run("def press():\n    main.new_note.tap()\n\nfor _ in range(2):\n    press()\n", doc, host)
    assert [(c.line, c.in_loop) for c in host.calls] == [(2, True), (2, True)]


VALUES = [
    ("property", "settings.version.text", "some text"),
    ("property-called", "settings.autosave_notes.is_on()", "False"),
    ("row-text-part", 'main.note("Gro").title', "Groceries"),
    ("row-toggle-part", 'main.note("Gro").pinned.is_on', "False"),
    ("method-as-value", "(lambda f: f('Gro').title)(main.note)", "Groceries"),
    ("function-as-value", "[f('?') for f in [ask]]", "['an answer']"),
    ("equal-to-itself", "main.new_note == main.new_note", "True"),
    ("different-elements-differ", "main.new_note == main.more_options", "False"),
    ("rows-differ", "main.notes()[0] == main.notes()[1]", "False"),
    ("same-row-in-list", "main.notes()[0] in main.notes()", "True"),
    ("sorted-in-reverse", "sorted([3, 1, 2], reverse=True)", "[3, 2, 1]"),
    ("sorted-is-stable-in-reverse", "sorted(['b1', 'a', 'b2'], key=lambda s: s[0], reverse=True)", "['b1', 'b2', 'a']"),
    ("min-by-key", "min(main.notes(), key=lambda n: n.title).title", "Groceries"),
    ("max-by-key", "max(main.notes(), key=lambda n: n.title).title", "draft b"),
    ("max-keeps-the-first", "max([(1, 'a'), (1, 'b')], key=lambda p: p[0])[1]", "a"),
    (
        "clock-times",
        "[t for t in ['9:00', '06:40', '7:15 AM', '8:00\u202fp.m.'] if clock_minutes(t) < clock_minutes('08:00')]",
        "['06:40', '7:15 AM']",
    ),
    ("clock-time-first", "[clock_minutes('8 pm') <= clock_minutes(t) for t in ['19:30', '20:00']]", "[False, True]"),
    (
        "no-clock-time",
        "[clock_minutes('no alarm') < clock_minutes('08:00'), clock_minutes('all day') > clock_minutes(8)]",
        "[False, False]",
    ),
    ("min-default", "min([], key=len, default='none')", "none"),
    ("min-of-arguments", "min(3, 1, 2)", "1"),
    ("map-over-rows", "list(map(lambda n: n.pinned.is_on, main.notes()))", "[False, False, False]"),
    ("filter-rows", "[n.title for n in filter(lambda n: not n.pinned.is_on, main.notes())][0]", "Groceries"),
    ("filter-none", "list(filter(None, [0, 1]))", "[1]"),
    ("next-of-generator", "next(n.title for n in main.notes() if 'draft' in n.title)", "draft b"),
    ("next-default", "next((n for n in main.notes() if n.title == 'x'), 'none')", "none"),
    ("number-for-a-text", "main.search.set_text(5)", "None"),
    ("keyword-argument", 'settings.theme.choose(option="Dark")', "None"),
    ("f-string", "f\"{main.note('Gro').title:>12}\"", "   Groceries"),
    ("found", 'settings.find("Autosave").is_on', "False"),
    ("found-in-front", 'find("Autosave").text', "some text"),
]


@pytest.mark.parametrize(("expression", "value"), [v[1:] for v in VALUES], ids=[v[0] for v in VALUES])
def test_expression_gives(sandbox: Sandbox, doc: AppDoc, host: NotesHost, expression: str, value: str) -> None:
    result = sandbox.run(f"print({expression})", doc, host)
    assert (result.error, "".join(result.printed)) == (None, value + "\n")


@pytest.mark.parametrize("texts", [True, False], ids=["texts-sent-along", "texts-read-when-asked"])
def test_rows_sort_by_their_texts(sandbox: Sandbox, doc: AppDoc, host: NotesHost, texts: bool) -> None:
    host.texts = texts
    script = (
        "rows = main.notes()\n"
        "rows[:] = sorted(rows, \n"
        "    key=lambda n: n.title, reverse=True\n"
        ")\n"
        "print([n.title for n in rows], [n.title for n in sorted(main.notes(), key=lambda n: n.title)])\n"
        "main.new_note.tap()\n"
    )
    result = sandbox.run(script, doc, host)
    assert result.printed == ["['draft b', 'draft a', 'Groceries'] ['Groceries', 'draft a', 'draft b']\n"]
    assert host.calls[-1].line == 6
    assert ("main.notes('Groceries').title text" in host.said) is not texts


def test_row_shows_its_newest_text(sandbox: Sandbox, doc: AppDoc, host: NotesHost) -> None:
    def rename(call: Call) -> object:
        if call.ref.element == "body":
            host.titles[0] = "Renamed"
        return None

    host.before = rename
    script = 'a = main.notes()[0]\neditor.body.set_text("x")\nb = main.notes()[0]\nprint(a.title, b.title)'
    assert sandbox.run(script, doc, host).printed == ["Groceries Renamed\n"]


def test_modules_of_the_library_work(sandbox: Sandbox, doc: AppDoc, host: NotesHost) -> None:
    script = (
        "import re, json, math, random\nfrom datetime import datetime, timedelta\nfrom collections import Counter\n"
        "print(re.sub('a', 'b', 'a'), json.dumps([1]), math.ceil(0.5), random.randint(1, 1), Counter('aa')['a'])\n"
        "print((datetime.now() + timedelta(days=1)).strftime('%Y-%m-%d'))"
    )
    result = sandbox.run(script, doc, host, now=datetime(2026, 2, 28, 9))
    assert "".join(result.printed) == "b [1] 1 1 2\n2026-03-01\n"


def test_random_numbers_are_the_same_every_time(sandbox: Sandbox, doc: AppDoc, host: NotesHost) -> None:
    script = "import random\nprint(random.random(), random.sample(range(99), 5))"
    assert sandbox.run(script, doc, host).printed == sandbox.run(script, doc, host).printed


def test_people_are_shown_the_script_as_it_was_written(sandbox: Sandbox, doc: AppDoc, host: NotesHost) -> None:
    line = 'main.search.set_text(str([n.date < "08:00" for n in main.notes()]) + 1)'
    result = sandbox.run(line, doc, host)
    assert result.error is not None and result.error.source == line
    assert {call.source for call in host.calls} == {"main.notes()"}


def test_sleep_is_a_wait_of_the_host(sandbox: Sandbox, doc: AppDoc, host: NotesHost) -> None:
    sandbox.run("import time\ntime.sleep(3)\nwait(2)", doc, host)
    assert host.said == ["wait 3.0", "wait 2.0"]


# what ends a script


@pytest.mark.parametrize(
    "script",
    [
        'finish("no")\nmain.new_note.tap()',
        'try:\n    finish("no")\nexcept:\n    main.new_note.tap()',
        'try:\n    finish("no")\nexcept BaseException:\n    main.new_note.tap()',
        'try:\n    finish("no")\nfinally:\n    main.new_note.tap()',
        'while True:\n    try:\n        finish("no")\n    except BaseException:\n        main.new_note.tap()',
    ],
    ids=["plain", "bare-except", "base-exception", "finally", "loop"],
)
def test_nothing_runs_after_finish(sandbox: Sandbox, doc: AppDoc, host: NotesHost, script: str) -> None:
    result = sandbox.run(script, doc, host)
    assert (result.status, result.answer, host.said) == ("finished", "no", ["finish no"])


@pytest.mark.parametrize(
    ("stop", "status"),
    [(Denied("not allowed"), "stopped"), (Cancelled("stopped"), "stopped"), (LimitReached("too often"), "limit")],
    ids=["denied", "cancelled", "limit"],
)
@pytest.mark.parametrize("guard", ["except:", "except BaseException:", "finally:"])
@pytest.mark.parametrize("act", ["main.new_note.tap()", "settings.autosave_notes.is_on"], ids=["call", "read"])
def test_what_the_host_stops_no_script_can_catch(
    sandbox: Sandbox, doc: AppDoc, host: NotesHost, stop: Stop, status: str, guard: str, act: str
) -> None:
    host.before = raising(stop)
    result = sandbox.run(f"try:\n    {act}\n{guard}\n    finish('caught')", doc, host)
    assert (result.status, result.stop, len(host.calls)) == (status, stop, 1)
    assert result.error and result.error.line == 2 and str(stop) in result.error.message


@pytest.mark.parametrize("act", ["main.new_note.tap()", "settings.autosave_notes.is_on"], ids=["call", "read"])
def test_failed_call_can_be_caught(sandbox: Sandbox, doc: AppDoc, host: NotesHost, act: str) -> None:
    def fails_at_first(call: Call) -> object:
        if call.seq == 1:
            raise CallFailed("not on the screen")
        return None

    host.before = fails_at_first
    result = sandbox.run(f"try:\n    {act}\nexcept Exception as e:\n    finish(f'no: {{e}}')", doc, host)
    assert (result.status, result.answer) == ("finished", "no: not on the screen")


@pytest.mark.parametrize("act", ["main.new_note.tap()", "settings.autosave_notes.is_on"], ids=["call", "read"])
def test_failed_call_that_is_not_caught_names_its_line(
    sandbox: Sandbox, doc: AppDoc, host: NotesHost, act: str
) -> None:
    host.before = raising(CallFailed("not on the screen"))
    result = sandbox.run(f"def go():\n    {act}\n\ngo()", doc, host)
    assert result.status == "failed" and result.error
    assert (result.error.line, result.error.source, result.error.message) == (2, act, "not on the screen")
    assert (result.error.kind, result.error.via, result.error.call) == ("CallFailed", (4,), host.calls[0])


def test_an_error_of_the_phone_leaves_the_sandbox_and_the_next_run_works(
    sandbox: Sandbox, doc: AppDoc, host: NotesHost
) -> None:
    host.before = raising(PhoneError("the phone is gone"))
    with pytest.raises(PhoneError, match="the phone is gone"):
        sandbox.run("try:\n    main.new_note.tap()\nexcept:\n    pass", doc, host)
    assert sandbox.run("finish(1)", doc, NotesHost()).answer == "1"


@pytest.mark.parametrize("error", [TypeError("x"), NameError("x"), AttributeError("x"), RuntimeError("x")])
def test_a_defect_of_the_host_is_not_taken_for_one_of_the_script(
    sandbox: Sandbox, doc: AppDoc, host: NotesHost, error: Exception
) -> None:
    host.before = raising(error)
    with pytest.raises(type(error)):
        sandbox.run("main.new_note.tap()", doc, host)
    with pytest.raises(type(error)):
        sandbox.run("print(settings.version.text)", doc, host)


def test_cancel_before_the_next_call(sandbox: Sandbox, doc: AppDoc, host: NotesHost) -> None:
    cancel = threading.Event()

    def press(call: Call) -> object:
        if call.seq == 2:
            cancel.set()
        return None

    host.before = press
    result = sandbox.run(
        "while True:\n    try:\n        main.new_note.tap()\n    except: pass", doc, host, cancel=cancel
    )
    assert (result.status, type(result.stop), len(host.calls)) == ("stopped", Cancelled, 2)


def test_cancel_while_the_script_computes(
    sandbox: Sandbox, doc: AppDoc, host: NotesHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancel = threading.Event()
    monkeypatch.setattr("interpreter.sandbox.one_run.Run._print", lambda run, stream, text: cancel.set())
    script = "print('here')\nwhile True:\n    pass"
    result = sandbox.run(script, doc, host, cancel=cancel)
    assert (result.status, type(result.stop)) == ("stopped", Cancelled)


def test_cancelled_beforehand_runs_nothing(sandbox: Sandbox, doc: AppDoc, host: NotesHost) -> None:
    cancel = threading.Event()
    cancel.set()
    result = sandbox.run("print(1)\nmain.new_note.tap()", doc, host, cancel=cancel)
    assert (result.status, result.printed, host.calls) == ("stopped", [], [])


# what a script is told

MISTAKES = [
    ("unknown-screen", "setings.theme.tap()", "Did you mean `settings`?"),
    ("element-without-screen", "new_note.tap()", "Did you mean `main.new_note`?"),
    ("near-element-without-screen", "autosave.tap()", "`settings.autosave_notes`"),
    ("unknown-element", "settings.autosave.turn_on()", "Did you mean `settings.autosave_notes`"),
    ("wrong-screen", "main.theme.choose('x')", "Did you mean `settings.theme`?"),
    ("wrong-method", "settings.theme.set_text('x')", "It has: choose(option), value, tap(), text, exists"),
    ("missing-argument", "settings.theme.choose()", "choose() needs 'option'"),
    ("too-many-arguments", "settings.theme.choose('a', 'b')", "too many arguments: choose(option)"),
    ("unknown-argument", "settings.theme.choose(name='a')", "no argument 'name'"),
    ("wrong-type", "settings.theme.choose([1])", "choose(option) takes a text, got [1]"),
    ("handle-as-text", "main.search.set_text(settings.version)", "write settings.version.text"),
    ("screen-as-answer", "finish(main)", "given main itself, which is no text"),
    ("list-not-called", "for n in main.notes:\n    pass", "Lists are read with a call: main.notes()"),
    ("list-subscripted", "main.notes['x']", "main.notes()"),
    ("screen-called", "main()", "main is a screen"),
    ("element-called", "main.new_note()", "main.new_note is a button"),
    ("text-of-a-text", "main.note('Gro').title.text", "It is a text already"),
    ("method-on-list", "main.notes().tap()", "go through it with `for`"),
    ("unknown-import", "import requests", "Scripts have re, datetime"),
    ("no-files", "open('notes.txt')", "no files, no network"),
    ("no-files-either", "import os\nos.listdir('/')", "no files, no network"),
    ("call-in-a-callback", "[[1, 2]][0].sort(key=lambda n: main.note('G').title)", "Write it as a for loop"),
    ("read-in-a-callback", "[main.notes()][0].sort(key=lambda n: n.pinned.is_on)", "Read `.pinned` in a for loop"),
    ("syntax", "for x in y\n    pass", "Line 1"),
    ("not-supported", "def f():\n    yield 1", "yield"),
]


@pytest.mark.parametrize(("script", "told"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_mistake_is_told(sandbox: Sandbox, doc: AppDoc, host: NotesHost, script: str, told: str) -> None:
    result = sandbox.run(script, doc, host)
    assert result.status == "failed" and result.error
    assert told in str(result.error)
    assert result.error.line == (2 if script.startswith(("import", "def")) and "\n" in script else 1)


def test_print_is_capped(doc: AppDoc, host: NotesHost) -> None:
    with Sandbox(SandboxLimits(printed_chars=1_000)) as sandbox:
        result = sandbox.run("for i in range(1000):\n    print('x' * 99)", doc, host)
    assert result.status == "ended"
    assert 1_000 <= len("".join(result.printed)) <= 1_001


# the worker


def workers() -> set[str]:
    """Processes of ours that run monty."""
    found = set()
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as f:
                after = f.read().rsplit(")", 1)
        except OSError:
            continue
        state, parent = after[1].split()[:2]
        if int(parent) == os.getpid() and "monty" in after[0] and state != "Z":
            found.add(pid)
    return found


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks at /proc to see the worker processes")
@pytest.mark.parametrize(
    "script",
    ["finish(1)", "while True:\n    pass", "main.new_note.tap()", "x = []\nwhile True:\n    x = [x, x]\nstr(x)"],
    ids=["finished", "endless", "cancelled", "eats-memory"],
)
def test_close_leaves_no_worker(doc: AppDoc, host: NotesHost, script: str) -> None:
    before = workers()
    host.before = raising(Cancelled("stopped"), "tap")
    sandbox = Sandbox(SandboxLimits(turn_s=0.2))
    sandbox.run(script, doc, host)
    assert workers() - before
    sandbox.close()
    sandbox.close()
    assert not workers() - before


def test_closed_sandbox_opens_again(doc: AppDoc, host: NotesHost) -> None:
    sandbox = Sandbox()
    for _ in range(2):
        assert sandbox.run("finish(1)", doc, host).status == "finished"
        sandbox.close()


async def test_runs_while_an_event_loop_runs(sandbox: Sandbox, doc: AppDoc) -> None:
    there = await asyncio.gather(*(asyncio.to_thread(sandbox.run, f"finish({n})", doc, NotesHost()) for n in range(3)))
    here = sandbox.run("finish('here')", doc, NotesHost())
    assert [r.answer for r in (*there, here)] == ["0", "1", "2", "here"]


def test_scripts_share_nothing(sandbox: Sandbox, doc: AppDoc, host: NotesHost) -> None:
    sandbox.run("import math\nleft = 1\nmath.left = 2\nsorted = None", doc, host)
    result = sandbox.run("import math\nprint(sorted([2, 1]), hasattr(math, 'left'))\nprint(left)", doc, host)
    assert "".join(result.printed) == "[1, 2] False\n"
    assert result.error and result.error.kind == "NameError"


def test_host_ref_of_a_found_element_comes_back(sandbox: Sandbox, doc: AppDoc, host: NotesHost) -> None:
    sandbox.run('x = settings.find("Autosave")\nx.turn_off()', doc, host)
    assert host.calls[-1].ref == Ref(screen="settings", found="Autosave")
