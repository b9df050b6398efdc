"""Effects told from words: the plain cases, and the traps that substring matching falls into."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apidocs.doc import Effect, Element, Kind, Screen
from apidocs.doc.effects import asks, effect_of, gravest, is_mark, judge, mark_said, refined, severity, steering
from apidocs.doc.words import words_of
from phones.locating import Locator
from tests.apidocs.walks import dump, n

B = Kind.BUTTON
TABLE = [
    # label, id, content description, context, effect
    ("Delete", "", "", "", Effect.DELETE),
    ("Remove from list", "", "", "", Effect.DELETE),
    ("", "com.x:id/delete_note", "", "", Effect.DELETE),
    ("", "", "Move to trash", "", Effect.DELETE),
    ("Clear all", "", "", "", Effect.DELETE),
    ("Discard", "", "", "", Effect.DELETE),
    ("🗑", "", "", "", Effect.DELETE),
    ("Empty bin", "", "", "", Effect.DELETE),
    ("Clear call log", "", "", "", Effect.DELETE),
    ("Send", "", "", "", Effect.SEND),
    ("", "fab_send", "", "", Effect.SEND),
    ("Share", "", "", "", Effect.SHARE),
    ("Export to a file", "", "", "", Effect.SHARE),
    ("Call", "", "", "", Effect.CALL),
    ("", "dialButton", "", "", Effect.CALL),
    ("Video call", "", "", "", Effect.CALL),
    ("Buy now", "", "", "", Effect.PAY),
    ("Place order", "", "", "", Effect.PAY),
    ("Order", "", "", "", Effect.PAY),
    ("Install", "", "", "", Effect.INSTALL),
    ("Uninstall", "", "", "", Effect.INSTALL),
    ("Update", "", "", "", Effect.INSTALL),
    ("Log out", "", "", "", Effect.ACCOUNT),
    ("Sign in", "", "", "", Effect.ACCOUNT),
    ("Delete account", "", "", "", Effect.ACCOUNT),
    ("Save", "", "", "", Effect.COMMIT),
    ("OK", "", "", "", Effect.COMMIT),
    ("", "", "Done", "", Effect.COMMIT),
    ("+", "", "", "", Effect.COMMIT),
    ("Add", "", "", "", Effect.COMMIT),
    ("Unarchive chat", "", "", "", Effect.COMMIT),
    ("Unlike", "", "", "", Effect.COMMIT),
    ("Unread", "", "", "", Effect.NAVIGATE),
    ("Back up", "", "", "", Effect.COMMIT),
    ("Turn on", "", "", "", Effect.SETTINGS),
    ("Turn all off", "", "", "", Effect.SETTINGS),
    ("", "com.x:id/plus_bin", "Increase", "", Effect.SETTINGS),
    ("Decrease", "", "", "", Effect.SETTINGS),
    # as real apps say it
    ("Recommend", "", "", "", Effect.SHARE),
    ("Recommend this book", "", "", "", Effect.SHARE),
    ("Refer a friend", "", "", "", Effect.SHARE),
    ("Pass on", "", "", "", Effect.SHARE),
    ("Hand over", "", "", "", Effect.SHARE),
    ("Tell a friend", "", "", "", Effect.SHARE),
    ("Quick Share", "", "", "", Effect.SHARE),
    ("Forward", "", "", "", Effect.SEND),
    ("", "", "Forward", "", Effect.SEND),
    ("Forward to Anna", "", "", "", Effect.SEND),
    ("Invite friends", "", "", "", Effect.SEND),
    ("Email to myself", "", "", "", Effect.SEND),
    ("Report abuse", "", "", "", Effect.SEND),
    ("", "", "Bin icon", "", Effect.DELETE),
    ("", "", "Forward button", "", Effect.SEND),
    ("Book again", "", "", "", Effect.COMMIT),
    ("Bin it", "", "", "", Effect.DELETE),
    ("Get rid of it", "", "", "", Effect.DELETE),
    ("Wipe", "", "", "", Effect.DELETE),
    ("Erase all", "", "", "", Effect.DELETE),
    ("Purge history", "", "", "", Effect.DELETE),
    ("Unsend", "", "", "", Effect.DELETE),
    ("Donate", "", "", "", Effect.PAY),
    ("Tip", "", "", "", Effect.PAY),
    ("Leave a tip", "", "", "", Effect.PAY),
    ("Top up", "", "", "", Effect.PAY),
    ("Top-up", "", "", "", Effect.PAY),
    ("Renew membership", "", "", "", Effect.PAY),
    ("Upgrade", "", "", "", Effect.PAY),
    ("Go Pro", "", "", "", Effect.PAY),
    ("Book a table", "", "", "", Effect.PAY),
    ("FaceTime Anna", "", "", "", Effect.CALL),
    ("Video chat", "", "", "", Effect.CALL),
    ("Log-in", "", "", "", Effect.ACCOUNT),
    ("Back-up", "", "", "", Effect.COMMIT),
    ("OK", "", "", "Your plan renews today", Effect.PAY),
    # gravest of several
    ("Save and send", "", "", "", Effect.SEND),
    ("OK", "com.x:id/delete_confirm", "", "", Effect.DELETE),
    # words, not substrings
    ("Backspace", "", "", "", Effect.NAVIGATE),
    ("Address", "", "", "", Effect.NAVIGATE),
    ("Okinawa", "", "", "", Effect.NAVIGATE),
    ("Recall", "", "", "", Effect.NAVIGATE),
    ("Sender", "", "", "", Effect.NAVIGATE),
    ("Payload", "", "", "", Effect.NAVIGATE),
    ("Undeletable", "", "", "", Effect.NAVIGATE),
    # taken back
    ("Cancel", "", "", "", Effect.NAVIGATE),
    ("Cancel", "delete_cancel", "", "Delete note?", Effect.NAVIGATE),
    ("Don't delete", "", "", "", Effect.NAVIGATE),
    ("Don’t delete", "", "", "", Effect.NAVIGATE),
    ("No", "", "", "Delete note?", Effect.NAVIGATE),
    ("Never send", "", "", "", Effect.NAVIGATE),
    ("Keep", "", "", "Discard changes?", Effect.NAVIGATE),
    # what looks taken back and isn't
    ("Don't save", "", "", "", Effect.DELETE),
    ("No", "", "", "Save changes?", Effect.DELETE),
    ("Cancel subscription", "", "", "", Effect.COMMIT),
    ("Cancel lesson", "", "", "", Effect.COMMIT),
    ("Close account", "", "", "", Effect.ACCOUNT),
    # things called like deeds
    ("Deleted items", "", "", "", Effect.NAVIGATE),
    ("Recently deleted", "", "", "", Effect.NAVIGATE),
    ("Call history", "", "", "", Effect.NAVIGATE),
    ("Sort order", "", "", "", Effect.NAVIGATE),
    ("Order by name", "", "", "", Effect.NAVIGATE),
    ("Purchase history", "", "", "", Effect.NAVIGATE),
    ("", "search_clear", "", "", Effect.NAVIGATE),
    ("Add-ons", "", "", "", Effect.NAVIGATE),
    ("Dialpad", "", "", "", Effect.NAVIGATE),
    ("Follow-up date", "", "", "", Effect.NAVIGATE),
    ("", "", "Settings icon", "", Effect.NAVIGATE),
    ("Follow-up", "", "", "", Effect.NAVIGATE),
    ("Follow up", "", "", "", Effect.NAVIGATE),
    ("Start-up sound", "", "", "", Effect.NAVIGATE),
    ("Record-over", "", "", "", Effect.NAVIGATE),
    ("Move-in date", "", "", "", Effect.NAVIGATE),
    ("Clear sky", "", "", "", Effect.NAVIGATE),
    ("Mostly clear", "", "", "", Effect.NAVIGATE),
    ("Fast forward", "", "", "", Effect.NAVIGATE),
    ("", "", "Forward 10 seconds", "", Effect.NAVIGATE),
    ("Forward 30s", "", "", "", Effect.NAVIGATE),
    ("Go forward", "", "", "", Effect.NAVIGATE),
    ("Recommended", "", "", "", Effect.NAVIGATE),
    ("Invitations", "", "", "", Effect.NAVIGATE),
    ("Invite code", "", "", "", Effect.NAVIGATE),
    ("Tips", "", "", "", Effect.NAVIGATE),
    ("Tip calculator", "", "", "", Effect.NAVIGATE),
    ("Passport", "", "", "", Effect.NAVIGATE),
    ("Bins", "", "", "", Effect.NAVIGATE),
    ("Bin", "", "", "", Effect.NAVIGATE),
    ("Text-to-speech", "", "", "", Effect.NAVIGATE),
    # a dialog's OK does what the dialog asks
    ("OK", "android:id/button1", "", "Delete note?", Effect.DELETE),
    ("Yes", "", "", "The selected items will be deleted.", Effect.DELETE),
    ("Continue", "", "", "Do you want to log out?", Effect.ACCOUNT),
    ("Continue", "", "", "Welcome", Effect.NAVIGATE),
    ("OK", "", "", "Call this number?", Effect.CALL),
    ("OK", "", "", "About this app", Effect.COMMIT),
    ("Leave", "", "", "You have unsaved changes", Effect.DELETE),
    # nothing known
    ("Blue", "", "", "", Effect.NAVIGATE),
    ("", "", "", "", Effect.NAVIGATE),
]


@pytest.mark.parametrize(
    ("label", "ident", "desc", "context", "effect"), TABLE, ids=[f"{r[0] or r[1] or r[2] or '-'}|{r[3]}" for r in TABLE]
)
def test_a_buttons_words_tell_its_effect(label: str, ident: str, desc: str, context: str, effect: Effect) -> None:
    assert effect_of(label, ident, desc, B, context=context) is effect


@pytest.mark.parametrize(
    ("kind", "effect"),
    [
        (Kind.TEXT, Effect.READ),
        (Kind.INPUT, Effect.INPUT),
        (Kind.TOGGLE, Effect.SETTINGS),
        (Kind.CHOICE, Effect.SETTINGS),
        (Kind.LIST, Effect.NAVIGATE),
    ],
)
def test_other_kinds_have_their_own_effect_whatever_they_say(kind: Kind, effect: Effect) -> None:
    assert effect_of("Delete after a month", "delete_old", "", kind) is effect


def test_unknown_words_are_navigation_that_is_not_known_to_be_harmless() -> None:
    assert not judge("Zorbl", "", "", B).known
    assert judge("About", "", "", B).known
    assert judge("Cancel", "", "", B).known


@pytest.mark.parametrize(
    ("beside", "effect"),
    [
        (("Rewind", "Pause"), Effect.NAVIGATE),
        (("Back", "Reload"), Effect.NAVIGATE),
        (("Reply", "Delete"), Effect.SEND),
        (("Play", "Reply", "Delete"), Effect.SEND),
        (("Back",), Effect.SEND),
    ],
)
def test_what_stands_beside_forward_tells_whether_it_sends(beside: tuple[str, ...], effect: Effect) -> None:
    seen = dump(*[n("Button", text=words, box=(0, 100 * at, 200, 100 * at + 90)) for at, words in enumerate(beside)])
    steers = steering(seen.walk())
    assert effect_of("", "", "Forward", B, steers=steers) is effect
    assert effect_of("Send", "", "", B, steers=steers) is Effect.SEND


def test_a_long_rows_summary_is_no_deed() -> None:
    text = "Storage and cache, see how much space is used and delete what you no longer need"
    assert effect_of(text, "", "", B) is Effect.NAVIGATE
    assert effect_of("Storage\nDelete what you no longer need", "", "", B) is Effect.NAVIGATE


def test_add_that_opens_a_form_has_committed_nothing() -> None:
    field = Element(name="title", kind=Kind.INPUT, locator=Locator(resource_id="t"))
    form = Screen(name="form", elements=[field])
    plain = Screen(name="page")
    assert refined(judge("Add note", "", "", B), form) is Effect.NAVIGATE
    assert refined(judge("Add note", "", "", B), plain) is Effect.COMMIT
    assert refined(judge("Add note", "", "", B), None) is Effect.COMMIT
    assert refined(judge("Save", "", "", B), form) is Effect.COMMIT
    assert refined(judge("Delete", "", "", B), form) is Effect.DELETE


@pytest.mark.parametrize(
    ("label", "shows_value", "fields", "effect"),
    [
        ("Print copies", True, 1, Effect.NAVIGATE),
        ("Print copies", False, 1, Effect.SHARE),
        ("Print copies", True, 0, Effect.SHARE),
        ("Print copies", True, 2, Effect.SHARE),
        ("Delete after", True, 1, Effect.DELETE),
    ],
)
def test_what_shows_how_it_stands_and_asks_for_another_value_has_done_nothing(
    label: str, shows_value: bool, fields: int, effect: Effect
) -> None:
    inputs = [Element(name=f"f{n}", kind=Kind.INPUT, locator=Locator(resource_id=f"f{n}")) for n in range(fields)]
    asked = Screen(name="asked", kind="dialog", elements=inputs)
    assert refined(judge(label, "", "", B), asked, shows_value=shows_value) is effect


def test_consent_is_asked_from_commit_upward() -> None:
    assert [e for e in Effect if not asks(e)] == [Effect.READ, Effect.NAVIGATE, Effect.INPUT, Effect.SETTINGS]
    assert gravest([Effect.SEND, Effect.DELETE, Effect.COMMIT]) is Effect.DELETE
    assert gravest([]) is Effect.READ


@pytest.mark.parametrize("text", ["saveNote", "save_note", "Save note", "SAVE-NOTE", "Save note!"])
def test_labels_and_ids_give_the_same_words(text: str) -> None:
    assert words_of(text) == ["save", "note"]


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=40))
def test_any_text_gets_an_effect(label: str, ident: str, context: str) -> None:
    assert severity(effect_of(label, ident, "", B, context=context)) >= severity(Effect.NAVIGATE)


MARKS = [
    ("", "app:id/menu_star", True),
    ("", "app:id/contact_toggle_favorite", True),
    ("", "app:id/iv_heart", True),
    ("", "app:id/message_star", True),
    ("", "app:id/show_star", False),
    ("Star", "", True),
    ("Toggle favorite", "app:id/toggle", True),
    ("Add to favourites", "", True),
    ("Favorites", "app:id/fav", False),
    ("", "app:id/star_list", False),
    ("", "app:id/pin_code", False),
    ("Pin code", "", False),
    ("Starred", "", False),
]


@pytest.mark.parametrize(("words", "id_name", "marks"), MARKS)
def test_a_mark_is_told_by_its_words_and_without_any_by_its_id(words: str, id_name: str, marks: bool) -> None:
    assert is_mark(words, id_name) is marks
    if marks:
        assert severity(effect_of(words, id_name, "", Kind.BUTTON)) >= severity(Effect.COMMIT)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Pinned", True),
        ("Unpinned", False),
        ("Added to favourites", True),
        ("Removed from Favorites", False),
        ("Marked as important", True),
        ("Unpin", None),
        ("Star", None),
        ("Note saved", None),
    ],
)
def test_which_way_an_app_says_that_a_mark_stands(text: str, stands: bool | None) -> None:
    assert mark_said(text) is stands
