"""What the phone shows after each act: held, unseen or refuted, in the person's words."""

from __future__ import annotations

import pytest

from apidocs.doc import Effect, Element, Kind
from interpreter.calls.errors import CallFailed, Finished
from interpreter.forms.put_in import Entry
from interpreter.proof.conditions import Press, of_press, of_thing, standing
from interpreter.proof.said import says
from interpreter.proof.things import Thing
from phones.locating import Locator
from tests.interpreter.pocket_phone import PocketPhone, View, button, dialog, page, pocket_doc, words
from tests.interpreter.pocket_run import Answers, Run


@pytest.fixture
def run() -> Run:
    return Run()


def proof(run: Run) -> tuple[str, str]:
    found = run.last.proof
    return (found.verdict, found.what) if found is not None else ("", "")


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (("turn_on", "settings.dark_mode"), "Dark mode is on"),
        (("turn_on", "settings.show_dates"), "Show dates was on already"),
        (("choose", "settings.theme", "Light"), 'Theme shows "Light"'),
        (("choose", "settings.language", "deutsch"), 'Language shows "Deutsch"'),
        (("set_text", "compose.to", "Bob"), 'to shows "Bob"'),
        (("set_text", "compose.pin", "1234"), "pin is filled in"),
        (("turn_off", "settings?Autosave notes"), "Autosave notes is off"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(map(str, value)),
)
def test_a_value_that_was_put_in_is_read_again(run: Run, call: tuple[str, ...], expected: str) -> None:
    run(*call)
    assert proof(run) == ("held", expected)
    assert run.last.proof is not None and run.last.proof.before is expected.endswith("already")


def test_what_only_leads_somewhere_and_what_only_reads_needs_no_proof(run: Run) -> None:
    run("tap", "main.new_note")
    assert run.last.proof is None
    run("text", "create_note.title")
    assert run.last.proof is None
    run("open", run.row("note 03"))
    assert run.last.proof is None


def test_a_button_that_leads_nowhere_though_it_is_known_to_lead_on_is_refuted(run: Run) -> None:
    run("open", "main")
    run.phone.go = lambda place: lambda: None  # type: ignore[method-assign]
    run("tap", "main.settings")
    assert proof(run) == ("refuted", 'nothing changed on the screen after "Settings"')


def test_a_form_that_closes_and_whose_row_is_there_is_saved(run: Run) -> None:
    run("set_text", "create_note.title", "Milk")
    run("tap", "create_note.ok")
    assert proof(run) == ("held", '"Milk" stands there')


def test_the_name_that_was_put_in_is_taken_out_of_what_the_app_says(run: Run) -> None:
    run("set_text", "create_note.title", "Wrong part numbers")
    drawn = run.phone._create_note

    def telling() -> View:
        shown = drawn()
        ok = next(v for v in shown.children if v.text == "OK")
        press = ok.on_tap
        assert press is not None

        def do() -> None:
            press()
            run.phone.toast = "Wrong part numbers saved"

        ok.on_tap = do
        return shown

    run.phone._create_note = telling  # type: ignore[method-assign]
    run("tap", "create_note.ok")
    assert proof(run) == ("held", 'the app says "Wrong part numbers saved"')


