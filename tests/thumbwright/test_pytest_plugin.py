"""The pytest plugin, as somebody's project meets it: what a test gets, and what it says when it fails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from demophone.phone import DemoPhoneThread
from tests.thumbwright.conftest import DOC

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "example-project"
TESTS = """
import pytest

@pytest.mark.thumbwright(app="Notes")
def test_fails(phone):
    settings = phone.app().settings
    phone.expect(settings.autosave_notes).to_be_on()
    phone.expect(settings.autosave_notes, timeout_s=0.3).to_be_off()

@pytest.mark.thumbwright(app="Notes")
def test_begins_at_the_start(phone):
    assert phone.app().main.is_open
    assert phone.run("finish(settings.theme.value)").answer == "System default"

def test_fails_without_a_call(phone):
    assert phone.info.android == "1"

@pytest.mark.thumbwright(app="Notes")
def test_may_not_save(phone):
    phone.app().new_note.title.set_text("Milk")
    phone.app().new_note.save.tap()

@pytest.mark.thumbwright(app="Sheets")
def test_no_such_app(phone):
    pass

@pytest.mark.thumbwright(ap="Notes")
def test_no_such_argument(phone):
    pass

@pytest.mark.thumbwright(app="Notes", allow=["fly"])
def test_no_such_effect(phone):
    pass

def test_needs_no_phone():
    pass
"""


def run_pytest(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    # with the plugin by its module: this environment may have been made before there was an entry point
    command = [sys.executable, "-m", "pytest", "-p", "thumbwright.pytest_plugin", "-q", *args]
    environment = {
        **os.environ,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONPATH": str(ROOT),
        "THUMBWRIGHT_HOME": str(folder / "person"),
    }
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=110)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "apps").mkdir(parents=True)
    shutil.copy(DOC, folder / "apps")
    (folder / "pytest.ini").write_text("[pytest]\nthumbwright_docs = apps\naddopts = --strict-markers\n", "utf-8")
    (folder / "test_it.py").write_text(TESTS, "utf-8")
    return folder


def test_what_a_test_gets_and_what_it_says_when_it_fails(project: Path, demo_phone: DemoPhoneThread) -> None:
    done = run_pytest(project, "--thumbwright-phone", demo_phone.serial, "--junitxml", "out.xml")
    said = done.stdout
    assert "3 failed, 2 passed, 3 errors" in said, said + done.stderr
    assert "Expected settings.autosave_notes to be off, within 0.3 s. Seen instead: True" in said
    section = said.split("- thumbwright -")[1]
    assert re.search(
        r"use Notes from Python: failed\. .*\n +ok +settings.autosave_notes.is_on -> True  \(\d+ times\)", section
    )
    assert "Consent to commit was not given" in said and "taken back" in said
    assert "Nothing was done on the phone." in said
    assert "There is no app 'Sheets'" in said
    assert "the marker takes app=, allow=, fresh=" in said and "There is no effect 'fly'" in said
    pages = sorted(file.name for file in (project / "thumbwright-reports").iterdir())
    assert pages == ["test_it.py-test_fails.html", "test_it.py-test_may_not_save.html"]
    assert "Autosave notes" in (project / "thumbwright-reports" / pages[0]).read_text("utf-8")
    told = [one.get("value", "") for one in ElementTree.parse(project / "out.xml").iter("property")]
    assert [Path(one).name for one in told] == pages
    assert not list((project / "person").rglob("sessions.db"))  # the person's own home is as it was


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(("pytest.ini", "apps\n", "none\n"), "there is no *.json in", id="no docs"),
        pytest.param(
            ("apps/app.demo.notes.json", '"settings"', '"import os"'), "no doc that can be let in", id="a bad doc"
        ),
        pytest.param(
            ("pytest.ini", "apps\n", "apps\nthumbwright_phone = nowhere\n"), 'No phone "nowhere"', id="no phone"
        ),
    ],
)
def test_what_is_missing_is_told_without_a_traceback(
    project: Path, adb_server: object, change: tuple[str, str, str], said: str
) -> None:
    name, old, new = change
    text = (project / name).read_text("utf-8")
    assert old in text
    (project / name).write_text(text.replace(old, new), "utf-8")
    done = run_pytest(project, "-k", "begins")
    assert said in done.stdout and "1 error" in done.stdout and "Traceback" not in done.stdout


def test_the_example_projects_stub_is_what_the_command_makes() -> None:
    from apidocs.doc import AppDoc
    from thumbwright.client_stubs import render_client_stubs

    doc = AppDoc.model_validate_json((EXAMPLE / "apps" / "app.demo.notes.json").read_text("utf-8"))
    assert (EXAMPLE / "notes.pyi").read_text("utf-8") == render_client_stubs(doc)
