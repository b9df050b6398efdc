"""A switch that was turned is looked at once more when it comes into view again, and at the end of the run."""

from __future__ import annotations

import pytest

from interpreter.calls import Proof
from interpreter.calls.limits import Limits
from interpreter.consent.policy import Policy
from interpreter.run.runner import RunResult, run_script
from interpreter.sandbox.worker import Sandbox
from tests.interpreter.pocket_phone import PocketPhone, View, pocket_doc
from tests.interpreter.pocket_run import QUICK, Answers

ON = "settings.dark_mode.turn_on()\n"


class ServedPhone(PocketPhone):
    """Its server turns a switch back after a few looks; it is greyed out meanwhile, if wanted."""

    def __init__(self, looks: int, *, greyed: bool = False) -> None:
        super().__init__([])
        self.left, self.greyed = looks, greyed
        self.on_dump = self._looked

    def _looked(self) -> None:
        if self.settings["Dark mode"]:
            self.left -= 1
            if self.left < 0:
                self.settings["Dark mode"] = False

    def _setting(self, name: str, box: tuple[int, int, int, int]) -> View:
        row = super()._setting(name, box)
        if name == "Dark mode" and self.settings[name] and self.greyed and self.left > 0:
            for view in (row, *row.children):
                view.enabled = False
        return row


def run(script: str, phone: PocketPhone, limits: Limits = QUICK) -> RunResult:
    with Sandbox() as sandbox:
        return run_script(
            script, pocket_doc(), phone, sandbox=sandbox, policy=Policy(), person=Answers(), limits=limits
        )


def proof_of(result: RunResult) -> Proof:
    assert result.status == "done"
    proof = next(outcome.proof for call, outcome in result.calls if call.op in ("turn_on", "tap"))
    assert proof is not None
    return proof


@pytest.mark.parametrize("script", [ON, ON + 'finish("ok")', ON + "x = settings.dark_mode.is_on"])
def test_a_switch_that_is_turned_back_by_the_end_is_not_proved(script: str) -> None:
    phone = ServedPhone(1)
    proof = proof_of(run(script, phone))
    assert (proof.verdict, proof.what) == ("refuted", "Dark mode is on no longer: it was turned back")
    assert phone.log.count("tap Dark mode") == 1


def test_a_switch_that_is_off_again_when_its_page_is_in_front_again_is_not_proved() -> None:
    assert proof_of(run(ON + "main.open()\nsettings.open()\nmain.open()", ServedPhone(1))).verdict == "refuted"


def test_a_tap_that_turned_a_switch_is_held_against_it_as_well() -> None:
    proof = proof_of(run("settings.dark_mode.tap()", ServedPhone(1)))
    assert (proof.verdict, proof.what) == ("refuted", "Dark mode is on no longer: it was turned back")
    assert proof_of(run("settings.dark_mode.tap()", ServedPhone(10_000))).verdict == "held"


def test_what_was_done_later_may_have_turned_it_back() -> None:
    proof = proof_of(run(ON + "settings.show_dates.turn_off()", ServedPhone(3)))
    assert proof.verdict == "unseen"


def test_a_switch_that_stands_is_proved() -> None:
    proof = proof_of(run(ON + "settings.show_dates.turn_off()", ServedPhone(10_000)))
    assert (proof.verdict, proof.what) == ("held", "Dark mode is on")


def test_a_switch_that_the_script_turns_off_again_was_on() -> None:
    assert proof_of(run(ON + "settings.dark_mode.turn_off()", ServedPhone(10_000))).verdict == "held"


def test_what_is_out_of_view_at_the_end_is_as_it_was_seen() -> None:
    assert proof_of(run(ON + "main.open()", ServedPhone(1))).verdict == "held"


def test_a_switch_that_is_greyed_out_is_not_decided_yet() -> None:
    limits = Limits(patience_s=0, settle_s=3)
    assert proof_of(run(ON, ServedPhone(6, greyed=True), limits)).verdict == "refuted"


class UndoingPhone(PocketPhone):
    """Its server puts a deleted note back at the next look but one, and says so in a toast, if wanted."""

    def __init__(self, says: str = "", *, back: bool = True) -> None:
        super().__init__(["Bread", "Milk", "Salt"])
        self.says, self.back, self.looks = says, back, 0
        self.on_dump = self._looked

    def _looked(self) -> None:
        self.looks += bool(self.deleted) and self.place[-1] == "main"
        if self.looks == 3:
            self.toast = self.says
            self.notes = ["Bread", "Milk", "Salt"] if self.back else self.notes


DELETE = 'main.note("Milk").long_press()\nselection.delete.tap()\nconfirm_delete.ok.tap()\n'


def last_proof(result: RunResult) -> Proof:
    proof = [outcome.proof for call, outcome in result.calls if call.op == "tap"][-1]
    assert proof is not None
    return proof


def test_a_deleted_row_that_is_back_by_the_end_is_not_proved() -> None:
    proof = last_proof(run(DELETE + "wait(0)\n" * 3, UndoingPhone()))
    assert (proof.verdict, proof.what) == ("refuted", 'note "Milk" is still in the list')


def test_an_error_that_the_app_tells_later_is_heard() -> None:
    proof = last_proof(run(DELETE + "main.settings.text\n" * 4, UndoingPhone("Could not delete the note", back=False)))
    assert (proof.verdict, proof.what) == ("refuted", 'the app says "Could not delete the note"')


def test_what_the_app_tells_late_is_told_of_the_act_before() -> None:
    phone = UndoingPhone("Could not delete the note", back=False)
    result = run(DELETE + "main.settings.text\n" * 4 + ON, phone)
    proofs = [outcome.proof for call, outcome in result.calls if call.op in ("tap", "turn_on")]
    assert [proof.verdict for proof in proofs[-2:] if proof is not None] == ["refuted", "held"]
    assert [m.text for _, outcome in result.calls[-1:] for m in outcome.messages] == []


def test_a_row_that_stays_deleted_is_gone() -> None:
    assert last_proof(run(DELETE, UndoingPhone(back=False))).verdict == "held"
