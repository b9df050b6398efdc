"""Reports of `dumpsys` about what the phone does by itself: notifications, what plays, the Wi-Fi; and `df`."""

from __future__ import annotations

from .android import Android
from .dumpsys import REPORTS
from .shell import Call, command
from .shell_services import RING_MODE
from .system.media import TRACKS, Media


@command("df")
def df(call: Call) -> None:
    call.print("Filesystem      1K-blocks     Used Available Use% Mounted on")
    call.print("/dev/block/dm-8 110841860 70601908  40239952  64% /data")


def _notification(android: Android, words: list[str]) -> str:
    rows = ["Current Notification Manager state:", "  Notification List:"]
    for n, one in enumerate(getattr(android.device, "notifications", [])):
        rows += [
            f"    NotificationRecord(0x{0xA1B2C3 + n:08x}: pkg={one.package} user=UserHandle{{0}} id={n} tag=null importance=3",
            "      extras={",
            f"          android.title=String ({one.title})",
            f"          android.text=String ({one.text})",
            "      }",
        ]
    return "\n".join(rows)


def _media_session(android: Android, words: list[str]) -> str:
    media = getattr(android.device, "media", Media())
    state = "PLAYING(3)" if media.playing else "PAUSED(2)"
    return (
        "MEDIA SESSION SERVICE (dumpsys media_session)\n  Sessions Stack - have 1 sessions:\n"
        f"      state=PlaybackState {{state={state}, position=0, buffered position=0, speed=1.0}}\n"
        f"      metadata: size=3, description={TRACKS[media.track]}, The Demos, null"
    )


def _wifi(android: Android, words: list[str]) -> str:
    device = android.device
    on = device.settings.get(("global", "wifi_on")) == "1"
    networks = device.app_state("app.demo.settings").get("networks", [])
    named = [n["name"] for n in networks if n.get("connected")] if isinstance(networks, list) else []
    name = f'"{named[0]}"' if on and named else "<unknown ssid>"
    return (
        f"Wi-Fi is {'enabled' if on else 'disabled'}\n"
        f"mWifiInfo SSID: {name}, BSSID: 02:00:00:44:55:66, MAC: 02:00:00:00:00:00, Supplicant state: COMPLETED"
    )


def _telephony(android: Android, words: list[str]) -> str:
    calling = android.device.foreground()[1].endswith("InCallActivity")
    return (
        f"last known state:\n  Phone Id=0\n    mCallState={2 if calling else 0}\n    mServiceState={{mVoiceRegState=0}}"
    )


def _uimode(android: Android, words: list[str]) -> str:
    mode = android.device.settings.get(("secure", "ui_night_mode"), "1")
    by_clock = mode in ("0", "3") and not 6 <= android.now().hour < 22
    dark = "true" if mode == "2" or by_clock else "false"
    return f"Current UI Mode Service state:\n  mNightMode={mode}\n waitScreenOff=false mComputedNightMode={dark}"


def _audio(android: Android, words: list[str]) -> str:
    settings = android.device.settings
    mode = settings.get(RING_MODE) or ("VIBRATE" if settings.get(("system", "volume_ring")) == "0" else "NORMAL")
    return f"Ringer mode: \n- mode (internal) = {mode}\n- mode (external) = {mode}\n- zen mode:ZEN_MODE_OFF"


def _nfc(android: Android, words: list[str]) -> str:
    on = android.device.settings.get(("secure", "nfc_on")) == "1"
    return f"mState={'on' if on else 'off'}\nmScreenState=ON_UNLOCKED"


REPORTS.update({"audio": _audio, "nfc": _nfc, "uimode": _uimode})
REPORTS.update({"telephony.registry": _telephony})
REPORTS.update({"media_session": _media_session, "notification": _notification, "wifi": _wifi})
