"""Shared by the tests of the sandbox side: the notes app's doc, its host, and one sandbox."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from apidocs.doc import AppDoc
from interpreter.sandbox.one_run import SandboxLimits
from interpreter.sandbox.worker import Sandbox
from tests.interpreter.notes_app import NOTES_DOC, NotesHost


@pytest.fixture
def doc() -> AppDoc:
    return NOTES_DOC.model_copy(deep=True)


@pytest.fixture
def host() -> NotesHost:
    return NotesHost()


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One for all tests, with short limits: a bound that is met costs its time."""
    with Sandbox(SandboxLimits(turn_s=0.3, compute_s=1.0, wall_s=20.0, calls=60, crossings=2_000)) as shared:
        yield shared
