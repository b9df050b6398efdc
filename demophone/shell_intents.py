"""`am start`: intents with their extras, to an activity by its name or to whichever app takes them."""

from __future__ import annotations

from .contract import TakesIntents
from .intents import Extra, Intent
from .shell import Call
from .shell_names import full_activity

_TYPES = {
    "--es": str,
    "-e": str,
    "--esn": None,
    "--ez": lambda text: text in ("true", "t", "1"),
    "--ei": int,
    "--el": int,
    "--ef": float,
    "--eu": str,
    "--eia": lambda text: [int(part) for part in text.split(",")],
    "--eial": lambda text: [int(part) for part in text.split(",")],
    "--esa": lambda text: text.split(","),
    "--esal": lambda text: text.split(","),
}


class BadExtra(ValueError):
    """An extra that Android wouldn't read."""


def take_extras(call: Call) -> dict[str, Extra]:
    """The extras of an intent, taken out of the arguments. Raises BadExtra."""
    found: dict[str, Extra] = {}
    while (at := next((n for n, word in enumerate(call.args) if word in _TYPES), None)) is not None:
        kind = _TYPES[call.args[at]]
        length = 2 if kind is None else 3
        if len(call.args) < at + length:
            raise BadExtra(f'Argument expected after "{call.args[at]}"')
        name = call.args[at + 1]
        try:
            found[name] = "" if kind is None else kind(call.args[at + 2])
        except ValueError:
            raise BadExtra(f'Bad value for "{name}": {call.args[at + 2]}') from None
        del call.args[at : at + length]
    return found


def start(call: Call) -> int:
    """`am start`."""
    device = call.android.device
    try:
        extras = take_extras(call)
    except BadExtra as error:
        return call.complain(f"Error: {error}", 255)
    action, data, category = call.option("-a"), call.option("-d"), call.option("-c")
    kind = call.option("-t") or ""
    for names in (("-f",), ("--activity-clear-top",)):
        call.option(*names)
    stop, wait = call.flag("-S"), call.flag("-W")
    name = call.option("-n") or next((word for word in call.args if "/" in word and "://" not in word), None)
    package = call.option("-p") or next(
        (word for word in call.args if not word.startswith("-") and "/" not in word and ":" not in word), None
    )
    data = data or next((word for word in call.args if ":" in word), None)
    described = [
        f"act={action}" if action else "",
        f"cat=[{category}]" if category else "",
        f"dat={data}" if data else "",
        f"typ={kind}" if kind else "",
        f"cmp={name}" if name else "",
        f"pkg={package}" if package and not name else "",
        "(has extras)" if extras else "",
    ]
    call.print(f"Starting: Intent {{ {' '.join(part for part in described if part)} }}")
    if name is not None:
        package, _, activity = name.partition("/")
        if stop:
            device.stop_app(package)
        if not device.start(package, full_activity(package, activity)) and not device.start(package, activity):
            call.print(
                f"Error type 3\nError: Activity class {{{package}/{full_activity(package, activity)}}} does not exist."
            )
            return 1
    elif not _resolved(call, Intent(action or "", data or "", kind, extras), package):
        call.print(f"Error: Activity not started, unable to resolve Intent {{ {described[0]} flg=0x10000000 }}")
        return 1
    if wait:
        front = "/".join(device.foreground())
        call.print(f"Status: ok\nLaunchState: WARM\nActivity: {front}\nTotalTime: 120\nWaitTime: 125\nComplete")
    return 0


def _resolved(call: Call, intent: Intent, package: str | None) -> bool:
    """Hand an intent to the app that takes it; a package alone is started."""
    device = call.android.device
    if isinstance(device, TakesIntents) and intent.action and device.send(intent):
        return True
    if intent.data:
        if isinstance(device, TakesIntents):
            return device.send(Intent("android.intent.action.VIEW", intent.data)) if not intent.action else False
        device.open_url(intent.data)
        return True
    return package is not None and device.start(package)
