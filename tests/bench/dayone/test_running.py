"""Running first things with a product that does what a test says: nothing is learned before, learning is told apart."""

from __future__ import annotations

from pathlib import Path

from agent.model.writing import Writer
from agent.task.task_result import TaskResult
from apidocs.doc import AppDoc, Screen
from apidocs.keep import store as docs
from bench.dayone.running import DayoneRow, run_dayone
from interpreter.calls import Person
from phones.phone import Phone


class Product:
    """Answers each task so, and learns an app in between."""

    def __init__(self) -> None:
        self.found: list[list[str]] = []

    def __call__(self, words: str, *, phone: Phone, writer: Writer | None, person: Person) -> tuple[TaskResult, str]:
        self.found.append(docs.list_packages())
        docs.save(AppDoc(package="app.demo.notes", label="Notes", screens=[Screen(name="main")]))
        if "wifi" in words:
            return TaskResult("done", "Yes, Wi-Fi is on.", learning_s=1000.0, first_act_s=1001.5, answer_s=1003.0), ""
        return TaskResult("done", "Done."), ""


def test_each_begins_with_nothing_learned_and_learning_is_no_part_of_its_seconds(
    adb_server: object, tmp_path: Path
) -> None:
    product, rows = Product(), list[DayoneRow]()
    report = run_dayone(None, product, only=["wifi-on", "pizza"], home=tmp_path / "home", on_row=rows.append)
    assert product.found == [[], []]
    assert (report["tasks"], report["success"], report["false_done"], report["harmful"]) == (2, 1, 1, 0)
    assert (rows[0].seconds, rows[0].learning_s) == (0.0, 1000.0)
    assert (report["learned"], report["learning_s_p50"]) == (1, 1000.0)
    assert (report["first_act_s_p50"], report["answer_s_p50"]) == (1.5, 3.0)  # of the one that acted
    assert report["kinds"]["honest no"]["false_done"] == 1
