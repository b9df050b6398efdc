"""Scripts that try to get out of the sandbox, or to use up what is outside it. Each is one attack, by its kind.

reach: takes hold of what no script may have; it has to fail, with no use of the phone. use up: more time, memory or calls
than a script may use; it has to be ended by a limit. refuse: told what is wrong with it, by words that are named. bear: odd,
and allowed to end as it likes; the phone may be used only by what the script plainly says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["reach", "use up", "refuse", "bear"]


@dataclass(frozen=True)
class Attack:
    """One script, and what it may come to besides what its kind allows."""

    name: str
    kind: Kind
    script: str
    told: str = ""
    """Words of the error's."""
    said: str | None = None
    """The uses of the phone that it plainly orders, one after the other; None: none."""


def _all(kind: Kind, *rows: tuple[str, str]) -> list[Attack]:
    return [Attack(name, kind, script) for name, script in rows]


REACH = _all(
    "reach",
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
    # names in other letters, which Python takes for the same
    ("wide-letters", "\uff4f\uff50\uff45\uff4e('/etc/passwd').read()"),
    ("wide-letters-import", "\uff49mport subprocess"),
    ("wide-letters-dunder", "main.__\uff43lass__.__mro__"),
    # modules by other ways
    ("import-from-os", "from os import system\nsystem('true')"),
    ("import-relative", "from . import worker"),
    ("import-ours", "import interpreter.sandbox.worker"),
    ("import-monty", "import pydantic_monty"),
    ("pickle", "import pickle\npickle.loads(b'cos\\nsystem\\n(S\"true\"\\ntR.')"),
    ("marshal", "import marshal\nmarshal.loads(b'')"),
    ("inspect", "import inspect\ninspect.currentframe()"),
    ("collector", "import gc\ngc.get_objects()"),
    ("threads", "import threading\nthreading.Thread(target=print).start()"),
    ("processes", "import multiprocessing\nmultiprocessing.Process(target=print).start()"),
    ("signals", "import signal\nsignal.alarm(0)"),
    ("thumbwright", "import ground.secret_store\nground.secret_store.stored_values()"),
    ("environment-of-secrets", "import os\nos.getenv('THUMBWRIGHT_SECRET_MAIL')[0]"),
    # what stands behind values
    ("reduce", "[].__reduce_ex__(4)[0]('true')"),
    ("builtins-of-a-function", "print.__self__.__import__('os')"),
    ("init-of-a-class", "class A: pass\nA.__init__.__globals__"),
    ("type-makes-a-class", "type('X', (object,), {'x': 1}).__subclasses__()"),
    ("object-subclasses", "object.__subclasses__()"),
    ("handle-bound-self", "main.search.tap.__self__"),
    ("handle-getattribute", "main.__getattribute__('ref')"),
    ("handle-lazy", "main.lookup_lazy_attrs('x')"),
    ("handle-value", "main.value.ref"),
    ("host-from-a-handle", "main.host.call('x')"),
    ("coroutine-frame", "async def f():\n    pass\nf().cr_frame.f_back"),
    ("generator-throw", "def g():\n    yield 1\ng().throw(SystemExit)"),
    ("format-map", "class D(dict):\n    def __missing__(self, k): return main\n'{x.ref}'.format_map(D())"),
    ("percent-of-a-handle", "'%(ref)s' % main"),
    ("cause-of-an-error", "try:\n    main.nothing.tap()\nexcept Exception as e:\n    e.__cause__.tb_frame"),
    ("context-of-an-error", "try:\n    main.nothing.tap()\nexcept Exception as e:\n    e.__context__.host"),
    ("gate-by-name", "print(thumbwright_gate)"),
    ("call-by-a-forged-name", "globals_ = main.search.tap\nglobals_.__name__ = 'finish'\nglobals_()"),
    ("screens-that-are-none", "secrets_page.open()"),
    ("private-screen", "_thing.open()"),
    ("operator-attrgetter", "import operator\noperator.attrgetter('ref')(main)"),
    ("exit", "exit()"),
    ("system-exit-by-os", "import os\nos._exit(0)"),
    ("help", "help('modules')"),
    ("memory-view", "memoryview(b'x').obj.__class__.__subclasses__()"),
)

