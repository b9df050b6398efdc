"""What can go wrong with a phone or the way to it, each with what to do about it.

    PhoneError
      +- AdbMissing        no adb program, or its server doesn't start
      +- AdbVersionClash   two adb programs kill each other's server
      +- NoPhone           nothing is connected, or not the one asked for
      +- SeveralPhones     several are connected and none was chosen
      +- Unauthorized      the phone hasn't allowed this computer
      +- Offline           adb lists it, and it doesn't answer
      +- ConnectFailed     nothing answers at an address, or it is none
      +- PairingFailed     the code or the address of a wireless pairing is off
      +- Asleep            the screen is off and couldn't be switched on
      +- Locked            the screen is locked
      +- ServerLost        uiautomator's server can't be started, or stays dead
      +- PhoneLost         unplugged or gone while something was being done
      +- CallTimeout       the phone took longer for a call than it may
      +- CallRefused       the phone answered a call with an error
      |    +- NotOnScreen     what was to be touched isn't there any more; nothing was touched
      |    +- CommandRefused  Android doesn't let the shell do it, or doesn't know the command
      +- AnswerLost        an act was sent and its answer lost: look before doing anything
      +- AppMissing        no such app on the phone
      +- TypingFailed      the field doesn't hold what was typed
           +- FieldGone    there is no field any more: something came up over it; nothing more was typed

`phones.hierarchy.HierarchyError`, a dump that can't be read, is a PhoneError too. All are shown to the person as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from ground.errors import PhoneError


class AdbMissing(PhoneError):
    """No adb program, or its server doesn't start."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"adb doesn't work ({path}): {reason}. Install Android's platform-tools, or set ADBUTILS_ADB_PATH to an adb."
        )


class AdbVersionClash(PhoneError):
    """Two adb programs of different versions kill each other's server."""

    def __init__(self, ours: int, theirs: int) -> None:
        super().__init__(
            f"The running adb server has version {theirs}, our adb {ours}: each would end the other. "
            "Set ADBUTILS_ADB_PATH to the adb you use elsewhere, or run: adb kill-server"
        )


class NoPhone(PhoneError):
    """Nothing is connected, or not the one asked for."""

    def __init__(self, serial: str | None, connected: Sequence[str], others: Sequence[str] = ()) -> None:
        """`others` are listed and not ready, each with its state."""
        if serial is None:
            message = "No phone is connected."
        else:
            message = f'No phone "{serial}". Connected: {", ".join(connected) or "none"}.'
            message += f" Not ready: {', '.join(others)}." if others else ""
        super().__init__(f"{message} Plug one in with USB debugging on, or try the demo phone: -s demo")


class SeveralPhones(PhoneError):
    """Several are connected and none was chosen."""

    def __init__(self, serials: Sequence[str]) -> None:
        self.serials = list(serials)
        super().__init__(f"Several phones are connected: {', '.join(serials)}. Choose one: -s {serials[0]}")


class Unauthorized(PhoneError):
    """The phone hasn't allowed this computer."""

    def __init__(self, serial: str) -> None:
        self.serial = serial
        super().__init__(
            f"Phone {serial} hasn't allowed this computer. Unlock it and accept “Allow USB debugging”; "
            "if it doesn't ask, switch USB debugging off and on, or plug it in again."
        )


class Offline(PhoneError):
    """adb lists it, and it doesn't answer."""

    def __init__(self, serial: str, state: str = "offline") -> None:
        self.serial = serial
        if ":" in serial:
            again = f"thumbwright phones connect {serial}"
        elif "._adb" in serial:
            again = "switch its wireless debugging off and on"
        else:
            again = "plug it in again"
        super().__init__(f"Phone {serial} is {state}: adb lists it, but it doesn't answer. Try: {again}")


class ConnectFailed(PhoneError):
    """Nothing answers at an address, or it is none."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        host, _, port = address.rpartition(":")
        said = reason.strip().rstrip(".")
        where = "The phone shows its address and port under Wireless debugging"
        if "bad port number" in said:
            message = f"{address}: there is no port {port}, ports go from 1 to 65535. {where}."
        elif "refused" in said:
            message = f"{address}: the connection was refused, nothing listens there. {where}; the port is a new one each time."
        elif "resolve" in said or "no host" in said:
            message = f"{address}: there is no host {host!r}. {where}."
        else:
            reason = said.partition("': ")[2] or said
            message = f"{address}: no connection ({reason}). Is the phone in the same Wi-Fi? {where}."
        super().__init__(message)


class PairingFailed(PhoneError):
    """The code or the address of a wireless pairing is off."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        super().__init__(
            f"Pairing with {address} failed ({reason.strip().rstrip('.')}). Use the address and code that the phone shows "
            "under Wireless debugging, “Pair device with pairing code”, while that window is open."
        )


