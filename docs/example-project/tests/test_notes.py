"""What Notes promises, tried on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thumbwright import Phone

if TYPE_CHECKING:
    from notes import Notes

pytestmark = pytest.mark.thumbwright(app="Notes", allow=["commit"], fresh=True)


def test_a_note_is_kept(phone: Phone) -> None:
    notes: Notes = phone.app()
    notes.new_note.title.set_text("Dentist")
    notes.new_note.save.tap()
    phone.expect(notes.note("Dentist")).to_exist()


@pytest.mark.parametrize("number", [1, 2])
def test_every_test_begins_with_the_same_notes(phone: Phone, number: int) -> None:
    notes: Notes = phone.app()
    phone.expect(notes.note("Dentist")).to_be_gone()
    phone.expect(notes.main.notes).to_have_rows(14)
    notes.new_note.title.set_text("Dentist")
    notes.new_note.save.tap()


def test_a_setting_stays_as_it_is_put(phone: Phone) -> None:
    notes: Notes = phone.app()
    notes.settings.show_word_count.turn_on()
    notes.main.open()
    phone.expect(notes.settings.show_word_count).to_be_on()


def test_nothing_is_kept_of_a_note_that_is_left(phone: Phone) -> None:
    notes: Notes = phone.app()
    notes.settings.autosave_notes.turn_off()
    notes.new_note.title.set_text("Dentist")
    notes.back()
    phone.expect(notes.find("Discard")).to_exist()


def test_a_script_of_ours_does_its_work(phone: Phone) -> None:
    result = phone.run('settings.theme.choose("Dark")\nfinish(settings.theme.value)')
    assert result.expect_done().answer == "Dark"
