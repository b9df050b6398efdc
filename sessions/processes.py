"""Whether the process that a session belongs to still runs. A number alone doesn't tell: after a restart of the machine it is
another process's."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def process_name(pid: int) -> str:
    """A name that no other process ever has: the boot it lives in, and when it began. Empty where the system doesn't say."""
    with contextlib.suppress(OSError, IndexError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        # the second field is the program's name in brackets, which may hold anything
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        return f"{boot} {fields[19]}"
    return ""


def is_alive(pid: int | None, name: str = "") -> bool:
    """Whether a process runs; with its `process_name`, whether it is that one and no later one of the same number."""
    if not pid:
        return False
    if os.name == "nt":
        return _alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    now = process_name(pid) if name else ""
    return not now or now == name


def _alive_on_windows(pid: int) -> bool:
    """There `os.kill(pid, 0)` would send Ctrl-C instead of asking."""
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  (absent from ctypes' stubs elsewhere)
    handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == 259  # STILL_ACTIVE
