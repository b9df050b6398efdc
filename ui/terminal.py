"""Opening the terminal UI on this terminal and leaving it in order, whatever ends it: a key, a signal, a terminal that has
gone."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
import threading

from ground.errors import SettingsError
from ground.paths import log_file

from .app import ThumbwrightApp

PATIENCE_S = 6.0
"""After a signal: so long may it take to leave the terminal in order."""


def run_terminal() -> int:
    """Open the terminal UI; returns the exit code once it is closed. Raises SettingsError where the settings can't be read."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError('The terminal UI needs a terminal. A single task: thumbwright run "…" (thumbwright --help)')
    logging.basicConfig(filename=log_file(), level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    os.chmod(log_file(), 0o600)
    app = ThumbwrightApp()

    def last(code: int) -> None:
        app.close_down()
        os._exit(code)

    def end(code: int) -> None:
        app.leave(code)
        # a terminal that has gone sends SIGCONT, too: Textual may then wait for ever for a writer that has ended
        timer = threading.Timer(PATIENCE_S, last, (code,))
        timer.daemon = True
        timer.start()

    async def main() -> int | None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", None)):
            if number is not None:
                with contextlib.suppress(NotImplementedError):  # Windows
                    loop.add_signal_handler(number, end, 128 + number)
        return await app.run_async()

    try:
        asyncio.run(main())
    finally:
        app.close_down()
    return app.return_code or 0