@pytest.mark.parametrize(
    ("rows", "more", "saves", "expected"),
    [
        (["Milk"], "12", [("title", "Milk", "Milk"), ("amount", "50", "12")], "unseen"),
        (["Milk"], "50", [("title", "Milk", "Milk"), ("amount", "50", "12")], "held"),
        (["Milk"], "12", [("title", "Milk", ""), ("amount", "12", "")], "held"),
        (["Trip to Rome"], "", [("title", "Trip", "Trip to Rome")], "unseen"),
        (["Trip"], "", [("title", "Trip", "Trip to Rome")], "held"),
        (["Milk"], "buy", [("title", "Milk", "Milk"), ("body", "buy two", "buy")], "held"),
        (["Milk", "Milk shake"], "12", [("title", "Milk", "Milk"), ("amount", "50", "12")], "held"),
    ],
)
def test_a_value_that_a_row_shows_as_before_wasnt_kept(
    rows: list[str], more: str, saves: list[tuple[str, str, str]], expected: str
) -> None:
    run = Run(PocketPhone(rows))
    drawn = run.phone._note_row

    def with_more(text: str, box: tuple[int, int, int, int]) -> View:
        row = drawn(text, box)
        row.children += [words(more, (510, box[1] + 10, 590, box[3] - 10), "more")] if more else []
        return row

    run.phone._note_row = with_more  # type: ignore[method-assign]
    run("tap", "main.new_note")
    before = run.host.front.look()
    run("tap", "create_note.cancel")
    entries = [Entry("create_note", name, value, True, "ok", replaced) for name, value, replaced in saves]
    found = of_press(Press("Save", Effect.COMMIT, before, run.host.front.look(), saves=entries))
    assert found is not None and found.verdict == expected


@pytest.mark.parametrize(("effect", "marked"), [(Effect.COMMIT, True), (Effect.SEND, False), (Effect.SHARE, False)])
def test_a_row_that_is_only_marked_was_sent_to_nobody(effect: Effect, marked: bool) -> None:
    run = Run(PocketPhone(["Milk", "Salt"]))
    ref = run.row("Milk")
    screen, notes = run.host.doc.screen("main"), run.host.doc.element("main", "notes")
    assert screen is not None and notes is not None
    rows = run.host.lists.of(screen, notes)
    thing = Thing.at(rows, ref, rows.bring(ref))
    run.phone.done.add("Milk")
    run.host.front.time_passed()
    assert thing is not None
    assert (of_thing(thing, run.host.front.settle(), effect) is not None) is marked


@pytest.mark.parametrize(
    ("was", "says", "expected"),
    [
        ("3", "4", 'note "Milk" now shows "4"'),
        ("2 min ago", "3 min ago", ""),
        ("an hour ago", "just now", ""),
        ("", "Sending…", ""),
        ("", "Walking home and…", 'note "Milk" now shows "Walking home and…"'),
    ],
)
def test_what_a_row_says_anew_by_itself_is_no_word_of_an_act(was: str, says: str, expected: str) -> None:
    run = Run(PocketPhone(["Milk", "Salt"]))
    drawn, said = run.phone._note_row, [was]

    def with_more(text: str, box: tuple[int, int, int, int]) -> View:
        row = drawn(text, box)
        row.children += (
            [words(said[0], (510, box[1] + 10, 590, box[3] - 10), "more")] if text == "Milk" and said[0] else []
        )
        return row

    run.phone._note_row = with_more  # type: ignore[method-assign]
    ref = run.row("Milk")
    doc = run.host.doc
    screen, notes = doc.screen("main"), doc.element("main", "notes")
    assert screen is not None and notes is not None
    rows = run.host.lists.of(screen, notes)
    thing = Thing.at(rows, ref, rows.bring(ref))
    said[0] = says
    run.host.front.time_passed()
    found = of_thing(thing, run.host.front.settle(), Effect.COMMIT) if thing is not None else None
    assert (found.what if found is not None else "") == expected


@pytest.mark.parametrize(
    ("value", "row", "stands"), [("ring", "Spring walk", ""), ("ring", "A ring, gold", "ring"), ("250", "1.250", "")]
)
def test_a_value_stands_in_a_line_as_words_of_its_own(value: str, row: str, stands: str) -> None:
    run = Run(PocketPhone([row]))
    run("open", "main")
    assert standing([Entry("create_note", "title", value, True, "ok")], run.host.front.look()) == stands


