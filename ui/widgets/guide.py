"""What is still missing before a first task can be done, each with the key that mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from ui.app import ThumbwrightApp

STEPS = (
    "About phone: tap “Build number” 7 times",
    "Developer options: “USB debugging” on",
    "Plug it in, and allow this computer",
)


class Guide(Static):
    """Stands where the script will be, until the first task; gone for good once a task was done."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id, markup=False)
        self._over = False

    def hide(self) -> None:
        """A task is under way: its script stands here."""
        self._over = True
        assert self.parent is not None
        self.parent.remove_class("guided")

    def come_back(self) -> None:
        """The task never got to a script: what is missing is said again."""
        self._over = False
        assert self.parent is not None
        self.parent.add_class("guided")
        self.look()

    def on_mount(self) -> None:
        assert self.parent is not None
        self.parent.add_class("guided")

    def look(self) -> None:
        """Say anew what is here and what is missing."""
        if self._over:
            return
        ui = cast("ThumbwrightApp", self.app)
        phone = ui.phone.state
        lines: list[Content] = []
        if phone.usable:
            lines.append(_line("✓", "$success", "A phone", f"{phone.name}, {phone.words or 'in use'}"))
        elif phone.kind == "opening":
            lines.append(_line("…", "$warning", "A phone", f"opening {phone.name or 'it'}"))
        elif phone.kind == "several":
            lines.append(_line("1", "$primary", "A phone", phone.words))
        elif phone.kind == "taken":
            lines.append(_line("…", "$warning", "A phone", phone.words))
            lines.append(Content("   It is taken up again once it is free."))
            lines.append(
                Content.assemble(("   F5", "bold"), " chooses another, ", ("F9", "bold"), " starts the demo phone")
            )
        else:
            lines.append(_line("1", "$primary", "A phone", ""))
            if phone.kind == "lost":
                lines.append(Content.styled(f"   {phone.words}", "$text-warning"))
            lines.append(Content.assemble(("   F9", "bold"), " starts the demo phone, now"))
            lines.append(Content("   or your own, in three steps:"))
            lines += [Content.styled(f"   {n}. {step}", "$text-muted") for n, step in enumerate(STEPS, 1)]
            lines.append(Content.assemble(("   F5", "bold"), (" for one without a cable", "$text-muted")))
        mark, colour, words = ui.model_words
        lines += [Content(""), _line(mark, colour, "A model", words)]
        if phone.usable and mark == "✓":
            names = list(ui.app_names.values())
            words = ", ".join(names[:6]) if names else "none is learned yet; F4 learns one"
            lines += [Content(""), _line("✓" if names else "·", "$success" if names else "$primary", "Apps", words)]
            lines += [Content(""), Content("Type a task above and press Enter.")]
        self.update(Content("\n").join(lines))


def _line(mark: str, colour: str, what: str, words: str) -> Content:
    return Content.assemble((f" {mark} ", f"bold {colour}"), (f"{what}  ", "bold"), words)
