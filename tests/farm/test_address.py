"""Where a farm is met: beyond this machine with its key, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farm.address import is_loopback, parse
from farm.key import checked_key, make_key
from ground import paths
from ground.errors import SettingsError

pytest.importorskip("cryptography")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("127.0.0.1", "tcp://127.0.0.1:8786"),
        ("127.0.0.1:9000", "tcp://127.0.0.1:9000"),
        ("localhost:9000", "tcp://localhost:9000"),
        ("tcp://127.0.0.1:9000", "tcp://127.0.0.1:9000"),
        ("[::1]:9000", "tcp://[::1]:9000"),
        ("127.0.0.1:0", "tcp://127.0.0.1:0"),
    ],
)
def test_on_this_machine_no_key_is_needed(text: str, said: str) -> None:
    assert str(parse(text)) == said
    assert parse(text).local


@pytest.mark.parametrize("text", ["10.0.0.5", "shelf:9000", "tls://10.0.0.5", "0.0.0.0:8786", "127.0.0.1.example.com"])
def test_beyond_this_machine_it_is_encrypted_or_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="needs the farm's key"):
        parse(text)
    make_key()
    assert str(parse(text)).startswith("tls://")


@pytest.mark.parametrize("text", ["tcp://10.0.0.5", "tcp://shelf:8786", "tcp://0.0.0.0:1"])
def test_unencrypted_beyond_this_machine_is_refused_even_with_a_key(text: str) -> None:
    make_key()
    with pytest.raises(SettingsError, match="unencrypted"):
        parse(text)


@pytest.mark.parametrize("text", ["", "://", "http://x", "a b", "10.0.0.5:x", "10.0.0.5:70000", "inproc://x", "x/y"])
def test_what_is_no_address_is_said_to_be_none(text: str) -> None:
    with pytest.raises(SettingsError, match="no address of a farm"):
        parse(text)


@given(st.ip_addresses(v=4))
def test_only_loopback_is_loopback(address: object) -> None:
    assert is_loopback(str(address)) == str(address).startswith("127.")


def test_a_key_is_the_persons_alone_and_is_made_once() -> None:
    file = make_key()
    assert file == paths.farm_key_file()
    assert file.stat().st_mode & 0o777 == 0o600
    assert checked_key(file) == file
    with pytest.raises(SettingsError, match="There is a key"):
        make_key()


def test_a_key_that_others_can_read_or_that_is_none_is_refused(tmp_path: Path) -> None:
    file = make_key(tmp_path / "key.pem")
    file.chmod(0o644)
    with pytest.raises(SettingsError, match="Others can read"):
        checked_key(file)
    other = tmp_path / "other.pem"
    other.write_text("nothing")
    with pytest.raises(SettingsError, match="is no key of a farm"):
        checked_key(other)
