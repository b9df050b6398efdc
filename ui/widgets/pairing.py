"""Pairing with a phone without a cable: its camera reads the code here, or its own code is typed in."""

from __future__ import annotations

import threading
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Label, Static

from ui.deliberate import Dialog
from ui.qr import qr_lines
from ui.widgets.key_bar import KeyBar


class Pairing(Dialog[str]):
    """Gives the serial of the connected phone, None where it was put away."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "put_away", "Leave it")]
    DEFAULT_CSS = """
    Pairing #dialog { width: 78; padding: 0 1; }
    Pairing #qr { width: auto; height: auto; color: black; background: white; }
    Pairing #side { width: 1fr; height: auto; padding: 0 0 0 2; }
    Pairing #side Static { height: auto; }
    Pairing #said { margin-top: 1; color: $text-warning; }
    """

    def __init__(self) -> None:
        super().__init__()
        from phones.wireless import new_ticket

        self._ticket = new_ticket()
        self._stop = threading.Event()

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Pair without a cable"
            with Horizontal():
                yield Static(Content("\n".join(qr_lines(self._ticket.text))), id="qr", markup=False)
                with Vertical(id="side"):
                    yield Static(
                        "On the phone: developer options, Wireless debugging, “Pair device with QR code”. Scan this.",
                        markup=False,
                    )
                    yield Label("Or by code: the address it shows")
                    yield Input(placeholder="192.168.1.20:41235", id="address")
                    yield Label("and the code (Enter pairs)")
                    yield Input(placeholder="six digits", id="code", max_length=8)
                    yield Static("Waiting for the phone …", id="said", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self._wait_for_scan()

    def on_unmount(self) -> None:
        self._stop.set()

    @work(thread=True, group="pair", exit_on_error=False)
    def _wait_for_scan(self) -> None:
        from ground.errors import CancelledError
        from phones import wireless

        try:
            host = wireless.pair_by_ticket(self._ticket, cancelled=self._stop.is_set)
            phone = wireless.connect_host(host, cancelled=self._stop.is_set)
        except CancelledError:
            return
        except Exception as error:
            if not self._stop.is_set():
                self.app.call_from_thread(self._say, str(error))
            return
        self.app.call_from_thread(self.dismiss, phone.serial)

    @work(thread=True, group="pair-code", exclusive=True, exit_on_error=False)
    def _pair(self, address: str, code: str) -> None:
        from phones import adb, wireless

        try:
            adb.pair(address, code)
            phone = wireless.connect_host(address.rpartition(":")[0])
        except Exception as error:
            self.app.call_from_thread(self._say, str(error))
            return
        self.app.call_from_thread(self.dismiss, phone.serial)

    def _say(self, text: str) -> None:
        if self.is_mounted:
            self.query_one("#said", Static).update(Content(text))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        address, code = (self.query_one(f"#{name}", Input).value.strip() for name in ("address", "code"))
        if event.input.id == "address" or not code:
            self.query_one("#code").focus()
        elif ":" not in address:
            self._say("The address has a port, as the phone shows it: HOST:PORT")
        else:
            self._say("Pairing …")
            self._pair(address, code)

    def action_put_away(self) -> None:
        self._stop.set()
        self.dismiss(None)
