"""What a phone that stands before another one passes on as it is: questions, and its end. What is done on it and seen there is
for whoever stands before it to deal with."""

from __future__ import annotations

from datetime import datetime

from .phone import CurrentApp, InstalledApp, Phone, PhoneInfo


class PassingPhone(Phone):
    """The common part of phones that record, hide or watch."""

    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        self.serial = phone.serial

    def info(self) -> PhoneInfo:
        return self._phone.info()

    def current_app(self) -> CurrentApp:
        return self._phone.current_app()

    def clock(self) -> datetime:
        return self._phone.clock()

    def screenshot(self) -> bytes:
        return self._phone.screenshot()

    def last_toast(self) -> str:
        return self._phone.last_toast()

    def clear_toast(self) -> None:
        self._phone.clear_toast()

    def installed_apps(self) -> list[InstalledApp]:
        return self._phone.installed_apps()

    def close(self) -> None:
        self._phone.close()
