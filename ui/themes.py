"""Our two themes beside Textual's own: quiet, with one colour for what matters."""

from __future__ import annotations

from textual.theme import Theme

THEMES = [
    Theme(
        name="thumbwright-dark",
        primary="#7aa2d6",
        secondary="#8fbf9f",
        accent="#d6a36a",
        warning="#e0b35c",
        error="#e07a7a",
        success="#83c092",
        foreground="#d8dbe0",
        background="#15181d",
        surface="#1b1f26",
        panel="#232933",
        dark=True,
    ),
    Theme(
        name="thumbwright-light",
        primary="#2f5f9e",
        secondary="#3f7a57",
        accent="#a3641c",
        warning="#a3700c",
        error="#b23b3b",
        success="#2f7d46",
        foreground="#23272e",
        background="#fbfaf7",
        surface="#f3f1ec",
        panel="#e7e4dc",
        dark=False,
    ),
]
