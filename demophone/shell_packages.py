"""The shell's commands about apps: the package manager, the activity manager, monkey."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile

from .contract import AppEntry
from .shell import Call, command
from .shell_intents import start
from .shell_names import full_activity

LAUNCHER = "android.intent.category.LAUNCHER"
HOME = "android.intent.category.HOME"
_HOME_SCREEN = "com.android.launcher3"
_ADB_KEYBOARD = "com.github.uiautomator"
_RESOLVED = "priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=true"


def component(app: AppEntry) -> str:
    """`com.example/.Main`, the way Android shortens it."""
    inside = app.activity.startswith(app.package + ".")
    return f"{app.package}/{app.activity[len(app.package) :] if inside else app.activity}"


def apk_path(app: AppEntry) -> str:
    folder = f"/system/app/{app.package}" if app.system else f"/data/app/~~demo==/{app.package}-1"
    return f"{folder}/base.apk"


@command("pm")
async def pm(call: Call) -> int:
    call.option("--user")
    verb = call.args.pop(0) if call.args else ""
    handler = {
        "list": _list,
        "path": _path,
        "clear": _clear,
        "uninstall": _uninstall,
        "install": _install,
        "resolve-activity": _resolve,
        "query-activities": _query,
        "grant": _permission,
        "revoke": _permission,
        "dump": _dump,
    }.get(verb)
    if handler is None:
        return call.complain(f"Unknown command: {verb}", 255)
    return handler(call)


def _list(call: Call) -> int:
    what = call.args.pop(0) if call.args else ""
    if what == "users":
        call.print("Users:\n\tUserInfo{0:Owner:4c13} running")
        return 0
    if what == "features":
        call.print("feature:android.hardware.touchscreen")
        return 0
    if what not in ("packages", "package"):
        return call.complain(f"Error: unknown list type '{what}'", 1)
    with_file, third, system = call.flag("-f"), call.flag("-3"), call.flag("-s")
    disabled, with_version, with_uid = call.flag("-d"), call.flag("--show-versioncode"), call.flag("-U")
    wanted = next((word for word in call.args if not word.startswith("-")), "")
    for app in call.android.device.apps():
        if wanted not in app.package or disabled or third and app.system or system and not app.system:
            continue
        row = f"package:{apk_path(app)}={app.package}" if with_file else f"package:{app.package}"
        row += f" versionCode:{app.version_code}" if with_version else ""
        call.print(row + (f" uid:{call.android.uid(app.package)}" if with_uid else ""))
    return 0


def _path(call: Call) -> int:
    app = call.android.app(call.args[0]) if call.args else None
    if app is None:
        return 1
    call.print(f"package:{apk_path(app)}")
    return 0


def _clear(call: Call) -> int:
    done = bool(call.args) and call.android.device.clear_data(call.args[-1])
    call.print("Success" if done else "Failed")
    return 0 if done else 1


def _uninstall(call: Call) -> int:
    done = bool(call.args) and call.android.device.uninstall(call.args[-1])
    call.print("Success" if done else "Failure [DELETE_FAILED_INTERNAL_ERROR]")
    return 0 if done else 1


def _install(call: Call) -> int:
    path = next((word for word in reversed(call.args) if not word.startswith("-")), "")
    entry = call.android.files.get(path)
    if entry is None or entry.data is None:
        return call.complain(f"Error: Unable to open file: {path}\nError: Can't open file: {path}", 255)
    package = _package_of_apk(entry.data)
    if package == _ADB_KEYBOARD:
        call.android.device.install_keyboard()
        call.print("Success")
        return 0
    why = (
        "INSTALL_PARSE_FAILED_NOT_APK"
        if package is None
        else "INSTALL_FAILED_INTERNAL_ERROR: the demo phone runs no APKs"
    )
    return call.complain(f"Failure [{why}]", 1)


def _package_of_apk(data: bytes) -> str | None:
    """The keyboard's package, "" for any other APK, None for what is no APK."""
    try:
        manifest = zipfile.ZipFile(io.BytesIO(data)).read("AndroidManifest.xml")
    except (zipfile.BadZipFile, KeyError, NotImplementedError):
        return None
    # the manifest is binary XML, its strings UTF-8 or UTF-16 with a NUL after
    names = (_ADB_KEYBOARD.encode() + b"\0", _ADB_KEYBOARD.encode("utf-16-le") + b"\0\0")
    return _ADB_KEYBOARD if any(name in manifest for name in names) else ""


def _launchers(call: Call) -> list[AppEntry]:
    """The apps an intent in the arguments means: those with a launcher entry, of one package where it is named."""
    action, category = call.option("-a"), call.option("-c")
    package = call.option("-p", "--package") or next((word for word in call.args if not word.startswith("-")), None)
    if action in (None, "android.intent.action.MAIN") and category == HOME:
        return [app for app in call.android.device.apps() if app.package == _HOME_SCREEN]
    if action not in (None, "android.intent.action.MAIN") or category not in (
        None,
        LAUNCHER,
        "android.intent.category.DEFAULT",
    ):
        return []
    return [app for app in call.android.device.apps() if app.activity and package in (None, app.package)]


def _resolve(call: Call) -> int:
    brief = call.flag("--brief", "--components")
    found = _launchers(call)[:1]
    if not found:
        call.print("No activity found")
        return 0
    call.print(_RESOLVED)
    call.print(component(found[0]) if brief else _activity_info(call, found[0], "  "))
    return 0


