"""What a script may be changed to: right scripts stay, whatever their task's words are, and no change does more than was asked."""

from __future__ import annotations

import pytest

from agent.fit.gate import TaskGate, closing_for, held_against
from agent.fit.spared import without_exceptions
from apidocs.doc import AppDoc, Effect, Kind, Screen
from interpreter.check.impact import impact
from interpreter.reading.edits import Change, Ruling
from tests.agent.path import would_run
from tests.agent.small_docs import button, choice, doc_of, field, rows, tap, toggle
from tests.interpreter.notes_app import NOTES_DOC

CLOCK = doc_of(
    Screen(
        name="settings",
        elements=[
            choice("snooze", "5 minutes", "10 minutes", "15 minutes"),
            choice("loudness", "1", "5", "9"),
            choice("theme", "Light", "Dark", "Follow the system"),
            toggle("wifi"),
            button("sync"),
            button("premium", Effect.PAY),
        ],
    ),
    Screen(name="timer", kind="dialog", elements=[field("minutes", "ok"), button("ok", Effect.COMMIT)]),
)
FILES = doc_of(
    Screen(name="main", elements=[rows("files", "file", "remove", kind=Kind.BUTTON, opens="file"), button("today")]),
    Screen(name="file", elements=[button("share", Effect.SHARE)]),
    Screen(
        name="sort",
        kind="dialog",
        elements=[choice("sorting", "Name", "Size"), choice("order", "Ascending", "Descending")],
    ),
    Screen(name="today", elements=[rows("entries", "entry")]),
    transitions=[tap("main", "today", "today")],
)
MAIL = doc_of(
    Screen(name="inbox", elements=[rows("mails", "mail", "star", "discard", kind=Kind.BUTTON, opens="mail")]),
    Screen(
        name="mail",
        elements=[
            button("move_to_trash", Effect.DELETE),
            button("next"),
            button("headline"),
            button("accounts"),
        ],
    ),
    Screen(name="accounts", elements=[rows("accounts", "account")]),
    Screen(name="chats", elements=[rows("chats", "chat", "text", "who", title="who")]),
    Screen(name="photo_settings", elements=[choice("resolution", "High", "Low"), toggle("night_mode")]),
    Screen(name="video_settings", elements=[choice("resolution", "High", "Low")]),
    Screen(name="new_contact", elements=[field("name", "save"), button("save", Effect.COMMIT)]),
    Screen(
        name="new_event",
        elements=[
            field("title", "keep"),
            field("cost", "keep"),
            toggle("google_meet"),
            button("keep", Effect.COMMIT),
        ],
    ),
    Screen(name="dialer", elements=[field("number"), button("call", Effect.CALL)]),
    transitions=[tap("mail", "headline", "accounts"), tap("mail", "accounts", "accounts")],
)

