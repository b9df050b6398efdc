"""The widget toolkit: what an app's one file needs, importable from here."""

from .app import App, AppError, Store
from .bars import action_mode, bottom_bar, floating_button, page, search_bar, tabs, toolbar
from .dialogs import ChoiceDialog, Dialog, MultiChoiceDialog, PromptDialog
from .menus import Menu, Sheet
from .pickers import DatePicker, DurationPicker, TimePicker
from .rows import avatar, card, list_row, pref, pref_category, pref_check, pref_switch
from .screen import Host, Overlay, Screen
from .settings import SettingsScreen
from .view import MATCH, WRAP, View, dp
from .widgets import (
    box,
    button,
    checkbox,
    column,
    divider,
    dropdown,
    icon_button,
    image,
    list_view,
    radio,
    row,
    scroll_view,
    slider,
    space,
    switch,
    text,
    text_field,
)

__all__ = [
    "MATCH",
    "WRAP",
    "App",
    "AppError",
    "ChoiceDialog",
    "DatePicker",
    "Dialog",
    "DurationPicker",
    "Host",
    "Menu",
    "MultiChoiceDialog",
    "Overlay",
    "PromptDialog",
    "Screen",
    "SettingsScreen",
    "Sheet",
    "Store",
    "TimePicker",
    "View",
    "action_mode",
    "avatar",
    "bottom_bar",
    "box",
    "button",
    "card",
    "checkbox",
    "column",
    "divider",
    "dp",
    "dropdown",
    "floating_button",
    "icon_button",
    "image",
    "list_row",
    "list_view",
    "page",
    "pref",
    "pref_category",
    "pref_check",
    "pref_switch",
    "radio",
    "row",
    "scroll_view",
    "search_bar",
    "slider",
    "space",
    "switch",
    "tabs",
    "text",
    "text_field",
    "toolbar",
]
