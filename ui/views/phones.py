"""Every phone adb knows, with its state in words, and the ways to get one more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from ui.messages import PhoneChanged, PhoneState
from ui.phone_thread import DEMO, DEMO_NAME
from ui.widgets.table import Column, Table, muted

from .view import View

if TYPE_CHECKING:
    from phones.adb import Listed

LOOK_S = 3.0
WORDS = """\
A phone with a cable: switch on “USB debugging” in its developer options, plug it in, and allow this computer on its \
screen. The developer options appear once “Build number” (Settings, About phone) was tapped seven times.

A phone without a cable: Android 11 and newer have “Wireless debugging” there; p pairs with it by a QR code or its code. \
Older ones: plug it in once and press t.

The demo phone (F9) is a phone in a process: real adb, made-up apps, nothing to break."""


def make() -> PhonesView:
    return PhonesView()


class PhonesView(View):
    """A list that looks again by itself."""

    HELP = f"""
The phones that adb knows on this computer, the one in use first. Enter uses one; of one that another run has, that run is
named. What a phone says that isn't ready stands beside it, with what to do. Cleaning takes off a phone all that was put there
for this: the server that reads the screen, and the keyboard app.

{WORDS}
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "use", "Use", id="phones.use", show=False),
        Binding(
            "d", "app.demo", "Demo phone", id="phones.demo", tooltip="Start and use the phone that ships with this"
        ),
        Binding("p", "pair", "Pair", id="phones.pair", tooltip="Wireless debugging, by QR code or code"),
        Binding("c", "connect", "Connect", id="phones.connect", tooltip="By its address on the network"),
        Binding(
            "t",
            "tcpip",
            "Cut the cable",
            id="phones.tcpip",
            tooltip="adb tcpip: the chosen phone over Wi-Fi from now on",
        ),
        Binding("n", "rename", "Rename", id="phones.rename", tooltip="A name of your own, taken wherever a serial is"),
        Binding("x", "clean", "Clean", id="phones.clean", tooltip="Take everything off it that was put there"),
        Binding("s", "restart", "Restart adb", id="phones.restart", tooltip="End adb's server and start it again"),
        Binding("escape", "back", "Put away", show=False, id="phones.back"),
    ]

    def __init__(self) -> None:
        super().__init__("phones")
        self._listed: list[Listed] = []
        self._names: dict[str, str] = {}
        self._looking = False

    def compose(self) -> ComposeResult:
        yield Table([Column("", 1), Column("phone", 17), Column("serial", 19), Column("state")], lines=2, id="listed")
        with VerticalScroll(id="words", can_focus=False):
            yield Static(Content(WORDS), markup=False)

    def on_mount(self) -> None:
        self.query_one("#listed").border_title = "Phones"
        self.set_interval(LOOK_S, self._look_again)

    def entered(self) -> None:
        self.look()
        self.take_focus("#listed")

    def _look_again(self) -> None:
        if self.ui.here == "phones" and not self._looking:
            self.look()

    @work(thread=True, exclusive=True, group="phones", exit_on_error=False)
    def look(self) -> None:
        """Read the list anew."""
        from ground.phone_lock import in_use
        from phones.adb import list_phones
        from thumbwright.use.phone_names import names

        self._looking = True
        try:
            found, called = list_phones(), names()
            holders = {phone.serial: in_use(phone.serial) for phone in found if phone.ready}
        except Exception as error:
            self.ui.trouble_with(error)
            return
        finally:
            self._looking = False
        taken = {serial: f"in use by {held.who}" for serial, held in holders.items() if held is not None}
        self.app.call_from_thread(self._show, found, called, taken)

    def _show(self, found: list[Listed], called: dict[str, str], taken: dict[str, str]) -> None:
        self._listed, self._names = found, called
        state = self.ui.phone.state
        demo_serial = state.serial if state.demo and state.usable else ""
        rows: list[tuple[str, list[str | Text]]] = []
        for phone in sorted(found, key=lambda one: (not _ours(one, state), not one.ready)):
            here = _ours(phone, state)
            name = self._names.get(phone.serial) or (DEMO_NAME if phone.serial == demo_serial else phone.model)
            words = "in use here" if here else taken.get(phone.serial, phone.words)
            colour = "green" if phone.ready and (here or phone.serial not in taken) else "yellow"
            rows.append(
                (
                    phone.serial,
                    [Text("●" if here else "", "green"), name or "a phone", muted(phone.serial), Text(words, colour)],
                )
            )
        if not demo_serial:
            rows.append((DEMO, ["", DEMO_NAME, muted(DEMO), muted("Enter or F9 starts it")]))
        self.query_one("#listed", Table).fill(rows)

    def on_phone_changed(self, message: PhoneChanged) -> None:
        if self.ui.here == "phones":
            self.look()

    # what the person does

    def _chosen(self) -> str:
        return self.query_one("#listed", Table).chosen or ""

    @on(DataTable.RowSelected, "#listed")
    def _selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        self.action_use()

    def action_use(self) -> None:
        serial = self._chosen()
        if serial:
            self.ui.trouble.put_away()
            self.ui.phone.use(serial)

    def action_back(self) -> None:
        self.ui.trouble.put_away()
        self.query_one("#listed").focus()

    def action_connect(self) -> None:
        from ui.widgets.dialogs import Field, Form

        def filled(values: dict[str, str] | None) -> None:
            address = (values or {}).get("address", "").strip()
            if address:
                self._work(lambda: self._connect(address))

        form = Form(
            "Connect to a phone on the network", [Field("address", "HOST[:PORT]", placeholder="192.168.1.20:37099")]
        )
        self.ui.ask_person(form, filled)

    def _connect(self, address: str) -> str:
        from phones.wireless import connect_anyhow

        phone = connect_anyhow(address)
        self.ui.phone.use(phone.serial)
        return f"{phone.serial}: {phone.words}"

    def action_pair(self) -> None:
        from ui.widgets.pairing import Pairing

        def paired(serial: str | None) -> None:
            if serial:
                self.ui.say(f"Paired and connected: {serial}")
                self.ui.phone.use(serial)
            self.look()

        self.ui.ask_person(Pairing(), paired)

    def action_tcpip(self) -> None:
        serial = self._chosen()
        if serial in ("", DEMO):
            self.ui.say("Choose a phone that is plugged in.")
            return

        def work() -> str:
            from phones.wireless import by_tcpip

            phone = by_tcpip(serial)
            return f"{phone.serial}: {phone.words}. You can unplug it."

        self._work(work)

    def action_rename(self) -> None:
        from ui.widgets.dialogs import Field, Form

        serial = self._chosen()
        if serial in ("", DEMO):
            return

        def filled(values: dict[str, str] | None) -> None:
            if values is not None:
                self._work(lambda: self._rename(serial, values["name"]))

        self.ui.ask_person(Form(serial, [Field("name", "Name", self._names.get(serial, ""))]), filled)

    def _rename(self, serial: str, name: str) -> str:
        from thumbwright.use.phone_names import rename

        rename(serial, name)
        return f"{serial} is called {name} now." if name else f"{serial} has no name any more."

    def action_clean(self) -> None:
        from ui.widgets.dialogs import Confirm

        serial = self._chosen()
        if serial in ("", DEMO):
            return

        def sure(yes: bool | None) -> None:
            if yes:
                in_use = serial == self.ui.phone.state.serial

                def clean() -> None:
                    from ui.phone_care import clean_phone

                    removed = clean_phone(serial)
                    said = f"Removed: {', '.join(removed)}." if removed else "Nothing of ours was on it."
                    self.app.call_from_thread(self.ui.say, said)

                if in_use:
                    self.ui.phone.give_up()
                self.ui.phone.aside(clean, self.ui.trouble_with)

        question = f"Take off {serial} all that was put there for this? A task puts it there again."
        self.ui.ask_person(Confirm(question, "Clean"), sure)

    def action_restart(self) -> None:
        def restart() -> None:
            from phones.wireless import restart_server

            restart_server()
            self.app.call_from_thread(self.ui.say, "adb's server was started anew.")

        self.ui.phone.aside(restart, self.ui.trouble_with, drop=True)

    def _work(self, doing: Callable[[], str]) -> None:
        self.ui.say("Just a moment …")
        self._in_thread(doing)

    @work(thread=True, group="phone-work", exit_on_error=False)
    def _in_thread(self, doing: Callable[[], str]) -> None:
        try:
            said = doing()
        except Exception as error:
            self.ui.trouble_with(error)
            return
        self.app.call_from_thread(self.ui.say, said)
        self.app.call_from_thread(self.look)


def _ours(phone: Listed, state: PhoneState) -> bool:
    """Whether it is the one in use."""
    return phone.serial == state.serial and state.usable
