"""What the Settings app offers, as data: pages, and on each page rows bound to the phone's settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Key = tuple[str, str]
"""Namespace and name, as `settings get` takes them."""


@dataclass(frozen=True)
class Item:
    """A row of a page."""

    title: str
    summary: str = ""


@dataclass(frozen=True)
class Heading(Item):
    """Words between rows."""


@dataclass(frozen=True)
class Flag(Item):
    """A switch."""

    key: Key = ("", "")
    on: str = "1"
    off: str = "0"


@dataclass(frozen=True)
class Pick(Item):
    """One of several; label to value."""

    key: Key = ("", "")
    options: dict[str, str] = field(default_factory=dict)
    confirm: bool = False


@dataclass(frozen=True)
class Level(Item):
    """A slider from 0 to `top`."""

    key: Key = ("", "")
    top: int = 255


@dataclass(frozen=True)
class Line(Item):
    """A text that can be edited."""

    key: Key = ("", "")


@dataclass(frozen=True)
class Fact(Item):
    """Something that can only be read."""


@dataclass(frozen=True)
class Link(Item):
    """Leads to another page, by its name."""

    page: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Act(Item):
    """Does something after a confirmation: what it says then, and the settings it writes."""

    question: str = ""
    action: str = ""
    done: str = ""
    writes: Callable[[], dict[Key, str]] = dict


def _named(*labels: str) -> dict[str, str]:
    return {label: label for label in labels}


MINUTE = 60_000
FONT_SIZES = {"Small": "0.85", "Default": "1.0", "Large": "1.15", "Largest": "1.3"}
TIMEOUTS = {
    "15 seconds": str(MINUTE // 4), "30 seconds": str(MINUTE // 2), "1 minute": str(MINUTE), "2 minutes": str(2 * MINUTE),
    "5 minutes": str(5 * MINUTE), "10 minutes": str(10 * MINUTE), "30 minutes": str(30 * MINUTE),
}  # fmt: skip
SOUNDS = _named("None", "Bells", "Drop", "Harp", "Morning walk", "Sunrise", "Woodpecker")

HOME = [
    Link("Network & internet", "Mobile, Wi‑Fi, hotspot", "network", "wifi"),
    Link("Connected devices", "Bluetooth, pairing", "devices", "bluetooth"),
    Link("Apps", "Recent apps, default apps", "apps", "apps"),
    Link("Notifications", "Notification history, conversations", "notifications", "bell"),
    Link("Battery", "82% - about 1 day left", "battery", "battery"),
    Link("Storage", "37% used - 81 GB free", "storage", "storage"),
    Link("Sound & vibration", "Volume, haptics, Do Not Disturb", "sound", "volume"),
    Link("Display", "Dark theme, font size, brightness", "display", "sun"),
    Link("Accessibility", "Display, interaction, audio", "accessibility", "person"),
    Link("Security", "Screen lock, encryption", "security", "lock"),
    Link("Privacy", "Permissions, personal data", "privacy", "shield"),
    Link("Location", "On - 2 apps have access to location", "location", "flag"),
    Link("System", "Languages, gestures, time, backup", "system", "settings"),
    Link("About phone", "Demo Phone", "about", "info"),
]

TITLES = {link.page: link.title for link in HOME} | {
    "wifi": "Wi‑Fi",
    "bluetooth": "Bluetooth",
    "mobile": "Mobile network",
    "hotspot": "Hotspot & tethering",
    "dnd": "Do Not Disturb",
    "languages": "Languages",
    "datetime": "Date & time",
    "reset": "Reset options",
    "developer": "Gestures",
    "saver": "Battery Saver",
    "lock": "Screen lock",
    "android": "Android version",
    "text": "Display size and text",
}

PAGES: dict[str, list[Item]] = {
    "network": [
        Link("Wi‑Fi", "", "wifi"),
        Link("Mobile network", "Demo Mobile", "mobile"),
        Flag("Airplane mode", key=("global", "airplane_mode_on")),
        Link("Hotspot & tethering", "", "hotspot"),
        Flag("Data Saver", "Apps use less data in the background", key=("global", "data_saver")),
        Pick(
            "Private DNS",
            key=("global", "private_dns_mode"),
            options={"Off": "off", "Automatic": "opportunistic"},
            confirm=True,
        ),
    ],
    "mobile": [
        Flag("Mobile data", "Access data using mobile network", key=("global", "mobile_data")),
        Flag("Roaming", "Connect to data services when roaming", key=("global", "data_roaming")),
        Pick(
            "Preferred network type", key=("global", "preferred_network_mode"), options=_named("5G", "LTE", "3G", "2G")
        ),
        Flag("Wi‑Fi calling", key=("global", "wifi_calling")),
        Fact("Data used", "3.2 GB since 1 May"),
    ],
    "hotspot": [
        Flag("Wi‑Fi hotspot", "Share the connection with other devices", key=("global", "tether_on")),
        Line("Hotspot name", key=("global", "tether_name")),
    ],
    "devices": [
        Link("Bluetooth", "", "bluetooth"),
        Flag("NFC", "Allow data exchange when the phone touches another device", key=("secure", "nfc_on")),
        Fact("Android Auto", "Use apps on your car screen"),
    ],
    "notifications": [
        Flag("Notifications on lock screen", key=("secure", "lock_screen_show_notifications")),
        Flag("Notification dot on app icon", key=("secure", "notification_badging")),
        Link("Do Not Disturb", "", "dnd"),
        Pick("Default notification sound", key=("system", "notification_sound"), options=SOUNDS, confirm=True),
    ],
    "dnd": [
        Flag("Do Not Disturb", "Only alarms can make a sound", key=("global", "zen_mode")),
        Fact("Schedules", "None"),
        Fact("People", "Calls from starred contacts"),
    ],
    "battery": [
        Fact("Battery usage", "82% - about 1 day left"),
        Link("Battery Saver", "", "saver"),
        Flag("Battery percentage", "Show it in the status bar", key=("global", "battery_percentage")),
        Flag("Adaptive Battery", key=("global", "adaptive_battery_management_enabled")),
    ],
    "saver": [
        Flag("Use Battery Saver", "Turns on Dark theme and limits background activity", key=("global", "low_power")),
        Pick(
            "Turn on automatically",
            key=("global", "low_power_trigger_level"),
            options={"Never": "0", "At 10%": "10", "At 15%": "15", "At 20%": "20", "At 30%": "30"},
        ),
    ],
    "storage": [
        Fact("Free up space", "Go to the Files app"),
        Fact("Apps", "14 GB"),
        Fact("Images", "18 GB"),
        Fact("Videos", "9.6 GB"),
        Fact("System", "5.4 GB"),
        Act("Bin", "412 MB", "Empty bin?", "Empty", "Bin emptied"),
    ],
    "sound": [
        Level("Media volume", key=("system", "volume_music"), top=15),
        Level("Ring volume", key=("system", "volume_ring"), top=7),
        Level("Alarm volume", key=("system", "volume_alarm"), top=7),
        Link("Do Not Disturb", "", "dnd"),
        Pick("Phone ringtone", key=("system", "ringtone"), options=SOUNDS, confirm=True),
        Flag("Vibrate for calls", key=("system", "vibrate_when_ringing")),
        Flag("Touch sounds", key=("system", "sound_effects_enabled")),
        Flag("Touch vibration", key=("system", "haptic_feedback_enabled")),
    ],
    "display": [
        Heading("Brightness"),
        Level("Brightness level", key=("system", "screen_brightness")),
        Flag(
            "Adaptive brightness",
            "Optimise brightness for the available light",
            key=("system", "screen_brightness_mode"),
        ),
        Heading("Lock display"),
        Pick("Screen timeout", "After %s of inactivity", key=("system", "screen_off_timeout"), options=TIMEOUTS),
        Heading("Appearance"),
        Flag("Dark theme", key=("secure", "ui_night_mode"), on="2", off="1"),
        Pick("Font size", key=("system", "font_scale"), options=FONT_SIZES),
        Pick(
            "Display size",
            key=("secure", "display_density_forced"),
            options={"Small": "374", "Default": "440", "Large": "490"},
        ),
        Heading("Colour"),
        Flag("Night Light", "Tint the screen amber in the evening", key=("secure", "night_display_activated")),
        Heading("Other controls"),
        Flag("Auto-rotate screen", key=("system", "accelerometer_rotation")),
        Pick(
            "Smooth display",
            "%s Hz",
            key=("system", "peak_refresh_rate"),
            options={"60": "60.0", "90": "90.0", "120": "120.0"},
        ),
        Flag("Screen saver", key=("secure", "screensaver_enabled")),
    ],
    "accessibility": [
        Heading("Display"),
        Pick("Font size", key=("system", "font_scale"), options=FONT_SIZES),
        Flag("High contrast text", key=("secure", "high_text_contrast_enabled")),
        Flag("Colour inversion", key=("secure", "accessibility_display_inversion_enabled")),
        Flag("Magnification", key=("secure", "accessibility_display_magnification_enabled")),
        Heading("Audio"),
        Flag("Captions", key=("secure", "accessibility_captioning_enabled")),
        Flag("Remove animations", key=("global", "window_animation_scale"), on="0.0", off="1.0"),
    ],
    "security": [
        Link("Screen lock", "", "lock"),
        Flag("Automatic security updates", key=("secure", "auto_update_security")),
        Fact("Encryption", "Encrypted"),
        Fact("Google Play system update", "1 May 2024"),
    ],
    "privacy": [
        Flag("Camera access", "For apps and services", key=("global", "camera_access")),
        Flag("Microphone access", "For apps and services", key=("global", "microphone_access")),
        Flag(
            "Show clipboard access",
            "Say when apps read what you copied",
            key=("secure", "clipboard_show_access_notifications"),
        ),
        Flag("Usage and diagnostics", key=("global", "usage_reporting")),
    ],
    "location": [
        Flag("Use location", key=("secure", "location_mode"), on="3", off="0"),
        Fact("App location permissions", "2 of 9 apps have access"),
        Flag("Wi‑Fi scanning", key=("global", "wifi_scan_always_enabled")),
    ],
    "system": [
        Link("Languages", "", "languages"),
        Link("Date & time", "", "datetime"),
        Flag("Show taps", "Show visual feedback for taps", key=("system", "show_touches")),
        Flag("USB debugging", "Debug mode when USB is connected", key=("global", "adb_enabled")),
        Link("Reset options", "", "reset"),
    ],
    "datetime": [
        Flag("Set time automatically", key=("global", "auto_time")),
        Flag("Set time zone automatically", key=("global", "auto_time_zone")),
        Pick(
            "Time zone",
            key=("global", "time_zone"),
            options=_named("Berlin", "Lisbon", "London", "New York", "Tokyo"),
            confirm=True,
        ),
        Flag("Use 24-hour format", key=("system", "time_12_24"), on="24", off="12"),
    ],
    "reset": [
        Act(
            "Reset Wi‑Fi, mobile & Bluetooth",
            "",
            "Reset all network settings?",
            "Reset settings",
            "Network settings have been reset",
            lambda: {
                ("global", "wifi_on"): "1",
                ("global", "airplane_mode_on"): "0",
                ("global", "bluetooth_on"): "1",
                ("global", "mobile_data"): "1",
                ("global", "data_saver"): "0",
            },
        ),
        Act("Reset app preferences", "", "Reset app preferences?", "Reset apps", "App preferences have been reset"),
    ],
    "about": [
        Line("Device name", key=("global", "device_name")),
        Fact("Phone number", "+44 7700 900001"),
        Link("Android version", "14", "android"),
        Fact("Model", "Demo Phone"),
        Fact("IMEI", "35 209900 176148 1"),
        Fact("IP address", "192.168.1.23"),
        Fact("Wi‑Fi MAC address", "02:00:5e:10:00:01"),
        Fact("Up time", "27:14:05"),
        Fact("Build number", "DEMO.240901.001"),
    ],
    "android": [
        Fact("Android version", "14"),
        Fact("Android security update", "1 May 2024"),
        Fact("Kernel version", "6.1.25-android14"),
        Fact("Build number", "DEMO.240901.001"),
    ],
}
