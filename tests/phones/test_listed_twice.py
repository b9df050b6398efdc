"""One phone that adb lists several times is one, and the cable goes first."""

from __future__ import annotations

import pytest

from demophone.device import Device
from demophone.phone import DemoPhoneThread
from farm.choosing import There
from farm.choosing import choose as choose_several
from ground.phone_lock import PhoneInUse
from phones import adb
from phones.adb import Listed, choose, lines_of
from phones.errors import SeveralPhones
from phones.listed_twice import read_who, same_phone, twice
from thumbwright.use.opening import opened_phone

CABLE = Listed("4B0212", "device", "Pixel 8")
NAMED = Listed("adb-4B0212-kQ3vXz._adb-tls-connect._tcp", "device", "Pixel 8")
ADDRESS = Listed("10.0.0.9:41234", "device", "Pixel 8")
OTHER = Listed("10.0.0.7:5555", "device", "Pixel 8")
TABLET = Listed("R9W", "device", "Tab")
WHO = {CABLE.serial: "4B0212 a", NAMED.serial: "4B0212 a", ADDRESS.serial: "4B0212 a", OTHER.serial: "77 b"}


def ask(serial: str) -> str:
    return WHO.get(serial, "")


@pytest.mark.parametrize(
    ("listed", "left"),
    [
        ([ADDRESS, NAMED], [NAMED]),
        ([ADDRESS, CABLE], [CABLE]),
        ([NAMED, CABLE, ADDRESS], [CABLE]),
        ([ADDRESS, OTHER], [ADDRESS, OTHER]),
        ([NAMED, OTHER, ADDRESS], [NAMED, OTHER]),
        ([CABLE, TABLET], [CABLE, TABLET]),
    ],
)
def test_lines_of_one_phone_are_one(listed: list[Listed], left: list[Listed]) -> None:
    needless = twice(listed, ask)
    assert [phone for phone in listed if phone.serial not in needless] == left


def test_what_cannot_be_told_stays_two_phones() -> None:
    assert twice([ADDRESS, NAMED], lambda serial: "") == {}
    assert twice([ADDRESS, Listed(NAMED.serial, "offline", "Pixel 8")], ask) == {}


def test_nobody_is_asked_where_none_can_be_listed_twice() -> None:
    def fails(serial: str) -> str:
        raise AssertionError(serial)

    assert twice([CABLE, TABLET], fails) == {} == twice([CABLE], fails)
    assert twice([TABLET, ADDRESS], fails) == {}, "their models differ"


@pytest.mark.parametrize(
    ("printed", "who"),
    [
        ("4B0212\n0b1a6c0e-3f4d-4a53-8f0e-6a2f0c7d9e11\n", "4B0212 0b1a6c0e-3f4d-4a53-8f0e-6a2f0c7d9e11"),
        ("4B0212\n", "4B0212"),
        ("4B0212\ncat: /proc/sys/kernel/random/boot_id: Permission denied\n", "4B0212"),
        ("unknown\n", ""),
        ("", ""),
    ],
)
def test_a_phone_says_which_one_it_is(printed: str, who: str) -> None:
    assert read_who(printed) == who


def test_which_one_is_used_is_said_with_why() -> None:
    needless = twice([NAMED, CABLE], ask)
    assert same_phone(needless, NAMED.serial) == "the same phone as 4B0212, which is used: its cable goes before Wi-Fi"
    assert same_phone(needless, CABLE.serial) == ""


def test_one_that_is_listed_twice_needs_no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANDROID_SERIAL", raising=False)
    monkeypatch.setattr(adb, "_asker", lambda client: ask)
    assert choose([ADDRESS, CABLE]) == CABLE
    assert choose([ADDRESS, CABLE], ADDRESS.serial) == ADDRESS, "the one named is used"
    with pytest.raises(SeveralPhones, match=r"4B0212, 10\.0\.0\.7"):
        choose([CABLE, ADDRESS, OTHER])


def test_who_has_a_phone_by_one_line_has_it_by_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adb, "_asker", lambda client: ask)
    listed = [ADDRESS, CABLE, NAMED, OTHER, TABLET]
    all_of_it = sorted(one.serial for one in (ADDRESS, CABLE, NAMED))
    assert [lines_of(one, listed) for one in (ADDRESS, CABLE, NAMED)] == [all_of_it] * 3
    assert lines_of(OTHER, listed) == [OTHER.serial] and lines_of(ADDRESS, []) == [ADDRESS.serial]


def test_a_run_over_wifi_keeps_another_one_from_the_same_phone_by_its_cable(adb_server: int) -> None:
    with DemoPhoneThread(lambda: Device([])) as one, DemoPhoneThread(lambda: Device([])) as two:
        two.call(lambda: two.device.props.update({"ro.serialno": one.device.props["ro.serialno"]}))
        for phone in (one, two):
            adb.connect(phone.serial)
        with opened_phone(one.serial), pytest.raises(PhoneInUse), opened_phone(two.serial):
            raise AssertionError("both runs have the phone")
        for phone in (one, two):
            adb.open_client().disconnect(phone.serial)


def test_a_task_on_all_phones_is_done_once_on_each() -> None:
    why = same_phone({ADDRESS.serial: CABLE.serial}, ADDRESS.serial)
    there = [There(CABLE.serial, True), There(ADDRESS.serial, True, same_as=CABLE.serial, why_same=why)]
    chosen = choose_several("all", there, {}, lambda name: name)
    assert chosen.serials == (CABLE.serial,) and "its cable goes before Wi-Fi" in chosen.missing[ADDRESS.serial]
    assert choose_several(ADDRESS.serial, there, {}, lambda name: name).serials == (ADDRESS.serial,)


def test_phones_are_asked_for_their_number(adb_server: int) -> None:
    with DemoPhoneThread(lambda: Device([])) as one, DemoPhoneThread(lambda: Device([])) as two:
        for phone in (one, two):
            adb.connect(phone.serial)
        listed = [Listed(phone.serial, "device") for phone in (one, two)]
        assert adb.once(listed) == listed
        two.call(lambda: two.device.props.update({"ro.serialno": one.device.props["ro.serialno"]}))
        assert len(adb.once(listed)) == 1
        for phone in (one, two):
            adb.open_client().disconnect(phone.serial)
