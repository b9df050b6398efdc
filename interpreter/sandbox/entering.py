"""Becomes the worker: gives up what a worker needs not, then begins its program in the same process.

Run as a file of its own, `python -I -S entering.py RULES PROGRAM ARGUMENTS…`, with nothing of ours to import and as little
else as can be, because its start is part of every worker's. RULES is what `confining` found this system to be able to do:
limits on what may be used up, the files that may be read (Landlock), and the filter of system calls (seccomp), in this
order: each is the last use of something that the next takes away. What was promised and fails ends the process, so that no
worker ever runs with less than was said.
"""

from __future__ import annotations

import ctypes
import os
import sys

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
"""Landlock's numbers, the same on all machines."""
AT_EMPTY_PATH = 0x1000
RULE_PATH_BENEATH = 1
READ_FILE, READ_DIR, EXECUTE = 1 << 2, 1 << 3, 1 << 0


class Ruleset(ctypes.Structure):
    _fields_ = [("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("parent_fd", ctypes.c_int32)]


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


class Rules:
    """What is given up, and as which words it is told to the worker's first process: a module that reads JSON would take as
    long to load as all the rest."""

    def __init__(
        self,
        limits: dict[str, int],
        landlock: int = 0,
        readable: list[str] | None = None,
        seccomp: bytes = b"",
        entry_fd: int = 2,
        execveat: int = 0,
    ) -> None:
        self.limits, self.landlock, self.readable = limits, landlock, readable or []
        self.seccomp, self.entry_fd, self.execveat = seccomp, entry_fd, execveat

    def words(self) -> list[str]:
        limits = ",".join(f"{name}={value}" for name, value in self.limits.items())
        numbers = f"{self.landlock},{self.entry_fd},{self.execveat}"
        return [limits, numbers, self.seccomp.hex(), "\n".join(self.readable)]

    @classmethod
    def read(cls, limits: str, numbers: str, seccomp: str, readable: str) -> Rules:
        bounds = {name: int(value) for name, _, value in (one.partition("=") for one in limits.split(",") if one)}
        landlock, entry_fd, execveat = map(int, numbers.split(","))
        return cls(bounds, landlock, readable.split("\n"), bytes.fromhex(seccomp), entry_fd, execveat)


def set_limits(limits: dict[str, int]) -> None:
    """Limits by their names in `resource`, never above what was allowed before."""
    import resource  # Windows, which only reads this module, has none

    for name, wanted in limits.items():
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        _, most = resource.getrlimit(kind)
        value = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        try:
            resource.setrlimit(kind, (value, value))
        except (OSError, ValueError):
            if sys.platform == "linux":
                raise  # macOS refuses some of them


def kernel() -> ctypes.CDLL:
    """The C library, by which the kernel is asked."""
    return ctypes.CDLL(None, use_errno=True)


def _must(returned: int, what: str) -> int:
    if returned < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
    return returned


def give_up_files(libc: ctypes.CDLL, abi: int, readable: list[str]) -> None:
    """From here on no file but those under `readable` can be opened, none written, no TCP port bound or connected to."""
    # each version of Landlock knows a few accesses more
    fs = (1 << 13) - 1
    fs |= (1 << 13 if abi >= 2 else 0) | (1 << 14 if abi >= 3 else 0) | (1 << 15 if abi >= 5 else 0)
    rules = Ruleset(fs, 3 if abi >= 4 else 0, 3 if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = _must(libc.syscall(CREATE_RULESET, ctypes.byref(rules), size, 0), "landlock_create_ruleset")
    for path in readable:
        try:
            fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        allowed = READ_FILE | EXECUTE | (READ_DIR if os.path.isdir(path) else 0)
        beneath = PathBeneath(allowed, fd)
        _must(libc.syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, ctypes.byref(beneath), 0), f"landlock, {path}")
        os.close(fd)
    _must(libc.syscall(RESTRICT_SELF, ruleset, 0), "landlock_restrict_self")
    os.close(ruleset)


def give_up_calls(libc: ctypes.CDLL, code: bytes) -> None:
    """From here on only the filter's system calls are carried out."""
    kept = ctypes.create_string_buffer(code, len(code))
    program = Program(len(code) // 8, ctypes.cast(kept, ctypes.c_void_p))
    _must(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0), "seccomp")


def confine(rules: Rules) -> ctypes.CDLL | None:
    """All of it, for this process. Returns the C library, loaded while that was possible."""
    libc = kernel() if rules.landlock or rules.seccomp else None
    if libc is not None:
        _must(libc.prctl(PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), 0, 0, 0), "no_new_privs")
    set_limits(rules.limits)
    if libc is not None and rules.landlock:
        give_up_files(libc, rules.landlock, rules.readable)
    if libc is not None and rules.seccomp:
        give_up_calls(libc, rules.seccomp)
    return libc


def begin(rules: Rules, program: str, *arguments: str) -> None:
    """Doesn't return: this process goes on as the program."""
    words = [program, *arguments]
    # nothing that this process was left with goes on into the worker: not every file of a large program is closed by exec
    os.closerange(3, max(map(int, os.listdir("/dev/fd"))) + 1)
    if not rules.seccomp:
        confine(rules)
        os.execve(program, words, {})
    opened = os.open(program, os.O_RDONLY | os.O_CLOEXEC)
    os.dup2(opened, rules.entry_fd, inheritable=False)
    os.close(opened)
    argv = (ctypes.c_char_p * (len(words) + 1))(*map(os.fsencode, words), None)
    environment = (ctypes.c_char_p * 1)(None)
    libc = confine(rules)
    assert libc is not None
    libc.syscall(rules.execveat, rules.entry_fd, b"", argv, environment, AT_EMPTY_PATH)
    raise OSError(ctypes.get_errno(), f"{program} can't be begun")


if __name__ == "__main__":
    try:
        begin(Rules.read(*sys.argv[1:5]), *sys.argv[5:])
    except OSError as error:
        os.write(2, f"thumbwright: the sandbox's worker can't be confined: {error}\n".encode())
        os._exit(126)
