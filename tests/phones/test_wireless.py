"""Wireless pairing against what adb prints, recorded from its source and documentation: no phone was at hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ground.errors import CancelledError
from phones import wireless
from phones.adb import Listed
from phones.errors import NoPhone, Offline, PairingFailed
from phones.wireless import Service, Ticket, connect_anyhow, connect_host, new_ticket, pair_by_ticket, read_services

PRINTED = """List of discovered mdns services
adb-R5CT20ABCDE-xYz123\t_adb-tls-connect._tcp\t192.168.1.20:37099
tw-abcde\t_adb-tls-pairing._tcp.\t192.168.1.20:41235
adb-OLD\t_adb._tcp\t192.168.1.21:5555
printer\t_ipp._tcp\t192.168.1.9:631
half a line
"""
OFFER = Service("tw-abcde", "pairing", "192.168.1.20:41235")
PAIRED = Service("adb-R5CT20ABCDE-xYz123", "connect", "192.168.1.20:37099")


def test_services_are_read_and_other_lines_left_out() -> None:
    found = read_services(PRINTED)
    assert found == [PAIRED, OFFER, Service("adb-OLD", "plain", "192.168.1.21:5555")]
    assert OFFER.host == "192.168.1.20"


@given(st.text())
def test_no_text_breaks_the_reading_of_services(text: str) -> None:
    for service in read_services(text):
        assert ":" in service.address


def test_a_ticket_is_what_androids_camera_reads() -> None:
    assert Ticket("tw-abcde", "secret2345").text == "WIFI:T:ADB;S:tw-abcde;P:secret2345;;"
    assert new_ticket() != new_ticket()


def test_pairing_waits_for_the_scan_and_pairs_with_the_tickets_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wireless, "LOOK_S", 0.0)
    looks = [[], [PAIRED], [PAIRED, Service("tw-other", "pairing", "192.168.1.30:1")], [PAIRED, OFFER]]
    paired: list[tuple[str, str]] = []
    host = pair_by_ticket(
        Ticket("tw-abcde", "secret2345"),
        look=lambda: looks.pop(0),
        pair=lambda address, code: paired.append((address, code)),
    )
    assert (host, paired) == ("192.168.1.20", [("192.168.1.20:41235", "secret2345")])


def test_pairing_that_nobody_scans_says_what_may_be_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wireless, "LOOK_S", 0.0)
    with pytest.raises(PairingFailed, match="same Wi-Fi"):
        pair_by_ticket(Ticket("tw-abcde", "x"), look=list, timeout_s=0.05)


def test_pairing_can_be_stopped() -> None:
    with pytest.raises(CancelledError):
        pair_by_ticket(Ticket("tw-abcde", "x"), look=list, cancelled=lambda: True)


def test_a_phone_whose_port_changed_is_connected_at_its_new_one() -> None:
    tried: list[str] = []

    def connect(address: str) -> Listed:
        tried.append(address)
        if address.endswith(":37000"):
            raise Offline(address)
        return Listed(address, "device")

    found = connect_anyhow("192.168.1.20:37000", look=lambda: [PAIRED], connect=connect)
    assert (found.serial, tried) == ("192.168.1.20:37099", ["192.168.1.20:37000", "192.168.1.20:37099"])


def test_where_nothing_is_offered_the_first_error_stands() -> None:
    def connect(address: str) -> Listed:
        raise Offline(address)

    with pytest.raises(Offline, match="192.168.1.20:37000"):
        connect_anyhow("192.168.1.20:37000", look=list, connect=connect)


def test_a_host_that_offers_nothing_names_those_that_do() -> None:
    with pytest.raises(NoPhone, match="192.168.1.20:37099"):
        connect_host("192.168.1.99", look=lambda: [PAIRED], timeout_s=0.0)
