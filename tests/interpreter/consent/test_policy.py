"""Consent: when it is asked for, with which words, and what happens without it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

import pytest

from apidocs.doc import Effect
from interpreter.calls import Call, Question, Ref
from interpreter.calls.errors import CallFailed, Denied, Finished
from interpreter.consent.policy import SAME, About, Consents, Policy, Rule
from tests.interpreter.pocket_phone import PocketPhone, View, words
from tests.interpreter.pocket_run import Answers, Run


def composed(run: Run) -> Run:
    run("set_text", "compose.to", "Bob")
    run("set_text", "compose.message", "on my way")
    return run


def test_sending_is_asked_about_with_the_literal_values() -> None:
    run = composed(Run())
    run("tap", "compose.send", line=3)
    (question,) = run.person.asked
    assert question.what == 'Send, with: to = "Bob", message = "on my way"?'
    assert (question.effect, question.line, question.literal) == (Effect.SEND, 3, "line 3: compose.send.tap()")
    assert run.notebook.consents == [(Effect.SEND, question.what.rstrip("?"), True, "asked")]
    assert run.phone.sent == [("Bob", "on my way")]


def test_without_consent_the_run_stops_and_nothing_is_sent() -> None:
    run = composed(Run(person=Answers(consents=0)))
    with pytest.raises(Denied, match="send"):
        run("tap", "compose.send")
    assert run.phone.sent == []
    assert "tap Send" not in run.phone.log
    assert run.last.status == "denied"


def test_with_nobody_there_the_answer_is_no() -> None:
    run = composed(Run(nobody=True))
    with pytest.raises(Denied, match="--allow send"):
        run("tap", "compose.send")
    assert run.phone.sent == []
    assert [how for *_, how in run.notebook.consents] == ["no terminal"]


@pytest.mark.parametrize(
    ("allow", "sent"),
    [({Effect.SEND}, True), ({Effect.DELETE, Effect.PAY, Effect.COMMIT}, False)],
    ids=["this effect", "other effects"],
)
def test_what_is_allowed_beforehand_is_allowed_for_that_effect_alone(allow: set[Effect], sent: bool) -> None:
    run = composed(Run(person=Answers(consents=0), allow=frozenset(allow)))
    with contextlib.suppress(Denied):
        run("tap", "compose.send")
    assert bool(run.phone.sent) is sent
    assert len(run.person.asked) == (0 if sent else 1)


@pytest.mark.parametrize(
    ("op", "on", "args"),
    [
        ("turn_on", "settings.dark_mode", ()),
        ("choose", "settings.theme", ("Dark",)),
        ("set_text", "compose.to", ("Bob",)),
        ("tap", "main.new_note", ()),
        ("text", "main.settings", ()),
    ],
    ids=["toggle", "choice", "typing", "navigation", "reading"],
)
def test_settings_and_less_are_not_asked_about(op: str, on: str, args: tuple[str, ...]) -> None:
    run = Run(nobody=True)
    run(op, on, *args)
    assert run.notebook.consents == []


def test_an_ok_does_what_its_dialog_asks_and_is_the_same_consent() -> None:
    run = Run()
    run("long_press", run.row("note 02"))
    run("tap", "selection.delete", line=2)
    run("tap", "confirm_delete.ok", line=3)
    (question,) = run.person.asked
    assert (question.effect, question.what) == (Effect.DELETE, 'Delete the note "note 02"?')
    assert run.last.effect is Effect.DELETE
    assert run.phone.deleted == ["note 02"]
    assert [how for *_, how in run.notebook.consents] == ["asked", SAME]


def test_an_ok_that_nothing_was_consented_to_is_asked_with_what_the_app_says() -> None:
    run = Run()
    run("long_press", run.row("note 02"))
    run("tap", "selection.delete")
    run.person.asked.clear()
    run.host.last_act = None
    run("tap", "confirm_delete.ok")
    (question,) = run.person.asked
    assert question.what == 'Delete the note "note 02"; the app asks: "Confirm Delete 1 note?"'


def test_cancel_in_a_grave_dialog_is_harmless() -> None:
    run = Run(allow=frozenset({Effect.DELETE}))
    run("long_press", run.row("note 02"))
    run("tap", "selection.delete")
    run.person.asked.clear()
    run("tap", "confirm_delete.cancel")
    assert run.person.asked == []
    assert run.phone.deleted == []


def test_a_found_button_is_judged_by_its_words() -> None:
    run = Run(person=Answers(consents=0))
    run("open", "compose")
    with pytest.raises(Denied, match="send"):
        run("tap", "?Send")
    assert run.phone.sent == []


def test_consent_for_the_rest_of_a_loop_holds_for_its_line_and_number() -> None:
    run = Run(PocketPhone([f"n{i}" for i in range(6)]), person=Answers(consents=3))
    run.phone.place = ["home", "main"]
    rows = run.rows()
    for row in rows[:3]:
        run("long_press", row, line=2, in_loop=True)
        run("tap", "selection.delete", line=3, in_loop=True)
        run("tap", "confirm_delete.ok", line=4, in_loop=True)
    assert [q.line for q in run.person.asked] == [3]  # the app's own questions are no further ones
    run("long_press", rows[3], line=2, in_loop=True)
    run("tap", "selection.delete", line=3, in_loop=True)
    assert [q.line for q in run.person.asked] == [3, 3]


def test_consent_outside_a_loop_is_for_once() -> None:
    run = Run(person=Answers(consents=9))
    for _ in range(2):
        run("set_text", "compose.to", "Bob", line=1)
        run("tap", "compose.send", line=2)
    assert len(run.person.asked) == 2


def test_a_screen_that_changed_while_the_person_thought_is_not_acted_on() -> None:
    run = composed(Run())

    class Slow(Answers):
        def consent(self, question: object) -> int:
            run.phone.place = ["home", "main"]
            return 1

    run.host.consents._person = Slow()
    with pytest.raises(CallFailed, match="changed while consent was asked for"):
        run("tap", "compose.send")
    assert run.phone.sent == []


def test_secrets_and_passwords_are_not_shown_in_the_question() -> None:
    run = Run(secrets={"code": "hunter22"})
    run("set_text", "compose.to", str(run("secret", "", "code")))
    run("set_text", "compose.pin", "1234")
    run("tap", "compose.send")
    assert "hunter22" not in run.person.asked[0].what
    assert "1234" not in run.person.asked[0].what
    assert 'to = "‹secret:code›", pin = "•••"' in run.person.asked[0].what


def test_a_dialog_left_unconfirmed_is_confirmed_with_consent() -> None:
    run = Run()
    run("set_text", "create_note.title", "Groceries")
    run("turn_on", "settings.dark_mode")
    assert run.phone.notes[0] == "Groceries"
    assert run.person.asked[0].what == 'Save in "Create a note", with: title = "Groceries"?'
    assert any("left open" in s for s in run.last.steps)


def test_a_dialog_left_unconfirmed_stays_so_without_consent() -> None:
    run = Run(person=Answers(consents=0))
    run("set_text", "create_note.title", "Groceries")
    with pytest.raises(Denied):
        run("turn_on", "settings.dark_mode")
    assert "Groceries" not in run.phone.notes


def test_a_question_about_a_deletion_that_was_meant_is_confirmed_at_the_end() -> None:
    run = Run()
    run("long_press", run.row("note 02"))
    run("tap", "selection.delete")
    with pytest.raises(Finished, match="gone"):
        run("finish", "", "gone")
    assert run.phone.deleted == ["note 02"]
    assert [q.what for q in run.person.asked] == ['Delete the note "note 02"?']


def test_a_dialog_that_was_only_opened_is_left_alone() -> None:
    run = Run()
    run("tap", "settings?Theme")
    run("turn_on", "settings.dark_mode")
    assert run.phone.dialogs_confirmed == 0
    assert run.person.asked == []


def test_adding_on_the_way_saves_only_what_it_adds() -> None:
    run = Run()
    run("set_text", "compose.to", "Bob")
    run("tap", "?Draft")
    run("set_text", "compose.message", "hi")
    run("tap", "compose.send")
    assert run.person.asked[-1].what.endswith('with: to = "Bob", message = "hi"?')


NOTES, MAIL = "app.pocket", "com.example.mail"


@pytest.mark.parametrize(
    ("policy", "effect", "app", "front", "rule"),
    [
        pytest.param(Policy(), Effect.SEND, NOTES, NOTES, Rule.ASK, id="from commit upward is asked"),
        pytest.param(Policy(), Effect.SETTINGS, NOTES, NOTES, Rule.ALLOW, id="below it isn't"),
        pytest.param(Policy(frozenset({Effect.SEND})), Effect.SEND, NOTES, NOTES, Rule.ALLOW, id="allowed beforehand"),
        pytest.param(
            Policy(frozenset({Effect.SEND}), rules={Effect.SEND: Rule.NEVER}), Effect.SEND, NOTES, NOTES, Rule.NEVER,
            id="what is forbidden can't be allowed beforehand",
        ),
        pytest.param(
            Policy(rules={Effect.SEND: Rule.NEVER}, apps={NOTES: {Effect.SEND: Rule.ALLOW}}), Effect.SEND, NOTES, NOTES,
            Rule.ALLOW, id="an app's rule holds in place of every app's",
        ),
        pytest.param(
            Policy(apps={NOTES: {Effect.SEND: Rule.ALLOW}}), Effect.SEND, NOTES, MAIL, Rule.ASK,
            id="what is allowed in one app isn't in another that came up",
        ),
        pytest.param(
            Policy(apps={MAIL: {Effect.SEND: Rule.NEVER}}), Effect.SEND, NOTES, MAIL, Rule.NEVER,
            id="what another app forbids",
        ),
        pytest.param(
            Policy(apps={NOTES: {Effect.SEND: Rule.NEVER}}), Effect.SEND, NOTES, MAIL, Rule.NEVER,
            id="what the task's own app forbids, in another",
        ),
        pytest.param(
            Policy(apps={NOTES: {Effect.ACCOUNT: Rule.ALLOW}}), Effect.ACCOUNT, NOTES,
            "com.google.android.permissioncontroller", Rule.ALLOW, id="a permission prompt is the app's that it is for",
        ),
        pytest.param(Policy(rules={Effect.INPUT: Rule.ASK}), Effect.INPUT, NOTES, NOTES, Rule.ASK, id="stricter than usual"),
    ],
)  # fmt: skip
def test_the_rule_for_an_effect(policy: Policy, effect: Effect, app: str, front: str, rule: Rule) -> None:
    assert policy.rule(effect, app, front) is rule


def with_policy(policy: Policy, **options: Any) -> Run:
    run = Run(**options)
    run.host.consents._policy = policy
    return run


def test_what_is_never_done_is_not_even_asked_about() -> None:
    run = composed(with_policy(Policy(frozenset({Effect.SEND}), rules={Effect.SEND: Rule.NEVER})))
    with pytest.raises(Denied, match="A rule of yours forbids send here"):
        run("tap", "compose.send")
    assert run.person.asked == []
    assert run.phone.sent == []
    assert [(granted, how) for _, _, granted, how in run.notebook.consents] == [(False, "never")]


def test_a_rule_of_another_app_forbids_nothing_here() -> None:
    run = composed(with_policy(Policy(apps={MAIL: {Effect.SEND: Rule.NEVER}})))
    run("tap", "compose.send")
    assert len(run.person.asked) == 1


def deleting(rows: list[str], consents: int, **more: Any) -> tuple[Run, list[Ref]]:
    run = Run(PocketPhone(rows), person=Answers(consents=consents), **more)
    run.phone.place = ["home", "main"]
    return run, run.rows()


def delete(run: Run, row: Ref) -> None:
    run("long_press", row, line=2, in_loop=True)
    run("tap", "selection.delete", line=3, in_loop=True)
    run("tap", "confirm_delete.ok", line=4, in_loop=True)


def test_a_consent_in_a_loop_names_the_rows_that_come_next() -> None:
    run, rows = deleting(["Milk", "Eggs", "Bread"], consents=9)
    delete(run, rows[0])
    (asked,) = run.person.asked
    assert '"Milk"' in asked.what
    assert asked.coming == ("Eggs", "Bread")
    assert asked.next_rows == 'Others may follow, as far as the script takes them: "Eggs", "Bread".'
    delete(run, rows[1])
    delete(run, rows[2])
    assert len(run.person.asked) == 1


def test_rows_that_the_script_leaves_out_do_not_come_next() -> None:
    shown = Question(Effect.DELETE, "Delete?", 4, "tap()", in_loop=True, coming=("Eggs",), perhaps=False)
    assert shown.next_rows == 'Next: "Eggs".'
    run, rows = deleting(["Milk", "Eggs", "Bread"], consents=9, takes=lambda line, texts: "Bread" not in texts.values())
    delete(run, rows[0])
    assert (run.person.asked[0].coming, run.person.asked[0].perhaps) == (("Eggs",), False)
    delete(run, rows[2])
    assert len(run.person.asked) == 2, "it was left out, so it was not named"


def test_what_the_app_asks_of_an_act_when_the_loop_has_gone_on_names_what_comes_after_that_act() -> None:
    def takes(line: int, texts: Mapping[str, str]) -> bool | None:
        return None if line < 3 else "Bread" not in texts.values()

    run, rows = deleting(["Milk", "Eggs", "Bread", "Butter"], consents=1, takes=takes)
    make = run.phone._confirm_delete

    def for_good() -> View:
        drawn = make()
        drawn.children.append(words("They will be gone for good.", (60, 560, 660, 600), "more"))
        return drawn

    run.phone._confirm_delete = for_good  # type: ignore[method-assign]
    run("long_press", rows[0], line=2, in_loop=True)
    run("tap", "selection.delete", line=3, in_loop=True)
    run("long_press", rows[1], line=2, in_loop=True)
    first, app = run.person.asked
    assert "gone for good" in app.what and run.phone.deleted == ["Milk"]
    assert (app.line, app.coming, app.perhaps) == (3, first.coming, False) == (3, ("Eggs", "Butter"), False)


def test_a_row_that_was_not_named_is_asked_about() -> None:
    run, rows = deleting(["Milk", "Eggs", "Bread"], consents=9)
    delete(run, rows[1])
    assert run.person.asked[0].coming == ("Bread",)
    delete(run, rows[0])
    assert len(run.person.asked) == 2, "it comes before the one that was asked about, so it was not named"


def test_where_the_rows_are_not_known_that_is_said() -> None:
    run = Run(person=Answers(consents=9))
    run("long_press", run.row("note 02"), line=2, in_loop=True)
    run("tap", "selection.delete", line=3, in_loop=True)
    (asked,) = run.person.asked
    assert (asked.coming, asked.next_rows) == (None, "Which come next isn't known.")


@pytest.mark.parametrize("effect", [Effect.SEND, Effect.SHARE, Effect.CALL, Effect.PAY, Effect.INSTALL, Effect.ACCOUNT])
def test_all_rounds_are_never_offered_for_what_goes_to_somebody_or_costs(effect: Effect) -> None:
    asked: list[Question] = []

    class Eager(Answers):
        def consent(self, question: Question) -> int:
            asked.append(question)
            return 50

    consents = Consents(Policy(), Eager(), None)
    for seq in range(3):
        assert consents.given(
            Call(seq, Ref("main", "go"), "tap", (), 2, "main.go.tap()", in_loop=True), effect, About("Do")
        )
    assert [question.in_loop for question in asked] == [False] * 3