def _query(call: Call) -> int:
    brief, components = call.flag("--brief"), call.flag("--components")
    call.option("--query-flags")
    found = _launchers(call)
    if not found:
        call.print("No activities found")
    elif components:
        for app in found:
            call.print(component(app))
    else:
        call.print(f"{len(found)} activities found:")
        for at, app in enumerate(found):
            call.print(f"  Activity #{at}:\n    {_RESOLVED}")
            call.print(f"    {component(app)}" if brief else _activity_info(call, app, "      "))
    return 0


def _activity_info(call: Call, app: AppEntry, indent: str) -> str:
    # no label in it: Android prints the number of a resource there, which only the app's own APK can read
    rows = (
        "ActivityInfo:",
        f"  name={full_activity(app.package, app.activity)}",
        f"  packageName={app.package}",
        f"  labelRes=0x7f{call.android.uid(app.package):06x} nonLocalizedLabel=null icon=0x7f0d0000 banner=0x0",
        "  enabled=true exported=true directBootAware=false",
        "  ApplicationInfo:",
        f"    packageName={app.package}",
        f"    processName={app.package}",
        f"    sourceDir={apk_path(app)}",
    )
    return "\n".join(indent + row for row in rows)


def _permission(call: Call) -> int:
    """Granted or taken: the demo phone's apps ask for none."""
    if len(call.args) < 2:
        return call.complain("Error: no permission specified", 1)
    if call.android.app(call.args[0]) is None:
        return call.complain(
            f"Exception occurred: java.lang.IllegalArgumentException: Unknown package: {call.args[0]}", 255
        )
    return 0


def _dump(call: Call) -> int:
    from .dumpsys import package_report

    call.print(package_report(call.android, call.args[0] if call.args else ""))
    return 0


@command("monkey")
def monkey(call: Call) -> int:
    package = call.option("-p")
    category = call.option("-c")
    app = call.android.app(package) if package else None
    startable = app is not None and app.activity and category in (None, LAUNCHER)
    if app is None or not startable or not call.android.device.start(app.package):
        call.print("** No activities found to run, monkey aborted.")
        return 252
    call.print(f"  bash arg: -p\n  bash arg: {package}\nEvents injected: 1")
    call.print("## Network stats: elapsed time=12ms (0ms mobile, 0ms wifi, 12ms not connected)")
    return 0


@command("am")
async def am(call: Call) -> int:
    call.option("--user")
    verb = call.args.pop(0) if call.args else ""
    device = call.android.device
    if verb in ("force-stop", "kill"):
        if not call.args:
            return call.complain('Error: Argument expected after "am"', 255)
        device.stop_app(call.args[-1])
    elif verb in ("start", "start-activity"):
        return start(call)
    elif verb == "broadcast":
        return await _broadcast(call)
    elif verb == "get-current-user":
        call.print("0")
    elif verb == "kill-all":
        return 0
    else:
        return call.complain(f"Unknown command: {verb}", 255)
    return 0


_EXTRAS = ("--es", "--ei", "--ez", "--el", "--ef", "-e")


async def _broadcast(call: Call) -> int:
    """Only uiautomator2's keyboard listens to broadcasts here."""
    action = call.option("-a") or ""
    extras = {}
    while any(word in _EXTRAS for word in call.args):
        at = next(at for at, word in enumerate(call.args) if word in _EXTRAS)
        if len(call.args) < at + 3:
            return call.complain('Error: Argument expected after "' + call.args[at] + '"', 255)
        extras[call.args[at + 1]] = call.args[at + 2]
        del call.args[at : at + 3]
    call.print(f"Broadcasting: Intent {{ act={action} flg=0x400000 }}")
    answer = await _keyboard(call, action, extras) if action.startswith("ADB_KEYBOARD") else None
    call.print(
        "Broadcast completed: result=0" if answer is None else f'Broadcast completed: result=-1, data="{answer}"'
    )
    return 0


async def _keyboard(call: Call, action: str, extras: dict[str, str]) -> str | None:
    """What AdbKeyboard answers; None while it isn't the phone's keyboard."""
    device = call.android.device
    if not device.settings.get(("secure", "default_input_method"), "").startswith(_ADB_KEYBOARD + "/"):
        return None
    if action in ("ADB_KEYBOARD_INPUT_TEXT", "ADB_KEYBOARD_SET_TEXT"):
        try:
            text = base64.b64decode(extras.get("text", ""), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return None
        return "success" if device.type_text(text, replace=action.endswith("SET_TEXT")) else None
    if action == "ADB_KEYBOARD_CLEAR_TEXT":
        return "success" if device.type_text("", replace=True) else None
    if action in ("ADB_KEYBOARD_EDITOR_CODE", "ADB_KEYBOARD_SMART_ENTER"):
        await call.android.key(66)
        return "success"
    if action == "ADB_KEYBOARD_INPUT_KEYCODE" and re.fullmatch(r"\d+", extras.get("code", "")):
        await call.android.key(int(extras["code"]))
        return "success"
    if action == "ADB_KEYBOARD_GET_CLIPBOARD":
        return base64.b64encode(device.clipboard.encode()).decode()
    return "success" if action == "ADB_KEYBOARD_HIDE" else None
