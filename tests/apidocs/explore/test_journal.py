"""What a learning that was killed leaves behind for the next one."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from apidocs.explore.journal import Journal, journal_path
from apidocs.explore.standing import Ledger, Start
from apidocs.keep.store import list_packages
from apidocs.screens.marks import Seen, look
from apidocs.screens.windows import Window
from ground.errors import DocError
from phones.hierarchy import Hierarchy
from tests.apidocs.walks import PACKAGE, main_page, settings_page


def noted(journal: Journal) -> Ledger:
    """A ledger of two pages, one of which has changed."""
    ledger = journal.ledger()
    for number, dumped in enumerate((main_page("Milk", "Tea"), settings_page(on=True), settings_page(on=False))):
        if number == 0:
            ledger.begin(_seen(dumped))
        ledger.note(min(number, 1), _seen(dumped))
    return ledger


def _seen(dumped: Hierarchy) -> Seen:
    window = Window.of(dumped)
    assert window is not None
    return look(window)


def test_the_next_learning_knows_what_the_last_one_changed() -> None:
    first = noted(Journal(PACKAGE, "phone-1"))
    second = Journal(PACKAGE, "phone-1").ledger()
    assert second.earlier == first.kept() and [(k.standing.value, k.now) for k in second.earlier] == [("on", "off")]
    assert second.earlier_start == Start.of(_seen(main_page()))


def test_what_it_has_not_met_again_stays_for_the_one_after() -> None:
    first = noted(Journal(PACKAGE, "phone-1"))
    journal = Journal(PACKAGE, "phone-1")
    journal.ledger().begin(_seen(main_page("Milk", "Tea")))
    assert Journal(PACKAGE, "phone-1").ledger().earlier == first.kept()


def test_it_is_for_the_user_alone_and_holds_nothing_that_rows_say() -> None:
    journal = Journal(PACKAGE, "phone-1")
    noted(journal)
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    assert "Milk" not in journal.path.read_text("utf-8") and list_packages() == []


def test_at_the_end_it_is_gone() -> None:
    journal = Journal(PACKAGE, "phone-1")
    noted(journal)
    journal.end()
    assert not journal.path.exists()
    assert list(Journal(PACKAGE, "phone-1").ledger().earlier) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("emulator-5554", "emulator-5556", False),
        ("192.168.1.7:40001", "192.168.1.7:41234", True),
        ("192.168.1.7:40001", "192.168.1.8:40001", False),
        ("127.0.0.1:40001", "127.0.0.1:41234", False),
    ],
)
def test_each_phone_has_its_own(one: str, other: str, same: bool) -> None:
    assert (journal_path(PACKAGE, one) == journal_path(PACKAGE, other)) is same


@pytest.mark.parametrize("text", ["", "{", "[]", '{"stood": [1]}', '{"stood": [], "start": {"title": 1}}'])
def test_one_that_cannot_be_read_is_as_none(text: str) -> None:
    path: Path = Journal(PACKAGE, "phone-1").path
    path.write_text(text, "utf-8")
    ledger = Journal(PACKAGE, "phone-1").ledger()
    assert (list(ledger.earlier), ledger.earlier_start) == ([], None)


def test_what_is_no_package_gets_none() -> None:
    with pytest.raises(DocError, match="no package name"):
        Journal("../evil", "phone-1")