RIGHT: list[tuple[str, str, str, AppDoc]] = [
    (
        "a quarter of an hour",
        "Change snooze from 10 minutes to a quarter of an hour",
        'settings.snooze.choose("15 minutes")\n',
        CLOCK,
    ),
    (
        "no dark theme",
        "No dark theme any more, use whatever the phone uses",
        'settings.theme.choose("Follow the system")\n',
        CLOCK,
    ),
    ("another option", "I don't want Light for the theme", 'settings.theme.choose("Dark")\n', CLOCK),
    ("whether it is on", "Show whether Wi-Fi is on", "finish(settings.wifi.is_on)\n", CLOCK),
    ("the state of it", "Display the Wi-Fi state", "finish(settings.wifi.is_on)\n", CLOCK),
    ("whether it is off", "Show if wifi is off", "finish(settings.wifi.is_on)\n", CLOCK),
    (
        "a forbidden switch",
        "don't turn on Wi-Fi, just tell me whether it is on",
        "finish(settings.wifi.is_on)\n",
        CLOCK,
    ),
    (
        "from Z to A",
        "Sort the files by name from Z to A",
        'sort.sorting.choose("Name")\nsort.order.choose("Descending")\n',
        FILES,
    ),
    ("hated order", "Sort by size, I hate descending order", 'sort.sorting.choose("Size")\n', FILES),
    ("a row's button", "Remove the Today section", 'main.file("Today").remove.tap()\n', FILES),
    (
        "next of several",
        "Get rid of this one and then go to the following mail",
        "mail.move_to_trash.tap()\nmail.next.tap()\n",
        MAIL,
    ),
    (
        "read, then switch",
        "Read the headline, then turn on night mode",
        "mail.headline.tap()\nphoto_settings.night_mode.turn_on()\n",
        MAIL,
    ),
    (
        "words of a row",
        "Open every chat with invoice in it",
        'for chat in chats.chats():\n    if "invoice" in chat.text:\n        chat.open()\n',
        MAIL,
    ),
    (
        "another button's word",
        "Throw away the mail about the star chart",
        'inbox.mail("star chart").discard.tap()\n',
        MAIL,
    ),
    (
        "one value twice",
        "Set snooze to 5 minutes and the loudness to 5",
        'settings.snooze.choose("5 minutes")\nsettings.loudness.choose("5")\n',
        CLOCK,
    ),
    (
        "one name in two forms",
        "Make Ann Lee a contact and put her into my calendar",
        'new_contact.name.set_text("Ann Lee")\nnew_contact.save.tap()\nnew_event.title.set_text("Ann Lee")\nnew_event.keep.tap()\n',
        MAIL,
    ),
    (
        "with what isn't a name",
        "Add an event Standup with Google Meet turned on",
        'new_event.title.set_text("Standup")\nnew_event.google_meet.turn_on()\nnew_event.keep.tap()\n',
        MAIL,
    ),
    ("one of two alike", "Set the photo resolution to High", 'photo_settings.resolution.choose("High")\n', MAIL),
    (
        "the app in quotes",
        "Open 'My Notes' and delete the note Milk",
        'main.note("Milk").long_press()\nselection.delete.tap()\ndelete_note.yes.tap()\n',
        NOTES_DOC,
    ),
    ("whether there is one", "Check that there is a Premium button", "finish(settings.premium.exists)\n", CLOCK),
    (
        "a page, then a row elsewhere",
        "Check the accounts and then open the mail Tax",
        'mail.accounts.tap()\ninbox.mail("Tax").open()\n',
        MAIL,
    ),
    (
        "an order like a question",
        "Why don't you call Hannah?",
        'dialer.number.set_text("Hannah")\ndialer.call.tap()\n',
        MAIL,
    ),
    (
        "a polite order",
        "Do you mind deleting everything?",
        "for mail in inbox.mails():\n    mail.discard.tap()\n",
        MAIL,
    ),
    (
        "a number with a comma",
        "Add an expense of 1,500 euros",
        'new_event.cost.set_text("1500 euros")\nnew_event.keep.tap()\n',
        MAIL,
    ),
    (
        "words in French",
        "Add a note that says good morning in French",
        'create_note.title.set_text("Bonjour")\ncreate_note.ok.tap()\n',
        NOTES_DOC,
    ),
    (
        "not sent yet",
        "Write a message to Bob saying hello but don't send it yet",
        'compose.to.set_text("Bob")\ncompose.message.set_text("hello")\n',
        NOTES_DOC,
    ),
    (
        "confirmed by the person",
        "Start the delete dialog for Milk, I'll confirm it myself",
        'main.note("Milk").long_press()\nselection.delete.tap()\n',
        NOTES_DOC,
    ),
    (
        "not saved",
        "Fill in a new note called Milk, but don't save it",
        'create_note.title.set_text("Milk")\n',
        NOTES_DOC,
    ),
]


@pytest.mark.parametrize(("task", "script", "doc"), [c[1:] for c in RIGHT], ids=[c[0] for c in RIGHT])
def test_a_right_script_stays_as_it_is(task: str, script: str, doc: AppDoc) -> None:
    written = would_run(task, script, doc)
    assert (written.text, written.faults) == (script, [])


PUT_RIGHT = [
    (
        "a label in quotes is no row",
        "Tap 'Sync now' in the settings",
        "settings.sync_now.tap()\n",
        "settings.sync.tap()\n",
        CLOCK,
    ),
    (
        "a form is saved",
        "add a note called Milk",
        'create_note.title.set_text("Milk")\n',
        'create_note.title.set_text("Milk")\ncreate_note.ok.tap()\n',
        NOTES_DOC,
    ),
    (
        "a message is sent that is to be sent",
        "send Bob hello",
        'compose.to.set_text("Bob")\ncompose.message.set_text("hello")\n',
        'compose.to.set_text("Bob")\ncompose.message.set_text("hello")\ncompose.send.tap()\n',
        NOTES_DOC,
    ),
    (
        "a note is deleted that is to be deleted",
        "get rid of Milk",
        'main.note("Milk").long_press()\nselection.delete.tap()\n',
        'main.note("Milk").long_press()\nselection.delete.tap()\ndelete_note.yes.tap()\n',
        NOTES_DOC,
    ),
    ("names", "make it dark", 'setings.theme.select("Dark")\n', 'settings.theme.choose("Dark")\n', CLOCK),
]


