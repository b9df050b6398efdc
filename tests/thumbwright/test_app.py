"""An app by the names of its doc: what a name stands for, when the phone is touched, and the session it comes to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

import thumbwright as tw
from apidocs.doc import AppDoc
from apidocs.doc.api import RESERVED
from demophone.phone import DemoPhoneThread
from interpreter.calls import Ref
from sessions.titles import last_seen

pytestmark = pytest.mark.whole


@pytest.fixture
def notes(phone: tw.Phone) -> tw.App:
    app = phone.app("Notes", allow=["commit"])
    assert isinstance(app, tw.App)
    return app


def test_what_is_done_by_names_is_one_session_like_any(phone: tw.Phone, notes: tw.App) -> None:
    notes.note("Gift ideas").open()
    assert notes.edit_note.title.text == "Gift ideas"
    notes.new_note.title.set_text("Milk")
    notes.new_note.save.tap()
    assert "Milk" in [note.title for note in notes.notes()]
    result = notes.finish()
    assert result is not None and result.done
    assert result.script.splitlines()[:3] == [
        "main.note('Gift ideas')",
        "main.note('Gift ideas').open()",
        "edit_note.title.text",
    ]
    assert phone.last_session == result.session
    kept = tw.session(result.session)
    assert [call.line for call in kept.calls] == [*range(1, len(kept.calls) + 1)]
    assert kept.attempts[0].script == result.script
    assert phone.replay(result, allow=["commit"]).ok
    assert notes.finish() is None


def test_what_rows_are_called_is_remembered_as_of_any_run(phone: tw.Phone, notes: tw.App) -> None:
    assert "Recipe: lentil soup" in [note.title for note in notes.notes()]
    assert last_seen(phone.serial) == {}
    notes.finish()
    assert "Recipe: lentil soup" in last_seen(phone.serial)["app.demo.notes"]


def test_nothing_touches_the_phone_before_something_is_done(phone: tw.Phone, notes: tw.App) -> None:
    repr((notes, notes.settings, notes.settings.theme, notes.note("Gift ideas"), notes.main.find("x"), notes.notes))
    dir(notes.note("Gift ideas"))
    assert phone.sessions() == []


def test_a_row_is_looked_for_when_it_is_used(notes: tw.App) -> None:
    assert notes.note("Gift ideas").exists is True
    assert notes.note("No such note").exists is False
    row = notes.main.note("Gift ideas")
    assert (row.title, row.folder) == ("Gift ideas", "Personal")
    with pytest.raises(tw.CallFailed, match="No such note"):
        notes.note("No such note").open()


def test_a_row_that_something_was_done_to_is_read_again(still_phone: tw.Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    app, asked = still_phone.app("Notes"), list[str]()

    def answer(app: tw.App, ref: Ref, op: str, *more: object) -> object:
        asked.append(op)
        if op == "row":
            texts = (("title", "Gift ideas"), ("folder", "Personal"))
            return replace(ref, row="k", row_text="Gift ideas", texts=texts)
        return "Work" if op == "text" else None

    monkeypatch.setattr(still_phone, "_call", answer)
    row = app.note("Gift ideas")
    row.open()
    assert (row.folder, row.title) == ("Personal", "Gift ideas")
    app.edit_note.save.tap()
    assert (row.folder, row.folder, row.title) == ("Work", "Work", "Gift ideas")
    assert asked == ["row", "open", "tap", "text"]


def test_consent_is_asked_for_and_without_anybody_it_is_no(phone: tw.Phone) -> None:
    asked: list[str] = []

    def yes(question: tw.Question) -> bool:
        asked.append(question.what)
        return True

    for consent in (None, yes):
        notes = phone.app("Notes", consent=consent)
        notes.new_note.title.set_text("Milk")
        if consent is None:
            with pytest.raises(tw.RefusedError, match="Consent to commit"):
                notes.new_note.save.tap()
            result = notes.finish()
            assert (result.status, "taken back" in result.answer) == ("denied", True)
        else:
            notes.new_note.save.tap()
            assert notes.finish().done
    assert asked == ['Save, with: title = "Milk"?']


def test_a_with_ends_the_session_and_takes_back_what_an_error_left_begun(phone: tw.Phone) -> None:
    with pytest.raises(KeyError), phone.app("Notes") as notes:
        notes.new_note.title.set_text("Milk")
        raise KeyError("mine")
    (head,) = phone.sessions()
    assert head.status == "failed" and "KeyError" in head.answer and "taken back" in head.answer


def test_another_use_of_the_phone_ends_it(phone: tw.Phone, notes: tw.App) -> None:
    assert notes.settings.theme.value == "System default"
    first = phone.last_session
    phone.run(script="finish(settings.theme.value)", app="Notes")
    assert tw.session(first).head.status == "done"
    assert notes.settings.theme.value == "System default"
    assert phone.last_session not in ("", first)


def test_closing_the_phone_ends_it_in_any_thread(demo_phone: DemoPhoneThread) -> None:
    phone = tw.connect(demo_phone.serial)
    assert phone.app("Notes").note("Gift ideas").exists
    thread = threading.Thread(target=phone.close)
    thread.start()
    thread.join(20)
    assert tw.session(phone.last_session).head.status == "done"


def test_another_thread_is_told(phone: tw.Phone, notes: tw.App) -> None:
    assert notes.note("Gift ideas").exists
    told: list[str] = []

    def use() -> None:
        try:
            notes.note("Gift ideas").open()
        except tw.PhoneBusy as error:
            told.append(str(error))

    thread = threading.Thread(target=use)
    thread.start()
    thread.join(20)
    assert "another thread began" in told[0]


@pytest.mark.parametrize(
    ("use", "error", "said"),
    [
        pytest.param(lambda app: app.settings.autosave_note, AttributeError, "Nearest: autosave_notes", id="typo"),
        pytest.param(lambda app: app.setings, AttributeError, "Nearest: settings", id="no such screen"),
        pytest.param(lambda app: app.save, AttributeError, "new_note.save or edit_note.save", id="several"),
        pytest.param(lambda app: app.settings.theme.choose(), TypeError, "needs 'option'", id="no argument"),
        pytest.param(lambda app: app.settings.theme.choose("a", "b"), TypeError, "too many", id="two arguments"),
        pytest.param(lambda app: bool(app.settings.theme), TypeError, "neither true nor false", id="truth"),
        pytest.param(lambda app: bool(app.notes), TypeError, "call it", id="truth of a list"),
        pytest.param(lambda app: app.note("x").tittle, AttributeError, "title", id="part of a row"),
    ],
)
def test_a_slip_is_told_before_the_phone_is_touched(
    still_phone: tw.Phone, use: Callable[[tw.App], object], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        use(still_phone.app("Notes"))
    assert still_phone.sessions() == []


@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        ("", tw.DocError, "Which app"),
        ("Settings", tw.NotLearned, "isn't learned yet"),
        ("Sheets", tw.DocError, "There is no app 'Sheets'"),
    ],
)
def test_an_app_without_a_doc(still_phone: tw.Phone, name: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        still_phone.app(name)


def test_down_to_uiautomator2_and_back(phone: tw.Phone, notes: tw.App) -> None:
    notes.note("Gift ideas").open()
    assert phone.u2 is phone.u2
    phone.u2.press("back")
    assert phone.u2(text="Gift ideas").exists(timeout=5)
    assert notes.main.is_open is True


def test_what_is_not_in_the_doc_is_found_by_its_words(notes: tw.App) -> None:
    notes.settings.open()
    assert notes.find("Theme").exists is True
    assert notes.settings.find("Show word count").is_on is False


def test_the_shortcuts_are_the_start_screens_names_and_those_of_one_screen_alone() -> None:
    from interpreter.reading.members import Members
    from thumbwright.app import shortcuts

    screens = [
        {"name": "main", "elements": [{"name": "add", "kind": "button"}, {"name": "settings", "kind": "button"}]},
        {"name": "page", "elements": [{"name": "add", "kind": "button"}, {"name": "ok", "kind": "button"}]},
        {"name": "other", "elements": [{"name": "ok", "kind": "button"}, {"name": "wipe", "kind": "button"}]},
        {"name": "settings"},
    ]
    doc = AppDoc.model_validate({"package": "a.b", "label": "A", "start": "main", "screens": screens})
    assert {name: home.screen for name, home in shortcuts(Members(doc)).items()} == {"add": "main", "wipe": "other"}


def test_an_apps_own_methods_have_names_that_no_doc_may_use() -> None:
    assert {name for name in vars(tw.App) if not name.startswith("_")} <= RESERVED