def test_a_press_that_is_looked_at_again_is_held_against_what_it_saved(run: Run) -> None:
    run("set_text", "create_note.title", "Milk")
    run("tap", "create_note.ok")
    look = run.host.proofs._again
    run("tap", "main.settings")
    run("open", "main")
    again = look(run.host.front.look()) if look is not None else None
    assert again is not None and (again.verdict, again.what) == ("held", '"Milk" stands there')


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("", ("refuted", 'the form is still open after "OK"')),
        ("Enter a title", ("refuted", 'the app says "Enter a title"')),
        ("Note saved", ("held", 'the app says "Note saved"')),
    ],
)
def test_a_form_that_stays_open_was_not_saved_unless_the_app_says_so(
    run: Run, says: str, expected: tuple[str, str]
) -> None:
    run("set_text", "create_note.title", "Milk")
    make = run.phone._create_note

    def stuck() -> View:
        drawn = make()
        next(v for v in drawn.children if v.text == "OK").on_tap = lambda: setattr(run.phone, "toast", says)
        return drawn

    run.phone._create_note = stuck  # type: ignore[method-assign]
    run("tap", "create_note.ok")
    assert proof(run) == expected
    assert [m.text for m in run.host.proofs.messages] == ([says] if says else [])
    left = run.host.left_open()
    assert [(f.screen, f.values) for f in left][:1] == [("create_note", (("title", "Milk"),))] or says == "Note saved"


def test_an_error_beside_a_field_is_told_in_the_apps_words(run: Run) -> None:
    run("set_text", "create_note.title", "Milk")
    make = run.phone._create_note
    shown: list[View] = []

    def refusing() -> View:
        drawn = make()
        error = View("widget.TextView", (60, 565, 660, 600), "This title is already taken", "textinput_error")
        next(v for v in drawn.children if v.text == "OK").on_tap = lambda: shown.append(error)
        return View(drawn.cls, drawn.box, children=[*drawn.children, *shown[:1]])

    run.phone._create_note = refusing  # type: ignore[method-assign]
    run("tap", "create_note.ok")
    assert proof(run) == ("refuted", 'the app says "This title is already taken"')
    # and what was typed is not left behind
    with pytest.raises(CallFailed, match='wasn\'t saved .*: the app says "This title is already taken"'):
        run("tap", "main.settings")


def test_a_deleted_row_is_gone_and_its_question_alone_proves_nothing(run: Run) -> None:
    run("long_press", run.row("note 03"))
    run("tap", "selection.delete")
    assert run.last.proof is None and run.last.within == 'note "note 03"'
    run("tap", "confirm_delete.ok")
    assert proof(run) == ("held", 'note "note 03" is no longer in the list')
    assert run.last.within == 'note "note 03"'
    run("tap", "main.settings")
    assert run.last.within == ""


def test_a_row_that_is_still_there_after_its_deletion_refutes_it(run: Run) -> None:
    run("long_press", run.row("note 03"))
    run("tap", "selection.delete")
    run.phone.selected = ["note 04"]
    run("tap", "confirm_delete.ok")
    assert proof(run) == ("refuted", 'note "note 03" is still in the list')


@pytest.mark.parametrize(
    ("notes", "says", "expected"),
    [
        (["milk", "bread"], "", ("unseen", 'note "milk" could not be looked for afterwards')),
        (["milk", "bread"], "No notes here yet", ("held", 'note "milk" is no longer in the list')),
        (["milk", "bread"], "Empty the bin", ("unseen", 'note "milk" could not be looked for afterwards')),
        (["milk", "bread"], "The list is empty", ("held", 'note "milk" is no longer in the list')),
        (["milk", "bread"], "No connection", ("unseen", 'note "milk" could not be looked for afterwards')),
        (["milk"], "", ("held", 'note "milk" is no longer in the list')),
    ],
    ids=[
        "still loading",
        "it says that there is nothing",
        "a button",
        "it says that it is empty",
        "it says something else",
        "the only one",
    ],
)
def test_a_list_without_rows_proves_a_removal_only_where_that_can_be(
    notes: list[str], says: str, expected: tuple[str, str]
) -> None:
    run = Run(PocketPhone(notes))
    run("long_press", run.row("milk"))
    run("tap", "selection.delete")
    make = run.phone._main

    def loading() -> View:
        kept, run.phone.notes = run.phone.notes, []
        drawn, run.phone.notes = make(), kept
        return page(*drawn.children, words(says, (0, 700, 400, 760)))

    run.phone._main = loading  # type: ignore[method-assign]
    run("tap", "confirm_delete.ok")
    assert proof(run) == expected
    deleted, run.phone._main = run.last, make  # type: ignore[method-assign]
    run("tap", "main.settings")
    assert deleted.proof is not None and deleted.proof.verdict == "held"


