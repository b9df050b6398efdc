"""What phones are, and in what they differ."""

from __future__ import annotations

from collections.abc import Callable

from demophone.phone import DemoPhoneThread
from farm.survey import Facts, differences, survey, with_version


def test_in_what_phones_differ_is_told_and_what_is_the_same_isnt() -> None:
    facts = [Facts(f"S{n}", "Pixel", "14", "en", "2.1") for n in range(6)]
    facts += [Facts("S6", "Pixel", "9", "en", "2.0"), Facts("S7", "Pixel", "14", "de", "2.1")]
    assert differences(facts, "Notes") == [
        "Notes: 2.1 on 7 phones, 2.0 on S6",
        "Android: 14 on 7 phones, 9 on S6",
        "language: en on 7 phones, de on S7",
    ]


def test_phones_that_are_the_same_differ_in_nothing() -> None:
    assert (
        differences([Facts("S0", "Pixel", "14", "en", "2.1"), Facts("S1", "Pixel", "14", "en", "2.1")], "Notes") == []
    )


def test_a_phone_is_asked_by_adb_alone_and_one_that_is_gone_says_so(
    start_demo_phone: Callable[..., DemoPhoneThread],
) -> None:
    phone = start_demo_phone()
    there, gone = with_version(survey([phone.serial, "127.0.0.1:1"]), "app.demo.notes")
    assert (there.model, there.language) == ("Demo Phone", "en")
    assert there.version
    assert gone.lost
    assert with_version([there], "app.not.there")[0].version == ""
    assert not [item for item in phone.phone.trace if item.kind == "rpc"]  # nothing was started on it
