"""Docs of recorded apps: general claims that hold for any app, over recordings that lie beside the repository."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from apidocs.doc import AppDoc, Kind
from apidocs.doc.api import RESERVED
from apidocs.explore.droidbot import Recording, read_recording
from apidocs.make.building import Builder
from apidocs.screens.recognising import ScreenIndex
from apidocs.screens.windows import texts

RECORDINGS = Path(__file__).parents[4] / "shared" / "droidtask"
APPS = sorted(p.parent.name for p in RECORDINGS.glob("*/exploration.json"))
pytestmark = pytest.mark.skipif(not APPS, reason=f"no recordings in {RECORDINGS}")


@cache
def made(app: str) -> tuple[Recording, Builder, AppDoc]:
    recording = read_recording(RECORDINGS / app)
    builder = Builder(recording.walk)
    return recording, builder, builder.build()


@pytest.mark.parametrize("app", APPS)
def test_every_dump_of_the_walk_is_told_as_the_screen_it_was_put_into(app: str) -> None:
    _, builder, doc = made(app)
    index = ScreenIndex(doc)
    wrong = []
    for place in builder.places.values():
        for dump, _, _ in place.dumps:
            found = index.identify(dump)
            if found is None or found.name != place.name:
                wrong.append((place.name, found.name if found else None))
    assert wrong == []


@pytest.mark.parametrize("app", APPS)
def test_names_are_valid_unique_and_without_numbers(app: str) -> None:
    _, _, doc = made(app)
    assert [name for name, count in Counter(s.name for s in doc.screens).items() if count > 1] == []
    for screen in doc.screens:
        items = [e.item.name for e in screen.elements if e.item]
        names = [e.name for e in screen.elements] + items
        assert [name for name, count in Counter(names).items() if count > 1] == [], screen.name
        for name in [screen.name, *names]:
            assert name.isidentifier() and name not in RESERVED and len(name) <= 50, name
    numbered = [s.name for s in doc.screens if s.name[-1].isdigit()]
    assert numbered == []


@pytest.mark.parametrize("app", APPS)
def test_what_rows_say_is_in_no_name_label_or_title(app: str) -> None:
    _, builder, doc = made(app)
    said = {
        n.text.strip()
        for place in builder.places.values()
        for rows in (r for many in place.lists.values() for r in many)
        for row in rows.rows
        for n in texts(row)
        if rows.container.short_class != "HorizontalScrollView"
    }
    outside = {
        words.strip()
        for p in builder.places.values()
        for _, seen, _ in p.dumps
        for n in seen.window.nodes
        for words in (n.text, n.content_desc)
        if words and id(n) not in seen.lists.inside
    }
    rows_alone = {words.lower() for words in said - outside if len(words) > 2}
    for screen in doc.screens:
        shown = {screen.title.lower()} | {e.label.lower() for e in screen.elements}
        shown |= {option.lower() for e in screen.elements for option in e.options}
        assert shown & rows_alone == set(), screen.name


@pytest.mark.parametrize("app", APPS)
def test_transitions_name_what_is_there(app: str) -> None:
    _, _, doc = made(app)
    for move in doc.transitions:
        source = doc.screen(move.source)
        assert source is not None and doc.screen(move.target) is not None
        assert not move.element or source.element(move.element) is not None, move


@pytest.mark.parametrize("app", APPS)
def test_acts_of_the_walk_are_on_things_the_doc_has(app: str) -> None:
    recording, _, doc = made(app)
    done = [
        s.act for s in recording.walk.steps if s.act is not None and s.act.kind in ("tap", "long_press", "set_text")
    ]
    kept = sum(t.seen for t in doc.transitions if t.element)
    # the rest stays on its screen (toggles, options) or happened in other apps
    assert kept >= len(done) * 0.4


@pytest.mark.parametrize("app", APPS)
def test_a_doc_is_small(app: str) -> None:
    _, _, doc = made(app)
    named = sum(1 for s in doc.screens for _ in s.elements)
    assert 1 <= len(doc.screens) <= 45 and named <= 260
    assert all(len(s.elements) <= 40 for s in doc.screens)
    assert any(e.kind is Kind.TOGGLE for s in doc.screens for e in s.elements)