@pytest.mark.parametrize(("picked", "held"), [(["milk", "bread", "eggs"], True), (["milk", "bread"], False)])
def test_rows_that_were_all_there_were_are_gone_from_a_list_without_rows(picked: list[str], held: bool) -> None:
    run = Run(PocketPhone(["milk", "bread", "eggs"]))
    things = []
    for text in picked:
        row = run.row(text)
        screen = run.host.front.doc.screen("main")
        element = screen.element("notes") if screen is not None else None
        assert screen is not None and element is not None
        rows = run.host.lists.of(screen, element)
        thing = Thing.at(rows, row, rows.bring(row))
        assert thing is not None
        things.append(thing)
    run.phone.notes = []
    sight = run.host.front.forget()
    found = [of_thing(thing, sight, Effect.DELETE, things) for thing in things]
    assert all((one is not None) is held for one in found)


def test_the_last_of_several_equal_rows_is_not_taken_for_one_that_is_still_there() -> None:
    run = Run(PocketPhone(["milk", "milk", "bread"]))
    first = run.rows()[0]
    run("long_press", first)
    run("tap", "selection.delete")
    run("tap", "confirm_delete.ok")
    assert proof(run) == ("held", 'note "milk" is no longer in the list')


def test_a_box_that_is_ticked_in_a_row_is_seen(run: Run) -> None:
    row = run.row("note 02")
    run("turn_on", run.part(row, "done"))
    assert proof(run)[0] == "held"
    run("tap", run.part(row, "done"))
    assert proof(run) == ("held", 'note "note 02" is no longer marked')


def test_the_thing_that_is_open_is_told_until_its_list_is_there_again(run: Run) -> None:
    run("open", run.row("note 02"))
    run("set_text", "editor.body", "new")
    assert run.last.within == 'note "note 02"'
    run("tap", "editor.save")
    assert run.last.within == 'note "note 02"'
    run("tap", "main.new_note")
    assert run.last.within == ""


def test_what_a_text_replaced_is_kept_and_what_it_takes_with_it_is_counted(run: Run) -> None:
    run("open", run.row("note 02"))
    run.phone.fields["body"] = "Milk\nEggs\n\nBread"
    run.host.front.forget()
    run("set_text", "editor.body", "Butter")
    assert run.last.replaced == "Milk\nEggs\n\nBread"
    (entry,) = run.host.forms.unsaved()
    assert (entry.replaced, entry.lines_replaced) == ("Milk\nEggs\n\nBread", 3)
    run("set_text", "editor.body", "Butter and jam")
    assert run.host.forms.unsaved()[0].lines_replaced == 3  # of what was there first


def test_a_crash_upon_the_last_tap_refutes_it_and_is_no_end(run: Run) -> None:
    run("set_text", "compose.to", "Bob")
    make = run.phone._compose

    def crashing() -> View:
        drawn = make()
        next(v for v in drawn.children if v.text == "Send").on_tap = run.phone.go("crash")
        return drawn

    run.phone._compose = crashing  # type: ignore[method-assign]
    run("tap", "compose.send")
    assert proof(run) == ("refuted", 'the app broke down: "Pocket keeps stopping"')
    with pytest.raises(CallFailed, match="broke down"):
        run.host.close_up()


