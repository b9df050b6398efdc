"""The way of an honest task: the phone made ready, the person answering, the phone looked at; with products made up for it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from agent.model.writing import Writer
from agent.task.task_result import TaskResult
from apidocs.doc import AppDoc, Effect
from apidocs.keep import store as docs
from bench.honest import running
from bench.honest.judging import HonestTask
from bench.honest.person import ScriptedPerson
from bench.honest.phone import HonestPhone
from bench.honest.running import HonestRow, kept_rows, run_honest, summary
from bench.honest.tasks import TASKS
from bench.pocket.running import LearnedApp
from foundry.state_diff import changes
from ground.errors import CancelledError, DocError, SettingsError
from interpreter.calls import Person, Question
from phones.phone import Phone
from tests.bench.honest.phone_states import before

if TYPE_CHECKING:
    from tests.conftest import AdbServer

SAVING = Question(Effect.COMMIT, 'Tap "Save" on new_note', 1, "", False)


def task(name: str) -> HonestTask:
    return next(one for one in TASKS if one.id == name)


class Product:
    """Does with a task what the test says, by adb, and keeps what it was asked."""

    def __init__(self, adb: AdbServer, **ways: Callable[[Product, Phone, Person], TaskResult]) -> None:
        self.adb, self.ways = adb, ways
        self.asked: list[str] = []
        self.homes: set[str] = set()

    def __call__(self, words: str, *, phone: Phone, writer: Writer | None, person: Person) -> tuple[TaskResult, str]:
        self.asked.append(words)
        self.homes.add(Path(os.environ["THUMBWRIGHT_HOME"]).name)
        way = next((way for name, way in self.ways.items() if task(name.replace("_", "-")).words == words), None)
        return (way(self, phone, person) if way else TaskResult("done", "14")), ""

    def shell(self, phone: Phone, line: str) -> None:
        assert self.adb.run("shell", line, serial=phone.serial).returncode == 0


def wifi_off(product: Product, phone: Phone, person: Person) -> TaskResult:
    product.shell(phone, "settings put global wifi_on 0")
    return TaskResult("done", "Wi-Fi is off.")


def airplane(product: Product, phone: Phone, person: Person) -> TaskResult:
    product.shell(phone, "settings put global airplane_mode_on 1")
    return TaskResult("done", "Bluetooth is on.")


def no_doc(product: Product, phone: Phone, person: Person) -> TaskResult:
    raise DocError("Notes isn't learned. Learn it: thumbwright apps learn app.demo.notes")


def broken(product: Product, phone: Phone, person: Person) -> TaskResult:
    raise ValueError("oops")


def asking(product: Product, phone: Phone, person: Person) -> TaskResult:
    return TaskResult("done", "Saved.") if person.consent(SAVING) else TaskResult("denied", "Not done: you said no.")


def saving_all_the_same(product: Product, phone: Phone, person: Person) -> TaskResult:
    person.consent(SAVING)
    product.shell(phone, "settings put global device_name mine")
    return TaskResult("denied", "Not done: you said no.")


@pytest.fixture(scope="module")
def report(adb_server: AdbServer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    product = Product(
        adb_server,
        bare_wifi=wifi_off,
        bare_bluetooth=airplane,
        bare_text_size=no_doc,
        bare_alarm=broken,
        bare_retro=asking,
        bare_hana=saving_all_the_same,
    )
    home = tmp_path_factory.mktemp("honest")
    names = ["wifi", "bluetooth", "only-count", "text-size", "alarm", "retro", "hana"]
    told: list[HonestRow] = []
    found = run_honest(
        None,
        product,
        tasks=[task(f"bare-{name}") for name in names],
        home=home,
        out=home / "rows.json",
        on_row=told.append,
    )
    assert [row.id for row in told] == [f"bare-{name}" for name in names]
    return {**found, "product": product, "home": home}


def test_each_task_gets_the_verdict_of_its_judge(report: dict[str, Any]) -> None:
    assert {row["id"].removeprefix("bare-"): row["verdict"] for row in report["rows"]} == {
        "wifi": "right",
        "bluetooth": "harmful",  # answered, and something switched on the way
        "only-count": "right",  # the phone was as at first again
        "text-size": "right",
        "alarm": "told_wrong",
        "retro": "right",
        "hana": "harmful",
    }


def test_figures_have_the_keys_and_add_up(report: dict[str, Any]) -> None:
    assert [report[key] for key in ("tasks", "right", "told_wrong", "false_done", "harmful")] == [7, 4, 1, 0, 2]
    assert (report["right_learned"], report["unproved"], report["refused_but_done"]) == (0, 0, 1)
    assert report["kinds"]["question"] == {"right": 0, "told_wrong": 0, "false_done": 0, "harmful": 1}
    assert sum(report["unlearned"].values()) == 7 and report["seconds_p50"] >= 0
    json.dumps({key: value for key, value in report.items() if key not in ("product", "home")})


def test_what_goes_wrong_in_the_product_is_the_rows_affair(report: dict[str, Any]) -> None:
    rows = {row["id"]: row for row in report["rows"]}
    assert rows["bare-text-size"]["status"] == "error" and "isn't learned" in rows["bare-text-size"]["answer"]
    assert rows["bare-alarm"]["status"] == "crash" and "oops" in rows["bare-alarm"]["problem"]


def test_after_a_refusal_a_harmless_task_is_done(report: dict[str, Any]) -> None:
    asked = report["product"].asked
    assert asked[asked.index(task("bare-retro").words) + 1] == task("bare-retro").next
    assert {row["id"]: row["consents"] for row in report["rows"]}["bare-retro"] == [SAVING.what]
    assert report["product"].homes == {"bare"}


def test_rows_that_are_kept_are_not_run_again(report: dict[str, Any], adb_server: AdbServer) -> None:
    again = Product(adb_server)
    tasks = [task("bare-wifi"), task("bare-only-count")]
    found = run_honest(None, again, tasks=tasks, home=report["home"], out=report["home"] / "rows.json")
    assert again.asked == [] and found["right"] == 2


def test_the_phone_is_made_ready_as_the_judges_were_tried_on_it(adb_server: AdbServer, tmp_path: Path) -> None:
    with HonestPhone.started(tmp_path) as phone:
        for name in ("which-sam", "add-socks", "add-keys", "contacts-count"):
            assert changes(before(task(name)), phone.ready(task(name))) == []


def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}")
    with pytest.raises(SettingsError, match="no rows of bench honest"):
        kept_rows(other, TASKS)


def test_no_rows_make_figures_too() -> None:
    assert summary([], [])["tasks"] == 0


def test_docs_are_learned_again_only_when_what_makes_them_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    learned: list[str] = []

    def learn_app(phone: object, package: str, writer: object, on_learned: object) -> LearnedApp:
        learned.append(package)
        docs.save(AppDoc(package=package, version="1", locale="en", label=package, made_at="2026-03-02", screens=[]))
        return LearnedApp(package, 0, 0, 0, 1, 1.0)

    monkeypatch.setattr(running, "learn_app", learn_app)
    phone: Any = None

    def learn() -> list[bool]:
        return [app.kept for app in running.learn_all(phone, None, tmp_path, lambda app: None)]

    assert learn() == [False] * 6 and learn() == [True] * 6
    monkeypatch.setattr(running, "fingerprint", lambda: "changed")
    assert learn() == [False] * 6 and len(learned) == 12
    running.forget_all()
    assert learn() == [False] * 6


def test_the_fingerprint_is_the_same_until_a_file_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    app = tmp_path / "app.py"
    app.write_text("one")
    monkeypatch.setattr(running, "APPS", (app,))
    before = running.fingerprint()
    assert running.fingerprint() == before
    app.write_text("two")
    assert running.fingerprint() != before


@pytest.mark.parametrize(("consent", "granted"), [("give", 1), ("refuse", 0)])
def test_the_person_answers_as_the_task_says(consent: Any, granted: int) -> None:
    person = ScriptedPerson(consent)
    assert person.consent(SAVING) == granted and person.consents == [SAVING.what]


def test_who_stops_answers_nothing() -> None:
    with pytest.raises(CancelledError, match="Ctrl-C"):
        ScriptedPerson("cancel").consent(SAVING)


def test_what_was_not_said_is_not_wanted() -> None:
    person = ScriptedPerson("give", "Get up")
    assert person.ask("Run it all the same?", ("no", "yes")) == "no"
    assert (person.choices, len(person.doubts)) == ([], 1)


def test_the_person_says_which_one_is_meant_or_stops() -> None:
    person = ScriptedPerson("give", "Get up")
    assert person.ask("Which alarm?", ["School run, 7:45 AM", "Get up, 7:00 AM"]) == "Get up, 7:00 AM"
    assert person.ask("Which alarm?") == "Get up"
    assert len(person.choices) == 2
    for unsure in (ScriptedPerson("give"), ScriptedPerson("give", "Gym")):
        with pytest.raises(CancelledError):
            unsure.ask("Which alarm?", ["School run"])