USE_UP = _all(
    "use up",
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
    ("growing-text", "x = 'ab'\nwhile True:\n    x += x"),
    ("growing-dict", "x = {}\ni = 0\nwhile True:\n    i += 1\n    x[i] = 'a' * 1000"),
    ("growing-set", "x = set()\ni = 0\nwhile True:\n    i += 1\n    x.add(str(i) * 100)"),
    ("replace", "x = 'a' * 50000\nx = x.replace('a', x)"),
    ("join", "x = ','.join(['a' * 10000] * 100000)"),
    ("pad", "x = 'x'.zfill(10**10)"),
    ("centre", "x = 'x'.center(10**10)"),
    ("shift", "x = 1 << 10**11"),
    ("bytes", "x = b'a' * 10**10"),
    ("repeat", "import itertools\nx = list(itertools.repeat('a' * 1000))"),
    ("cycle", "import itertools\nfor x in itertools.cycle([1, 2]):\n    pass"),
    ("product", "import itertools\nx = list(itertools.product(range(1000), repeat=4))"),
    ("closures", "f = lambda: 0\nwhile True:\n    f = (lambda g: lambda: g())(f)"),
    (
        "errors-in-errors",
        "e = 'x'\nwhile True:\n    try:\n        raise ValueError(e * 10)\n    except ValueError as f:\n        e = str(f)",
    ),
    ("equality-that-loops", "class A:\n    def __eq__(self, o):\n        while True:\n            pass\nA() == 1"),
    ("text-that-loops", "class A:\n    def __str__(self):\n        while True:\n            pass\nstr(A())"),
    ("key-that-loops", "def k(x):\n    while True:\n        pass\nsorted([2, 1], key=k)"),
    ("reduced", "import functools\nfunctools.reduce(lambda a, b: a + a, range(100), 'ab')"),
    ("finish-that-never-comes", "def late():\n    while True:\n        pass\nfinish(late())"),
    ("handles", "x = []\ni = 0\nwhile True:\n    i += 1\n    x.append(main.find(str(i)))"),
)  # fmt: skip

REFUSE = [
    Attack("recursion", "refuse", "def f():\n    return f()\nf()", "recursion"),
    Attack("parentheses", "refuse", "(" * 5000 + ")" * 5000, "nested"),
    Attack("argument-of-a-million", "refuse", "main.search.set_text('a' * 1_000_000)", "100,000 are allowed"),
    Attack("many-arguments", "refuse", "finish(list(range(20_000)))", "10,000 are allowed"),
    Attack("deep-argument", "refuse", "x = []\nfor i in range(5000):\n    x = [x]\nfinish(x)", "too deep"),
    Attack("large-number", "refuse", "finish(10**50000)", "too large"),
    Attack("large-number-as-text", "refuse", "main.search.set_text(10**50000)", "too large"),
    Attack("digits", "refuse", "int('9' * 100000)", "4300"),
    Attack("two-functions-recurse", "refuse", "def f(): return g()\ndef g(): return f()\nf()", "recursion"),
    Attack("recursion-in-text", "refuse", "class A:\n    def __repr__(self): return repr(self)\nrepr(A())", "recursion"),
    Attack("brackets", "refuse", "x = " + "[" * 3000 + "]" * 3000, "nested"),
    Attack("chained-nots", "refuse", "x = " + "not " * 4000 + "True", "nested"),
    Attack("handle-for-text", "refuse", "main.search.set_text(main)", "itself"),
    Attack("list-for-text", "refuse", "main.search.set_text(['a'])", "takes a text"),
    Attack("table-for-text", "refuse", "main.search.set_text({'a': 1})", "takes a text"),
    Attack("nothing-for-text", "refuse", "main.search.set_text(None)", "takes a text"),
    Attack("handle-within-an-answer", "refuse", "finish([{'x': main}])", "itself"),
    Attack("not-a-number", "refuse", "wait(float('nan'))", "takes a number"),
    Attack("for-ever", "refuse", "wait(float('inf'))", "takes a number"),
    Attack("argument-by-a-forged-name", "refuse", "main.search.set_text(text='a', selector='b')", "no argument"),
    Attack("too-many-arguments", "refuse", "main.search.tap('x', 1, 2)", "too many"),
    Attack("row-without-a-text", "refuse", "main.note(None)", "takes a text"),
    Attack("not-an-error", "refuse", "raise main", ""),
    Attack("deep-json", "refuse", "import json\njson.loads('[' * 200000)", "recursion"),
]  # fmt: skip