def test_an_app_that_is_gone_without_a_word_is_no_success(run: Run) -> None:
    run("set_text", "compose.to", "Bob")
    make = run.phone._compose

    def vanishing() -> View:
        drawn = make()
        next(v for v in drawn.children if v.text == "Send").on_tap = lambda: setattr(run.phone, "place", ["home"])
        return drawn

    run.phone._compose = vanishing  # type: ignore[method-assign]
    run("tap", "compose.send")
    assert proof(run) == ("refuted", "the app is no longer there: the home screen is in front")


def test_a_message_from_before_the_run_is_none_of_it(run: Run) -> None:
    run.phone.toast = "Note saved"
    run("set_text", "create_note.title", "Milk")
    run("tap", "create_note.cancel")
    assert run.host.proofs.messages == []


def test_lists_that_were_read_are_told_with_what_was_done_to_their_rows(run: Run) -> None:
    rows = run.rows()
    run("long_press", rows[2])
    with pytest.raises(CallFailed):
        run("row", "main.notes", "nothing like it")
    looked = run.host.proofs.looked
    assert [(one.list, one.rows, one.to_end, one.acted) for one in looked[:1]] == [("main.notes", 25, True, 1)]
    assert [one.asked for one in looked] == ["", "nothing like it"]


def test_a_list_under_a_search_is_known_to_be_a_part(run: Run) -> None:
    make = run.phone._main

    def searched() -> View:
        drawn = make()
        field = View("widget.EditText", (0, 90, 400, 99), "milk", "search_src_text", on_tap=lambda: None)
        return page(*drawn.children, field)

    run.phone._main = searched  # type: ignore[method-assign]
    run.rows()
    assert run.host.proofs.looked[0].only == 'the search "milk"'


def test_closing_what_was_left_open_is_proved_too(run: Run) -> None:
    run("set_text", "create_note.title", "Milk")
    with pytest.raises(Finished):
        run("finish", "", "")
    assert run.last.proof is not None and run.last.proof.verdict == "held"
    assert run.phone.notes[0] == "Milk"


def test_refused_consent_leaves_the_form_told_as_open() -> None:
    from interpreter.calls.errors import Denied

    run = Run(person=Answers(consents=0))
    run("set_text", "create_note.title", "Milk")
    with pytest.raises(Denied):
        run("tap", "create_note.ok")
    (left,) = run.host.left_open()
    assert (left.screen, left.values, left.dialog) == ("create_note", (("title", "Milk"),), True)


def test_a_press_that_opens_nothing_but_marks_itself_is_held(run: Run) -> None:
    make = run.phone._main
    on: list[bool] = []

    def starred() -> View:
        drawn = make()
        drawn.children[1] = button("Settings", (400, 0, 560, 90), lambda: on.append(True), "settings")
        drawn.children[1].text = "Settings" if not on else "Settings (new)"
        return page(*drawn.children, words("x", (0, 1260, 20, 1270)))

    run.phone._main = starred  # type: ignore[method-assign]
    run("tap", "main.settings")
    assert proof(run) == ("held", '"Settings" has become "Settings (new)"')


@pytest.mark.parametrize(
    ("held", "added", "expected"),
    [
        ("Milk\nEggs", "Butter", "Milk\nEggs\nButter"),
        ("Milk", "Butter", "Milk\nButter"),
        ("Milk\n", "Butter", "Milk\nButter"),
        ("", "Butter", "Butter"),
    ],
)
def test_a_text_is_added_after_what_a_field_of_several_lines_holds(
    run: Run, held: str, added: str, expected: str
) -> None:
    run("open", run.row("note 02"))
    run.phone.fields["body"] = held
    run.host.front.forget()
    run("append_text", "editor.body", added)
    assert run.phone.fields["body"] == expected
    assert proof(run) == ("held", f'body shows "{added}"')
    assert run.last.replaced == held
    (entry,) = run.host.forms.unsaved()
    assert (entry.value, entry.lines_replaced) == (expected, 0)
    assert entry.said == (f'body + "{added}"' if held else f'body = "{added}"')


