"""A learning in a process that kills itself: `PACKAGE SERIAL CALLS before|after`, at so many calls of the phone, `-` for never."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from agent.learn.learning import learn
from apidocs.explore.tape import tape_path
from phones.android import open_phone


def main(package: str, serial: str, calls: str, when: str) -> None:
    with open_phone(serial) as phone:
        left = [int(calls) if calls.isdecimal() else -1]
        for name in ("tap", "long_press", "swipe", "key", "launch", "settle"):
            setattr(phone, name, _killing(getattr(phone, name), left, when))
        learn(phone, package, carry_on=tape_path(package, serial).exists())


def _killing(do: Callable[..., Any], left: list[int], when: str) -> Callable[..., Any]:
    def done(*given: Any, **named: Any) -> Any:
        left[0] -= 1
        if left[0] == 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = do(*given, **named)
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return done


if __name__ == "__main__":
    main(*sys.argv[1:])
