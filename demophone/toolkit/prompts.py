"""What the system asks in an app's place: permissions, where to share to, that an app has stopped."""
# ruff: noqa: A002 -- `id` and `input` are Android's own words for these attributes

from __future__ import annotations

from collections.abc import Callable

from .dialogs import Dialog
from .menus import Sheet
from .rows import list_row
from .screen import Screen
from .view import MATCH, View
from .widgets import button, column, image, text

PERMISSION_PACKAGE = "com.android.permissioncontroller"


class PermissionPrompt(Dialog):
    """The permission controller's question over an app. Back leaves it unanswered: not granted, asked again next time."""

    def __init__(self, permission: str, what: str, then: Callable[[bool], object]) -> None:
        super().__init__("", cancelable=False)
        self.permission, self.what, self.then = permission, what, then

    @property
    def window_package(self) -> str:
        return PERMISSION_PACKAGE

    @property
    def window_activity(self) -> str:
        return ".permission.ui.GrantPermissionsActivity"

    def body(self) -> View:
        words = text(
            f"Allow {self.app.label} to {self.what}?", "permission_message", size=18, gravity="center", width=MATCH
        )

        def answer(label: str, id: str, granted: bool, keep: bool = True) -> View:
            return button(
                label,
                lambda: self._answer(granted, keep),
                id,
                width=MATCH,
                bg="container",
                radius=12,
                margin=(0, 6, 0, 0),
            )

        return column(
            image("shield", "permission_icon", color="accent", align="center", margin=(0, 8, 0, 12)), words,
            answer("While using the app", "permission_allow_foreground_only_button", True),
            answer("Only this time", "permission_allow_one_time_button", True, keep=False),
            answer("Don’t allow", "permission_deny_button", False),
            id="grant_dialog", pad=(24, 12, 24, 24),
        )  # fmt: skip

    def on_back(self) -> bool:
        self._answer(False)
        return True

    def _answer(self, granted: bool, keep: bool = True) -> None:
        self.dismiss()
        if granted and keep:
            self.app.system.grant(self.app.package, self.permission)
        self.then(granted)


class _ShareSheet(Sheet):
    @property
    def window_package(self) -> str:
        return "android"

    @property
    def window_activity(self) -> str:
        return "com.android.internal.app.ChooserActivity"


def share_sheet(screen: Screen, content: str) -> Sheet:
    """Places a text can be shared to: the clipboard, nearby devices, and apps that take texts."""
    system = screen.app.system

    def send(package: str, name: str) -> None:
        sheet.dismiss()
        system.sent.append({"package": screen.app.package, "target": name, "text": content})
        if package:
            system.share_to(package, content)
        else:
            screen.toast(f"Sent with {name}")

    def copy() -> None:
        sheet.dismiss()
        system.clipboard = content
        screen.toast("Copied")

    def place(package: str, name: str, icon: str) -> View:
        return list_row(name, on_click=lambda: send(package, name), leading=image(icon), title_id="android:id/text1")

    def rows() -> list[View]:
        takers = [
            place(app.package, app.label, app.icon)
            for app in system.installed()
            if app.takes_text and app is not screen.app
        ]
        copying = list_row("Copy", on_click=copy, leading=image("copy"), title_id="android:id/text1")
        return [copying, *takers, place("", "Bluetooth", "bluetooth"), place("", "Nearby Share", "wifi")]

    sheet = _ShareSheet("Share", rows)
    return sheet


class StoppedDialog(Dialog):
    """An app raised an error: what Android says of it."""

    def __init__(self, label: str, close: Callable[[], object]) -> None:
        super().__init__(f"{label} keeps stopping", cancelable=False)
        self.close_app = close

    @property
    def window_package(self) -> str:
        return "android"

    def body(self) -> View:
        return button("Close app", self._close, "android:id/aerr_close", width=MATCH)

    def _close(self) -> None:
        self.dismiss()
        self.close_app()