def test_a_text_is_added_after_a_space_where_a_field_has_one_line(run: Run) -> None:
    run("set_text", "compose.to", "Bob")
    run("append_text", "compose.to", "Lee")
    assert run.phone.fields["to"] == "Bob Lee"
    with pytest.raises(CallFailed, match="hides what it holds"):
        run("append_text", "compose.pin", "1")


def test_a_proof_that_comes_later_is_told_to_the_record(run: Run) -> None:
    run("open", run.row("note 03"))
    run("tap", "editor.delete")
    covered = run.phone._main
    run.phone._main = lambda: page(words("Loading", (0, 0, 300, 90), "loading"))  # type: ignore[method-assign]
    run("tap", "confirm_delete.ok")
    assert proof(run) == ("unseen", 'note "note 03" could not be looked for afterwards')
    deleted = run.last
    run.phone._main = covered  # type: ignore[method-assign]
    run("tap", "main.settings")
    assert deleted.proof is not None and deleted.proof.verdict == "held"
    assert [outcome for _, outcome in run.notebook.later] == [deleted]


def test_a_choice_that_says_its_value_in_a_sentence_has_taken_it(run: Run) -> None:
    make = run.phone._setting

    def in_words(name: str, box: tuple[int, int, int, int]) -> View:
        drawn = make(name, box)
        for child in drawn.children:
            if child.rid == "android:id/summary":
                child.text = f"{child.text} from sunset on"
        return drawn

    run.phone._setting = in_words  # type: ignore[method-assign]
    run("choose", "settings.theme", "Light")
    assert proof(run) == ("held", 'Theme shows "Light from sunset on"')


def test_a_choice_that_still_shows_another_of_its_options_is_refuted() -> None:
    doc = pocket_doc()
    settings = doc.screen("settings")
    theme = settings.element("theme") if settings is not None else None
    assert theme is not None
    theme.options = ["System", "Light"]
    run = Run(doc=doc)
    make = run.phone._theme_dialog

    def deaf() -> View:
        drawn = make()
        next(v for v in drawn.children if v.text == "OK").on_tap = run.phone.leave
        return drawn

    run.phone._theme_dialog = deaf  # type: ignore[method-assign]
    run("choose", "settings.theme", "Light")
    verdict, what = proof(run)
    assert verdict == "refuted" and "still shows" in what


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Note saved", "done"),
        ("3 notes moved to bin", "done"),
        ("Alarm set for 7 hours from now", "done"),
        ("Message sent", "done"),
        ("Enter a valid date", "error"),
        ("No email app is set up", "error"),
        ("There is no number to call", "error"),
        ("Couldn't save: disk full", "error"),
        ("The name must end with .vcf", "error"),
        ("This title is already taken", "error"),
        ("No longer pinned", "done"),
        ("You are offline", "error"),
        ("Offline maps: done", "done"),
        ("Bin emptied", "done"),
        ("Event duplicated", "done"),
        ("2 contacts exported to contacts.vcf", "done"),
        ("Settings restored", "done"),
        ("Connected to Maple House", "done"),
        ("Added to Family", "done"),
        ("Copied", "done"),
        ("Shared", "done"),
        ("Ann is typing", ""),
        ("Payment declined", "error"),
        ("Sending cancelled", "error"),
        ("Upload aborted", "error"),
        ("Message rejected", "error"),
        ("Message undelivered", "error"),
        ("Request timed out", "error"),
        ("Storage limit exceeded", "error"),
        ("Sign-in needed", "error"),
        ("Set a title first", "error"),
        ("Message queued", "waits"),
        ("Message queued to be sent", "waits"),
        ("Saved. It will be uploaded once you are online", "waits"),
        ("All data will be deleted", "waits"),
        ("The file is being copied", "waits"),
        ("Rejected offer deleted", "done"),
        ("Pending invoice removed", "done"),
        ('"Payment declined" deleted', "done"),
        ("Order cancelled and refunded", "error"),
        ("Upload aborted, draft saved", "error"),
        ("Unsaved changes", ""),
        ("Speed dial", ""),
        ("Recording stopped", ""),
        ("3 attempts left", ""),
        ("Nothing deleted", "error"),
        ("0 items deleted", "error"),
        ("Saved 0 of 3", "error"),
        ("None saved", "error"),
        ("10 items deleted", "done"),
        ("Set for 7:00", "done"),
        ("Deleted. You can't undo this", "done"),
        ("Note saved. Don’t forget to back up", "done"),
        ("Don't forget a title", ""),
        ("Saved without errors", "done"),
        ("Sent, not encrypted", "done"),
        ("Saved, not uploaded", "error"),
        ("Sent, not delivered", "error"),
        ("Sending… please wait", "waits"),
        ("Please enter a title", "error"),
    ],
)
def test_what_a_message_says_is_told_from_its_words(text: str, expected: str) -> None:
    assert says(text) == expected


