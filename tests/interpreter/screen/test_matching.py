"""Which text is meant."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from interpreter.screen.matching import choose_setting, choose_text
from phones.letters import plain_letters

CASES: list[tuple[str, str, list[str], str | None]] = [
    ("exact before case", "milk", ["Milk", "milk"], "milk"),
    ("case", "LIGHT", ["Light", "Dark"], "Light"),
    ("punctuation", "Auto-save notes", ["Auto save notes", "Other"], "Auto save notes"),
    ("part", "Groceries", ["Groceries for May", "Garden"], "Groceries for May"),
    ("part of a word is none", "car", ["Oscar", "Card"], None),
    ("two parts", "Groceries", ["Groceries May", "Groceries June"], None),
    ("one letter off", "Grocerys list", ["Groceries list", "Garden"], "Groceries list"),
    ("words in another order", "notes autosave", ["Autosave notes", "Show notes"], "Autosave notes"),
    ("another number", "Invoice 13", ["Invoice 12"], None),
    ("number as part", "12", ["Invoice 12", "Invoice 112"], "Invoice 12"),
    ("other sign", "-5", ["5", "+5"], None),
    ("another time", "7:30", ["7:00", "17:30"], None),
    ("the other half of the day", "7:00 AM", ["7:00 PM", "8:00 AM"], None),
    ("another weekday", "School run Monday", ["School run Sunday", "Gym"], None),
    ("another weekday that is spelled alike", "School run Tuesday", ["School run Thursday"], None),
    ("a weekday with a slip", "School run Tusday", ["School run Tuesday"], "School run Tuesday"),
    ("another month", "Invoice March", ["Invoice May"], None),
    ("another letter", "Team A meeting", ["Team B meeting"], None),
    ("another name", "Bob's birthday", ["Rob's birthday"], None),
    ("another word amid many alike", "Include photos of trips", ["Exclude photos of trips"], None),
    ("another word in its place", "Upload all of my photos", ["Download all of my photos"], None),
    ("taken back", "Mute chat", ["Unmute chat"], None),
    ("taken back at the end", "Mark as read", ["Mark as unread"], None),
    ("the opposite", "Inactive", ["Active"], None),
    ("the opposite once more", "Connect", ["Disconnect"], None),
    ("negated", "Ask me about all", ["Do not ask about all of it, me"], None),
    ("an option that isn't", "Show names", ["Don't show names", "Photos"], None),
    ("an option that ends it", "Read receipts", ["Hide read receipts", "Photos"], None),
    ("the same end of it", "hide receipts", ["Hide receipts of others", "Photos"], "Hide receipts of others"),
    ("an option that never does", "roaming", ["Never while roaming", "Any time"], None),
    ("how it stands beside it", "hotspot", ["Hotspot, off", "Photos"], "Hotspot, off"),
    ("on, but", "on", ["Only on weekdays", "Off"], None),
    ("on, at the end", "on", ["Always on", "Never"], "Always on"),
    ("a mark", "B+", ["B-", "C-"], None),
    ("a mark and its letter", "B", ["B-", "C"], None),
    ("a language", "C", ["C++", "C#", "Lua"], None),
    ("a language that is there", "c++", ["C", "C++"], "C++"),
    ("a service with an ornament", "Photos", ["Photos+", "Mail"], "Photos+"),
    ("a bound from the other side", "<12", [">12"], None),
    ("a bound", "< 12", ["<12", ">12"], "<12"),
    ("a share", "20%", ["20"], None),
    ("a share by its number", "20", ["20%", "50%"], "20%"),
    ("another currency", "€20", ["$20", "$40"], None),
    ("a currency", "20 €", ["20 €", "40 €"], "20 €"),
    ("vowels as signs", "पिता", ["पीता", "माता"], None),
    ("vowels as signs, in a sentence", "पिता", ["मेरे पिता!", "माता"], "मेरे पिता!"),
    ("a plural", "Show photo names", ["Show photos names"], "Show photos names"),
    ("one word or two", "Dial pad button", ["Dialpad button"], "Dialpad button"),
    ("other spelling", "Favourite colours", ["Favorite colors"], "Favorite colors"),
    ("two letters in the wrong order", "Wedding gfits", ["Wedding gifts"], "Wedding gifts"),
    ("more words", "Anna Porter Smith", ["Anna Porter"], "Anna Porter"),
    ("nothing like it", "Bluetooth", ["Wi-Fi", "Sound"], None),
    ("only signs", "🚲", ["🚗", "bike"], None),
    ("the same sign", "🚲", ["🚗", "🚲"], "🚲"),
    ("empty", "", ["a", "b"], None),
    ("nothing to choose from", "a", [], None),
]


@pytest.mark.parametrize(("wanted", "texts", "meant"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_the_text_that_is_meant(wanted: str, texts: list[str], meant: str | None) -> None:
    best = choose_text(wanted, texts).best
    assert (None if best is None else texts[best]) == meant


@pytest.mark.parametrize("title", ["Don't forget the milk", "Milk, not cream", "Hide milk from cat"])
def test_a_things_name_may_be_named_in_part_whatever_it_says(title: str) -> None:
    assert choose_text("milk", ["Bread", title], things=True).best == 1
    assert choose_text("milk", ["Bread", title]).best is None


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=6))
@example("", ["", "\xad"])  # a soft hyphen isn't seen
def test_the_same_text_always_wins_and_two_of_it_never_do(wanted: str, texts: list[str]) -> None:
    same = [i for i, t in enumerate(texts) if plain_letters(t).strip() == plain_letters(wanted).strip()]
    choice = choose_text(wanted, texts)
    if len(same) == 1:
        assert choice.best == same[0]
    elif same:
        assert choice.best is None and choice.candidates == tuple(same)
    assert choice.best is None or choice.best in choice.candidates


@pytest.mark.parametrize(
    ("wanted", "texts", "best"),
    [
        (
            "Showing the dial pad button on the main screen",
            ["Show a dialpad button on the main screen", "Show photos"],
            0,
        ),
        ("sending a message by pressing Enter", ["Show a counter", "Send message on pressing Enter"], 1),
        ("high contrast", ["Dark theme", "Contrast"], None),
        ("show names", ["Show names first", "Show names last"], None),
        ("asking me before calls end", ["Don't ask before calls end", "Show photos"], None),
        ("not asking me before calls end", ["Don't ask before calls end", "Show photos"], 0),
        ("sounds", ["Sounds"], None),
    ],
    ids=[
        "two words as one",
        "other forms",
        "too little",
        "two alike",
        "turned round",
        "both turned round",
        "one word is matched as it stands",
    ],
)
def test_a_setting_is_told_by_most_of_its_words(wanted: str, texts: list[str], best: int | None) -> None:
    assert choose_setting(wanted, texts).best == best
