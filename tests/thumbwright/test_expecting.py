"""Assertions that wait: what holds soon enough passes, and a failure says what was seen."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator

import pytest

import thumbwright as tw

pytestmark = pytest.mark.whole


@pytest.fixture
def phone(still_phone: tw.Phone) -> Iterator[tw.Phone]:
    """The one of all tests here, with the session of the last one ended in that one's home."""
    yield still_phone
    still_phone.app("Notes").finish()


@pytest.fixture
def notes(phone: tw.Phone) -> tw.App:
    app = phone.app("Notes", allow=["commit"])
    assert isinstance(app, tw.App)
    return app


def open_settings(phone: tw.Phone, app: tw.App) -> None:
    app.settings.open()
    phone.expect(app.settings).to_be_open()


Expect = Callable[[tw.Phone, tw.App], object]

TRUE: list[tuple[str, Expect]] = [
    ("on", lambda phone, app: phone.expect(app.settings.autosave_notes).to_be_on()),
    ("off", lambda phone, app: phone.expect(app.settings.monospaced_font).to_be_off()),
    ("row", lambda phone, app: phone.expect(app.note("Gift ideas")).to_exist()),
    ("no row", lambda phone, app: phone.expect(app.note("Nothing of it")).to_be_gone()),
    ("element", lambda phone, app: phone.expect(app.settings.theme).to_exist()),
    ("value", lambda phone, app: phone.expect(app.settings.theme).to_have_value("System default")),
    ("text", lambda phone, app: phone.expect(app.note("Gift ideas")).to_contain_text("gardening gloves")),
    ("pattern", lambda phone, app: phone.expect(app.note("Gift ideas")).to_contain_text(re.compile(r"\d{4}-03"))),
    ("screen", open_settings),
    ("rows", lambda phone, app: phone.expect(app.notes).to_have_rows(14)),
    ("a row", lambda phone, app: phone.expect(app.main.notes).to_have_row("Quotes")),
]
FALSE: list[tuple[str, Expect, str]] = [
    (
        "off",
        lambda phone, app: phone.expect(app.settings.autosave_notes, timeout_s=0.3).to_be_off(),
        r'Expected settings.autosave_notes to be off, within 0.3 s. Seen instead: True .* On the screen: .*"Autosave notes"',
    ),
    (
        "gone",
        lambda phone, app: phone.expect(app.note("Gift ideas"), timeout_s=0.3).to_be_gone(),
        r"Expected main.note\('Gift ideas'\) to be gone",
    ),
    (
        "no such row's text",
        lambda phone, app: phone.expect(app.note("Nope"), timeout_s=0.3).to_have_text("x"),
        r'Seen instead: No row of main.notes in Notes says "Nope"',
    ),
    (
        "rows",
        lambda phone, app: phone.expect(app.notes, timeout_s=0.3).to_have_rows(2),
        r'Seen instead: 14 rows: "Groceries',
    ),
    (
        "screen",
        lambda phone, app: phone.expect(app.settings, timeout_s=0.3).to_be_open(),
        "Expected settings to be open",
    ),
]


@pytest.mark.parametrize("expect", [row[1] for row in TRUE], ids=[row[0] for row in TRUE])
def test_what_holds_passes(phone: tw.Phone, notes: tw.App, expect: Expect) -> None:
    expect(phone, notes)


@pytest.mark.parametrize(("expect", "said"), [row[1:] for row in FALSE], ids=[row[0] for row in FALSE])
def test_what_does_not_hold_says_what_was_seen(phone: tw.Phone, notes: tw.App, expect: Expect, said: str) -> None:
    with pytest.raises(AssertionError, match=said) as failed:
        expect(phone, notes)
    assert isinstance(failed.value, tw.Expected) and failed.value.where


def test_it_waits_for_what_comes_later(phone: tw.Phone, notes: tw.App) -> None:
    notes.settings.open()
    thumb = phone.u2(text="Autosave notes")
    timer = threading.Timer(0.5, thumb.click)
    timer.start()
    phone.expect(notes.settings.autosave_notes).to_be_off()
    timer.join()
    notes.settings.autosave_notes.turn_on()


def test_what_was_read_already_cannot_be_waited_for(phone: tw.Phone, notes: tw.App) -> None:
    with pytest.raises(TypeError, match="takes a thing of an app"):
        phone.expect(notes.settings.autosave_notes.is_on)
    with pytest.raises(TypeError, match="is no list"):
        phone.expect(notes.settings.theme).to_have_rows(1)