@pytest.mark.parametrize(
    ("pressed", "text", "expected"),
    [
        ("Block", "Number blocked", "done"),
        ("Cancel booking", "Booking cancelled", "done"),
        ("Stop", "Recording stopped", "done"),
        ("Deny", "Request denied", "done"),
        ("No", "Invitation declined", "done"),
        ("Upload", "It will be uploaded later", "waits"),
        ("Queue", "Song queued", "done"),
        ("Send", "Message blocked", "error"),
        ("Block", "Number could not be blocked", "error"),
        ("Block", "Nothing blocked", "error"),
        ("Send", "Message saved as draft", "waits"),
        ("Send", "Draft saved", "waits"),
        ("Send", "Draft sent", "done"),
        ("Save", "Draft saved", "done"),
        ("Send", "Message discarded", "error"),
        ("Save", "Changes discarded", "error"),
        ("Discard", "Changes discarded", "done"),
        ("Delete", "Draft discarded", "done"),
        ("Delete", "Restored", "error"),
        ("Delete", "Moved to archive", "waits"),
        ("Delete", "Archive deleted", "done"),
        ("Archive", "Chat archived", "done"),
        ("Restore", "Note restored", "done"),
        ("OK", "Settings restored", "done"),
        ("Undo", "Undone", "done"),
        ("Save", "Restored chairs list saved", "done"),
    ],
)
def test_what_was_pressed_tells_what_was_to_be_done(pressed: str, text: str, expected: str) -> None:
    assert says(text, pressed) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Wrong part numbers saved", ["Wrong part numbers"], "done"),
        ("Wrong part numbers saved", [], "error"),
        ("Wrong part numbers could not be saved", ["Wrong part numbers"], "error"),
        ("Pay the missing invoice deleted", ["Pay the missing invoice"], "done"),
        ("Deleted scenes", ["Deleted scenes"], ""),
        ("Network error", ["Network error"], "error"),
        ("Letters not saved", ["not", "Letters"], "error"),
        ("Wrong turns ahead saved", ["Wrong turn"], "error"),
        ("", ["Wrong part numbers"], ""),
    ],
)
def test_the_name_of_a_thing_says_nothing_of_how_it_went(text: str, names: list[str], expected: str) -> None:
    assert says(text, "Save", names=names) == expected


def test_a_page_that_a_press_only_leads_on_to_proves_nothing(run: Run) -> None:
    doc = pocket_doc()
    main = doc.screen("main")
    write = main.element("write") if main is not None else None
    assert write is not None
    write.effect = Effect.SEND
    run = Run(doc=doc)
    run("tap", "main.write")
    assert run.last.proof is None


