"""Stored secrets: kept in the system's keyring or the environment, their names on disk, their values never."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from ground import paths, secret_store
from ground.errors import SettingsError


class Ring:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, name: str) -> str | None:
        self._open()
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        self._open()
        self.kept[service, name] = value

    def delete_password(self, service: str, name: str) -> None:
        self._open()
        del self.kept[service, name]

    def _open(self) -> None:
        if self.locked:
            raise RuntimeError("the keyring is locked: hunter22")


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ring]:
    """In place of the library, which a machine may lack, and whose keyring would be the person's own."""
    found = Ring()
    library, backends, fail = ModuleType("keyring"), ModuleType("keyring.backends"), ModuleType("keyring.backends.fail")
    fail.Keyring = type("Keyring", (), {"__module__": "keyring.backends.fail"})  # type: ignore[attr-defined]
    backends.fail = fail  # type: ignore[attr-defined]
    for name in ("get_password", "set_password", "delete_password"):
        setattr(library, name, getattr(found, name))
    library.get_keyring = lambda: found  # type: ignore[attr-defined]
    for module in (library, backends, fail):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    yield found


def test_a_secret_lies_in_the_keyring_and_its_name_on_disk(ring: Ring) -> None:
    secret_store.keep("wifi", "hunter22")
    assert ring.kept == {("thumbwright", "wifi"): "hunter22"}
    assert secret_store.stored_values() == {"wifi": "hunter22"}
    assert [(one.name, one.where) for one in secret_store.listed()] == [("wifi", "keyring")]
    file = paths.secret_names_file()
    assert "hunter22" not in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0
    secret_store.forget("wifi")
    assert (ring.kept, secret_store.listed()) == ({}, [])


def test_the_environment_wins_and_needs_no_keyring(ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    secret_store.keep("wifi", "hunter22")
    monkeypatch.setenv("THUMBWRIGHT_SECRET_WIFI", "of today")
    monkeypatch.setenv("THUMBWRIGHT_SECRET_PIN", "4711")
    ring.locked = True
    assert secret_store.stored_values() == {"wifi": "of today", "pin": "4711"}
    assert [(one.name, one.where) for one in secret_store.listed()] == [("pin", "environment"), ("wifi", "environment")]
    with pytest.raises(SettingsError, match="unset THUMBWRIGHT_SECRET_PIN"):
        secret_store.forget("pin")


def test_a_locked_keyring_is_told_without_what_it_says(ring: Ring, caplog: pytest.LogCaptureFixture) -> None:
    secret_store.keep("wifi", "hunter22")
    ring.locked = True
    assert secret_store.stored_values() == {}
    assert "can't be read" in caplog.text
    assert "hunter22" not in caplog.text
    with pytest.raises(SettingsError) as kept:
        secret_store.keep("wifi", "hunter22")
    with pytest.raises(SettingsError) as forgotten:
        secret_store.forget("wifi")
    assert "hunter22" not in f"{kept.value} {forgotten.value}"


def test_one_that_the_keyring_lost_is_told(ring: Ring, caplog: pytest.LogCaptureFixture) -> None:
    secret_store.keep("wifi", "hunter22")
    secret_store.keep("other", "hunter23")
    ring.kept.pop(("thumbwright", "wifi"))
    assert secret_store.stored_values() == {"other": "hunter23"}
    assert "no longer has: wifi" in caplog.text


@pytest.mark.parametrize("value", ["", "abc", "two\nlines", "nul\x00nul"])
def test_a_value_that_cannot_be_kept_out_of_records_is_refused(ring: Ring, value: str) -> None:
    with pytest.raises(SettingsError, match="one line of 4 signs or more"):
        secret_store.keep("wifi", value)
    assert ring.kept == {}


def test_one_of_the_environment_that_is_too_short_is_not_used(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("THUMBWRIGHT_SECRET_PIN", "123")
    assert secret_store.stored_values() == {}
    assert "THUMBWRIGHT_SECRET_PIN is shorter" in caplog.text


@pytest.mark.parametrize("name", ["", "A", "1st", "two words", "é", "x" * 41, "a/b", "a›"])
def test_a_name_is_a_plain_word(name: str) -> None:
    with pytest.raises(SettingsError, match="can't be called"):
        secret_store.keep(name, "hunter22")


def _none(monkeypatch: pytest.MonkeyPatch, ring: Ring) -> None:
    library = sys.modules["keyring"]
    monkeypatch.setattr(library, "get_keyring", sys.modules["keyring.backends.fail"].Keyring)


def _plain_file(monkeypatch: pytest.MonkeyPatch, ring: Ring) -> None:
    insecure = type("PlaintextKeyring", (), {"__module__": "keyrings.alt.file"})
    monkeypatch.setattr(sys.modules["keyring"], "get_keyring", insecure)


def _no_library(monkeypatch: pytest.MonkeyPatch, ring: Ring) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


@pytest.mark.parametrize(
    ("without", "words"),
    [(_none, "no keyring that keeps secrets"), (_plain_file, "no keyring"), (_no_library, r"thumbwright\[secrets\]")],
)
def test_without_a_keyring_the_other_way_is_told(
    without: Callable[[pytest.MonkeyPatch, Ring], None], words: str, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, ring)
    with pytest.raises(SettingsError, match=words) as caught:
        secret_store.keep("wifi", "hunter22")
    assert "THUMBWRIGHT_SECRET_WIFI" in str(caught.value).upper() or "THUMBWRIGHT_SECRET_NAME" in str(caught.value)
    assert not paths.secret_names_file().exists()


def test_the_real_library_keeps_and_gives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keyring = pytest.importorskip("keyring")
    from keyring.backend import KeyringBackend

    class InMemory(KeyringBackend):
        priority = 1
        kept: dict[tuple[str, str], str] = {}

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            del self.kept[service, username]

    before = keyring.get_keyring()
    keyring.set_keyring(InMemory())  # type: ignore[no-untyped-call]
    try:
        secret_store.keep("wifi", "hunter22")
        assert secret_store.stored_values() == {"wifi": "hunter22"}
        secret_store.forget("wifi")
        assert InMemory.kept == {}
    finally:
        keyring.set_keyring(before)
