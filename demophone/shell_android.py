"""The shell's Android commands about the device: properties, settings, input, screen, input methods, the UI server."""

from __future__ import annotations

import io
import re
import struct

from . import keys
from .dump import render
from .latency import pause
from .shell import COMMANDS, Call, command
from .shell_services import SERVICES


@command("getprop")
def getprop(call: Call) -> None:
    props = call.android.device.props
    if call.args:
        call.print(props.get(call.args[0]) or (call.args[1] if len(call.args) > 1 else ""))
        return
    for name, value in sorted(props.items()):
        call.print(f"[{name}]: [{value}]")


@command("setprop")
def setprop(call: Call) -> int:
    if len(call.args) != 2:
        return call.complain("usage: setprop NAME VALUE")
    if not call.args[0].startswith(("debug.", "log.", "persist.log.", "sys.usb.")):
        return call.complain(
            f"Failed to set property '{call.args[0]}' to '{call.args[1]}'.\nSee dmesg for error reason."
        )
    call.android.device.props[call.args[0]] = call.args[1]
    return 0


@command("settings")
def settings(call: Call) -> int:
    call.option("--user")
    values = call.android.device.settings
    verb, space = (call.args + ["", ""])[:2]
    if space not in ("system", "secure", "global"):
        return call.complain(f"Invalid namespace '{space}'" if verb else "No command specified", 255)
    if verb == "list":
        for (owner, key), value in sorted(values.items()):
            if owner == space:
                call.print(f"{key}={value}")
        return 0
    if len(call.args) < (4 if verb == "put" else 3):
        return call.complain("Bad arguments", 255)
    key = call.args[2]
    if verb == "get":
        call.print(values.get((space, key), "null"))
    elif verb == "put":
        values[space, key] = call.args[3]
        if (space, key) == ("system", "accelerometer_rotation"):
            call.android.device.auto_rotate = call.args[3] == "1"
        elif (space, key) == ("system", "user_rotation") and call.args[3] in ("0", "1", "2", "3"):
            call.android.device.set_rotation(int(call.args[3]), freeze=True)
    elif verb == "delete":
        call.print(f"Deleted {0 if values.pop((space, key), None) is None else 1} rows")
    else:
        return call.complain(f"Invalid command: {verb}", 255)
    return 0


@command("wm")
def wm(call: Call) -> int:
    device = call.android.device
    verb = call.args[0] if call.args else ""
    if verb == "size" and len(call.args) == 1:
        call.print(f"Physical size: {device.width}x{device.height}")
    elif verb == "density" and len(call.args) == 1:
        call.print(f"Physical density: {device.props.get('ro.sf.lcd_density', '440')}")
    elif verb == "dismiss-keyguard":
        if not device.pin:  # with one, Android brings up the place to enter it and no more
            device.unlock()
    elif verb in ("size", "density"):
        return call.complain(f"Error: the demo phone keeps its {verb}", 255)
    else:
        return call.complain(f"Unknown command: {verb}", 255)
    return 0


@command("svc")
def svc(call: Call) -> int:
    """wifi, data and bluetooth switch a global setting, nfc a secure one; `power` has nothing to do, the phone never dozes off."""
    names = {"wifi": "wifi_on", "data": "mobile_data", "bluetooth": "bluetooth_on", "nfc": "nfc_on"}
    words = call.args + ["", ""]
    if words[0] == "power":
        return 0
    if words[0] not in names or words[1] not in ("enable", "disable"):
        return call.complain(f"Unknown service or command: svc {' '.join(call.args)}", 1)
    key = names[words[0]]
    settings, props = call.android.device.settings, call.android.device.props
    if words[0] == "data" and props.get("persist.radio.multisim.config", "") in ("dsds", "dsda", "tsts"):
        key += settings.get(("global", "multi_sim_data_call"), "")  # kept for each SIM
    settings["secure" if words[0] == "nfc" else "global", key] = "1" if words[1] == "enable" else "0"
    return 0


# input

_SOURCES = ("touchscreen", "keyboard", "mouse", "dpad", "touchpad", "gamepad", "stylus", "touchnavigation", "joystick")


@command("input")
async def send_input(call: Call) -> int:
    call.option("-d")
    if call.args and call.args[0] in _SOURCES:
        del call.args[0]
    verb, *words = call.args or [""]
    android = call.android
    if verb == "text" and words:
        # "%s" is a space, as `input text` has it
        android.device.type_text(" ".join(words).replace("%s", " "), replace=False)
        return 0
    if verb == "keyevent" and words:
        return await _keyevent(call, words)
    numbers = [float(word) for word in words if re.fullmatch(r"-?\d+(\.\d+)?", word)]
    if verb == "motionevent" and len(words) == 3 and len(numbers) == 2:
        action = {"DOWN": 0, "UP": 1, "MOVE": 2}.get(words[0].upper())
        return (
            0
            if action is not None and android.touch(action, *numbers)
            else call.complain("Error: bad motion event", 255)
        )
    if len(numbers) != len(words):
        return call.complain(f"Error: Invalid arguments for command: {verb}", 255)
    if verb == "tap" and len(numbers) == 2:
        await android.tap(*numbers)
        return 0
    if verb in ("swipe", "draganddrop") and len(numbers) in (4, 5):
        x1, y1, x2, y2 = numbers[:4]
        duration_ms = int(numbers[4]) if len(numbers) == 5 else 300
        if (x1, y1) == (x2, y2):
            await android.tap(x1, y1, duration_ms)
        else:
            await android.drag(x1, y1, x2, y2, duration_ms)
        return 0
    return call.complain(f"Error: Invalid arguments for command: {verb or 'input'}", 255)


