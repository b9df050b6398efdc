"""Throws at one of `tests.fuzz_targets` what a fuzzer makes up that sees which of our lines each input reaches.

atheris is no part of the tests' own needs, and is there for Linux and macOS: `pip install atheris`, then
`python -m tests.fuzz_longer TARGET -max_total_time=300`. What it finds goes into `test_fuzzing.FOUND`, and is mended.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]

OURS = ["agent", "apidocs", "demophone", "ground", "interpreter", "phones", "sessions", "thumbwright"]


def main() -> None:
    name, *options = sys.argv[1:]
    os.environ.setdefault("THUMBWRIGHT_HOME", tempfile.mkdtemp())
    with atheris.instrument_imports(include=OURS):
        from tests.fuzz_targets import TARGETS, seeds
    corpus = tempfile.mkdtemp()
    for number, seed in enumerate(seeds()[name]):
        (Path(corpus) / str(number)).write_bytes(seed)
    atheris.Setup([sys.argv[0], corpus, *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
