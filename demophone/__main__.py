"""`python -m demophone`: the demo phone as a process of its own.

When it can be reached it prints one line of JSON on stdout: `{"port": 41234, "serial": "127.0.0.1:41234", "pid": 4711}`,
with `"control_port"` where one was asked for. Then it runs until SIGTERM, Ctrl-C, or with `--with-parent` until its standard
input closes, so that it never outlives who started it. Connect with `adb connect 127.0.0.1:PORT`.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ground.errors import PhoneError, ThumbwrightError

if TYPE_CHECKING:
    from .device import Device
    from .recorded.device import RecordedDevice


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code; errors go to stderr as one line."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.DEBUG if options.verbose else logging.WARNING, format="%(name)s: %(message)s")
    try:
        asyncio.run(_run(options))
    except KeyboardInterrupt:
        return 130
    except ThumbwrightError as error:
        print(error, file=sys.stderr)
        return int(error.exit_code)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m demophone", description="A phone in a process, for adb on this computer."
    )
    parser.add_argument("--port", type=_port, default=0, help="TCP port to listen on (default: a free one)")
    parser.add_argument("--state", type=Path, metavar="DIR", help="keep what the apps store in this folder")
    parser.add_argument("--reset", action="store_true", help="with --state: start from the beginning")
    parser.add_argument("--app", type=Path, action="append", default=[], metavar="FILE.py", help="install this app too")
    parser.add_argument("--recorded", type=Path, metavar="DIR", help="show a DroidBot recording instead of the apps")
    parser.add_argument(
        "--fault", action="append", default=[], metavar="NAME@N", help="what goes wrong, at the N-th act or call"
    )
    parser.add_argument("--realistic", action="store_true", help="take about as long over things as a phone does")
    parser.add_argument(
        "--auth",
        nargs="?",
        const="accept",
        choices=("accept", "refuse"),
        help="ask computers for a key; keys taken in are kept with --state",
    )
    parser.add_argument(
        "--fixed-clock", type=_moment, metavar="ISO", help="the phone's time, standing still: 2026-03-01T09:30"
    )
    parser.add_argument("--port-file", type=Path, metavar="FILE", help="write the line of JSON to this file too")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input closes")
    parser.add_argument("--control-port", type=_port, metavar="N", help="open the control channel (0: on a free port)")
    parser.add_argument("--verbose", action="store_true", help="log to stderr")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f'"{text}" is no port: 0 to 65535')
    return int(text)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no time: write 2026-03-01T09:30') from None


async def _run(options: argparse.Namespace) -> None:
    from .control import ControlServer
    from .faults.arming import read_spec
    from .latency import INSTANT, REALISTIC
    from .leaving import be_forgotten
    from .phone import DemoPhone

    if options.reset:
        _erase(options.state)
    for spec in options.fault:
        read_spec(spec)
    loop, leave = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, leave.set)
    phone = await DemoPhone.start(
        _device(options),
        port=options.port,
        auth=options.auth,
        keys=options.state / "adb_keys" if options.state else None,
        latency=REALISTIC if options.realistic else INSTANT,
    )
    phone.android.faults.arm(options.fault)
    ready: dict[str, object] = {"port": phone.port, "serial": phone.serial, "pid": os.getpid()}

    def reset() -> None:
        _erase(options.state)
        phone.replace_device(_device(options))

    gc.freeze()  # what was loaded stays; what each screen leaves behind is worth a look only now and then
    gc.set_threshold(20_000, 20, 50)
    control = ControlServer(phone, reset, leave.set)
    if options.control_port is not None:
        ready["control_port"] = await control.start(options.control_port)
    _announce(json.dumps(ready), options.port_file)
    if options.with_parent:
        threading.Thread(target=_watch_stdin, args=(lambda: loop.call_soon_threadsafe(leave.set),), daemon=True).start()
    try:
        await leave.wait()
    finally:
        await control.stop()
        await asyncio.to_thread(be_forgotten, phone.serial)  # while it still answers: adb says goodbye to it, too
        await phone.stop()
        if options.port_file:
            options.port_file.unlink(missing_ok=True)


def _device(options: argparse.Namespace) -> Device | RecordedDevice:
    if options.recorded:
        from .recorded.device import RecordedDevice

        return RecordedDevice(options.recorded)
    from .apps import builtin_apps, load_app
    from .device import Device

    return Device(
        [*builtin_apps(), *(load_app(path) for path in options.app)],
        state_dir=options.state,
        fixed_clock=options.fixed_clock,
        realistic=options.realistic,
    )


def _erase(folder: Path | None) -> None:
    """Forget what the apps stored. Raises PhoneError where the folder is somebody else's."""
    if folder is None or not folder.is_dir() or not any(folder.iterdir()):
        return
    if not (folder / "device.json").exists():
        raise PhoneError(
            f"{folder} is not a demo phone's state (no device.json in it), so --reset leaves it alone. Choose another."
        )
    for path in folder.glob("*.json"):
        # device.json, and one file an app, named by its package
        if path.stem == "device" or "." in path.stem:
            path.unlink()


def _announce(line: str, port_file: Path | None) -> None:
    if port_file is not None:
        # written aside and renamed: who waits for the file never reads half of it
        aside = port_file.with_name(port_file.name + ".new")
        aside.write_text(line + "\n", "utf-8")
        aside.replace(port_file)
    print(line, flush=True)


def _watch_stdin(ended: Callable[[], object]) -> None:
    """Blocks in a thread: a pipe's end can't be waited for in every loop, a file's not at all."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    ended()


if __name__ == "__main__":
    sys.exit(main())
