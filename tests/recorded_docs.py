"""Docs of the recorded apps, where their recordings lie beside the repository, made from the walks as the product makes them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from agent.learn.learning import doc_from
from apidocs.doc import AppDoc
from apidocs.explore.droidbot import read_recording

RECORDINGS = Path(__file__).parents[2] / "shared" / "droidtask"
APPS = sorted(p.parent.name for p in RECORDINGS.glob("*/exploration.json"))
recorded = pytest.mark.skipif(not APPS, reason=f"no recordings of real apps in {RECORDINGS}")


@cache
def doc_of_recording(app: str) -> AppDoc:
    """To be read, not changed: every test gets the same one."""
    return doc_from(read_recording(RECORDINGS / app).walk)
