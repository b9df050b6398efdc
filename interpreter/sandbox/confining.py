"""The bounds that the operating system puts around a worker, so that a hole in monty is no hole in the machine.

What is covered: on Linux a worker can read nothing but the system's libraries and itself, write no file, open no socket,
begin no process or program, send no signal and raise none of its limits (Landlock from Linux 5.13 on, seccomp on x86-64
and ARM64), and its processor time, memory and open files are bounded. It starts with an empty environment and with no
handle but its three streams.

What is not covered: on macOS there are the limits on time and open files alone, on Windows none of this; there monty is
the only wall. Where the kernel lacks Landlock, libraries can't be told from other files that this user may read. `doctor`
says which of it this machine has. What a worker says to us over its pipe is monty's client's to read.
"""

from __future__ import annotations

import ctypes
import logging
import os
import shlex
import sys
import threading
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from ground import paths
from ground.errors import DiskError

from . import entering
from .syscalls import ENTRY_FD, filter_of, machine

log = logging.getLogger(__name__)

LIBRARIES = ["/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/nix/store", "/etc/ld.so.cache"]
"""Where a dynamic program's parts are; nothing in them is anybody's own."""
LIMITS = {
    "RLIMIT_CPU": 1_500,
    "RLIMIT_AS": 2_000_000_000,
    "RLIMIT_NOFILE": 32,
    "RLIMIT_FSIZE": 0,
    "RLIMIT_CORE": 0,
    "RLIMIT_MEMLOCK": 0,
}
"""Far above what a run may use by `SandboxLimits`: for a worker that heeds those no more. Seconds, bytes, handles."""
if sys.platform != "linux":
    LIMITS = {name: LIMITS[name] for name in ("RLIMIT_CPU", "RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_CORE")}

SECCOMP_GET_ACTION_AVAIL = 2


@dataclass(frozen=True)
class Confinement:
    """What this system can put around a worker."""

    limits: bool = False
    landlock: int = 0
    """The version of Landlock's interface; 0 where there is none."""
    seccomp: bool = False
    lacks: list[str] = field(default_factory=list)
    """What is missing, each with what a worker could do for it, if monty had a hole."""

    @property
    def whole(self) -> bool:
        return not self.lacks


def what_there_is() -> Confinement:
    """What this system offers. Asked of the kernel, which may have it switched off."""
    if os.name != "posix":
        return Confinement(lacks=["Windows has none of it: monty's own bounds are the only ones"])
    if sys.platform != "linux":
        return Confinement(limits=True, lacks=["files, network and processes are bounded on Linux alone"])
    libc = entering.kernel()
    abi = max(0, libc.syscall(entering.CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(1)))
    known = machine()
    action = ctypes.c_uint32(0x00050000)
    asked = libc.syscall(known.numbers["seccomp"], SECCOMP_GET_ACTION_AVAIL, 0, ctypes.byref(action)) if known else -1
    lacks = []
    if not abi:
        lacks.append("no Landlock in this kernel (5.13 or newer has it): files that you may read could be read")
    if asked != 0:
        lacks.append("no seccomp filter for this machine: sockets and processes could be made")
    return Confinement(True, abi, asked == 0, lacks)


def launcher(program: str) -> Path | None:
    """A program that becomes `program`, confined. None where nothing can be done, or it isn't a program that can be
    entered so."""
    there, known = what_there_is(), machine()
    if not there.limits or not os.access("/bin/sh", os.X_OK) or not sys.executable or not _is_native(program):
        return None
    real = os.path.realpath(program)
    rules = entering.Rules(LIMITS, there.landlock, [real, *LIBRARIES])
    if there.seccomp and known:
        rules.seccomp, rules.entry_fd, rules.execveat = filter_of(known), ENTRY_FD, known.numbers["execveat"]
    words = [sys.executable, "-I", "-S", entering.__file__, *rules.words(), real]
    text = f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n'
    try:
        return _kept(text)
    except (OSError, DiskError) as error:
        log.warning("What bounds the sandbox's worker can't be written, so that it goes on without: %s", error)
        return None


_writing = threading.Lock()
"""Workers for several phones start at once. What one thread writes no other may write or start meanwhile: the system refuses to
run a file that is open for writing."""


def _kept(text: str) -> Path:
    """The launcher's file, written once. Named by what it says, and looked at again each time all the same."""
    path = paths.workers_dir() / f"worker-{sha256(text.encode()).hexdigest()[:16]}.sh"
    with _writing:
        if not path.exists() or path.read_text("utf-8") != text:
            new = path.with_name(f"{path.name}.{os.getpid()}.new")
            new.write_text(text, "utf-8")
            new.chmod(0o700)
            new.replace(path)
    return path


def _is_native(program: str) -> bool:
    try:
        with open(program, "rb") as file:
            return file.read(2) != b"#!"
    except OSError:
        return False
