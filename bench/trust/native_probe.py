"""A process that confines itself as a worker is, and then tries by the kernel's own calls what a worker has no use for.

Run as a program, with the rules' words, a file to read, a file to spoil, and which attempts to make (all, where none is
named): prints, for each, the error's number, or "done". It stands for a script that got out of monty and does as it likes in
the worker's process. Without rules only harmless ones are to be named: some would stop the tests.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from interpreter.sandbox.entering import Rules, confine

PARENT = os.getppid()
REFUSED = {errno.EPERM, errno.EACCES, errno.ENOSYS}
ALLOWED = {"compute", "start a thread"}
"""What a worker needs; the other attempts have to be refused."""
NUMBERS = {
    "x86_64": {
        "fork": 57, "vfork": 58, "kill": 62, "ptrace": 101, "unshare": 272, "memfd_create": 319, "bpf": 321, "mount": 165,
        "process_vm_readv": 310, "io_uring_setup": 425, "pidfd_open": 434,
        "symlink": 88, "openat2": 437, "execve": 59, "socketpair": 53, "keyctl": 250, "shmget": 29,
        "userfaultfd": 323, "setuid": 105, "chroot": 161, "tgkill": 234,
        "perf_event_open": 298, "setsid": 112, "dup": 32,
    },
    "aarch64": {
        "kill": 129, "ptrace": 117, "unshare": 97, "memfd_create": 279, "bpf": 280, "mount": 40, "process_vm_readv": 270,
        "io_uring_setup": 425, "pidfd_open": 434, "openat2": 437, "execve": 221, "socketpair": 199, "keyctl": 219,
        "userfaultfd": 282, "setuid": 146, "chroot": 51, "tgkill": 131, "perf_event_open": 241, "setsid": 157,
    },
}  # fmt: skip


def probed(rules: Rules, folder: Path, *only: str) -> dict[str, int | str]:
    """Begin the probe with a file to read and one to spoil in this folder, and tell what came of each attempt."""
    secret, target = folder / "secret", folder / "target"
    secret.write_text("s3cret")
    target.write_text("as it was")
    root = str(Path(__file__).parent.parent.parent)
    done = subprocess.run(
        [sys.executable, __file__, *rules.words(), str(secret), str(target), *only],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": root},
        timeout=60,
    )
    if not done.stdout:
        raise RuntimeError(f"The probe said nothing: {done.stderr.decode()}")
    found: dict[str, int | str] = json.loads(done.stdout)
    return found


def attempts(libc: ctypes.CDLL, secret: str, target: str) -> dict[str, Callable[[], object]]:
    def call(name: str, *arguments: object) -> Callable[[], object]:
        def made() -> None:
            number = NUMBERS[os.uname().machine][name]
            if libc.syscall(number, *arguments) < 0:
                raise OSError(ctypes.get_errno(), name)

        return made

    def thread() -> None:
        seen: list[int] = []
        one = threading.Thread(target=lambda: seen.append(1))
        one.start()
        one.join()
        if not seen:
            raise OSError(errno.EPERM, "thread")

    path, null = os.fsencode(target), None
    plain: dict[str, Callable[[], object]] = {
        "compute": lambda: sum(range(1000)),
        "start a thread": thread,
        "read a file": lambda: os.open(secret, os.O_RDONLY),
        "read /etc/passwd": lambda: os.open("/etc/passwd", os.O_RDONLY),
        "read a process": lambda: os.open(f"/proc/{PARENT}/environ", os.O_RDONLY),
        "read a process's memory": lambda: os.open(f"/proc/{PARENT}/mem", os.O_RDONLY),
        "list a folder": lambda: os.listdir("/"),
        "write a file": lambda: os.open(target, os.O_WRONLY),
        "append to a file": lambda: os.open(target, os.O_RDWR | os.O_APPEND),
        "make a file": lambda: os.open(target + ".new", os.O_CREAT | os.O_WRONLY, 0o600),
        "make a nameless file": lambda: os.open(os.path.dirname(target), os.O_TMPFILE | os.O_RDWR, 0o600),
        "empty a file": lambda: os.truncate(target, 0),
        "remove a file": lambda: os.unlink(target),
        "move a file": lambda: os.rename(target, target + ".moved"),
        "link a file": lambda: os.link(target, target + ".link"),
        "change a file's mode": lambda: os.chmod(target, 0o777),
        "make a folder": lambda: os.mkdir(target + ".folder"),
        "a socket of the internet": lambda: socket.socket(socket.AF_INET),
        "a socket of IPv6": lambda: socket.socket(socket.AF_INET6),
        "a socket for datagrams": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        "a socket of this machine": lambda: socket.socket(socket.AF_UNIX),
        "a socket to the kernel": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
        "a fork": lambda: os.fork() or os._exit(0),
        "another program": lambda: os.execv("/bin/true", ["true"]),
        "a program in a process": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "a signal to the parent": lambda: os.kill(PARENT, signal.SIGCONT),
        "a higher limit": lambda: __import__("resource").setrlimit(8, (1 << 30, 1 << 30)),
        "a pipe": os.pipe,
        "another's priority": lambda: os.setpriority(os.PRIO_PROCESS, PARENT, 19),
        "another folder": lambda: os.chdir("/"),
    }
    raw: dict[str, Callable[[], object]] = {
        "ptrace": call("ptrace", 16, PARENT, 0, 0),
        "unshare": call("unshare", 0x10000000),
        "memfd_create": call("memfd_create", b"x", 0),
        "bpf": call("bpf", 0, 0, 0),
        "mount": call("mount", b"none", b"/tmp", b"tmpfs", 0, 0),
        "process_vm_readv": call("process_vm_readv", PARENT, 0, 0, 0, 0, 0),
        "io_uring_setup": call("io_uring_setup", 1, ctypes.create_string_buffer(256)),
        "pidfd_open": call("pidfd_open", PARENT, 0),
        "openat2": call("openat2", -100, path, ctypes.create_string_buffer(24), 24),
        "execve": call("execve", b"/bin/true", null, null),
        "socketpair": call("socketpair", 1, 1, 0, ctypes.create_string_buffer(8)),
        "keyctl": call("keyctl", 0, 0, 0, 0, 0),
        "userfaultfd": call("userfaultfd", 0),
        "setuid": call("setuid", 65534),
        "chroot": call("chroot", b"/tmp"),
        "tgkill": call("tgkill", PARENT, PARENT, 0),
        "perf_event_open": call("perf_event_open", 0, 0, 0, 0, 0),
        "setsid": call("setsid"),
    }
    by_machine = {"fork": (), "vfork": (), "symlink": (path, path + b".s"), "shmget": (0, 4096, 0o1600), "dup": (1,)}
    for name, arguments in by_machine.items():
        if name in NUMBERS[os.uname().machine]:
            raw[f"{name}, raw"] = call(name, *arguments)
    return plain | raw


def main() -> None:
    rules = Rules.read(*sys.argv[1:5])
    libc = confine(rules) or ctypes.CDLL(None, use_errno=True)
    found: dict[str, int | str] = {}
    for name, attempt in attempts(libc, sys.argv[5], sys.argv[6]).items():
        if sys.argv[7:] and name not in sys.argv[7:]:
            continue
        try:
            attempt()
        except OSError as error:
            found[name] = error.errno or 0
        except ValueError:
            # what setrlimit's refusal becomes
            found[name] = errno.EPERM
        else:
            found[name] = "done"
    os.write(1, json.dumps(found).encode())
    os._exit(0)


if __name__ == "__main__":
    main()