@pytest.mark.parametrize(("task", "script", "after", "doc"), [c[1:] for c in PUT_RIGHT], ids=[c[0] for c in PUT_RIGHT])
def test_what_the_task_orders_is_put_right_and_told(task: str, script: str, after: str, doc: AppDoc) -> None:
    written = would_run(task, script, doc)
    assert (written.text, written.faults) == (after, [])
    assert written.notes


TWO_ABOUTS = doc_of(
    Screen(name="main", elements=[button("more_options")]),
    *(Screen(name=name, elements=[button("about")]) for name in ("settings", "help")),
)

NOT_MADE = [
    ("nothing says to send it", "open a letter and put in hello", 'compose.message.set_text("hello")\n', "send"),
    ("a deed by another name", "tidy up", 'main.note("Milk").long_press()\nselection.delete.tap()\n', "yes"),
    ("a graver thing", "star the note", "main.sent.tap()\n", "send"),
    ("a form that came in by a repair", "put Tea on the list", 'editor.new_title.set_text("Tea")\n', "rename_ok"),
]


RULINGS: list[tuple[str, str, Change, Ruling]] = [
    (
        "an effect more",
        "look at Milk",
        Change("main.more_options.tap()", "main.more_options.tap()\nselection.archive.tap()", 1, ""),
        "leave",
    ),
    (
        "one that is spoken of",
        "archive Milk",
        Change("main.more_options.tap()", "main.more_options.tap()\nselection.archive.tap()", 1, ""),
        "make",
    ),
    (
        "one that isn't",
        "pin Milk",
        Change("main.more_options.tap()", "main.more_options.tap()\nselection.archive.tap()", 1, ""),
        "offer",
    ),
    ("a graver one", "pin Milk", Change("selection.archive.tap()", "delete_note.yes.tap()", 1, ""), "leave"),
    (
        "a read made an act",
        "show autosave",
        Change("finish(settings.autosave_notes.is_on)", "settings.autosave_notes.turn_on()", 1, ""),
        "leave",
    ),
    (
        "an act in a question",
        "is autosave on?",
        Change("settings.version.text", "settings.autosave_notes.turn_on()", 1, ""),
        "leave",
    ),
    (
        "a state turned round",
        "keep autosave",
        Change("settings.autosave_notes.turn_on()", "settings.autosave_notes.turn_off()", 1, ""),
        "leave",
    ),
    (
        "an option that was said",
        "make it dark",
        Change('settings.theme.choose("Dark")', 'settings.theme.choose("Light")', 1, ""),
        "leave",
    ),
    (
        "a text that was said",
        "find milk",
        Change('main.search.set_text("Milk")', 'main.search.set_text("x")', 1, ""),
        "leave",
    ),
    (
        "a deed that was ordered",
        "archive Milk",
        Change("main.more_options.tap()\nselection.archive.tap()", "main.more_options.tap()", 1, ""),
        "leave",
    ),
    (
        "one that nobody ordered",
        "look at Milk",
        Change("main.more_options.tap()\nselection.archive.tap()", "main.more_options.tap()", 1, ""),
        "make",
    ),
    ("a deed for another", "throw away Milk", Change("main.discard.tap()", "selection.archive.tap()", 1, ""), "leave"),
    ("not sure", "do it", Change("main.nothing.tap()", "main.more_options.tap()", 1, "", sure=False), "offer"),
    (
        "not sure, and spoken of",
        "show more options",
        Change("main.nothing.tap()", "main.more_options.tap()", 1, "", sure=False),
        "make",
    ),
    ("no Python", "do it", Change("main.more_options.tap()", "main.more_options.tap(", 1, ""), "leave"),
]


@pytest.mark.parametrize(("task", "change", "ruling"), [c[1:] for c in RULINGS], ids=[c[0] for c in RULINGS])
def test_a_change_is_made_offered_or_left(task: str, change: Change, ruling: Ruling) -> None:
    assert TaskGate(task, NOTES_DOC)(change) == ruling


@pytest.mark.parametrize(("task", "script", "name"), [c[1:] for c in NOT_MADE], ids=[c[0] for c in NOT_MADE])
def test_what_the_words_do_not_order_is_not_done(task: str, script: str, name: str) -> None:
    written = would_run(task, script, NOTES_DOC)
    assert f".{name}.tap()" not in written.text


def test_an_offer_is_shown_as_a_diff() -> None:
    written = would_run("pin Milk", "main.more_options.tap()\nabout.tap()\n", TWO_ABOUTS)
    assert [(str(offer), offer.diff) for offer in written.offers] == [
        ("Line 2: `about` goes with its screen", "- about.tap()\n+ settings.about.tap()")
    ]
    assert written.faults


