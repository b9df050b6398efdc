"""The system calls that a worker has use for, as a seccomp filter: a program that the kernel asks before each call.

What isn't named is refused with EPERM: sockets, processes, files to be written, signals to others, mounts, tracing. A few
are let through for some of their arguments only: files are opened to be read, a clone is a thread, and a program is begun
by one handle that is gone once it has begun. Which files may be read is Landlock's part (`confining`).

Written out here, because libseccomp, which the packages for Python stand on, isn't on every system, and takes longer to
load than a worker to start.
"""

from __future__ import annotations

import platform
import struct
from collections.abc import Callable
from dataclasses import dataclass

ENTRY_FD = 100
"""The handle by which the worker's program is begun. It closes as that happens, and the limit on open files is far
below it, so that no other file can ever be behind this number."""

EPERM, ENOSYS = 1, 38
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
LOAD, EQUAL, ANY_BIT, RETURN, MASK = 0x20, 0x15, 0x45, 0x06, 0x54
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
WRITING = 0o3 | 0o100 | 0o1000 | 0o2000 | 0o20000000
"""O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND, O_TMPFILE's own bit."""
CLONE_THREAD = 0x00010000
AT_EMPTY_PATH = 0x1000
PR_SET_NAME = 15

PLAIN = """
    read write readv writev pread64 close fstat newfstatat statx lseek access faccessat faccessat2 poll ppoll
    mmap mprotect munmap mremap madvise brk futex rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack
    sched_yield sched_getaffinity nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time
    getpid gettid getrandom uname membarrier restart_syscall set_tid_address set_robust_list rseq arch_prctl
    exit exit_group
""".split()
"""Let through whatever the arguments. None of them makes, reaches or changes anything outside the process."""

X86_64 = {
    "read": 0, "write": 1, "open": 2, "close": 3, "fstat": 5, "poll": 7, "lseek": 8, "mmap": 9, "mprotect": 10,
    "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17, "readv": 19,
    "writev": 20, "access": 21, "sched_yield": 24, "mremap": 25, "madvise": 28, "nanosleep": 35, "getpid": 39, "clone": 56,
    "exit": 60, "uname": 63, "gettimeofday": 96, "sigaltstack": 131, "prctl": 157, "arch_prctl": 158, "gettid": 186,
    "time": 201, "futex": 202, "sched_getaffinity": 204, "set_tid_address": 218, "restart_syscall": 219,
    "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231, "openat": 257, "newfstatat": 262,
    "faccessat": 269, "ppoll": 271, "set_robust_list": 273, "prlimit64": 302, "seccomp": 317, "getrandom": 318, "execveat": 322,
    "membarrier": 324, "statx": 332, "rseq": 334, "clone3": 435, "faccessat2": 439,
}  # fmt: skip
AARCH64 = {
    "faccessat": 48, "openat": 56, "close": 57, "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66,
    "pread64": 67, "ppoll": 73, "newfstatat": 79, "fstat": 80, "exit": 93, "exit_group": 94, "set_tid_address": 96,
    "futex": 98, "set_robust_list": 99, "nanosleep": 101, "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115,
    "sched_getaffinity": 123, "sched_yield": 124, "restart_syscall": 128, "sigaltstack": 132, "rt_sigaction": 134,
    "rt_sigprocmask": 135, "rt_sigreturn": 139, "uname": 160, "prctl": 167, "gettimeofday": 169, "getpid": 172,
    "gettid": 178, "brk": 214, "munmap": 215, "mremap": 216, "clone": 220, "mmap": 222, "mprotect": 226, "madvise": 233,
    "prlimit64": 261, "seccomp": 277, "getrandom": 278, "execveat": 281, "membarrier": 283, "statx": 291, "rseq": 293,
    "clone3": 435, "faccessat2": 439,
}  # fmt: skip


@dataclass(frozen=True)
class Machine:
    """A kind of processor, as the kernel tells it to a filter, and its numbers of the calls."""

    audit: int
    numbers: dict[str, int]


MACHINES = {"x86_64": Machine(0xC000003E, X86_64), "aarch64": Machine(0xC00000B7, AARCH64)}


def machine() -> Machine | None:
    """This machine's kind; None where the calls' numbers aren't known here."""
    same = {"amd64": "x86_64", "arm64": "aarch64"}
    name = platform.machine().lower()
    # a 32-bit Python on a 64-bit kernel makes the calls of another table
    return MACHINES.get(same.get(name, name)) if struct.calcsize("P") == 8 else None


def filter_of(one: Machine) -> bytes:
    """The filter, as the kernel takes it: 8 bytes an instruction."""
    code = [_op(LOAD, ARCHITECTURE), _op(EQUAL, one.audit, 1, 0), _refuse(EPERM), _op(LOAD, NUMBER)]
    for name in PLAIN:
        if name in one.numbers:
            code += [_op(EQUAL, one.numbers[name], 0, 1), _op(RETURN, ALLOW)]
    for name, checks in CHECKED.items():
        if name in one.numbers:
            body = [step for check in checks for step in check()] + [_op(RETURN, ALLOW)]
            code += [_op(EQUAL, one.numbers[name], 0, len(body)), *body]
    # glibc makes a thread by clone3, whose flags lie behind a pointer and can't be looked at, and by clone without it
    code += [_op(EQUAL, one.numbers["clone3"], 0, 1), _refuse(ENOSYS), _refuse(EPERM)]
    return b"".join(code)


def _op(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)


def _refuse(errno: int) -> bytes:
    return _op(RETURN, REFUSE | errno)


def _argument(place: int, *, high: bool = False) -> bytes:
    """Loads half of an argument; both machines are little-endian."""
    return _op(LOAD, ARGUMENTS + 8 * place + (4 if high else 0))


def _none_of(place: int, bits: int) -> list[bytes]:
    return [_argument(place), _op(ANY_BIT, bits, 0, 1), _refuse(EPERM)]


def _all_of(place: int, bits: int) -> list[bytes]:
    return [_argument(place), _op(MASK, bits), _op(EQUAL, bits, 1, 0), _refuse(EPERM)]


def _is(place: int, value: int) -> list[bytes]:
    return [_argument(place), _op(EQUAL, value, 1, 0), _refuse(EPERM)]


def _is_null(place: int) -> list[bytes]:
    return [*_is(place, 0), _argument(place, high=True), _op(EQUAL, 0, 1, 0), _refuse(EPERM)]


CHECKED: dict[str, list[Callable[[], list[bytes]]]] = {
    "open": [lambda: _none_of(1, WRITING)],
    "openat": [lambda: _none_of(2, WRITING)],
    "clone": [lambda: _all_of(0, CLONE_THREAD)],
    "prctl": [lambda: _is(0, PR_SET_NAME)],
    "prlimit64": [lambda: _is(0, 0), lambda: _is_null(2)],
    "execveat": [lambda: _is(0, ENTRY_FD), lambda: _is(4, AT_EMPTY_PATH)],
}
"""Let through for some of their arguments; everything that is checked has to hold."""