BEAR = [
    Attack("backtracking", "bear", "import re\nre.match('(a+)+$', 'a' * 40 + 'b')"),
    Attack("backtracking-nested", "bear", "import re\nre.match('((a|a)*)*b', 'a' * 60)"),
    Attack("huge-repetition", "bear", "import re\nre.compile('(((a{1000}){1000}){1000})')"),
    Attack("look-behind", "bear", "import re\nre.match('(?<=(a+)+)b', 'a' * 100)"),
    Attack("cyclic-answer", "bear", "x = []\nx.append(x)\nfinish(x)", said="finish"),
    Attack("assigned-attribute", "bear", "main.new_note = 5\nmain.more_options.tap()", said="main.more_options tap"),
    Attack("equal-to-all", "bear", "class A:\n    def __eq__(self, o): return True\nA() == main"),
    Attack("half-a-character", "bear", "finish('\\ud800')", said="finish"),
    Attack("half-a-character-in-the-script", "bear", "finish('\ud800')", said="finish"),
    Attack("evaluated-call", "bear", "eval('main.new_note.tap()')", said="main.new_note tap"),
    Attack(
        "asyncio",
        "bear",
        "import asyncio\nasync def f():\n    main.new_note.tap()\nasyncio.run(f())",
        said="main.new_note tap",
    ),
    Attack("nul", "bear", "x = 'a\x00b'\nfinish(x)", said="finish"),
    Attack("finish-caught", "bear", "try:\n    finish('over')\nexcept BaseException:\n    main.new_note.tap()", said="finish"),
    Attack("finish-finally", "bear", "try:\n    finish('over')\nfinally:\n    main.new_note.tap()", said="finish"),
    Attack(
        "finish-swallowed",
        "bear",
        "class C:\n    def __enter__(self): return self\n    def __exit__(self, *e): return True\n"
        "with C():\n    finish('over')\nmain.new_note.tap()",
        said="finish",
    ),
    Attack("finish-named-anew", "bear", "def finish(x):\n    return x\nfinish('no')"),
    Attack("prelude-named-anew", "bear", "def _best(*a): return main\nmin([1, 2], key=lambda x: x)"),
    Attack("finish-in-a-key", "bear", "sorted([2, 1], key=lambda x: finish(x))", said="finish"),
    Attack("screen-named-anew", "bear", "main = None\nprint(main)"),
    Attack("error-with-a-handle", "bear", "try:\n    raise ValueError(main)\nexcept ValueError as e:\n    print(e)"),
    Attack("order-in-a-text", "bear", "x = 'finish(); main.new_note.tap()'\nprint(x)"),
    Attack("decimal-far-out", "bear", "from decimal import Decimal\nDecimal('1e999999') + 1"),
    Attack("escape-codes", "bear", "print('\\x1b[2J\\x1b]0;x\\x07')"),
    Attack("many-lines", "bear", "x = 1\n" * 3000),
    Attack("bidi-names", "bear", "x\u0661 = 1\nprint(x\u0661)"),
    Attack("path-for-an-app", "bear", "open_app('../../x; rm -rf /')", said="open_app"),
    Attack("path-for-a-secret", "bear", "secret('../../etc/passwd')", said="secret"),
    Attack("variable-for-a-secret", "bear", "secret('PATH')", said="secret"),
]  # fmt: skip

ALL = [*REACH, *USE_UP, *REFUSE, *BEAR]
