from __future__ import annotations

import ast
import gc
import re
import threading
from pathlib import Path

import pytest

from ground.syntax import parse, parses

ROOT = Path(__file__).parents[2]


class _Leftover:
    """A cycle whose collection lets another thread run: while a tree is built, that is where threads meet."""

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        threading.Event().wait(0)


def test_threads_read_scripts_at_the_same_time() -> None:
    """By `ast.parse` alone 3.11.7 fails here most times."""
    deep = "finish(" + "+".join(f"({n},[{n}])" for n in range(60)) + ")\n" + "x.y.tap()\n" * 20
    faults: list[BaseException] = []

    def read_many() -> None:
        for _ in range(60):
            for _ in range(3):
                _Leftover()
            try:
                parse(deep)
            except BaseException as e:
                faults.append(e)

    before = gc.get_threshold()
    gc.set_threshold(20)
    try:
        threads = [threading.Thread(target=read_many) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        gc.set_threshold(*before)
    assert faults == []


def test_odd_escapes_warn_nobody(recwarn: pytest.WarningsRecorder) -> None:
    assert isinstance(parse(r"finish('\d')"), ast.Module)
    assert list(recwarn) == []


@pytest.mark.parametrize("text", ["finish(", "if x:", "\x00"])
def test_what_is_no_python_is_an_error(text: str) -> None:
    with pytest.raises((SyntaxError, ValueError)):
        parse(text)


@pytest.mark.parametrize(
    "text", ["phone" + ".wifi" * 400, "x = 'a'" + ".lower()" * 180, "x = 1" + " + 1" * 900, "x = " + "-" * 900 + "1"]
)
def test_what_nests_too_deep_to_be_gone_through_is_no_script(text: str) -> None:
    assert not parses(text)
    with pytest.raises(RecursionError):
        parse(text)


def test_what_is_written_in_earnest_is_no_deep_nesting() -> None:
    assert parses("x = 'a'" + " + 'b'" * 100) and parses("phone" + ".wifi" * 100)


def test_the_product_reads_python_here_alone() -> None:
    direct = re.compile(r"\bast\.parse\(")
    rooms = ("agent", "apidocs", "interpreter", "phones", "sessions", "ui", "foundry", "training", "bench")
    for room in rooms:
        for module in (ROOT / room).rglob("*.py"):
            assert not direct.search(module.read_text(encoding="utf-8")), module