class Asleep(PhoneError):
    """The screen is off and couldn't be switched on."""

    def __init__(self, serial: str) -> None:
        self.serial = serial
        super().__init__(f"The screen of {serial} is off and doesn't switch on. Press its power button.")


class Locked(PhoneError):
    """The screen is locked."""

    def __init__(self, serial: str) -> None:
        self.serial = serial
        super().__init__(f"The screen of {serial} is locked. Unlock it, and try again.")


class ServerLost(PhoneError):
    """uiautomator's server can't be started, or stays dead."""

    def __init__(self, serial: str, reason: str) -> None:
        self.serial = serial
        super().__init__(
            f"The server that reads the screen of {serial} doesn't run: {reason}. Another accessibility tool may hold it: "
            "close it (or restart the phone) and try again, or run: thumbwright doctor"
        )


class PhoneLost(PhoneError):
    """Unplugged or gone while something was being done."""

    def __init__(self, serial: str, doing: str) -> None:
        self.serial = serial
        self.doing = doing
        super().__init__(f"Phone {serial} was lost during: {doing}. Connect it again; what was done so far is kept.")


class CallTimeout(PhoneError):
    """The phone took longer for a call than it may."""

    def __init__(self, serial: str, doing: str, limit_s: float) -> None:
        self.serial = serial
        self.doing = doing
        super().__init__(
            f"Phone {serial} didn't answer within {limit_s:g} s: {doing}. Is it busy? Try again, or: thumbwright doctor"
        )


class CallRefused(PhoneError):
    """The phone answered a call with an error."""

    def __init__(self, serial: str, doing: str, reason: str) -> None:
        self.serial = serial
        self.doing = doing
        self.reason = reason
        super().__init__(f"Phone {serial} refused: {doing} ({reason}). {_advice(reason)}")


class Broke(CallRefused):
    """The line broke while a call was under way, and is there again. Whether the call was carried out isn't known."""


class NotOnScreen(CallRefused):
    """What was to be touched went away between being seen and being touched. Nothing was touched."""

    def __init__(self, serial: str, doing: str) -> None:
        super().__init__(serial, doing, "it isn't there any more")


class CommandRefused(CallRefused):
    """A command of the phone's shell was refused, or isn't known there. `said` is what Android said."""

    def __init__(self, serial: str, command: str, said: str) -> None:
        self.serial = serial
        super().__init__(serial, f"run `{command}`", said)
        self.said = said


class AnswerLost(PhoneError):
    """An act was sent and its answer lost. Whether it happened shows on the screen only: it is never sent again."""

    def __init__(self, serial: str, doing: str) -> None:
        self.serial = serial
        self.doing = doing
        super().__init__(
            f"Phone {serial} was told to {doing}, but its answer was lost. It may have happened: look at the screen first."
        )


class AppMissing(PhoneError):
    """No such app on the phone."""

    def __init__(self, package: str, nearest: Sequence[str]) -> None:
        self.nearest = list(nearest)
        offer = f"Did you mean: {', '.join(nearest)}?" if nearest else "List them: thumbwright apps list"
        super().__init__(f'No app "{package}" that could be started. {offer}')


class TypingFailed(PhoneError):
    """The field doesn't hold what was typed."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Typing failed: {reason}. Tap the field first; if it is in focus, run: thumbwright doctor")


class FieldGone(TypingFailed):
    """The field has gone, or something has come up over it, before it held what was to be typed."""

    def __init__(self) -> None:
        super().__init__("the field has gone, or something has come up over it")


def _advice(reason: str) -> str:
    if "INJECT_EVENTS" in reason or "InjectPermission" in reason:
        return "On Xiaomi phones switch on “USB debugging (Security settings)” in the developer options."
    return "Try again, or run: thumbwright doctor"