async def _keyevent(call: Call, words: list[str]) -> int:
    for word in words:
        if word.startswith("--"):
            continue
        code = keys.code_of(word)
        if code is None:
            return call.complain(f"Error: java.lang.IllegalArgumentException: Unknown keycode: {word}", 255)
        await call.android.key(code)
    return 0


@command("ime")
def ime(call: Call) -> int:
    call.option("--user")
    device = call.android.device
    verb, name = (call.args + ["", ""])[:2]
    if verb == "list":
        for known in device.imes:
            call.print(known if "-s" in call.args else f"mId={known} mSettingsActivityName=null mIsVrOnly=false")
        return 0
    if verb == "reset":
        name = device.imes[0] if device.imes else ""
        device.settings["secure", "default_input_method"] = name
        call.print(f"Reset current and enabled IMEs for user #0\nInput method {name} selected for user #0")
        return 0
    if name not in device.imes:
        return call.complain(
            f"Unknown input method {name} cannot be {'selected' if verb == 'set' else f'{verb}d'} for user #0", 1
        )
    if verb == "enable":
        call.print(f"Input method {name}: already enabled for user #0")
    elif verb == "set":
        device.settings["secure", "default_input_method"] = name
        call.print(f"Input method {name} selected for user #0")
    elif verb == "disable":
        if device.settings.get(("secure", "default_input_method")) == name:
            device.settings["secure", "default_input_method"] = device.imes[0]
        call.print(f"Input method {name} now disabled for user #0")
    else:
        return call.complain(f"Unknown command: {verb}", 255)
    return 0


# the screen


@command("screencap")
async def screencap(call: Call) -> int:
    await pause(call.android.latency.screenshot_ms)
    call.option("-d")
    as_png = call.flag("-p")
    path = next((word for word in call.args if not word.startswith("-")), None)
    data = call.android.device.screenshot_png()
    if not as_png and not (path or "").endswith(".png"):
        from PIL import Image

        image = Image.open(io.BytesIO(data)).convert("RGBA")
        data = struct.pack("<4I", image.width, image.height, 1, 1) + image.tobytes()
    if path is None:
        call.out += data
    else:
        call.android.files.write(path, data)
    return 0


@command("uiautomator")
async def uiautomator(call: Call) -> int:
    if call.args[:1] != ["dump"]:
        return call.complain("Usage: uiautomator dump [--compressed] [file]", 1)
    if call.shell.server.running:
        # Android has one UiAutomation; uiautomator2's server holds it
        call.complain("java.lang.IllegalStateException: UiAutomationService already registered!")
        return call.complain("Killed ", 137)
    compressed = call.flag("--compressed")
    call.flag("--windows")
    device = call.android.device
    roots = call.android.active_window()
    await pause(call.android.latency.dump_ms)
    if not roots:
        return call.complain("ERROR: null root node returned by UiTestAutomationBridge.", 1)
    xml = render(roots, device.rotation, call.android.shell_dialect, compressed=compressed, max_depth=1000)
    path = call.args[1] if len(call.args) > 1 else "/sdcard/window_dump.xml"
    if path == "/dev/tty":
        call.out += xml.encode("utf-8", "replace")
    else:
        call.android.files.write(path, xml.encode("utf-8", "replace"))
    call.print(f"UI hierchary dumped to: {path}")  # Android's own spelling, which clients look for
    return 0


@command("app_process", "app_process32", "app_process64")
async def app_process(call: Call) -> int:
    """`CLASSPATH=…/u2.jar app_process / com.wetest.uia2.Main -p 9008`: uiautomator2's server, as long as this runs."""
    port = call.option("-p") or "9008"
    words = [word for word in call.args if not word.startswith("-")]
    if len(words) != 2 or not port.isdecimal() or not 1 <= int(port) <= 65535:
        return call.complain("Usage: app_process [java-options] cmd-dir start-class-name [options]", 1)

    async def say(text: str) -> None:
        call.out += text.encode()
        await call.flush()

    return await call.shell.server.run(call.variables.get("CLASSPATH", ""), words[1], int(port), say)


@command("logcat")
def logcat(call: Call) -> None:
    """The demo phone keeps no log."""
    if "-c" not in call.args and "--clear" not in call.args:
        call.print("--------- beginning of main")


@command("cmd")
async def cmd(call: Call) -> int:
    service, *rest = call.args or [""]
    device = call.android.device
    names = {"package": "pm", "activity": "am", "window": "wm", "settings": "settings", "input": "input"}
    if service in names:
        call.name, call.args = names[service], rest
        result = COMMANDS[call.name](call)
        return (result if isinstance(result, int) or result is None else await result) or 0
    if service == "statusbar" and rest[:1] == ["expand-notifications"]:
        device.open_notifications()
    elif service == "statusbar" and rest[:1] == ["expand-settings"]:
        device.open_quick_settings()
    elif service == "statusbar" and rest[:1] == ["collapse"]:
        device.close_shade()
    elif service == "uimode" and rest[:1] == ["night"]:
        modes = {"auto": "0", "no": "1", "yes": "2", "custom_schedule": "3"}
        if rest[1:] and rest[1] not in modes:
            return call.complain(f"Error: mode must be {', '.join(map(repr, modes))}", 255)
        if rest[1:]:
            device.settings["secure", "ui_night_mode"] = modes[rest[1]]
        kept = device.settings.get(("secure", "ui_night_mode"), "1")
        call.print(f"Night mode: {next((name for name, value in modes.items() if value == kept), 'unknown')}")
    elif service in SERVICES:
        call.args = rest
        return SERVICES[service](call)
    else:
        return call.complain(f"cmd: Can't find service: {service}", 20)
    return 0