def test_what_is_marked_in_a_form_waits_for_its_save_button(run: Run) -> None:
    doc = pocket_doc()
    editor = doc.screen("editor")
    assert editor is not None
    star = Element(name="star", kind=Kind.BUTTON, label="Star", locator=Locator(resource_id="star"))
    editor.elements.append(star)
    run = Run(doc=doc)
    make, on = run.phone._editor, [False]

    def starred() -> View:
        drawn = make()
        box = (0, 600, 200, 700)
        view = View("widget.ImageButton", box, "Star", "star", on_tap=lambda: on.__setitem__(0, True))
        view.checkable, view.checked = True, on[0]
        drawn.children.append(view)
        return drawn

    run.phone._editor = starred  # type: ignore[method-assign]
    run("open", run.row("note 02"))
    run("tap", "editor.star")
    assert proof(run) == ("held", '"Star" is on')
    assert [one.values for one in run.host.left_open()] == [(("star", "marked"),)]
    run("tap", "editor.save")
    assert run.host.left_open() == []


def test_a_switch_that_asks_first_is_proved_once_the_question_is_answered(run: Run) -> None:
    phone = run.phone
    make = phone._setting

    def asking(name: str, box: tuple[int, int, int, int]) -> View:
        drawn = make(name, box)
        drawn.on_tap = (lambda: phone.place.append("ask")) if name == "Dark mode" else drawn.on_tap
        return drawn

    def yes() -> None:
        phone.settings["Dark mode"] = True
        phone.place.pop()

    phone.OVER = phone.OVER | {"ask"}
    phone._setting = asking  # type: ignore[method-assign]
    phone._ask = lambda: dialog(  # type: ignore[attr-defined]
        "Turn it on for good?",
        button("Cancel", (300, 880, 460, 960), phone.leave, "android:id/button2"),
        button("OK", (480, 880, 640, 960), yes, "android:id/button1"),
    )
    run("turn_on", "settings.dark_mode")
    asked = run.last
    assert proof(run) == ("unseen", 'Dark mode: the app asks first, "Turn it on for good?"')
    run("tap", "?OK")
    assert asked.proof is not None and (asked.proof.verdict, asked.proof.what) == ("held", "Dark mode is on")


def test_a_new_thing_that_is_on_no_row_of_a_list_seen_whole_is_not_proved(run: Run) -> None:
    run = Run(PocketPhone(["bread"]))
    run("set_text", "create_note.title", "Milk")
    make = run.phone._create_note

    def elsewhere() -> View:
        drawn = make()
        next(v for v in drawn.children if v.text == "OK").on_tap = run.phone.leave
        return drawn

    run.phone._create_note = elsewhere  # type: ignore[method-assign]
    run("tap", "create_note.ok")
    assert proof(run) == ("unseen", 'no row of the list that is in front says "Milk"')


def test_what_a_page_or_a_notice_says_that_was_to_be_shown_is_no_error_of_the_act(run: Run) -> None:
    run.phone._settings = lambda: dialog(  # type: ignore[method-assign]
        "Why did my alarm not ring?",
        words("It can't ring while the phone is off.", (60, 480, 660, 560), "android:id/message"),
        button("Close", (480, 880, 640, 960), run.phone.leave, "android:id/button1"),
    )
    run("tap", "main.settings")
    assert run.last.proof is None and run.host.proofs.messages == []
    run("tap", "?Close")
    make = run.phone._compose

    def failing() -> View:
        drawn = make()
        drawn.children.append(words("Failed to load drafts", (0, 720, 720, 800), "error_view"))
        return drawn

    run.phone._compose = failing  # type: ignore[method-assign]
    run("tap", "main.write")
    assert run.last.proof is None and run.host.proofs.messages == []


def test_a_row_that_stood_chosen_already_is_open() -> None:
    run = Run()
    row = run.row("note 02")
    make = run.phone._note_row

    def chosen(text: str, box: tuple[int, int, int, int]) -> View:
        drawn = make(text, box)
        drawn.on_tap = lambda: None
        drawn.children[-1].checked = True
        return drawn

    run.phone._note_row = chosen  # type: ignore[method-assign]
    run("open", row)
    assert proof(run) == ("held", 'note "note 02" was open already')