def test_versions_are_held_against_each_other_act_by_act() -> None:
    before = impact('main.note("x").open()\nmain.purge.tap()\n', NOTES_DOC)
    after = impact('main.note("x").open()\nselection.archive.tap()\ndelete_note.yes.tap()\n', NOTES_DOC)
    assert before is not None and after is not None
    pairs, gone, more = held_against(before, after)
    assert [(one.op, other.ref.element) for one, other in pairs] == [("tap", "archive")]
    assert gone == []
    assert [act.effect for act in more] == [Effect.DELETE]


CLOSINGS = [
    ("call Bob", Effect.CALL, ["call"]),
    ("Find Bob and call him, then send it", Effect.CALL, ["call", "send"]),
    ("please print the last picture as pdf", Effect.SHARE, ["print"]),
    ("open the note Delete me", Effect.SETTINGS, []),
    ('open the note "call mum, delete this"', Effect.SETTINGS, []),
    ("open Bob's page but don't call him", Effect.SETTINGS, []),
    ("do not delete it", Effect.SETTINGS, []),
    ("how do I delete a note?", Effect.INPUT, []),
    ("add a note called Milk", Effect.COMMIT, []),
    ("add a note called Milk, but don't save it", Effect.SETTINGS, []),
    ("", Effect.INPUT, []),
]


@pytest.mark.parametrize(("task", "gravest", "deeds"), CLOSINGS, ids=[c[0] or "empty" for c in CLOSINGS])
def test_what_a_run_may_press_by_itself_is_what_the_words_order(task: str, gravest: Effect, deeds: list[str]) -> None:
    closing = closing_for(task)
    assert [effect for effect in Effect if effect in closing.effects][-1] is gravest
    assert sorted(closing.deeds) == deeds


@pytest.mark.parametrize(
    ("task", "keeps"),
    [
        ("make Rachel a favourite", True),
        ("make sure the groceries note is pinned", True),
        ("unpin the groceries note", False),
        ("Rachel is no longer a favourite", False),
        ("make sure the trip note isn't pinned", False),
        ("Aisha shouldn’t be a favourite", False),
        ("remove Rachel from my favourites", False),
        ("take the star off the mail", False),
        ("is Rachel a favourite?", False),
        ("keep the Grandma album at the very top", True),
        ("drop a bookmark here", True),
        ("unlike the song", False),
        ("unfollow Bob", False),
        ("un-star Bob", False),
        ("deselect Milk", False),
        ("undo the like", False),
        ("take back the like", False),
        ("lift the pin from Milk", False),
        ("drop Bob from my favourites", False),
        ("get Bob out of my favourites", False),
        ("leave the group", False),
    ],
)
def test_whether_a_task_only_sets_marks(task: str, keeps: bool) -> None:
    assert closing_for(task).keeps_marks is keeps


@pytest.mark.parametrize(
    ("task", "says"),
    [("star it", True), ("add Bob to my favourites", True), ("make Bob a normal contact again", False)],
)
def test_whether_a_task_speaks_of_a_mark(task: str, says: bool) -> None:
    assert closing_for(task).says_marks is says


@pytest.mark.parametrize(
    ("task", "takes"),
    [
        ("unstar the mail from Ann", True),
        ("unpin the groceries note", True),
        ("take the star off the mail", True),
        ("remove Rachel from my favourites", True),
        ("make sure the trip note isn't pinned", True),
        ("unlike the photo", True),
        ("un-star Bob", True),
        ("undo the like on the photo", True),
        ("get Bob out of my favourites", True),
        ("I'm done with Bob as a favourite", True),
        ("drop a bookmark here", False),
        ("dislike the song", False),
        ("star Ann's mail and unstar Bob's", False),
        ("star Ann's mail", False),
        ("toggle the star of Ann's mail", False),
        ("is Rachel no longer a favourite?", False),
    ],
)
def test_whether_a_task_only_takes_marks_off(task: str, takes: bool) -> None:
    assert closing_for(task).takes_marks is takes


@pytest.mark.parametrize(
    ("task", "rest"),
    [
        ("move all notes to Personal, except the packing list", "move all notes to Personal, "),
        ("turn all alarms off apart from the yoga one", "turn all alarms off "),
        ("delete everything but leave Home alone", "delete everything but "),
        ("don't delete the Quotes note, just pin it", "don't delete the Quotes note, just pin it"),
        ("open the note Home", "open the note Home"),
    ],
)
def test_what_an_exception_names_is_not_what_is_meant(task: str, rest: str) -> None:
    assert without_exceptions(task) == rest
