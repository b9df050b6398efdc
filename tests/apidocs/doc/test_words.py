"""Words and names out of ids and labels."""

from __future__ import annotations

import keyword
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apidocs.doc.words import (
    alone,
    identifier,
    plural,
    related,
    singular,
    split_words,
    stem,
    what_is_switched,
    within_sentence,
)
from apidocs.elements.naming import Namer, id_words

LABELS = [
    ("Add a new note", "add_new_note"),
    ("Customize colors (Locked)", "customize_colors_locked"),
    ("3 open tabs", "open_tabs"),
    ("What’s new", "whats_new"),
    ("GitHub", "github"),
    ("Größe ändern", "grosse_andern"),
    ("设置", "设置"),
    ("import", "import_"),
    ("…", ""),
    ("", ""),
]


@pytest.mark.parametrize(("label", "name"), LABELS, ids=[label or "nothing" for label, _ in LABELS])
def test_labels_become_names(label: str, name: str) -> None:
    assert identifier(label) == name


@given(st.text(max_size=60))
def test_a_name_is_an_identifier_or_nothing(text: str) -> None:
    name = identifier(text)
    assert name == "" or name.isidentifier() and not keyword.iskeyword(name)


@pytest.mark.parametrize(
    ("id_name", "prefix", "name"),
    [
        ("settings_font_size_holder", "settings", "font_size"),
        ("btnSaveNote", "", "save_note"),
        ("contact_numbers_add_new", "contact", "add_new_number"),
        ("selected_contact_remove", "", "remove_selected_contact"),
        ("image_view", "", ""),
        ("ll_thing", "", "thing"),
        ("lbl_score", "", "score"),
        ("edit_text3", "", ""),
        ("mp3_player", "", "mp3_player"),
    ],
)
def test_ids_become_names(id_name: str, prefix: str, name: str) -> None:
    assert id_words(id_name, prefix) == name


@pytest.mark.parametrize(("one", "many"), [("note", "notes"), ("entry", "entries"), ("box", "boxes"), ("day", "days")])
def test_plurals_come_back(one: str, many: str) -> None:
    assert (plural(one), singular(many)) == (many, one)


@pytest.mark.parametrize(
    ("id_name", "said", "label"),
    [("first_name", "First name", True), ("contact_number", "555 0100", False), ("edit_timer_sound", "Cesium", False)],
)
def test_a_text_that_its_id_speaks_of_is_a_label(id_name: str, said: str, label: bool) -> None:
    assert related(id_name, said) is label


def test_ids_split_at_case_and_signs() -> None:
    assert split_words("settings_showWordCount2") == ("settings", "show", "word", "count2")


def test_a_taken_name_gets_a_qualifier_and_never_a_number() -> None:
    namer = Namer()
    names = [namer.give("settings", qualifiers=["main", "timer"]) for _ in range(9)]
    assert names[:3] == ["settings", "main_settings", "timer_settings"]
    assert len(set(names)) == 9 and not any(c.isdigit() for name in names for c in name)


def test_a_reserved_word_gets_its_kind() -> None:
    assert Namer().give("filter", kind="button") == "filter_button"


@pytest.mark.parametrize(
    ("text", "where", "stands"),
    [
        ("Disney+", "watch it on Disney+, please", True),
        ("Disney+", "on Disney+2", False),
        ("C++", "C++", True),
        ("note", "a note", True),
        ("note", "two notes", False),
        (".net", "asp.net", False),
        ("", "anything", False),
        ("", "", False),
    ],
)
def test_a_text_alone_is_no_part_of_a_longer_word(text: str, where: str, stands: bool) -> None:
    assert bool(re.search(alone(text), where)) == stands


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dark theme", "dark theme"),
        ("Battery Saver is still not on", "Battery Saver is still not on"),
        ("Wi-Fi is off", "Wi-Fi is off"),
        ("No row says so", "no row says so"),
        ("", ""),
    ],
)
def test_names_keep_their_capitals_within_a_sentence(text: str, said: str) -> None:
    assert within_sentence(text) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [("vibrate_onoff", "vibrate"), ("vibrate_switch", "vibrate"), ("onoff", "onoff"), ("state_of_it", "state of it")],
)
def test_a_switch_is_named_by_what_it_switches(name: str, said: str) -> None:
    assert what_is_switched(name) == said


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("favourites", "favorite"),
        ("colour", "colors"),
        ("neighbours", "neighbor"),
        ("centre", "centers"),
        ("theatres", "theater"),
        ("metres", "meter"),
        ("organise", "organized"),
        ("analysing", "analyze"),
        ("cancelled", "canceled"),
        ("labelling", "label"),
        ("programmes", "program"),
        ("catalogue", "catalogs"),
        ("grey", "gray"),
    ],
)
def test_what_is_spelled_in_two_ways_is_one_word(british: str, american: str) -> None:
    assert stem(british) == stem(american)


@pytest.mark.parametrize(
    ("one", "other"), [("four", "for"), ("tour", "tor"), ("hour", "hor"), ("prize", "price"), ("call", "cal")]
)
def test_what_only_looks_so_is_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)
