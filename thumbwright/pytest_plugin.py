"""The pytest plugin: a phone for tests, and what was done on it for those that fail.

    @pytest.mark.thumbwright(app="Notes", allow=["commit"], fresh=True)
    def test_a_note_is_kept(phone):
        notes = phone.app()
        notes.new_note.title.set_text("Milk")
        notes.new_note.save.tap()
        phone.expect(notes.note("Milk")).to_exist()

The phone is the demo phone unless `--thumbwright-phone` or the ini option `thumbwright_phone` says another. Docs, sessions and the
demo phone's data are kept in pytest's own cache: a test changes nothing of the person's. Imports nothing of ours before a test asks
for the phone, since pytest loads it wherever it is installed.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sessions.records import CallRecord
    from thumbwright import Phone

_MARKER = "thumbwright"
_TAKES = ("app", "allow", "fresh")
_FIRST = pytest.StashKey[int]()
"""How many sessions there were when the test began."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("thumbwright")
    group.addoption("--thumbwright-phone", metavar="SERIAL|demo", help="the phone for tests; instead of the ini option")
    parser.addini("thumbwright_phone", "the phone for tests: demo, a serial, host:port", default="demo")
    parser.addini("thumbwright_model", "the model that writes scripts; empty: the usual one", default="")
    parser.addini("thumbwright_docs", "folder with the docs of apps (thumbwright apps show APP --json)", default="")
    parser.addini("thumbwright_reports", "folder for the reports of tests that fail", default="thumbwright-reports")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        'thumbwright(app="", allow=(), fresh=False): the app that the fixture `phone` is for, what it may do without asking, and '
        "whether the app's data is cleared first",
    )


def pytest_report_header(config: pytest.Config) -> str:
    return f"thumbwright: phone {_phone_of(config)}"


@pytest.fixture(scope="session")
def thumbwright_phone(request: pytest.FixtureRequest) -> Iterator[Phone]:
    """The phone, connected once for all tests."""
    import thumbwright as tw

    config = request.config
    with pytest.MonkeyPatch.context() as patch:
        _own_home(config, patch)
        try:
            phone = tw.connect(_phone_of(config), model=str(config.getini("thumbwright_model")))
        except tw.ThumbwrightError as error:
            pytest.fail(f"No phone for the tests: {error}", pytrace=False)
        with phone:
            yield phone


@pytest.fixture
def phone(request: pytest.FixtureRequest, thumbwright_phone: Phone) -> Iterator[Phone]:
    """The phone, as the test's marker `thumbwright` wants it: its app begins anew, and is the one for tasks that name none."""
    from .for_tests import for_one_test

    wanted = _wanted(request)
    request.node.stash[_FIRST] = len(thumbwright_phone.session_ids)
    with for_one_test(thumbwright_phone, wanted["app"], wanted["allow"], wanted["fresh"]):
        yield thumbwright_phone


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    outcome: Any = yield
    report: pytest.TestReport = outcome.get_result()
    if call.when != "call" or not report.failed or _FIRST not in item.stash:
        return
    phone: Phone = item.funcargs["thumbwright_phone"]  # type: ignore[attr-defined]
    try:
        told, page = _what_was_done(item, phone)
    except Exception as error:  # the test's own failure is the one to be seen
        told, page = f"What was done can't be told: {error}", None
    report.sections.append(("thumbwright", told))
    if page is not None:
        item.user_properties.append(("thumbwright_report", str(page)))


def _what_was_done(item: pytest.Item, phone: Phone) -> tuple[str, Path | None]:
    """The test's calls in words, and a page with every screen."""
    import thumbwright as tw

    from .for_tests import words_in_front

    words = words_in_front(phone)
    phone._finish_direct("the test failed")
    ids = phone.session_ids[item.stash[_FIRST] :]
    if not ids:
        return "Nothing was done on the phone.", None
    lines = []
    for one in ids:
        detail = tw.session(one)
        lines.append(f"Session {one}: {detail.head.task}: {detail.head.status}. {detail.head.answer}")
        for told, same in groupby(map(_call_told, detail.calls)):  # what is waited for is looked for many times
            times = len(list(same))
            lines.append(f"{told}  ({times} times)" if times > 1 else told)
    lines.append(f"On the screen: {', '.join(words) or 'no words'}")
    folder = item.config.rootpath / str(item.config.getini("thumbwright_reports"))
    folder.mkdir(parents=True, exist_ok=True)
    page = tw.report(ids, folder / f"{re.sub(r'[^A-Za-z0-9._-]+', '-', item.nodeid).strip('-')}.html")
    lines.append(f"Every screen: {page}")
    return "\n".join(lines), page


def _call_told(call: CallRecord) -> str:
    value = "" if call.value in (None, "") else f" -> {call.value!r}"
    more = "".join(f"\n            {said}" for said in (call.error, call.shown) if said)
    return f"  {call.status:9} {call.source}{value}{more}"


def _phone_of(config: pytest.Config) -> str:
    return str(config.getoption("--thumbwright-phone") or config.getini("thumbwright_phone"))


def _own_home(config: pytest.Config, patch: pytest.MonkeyPatch) -> None:
    """Docs, sessions and the demo phone's data of these tests alone; the person's models are used."""
    from ground import paths

    patch.setenv("THUMBWRIGHT_MODELS", str(paths.models_dir()))
    cache: pytest.Cache | None = getattr(config, "cache", None)  # it can be switched off
    home = cache.mkdir("thumbwright") if cache is not None else config.rootpath / ".thumbwright"
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")  # each process of pytest-xdist has a demo phone of its own
    patch.setenv("THUMBWRIGHT_HOME", str(home / worker))
    shutil.rmtree(paths.demo_dir() / "state", ignore_errors=True)
    folder = str(config.getini("thumbwright_docs"))
    if not folder:
        return
    files = sorted((config.rootpath / folder).glob("*.json"))
    if not files:
        pytest.fail(f"thumbwright_docs = {folder}: there is no *.json in {config.rootpath / folder}", pytrace=False)
    _let_in(files)


def _let_in(files: list[Path]) -> None:
    """Docs that lie in the project, held to what any doc from elsewhere is."""
    from apidocs.doc import AppDoc
    from apidocs.keep import store
    from apidocs.keep.foreign import flaws_of

    for file in files:
        text = file.read_text("utf-8")
        if wrong := flaws_of(text):
            pytest.fail(f"{file} is no doc that can be let in: {wrong[0]}", pytrace=False)
        store.save(AppDoc.model_validate_json(text))


def _wanted(request: pytest.FixtureRequest) -> dict[str, Any]:
    usual: dict[str, Any] = {"app": "", "allow": (), "fresh": False}
    marker: pytest.Mark | None = request.node.get_closest_marker(_MARKER)
    if marker is None:
        return usual
    unknown = [*marker.args, *(name for name in marker.kwargs if name not in _TAKES)]
    if unknown:
        pytest.fail(
            f"thumbwright({unknown[0]!r}): the marker takes {', '.join(f'{one}=' for one in _TAKES)}", pytrace=False
        )
    return {**usual, **marker.kwargs}


__all__ = ["phone", "thumbwright_phone"]
