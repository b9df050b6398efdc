"""The shell's everyday commands: what toybox and mksh bring on a phone, as far as clients use it."""

from __future__ import annotations

import asyncio
import datetime
import hashlib
import posixpath
import re
import stat

from .files import Entry, reason
from .shell import COMMANDS, Call, ExitShell, command


@command("echo")
def echo(call: Call) -> None:
    if call.args[:1] == ["-n"]:
        call.out += " ".join(call.args[1:]).encode()
    else:
        call.print(" ".join(call.args))


@command("true", ":")
def true(call: Call) -> None:
    return None


@command("false")
def false(call: Call) -> int:
    return 1


@command("exit")
def leave(call: Call) -> int:
    code = call.args[0] if call.args else call.variables["?"]
    raise ExitShell(int(code) & 0xFF if code.isdigit() else 1)


@command("cd", "export", "set", "trap", "stty", "sync")
def accepted(call: Call) -> None:
    """Means nothing to the other commands here, whose paths are absolute."""
    for word in call.args if call.name == "export" else []:
        name, equals, value = word.partition("=")
        if equals:
            call.shell.variables[name] = value


@command("sleep")
async def sleep(call: Call) -> int:
    try:
        seconds = float(call.args[0].removesuffix("s"))
    except (IndexError, ValueError):
        return call.complain("sleep: Needs 1 argument")
    await asyncio.sleep(seconds)
    return 0


@command("id")
def identity(call: Call) -> None:
    groups = "2000(shell),1004(input),1007(log),1011(adb),1015(sdcard_rw),1028(sdcard_r),3003(inet)"
    call.print(f"uid=2000(shell) gid=2000(shell) groups={groups} context=u:r:shell:s0")


@command("whoami")
def whoami(call: Call) -> None:
    call.print("shell")


@command("uname")
def uname(call: Call) -> None:
    full = "Linux localhost 6.1.0-demo #1 SMP PREEMPT aarch64 Toybox"
    parts = {"-a": full, "-r": "6.1.0-demo", "-m": "aarch64", "-n": "localhost"}
    call.print(parts.get(call.args[0] if call.args else "", "Linux"))


@command("date")
def date(call: Call) -> int:
    now = call.android.now()
    call.args = [word for word in call.args if word != "-u"]
    if not call.args:
        call.print(now.strftime("%a %b %e %H:%M:%S %Z %Y"))
        return 0
    if not call.args[0].startswith("+"):
        return call.complain(f"date: cannot set date: {'Operation not permitted'}")
    call.print(
        now.strftime(
            call.args[0][1:].replace("%s", str(int(now.timestamp()))).replace("%N", f"{now.microsecond:06d}000")
        )
    )
    return 0


@command("uptime")
def uptime(call: Call) -> None:
    call.print(f" up {datetime.timedelta(seconds=call.android.uptime_s())}")


# files


@command("cat")
async def cat(call: Call) -> int:
    code = 0
    for path in call.args or ["-"]:
        if path == "-":
            call.out += await call.stdin.read_all()
            continue
        try:
            call.out += call.android.files.read(path)
        except OSError as error:
            code = call.complain(f"cat: {path}: {reason(error)}")
    return code


@command("ls")
def ls(call: Call) -> int:
    options = "".join(word[1:] for word in call.args if word.startswith("-"))
    code = 0
    paths = [word for word in call.args if not word.startswith("-")] or ["/"]
    for path in paths:
        entry = call.android.files.get(path)
        if entry is None:
            code = call.complain(f"ls: {path}: No such file or directory")
            continue
        if entry.is_folder and "d" not in options:
            rows = [row for row in call.android.files.entries(path) if "a" in options or not row[0].startswith(".")]
            if len(paths) > 1:
                call.print(f"{path}:")
            if "l" in options:
                call.print(f"total {sum(-(-found.size // 1024) for _, found in rows)}")
        else:
            rows = [(path, entry)]
        for name, found in rows:
            call.print(_long_row(name, found) if "l" in options else name)
    return code


def _long_row(name: str, entry: Entry) -> str:
    when = datetime.datetime.fromtimestamp(entry.mtime, datetime.UTC).strftime("%Y-%m-%d %H:%M")
    return f"{stat.filemode(entry.mode)} {2 if entry.is_folder else 1} shell shell {entry.size:>9} {when} {name}"


@command("rm")
def rm(call: Call) -> int:
    options = "".join(word[1:] for word in call.args if word.startswith("-"))
    paths = [word for word in call.args if not word.startswith("-")]
    if not paths and "f" not in options:
        return call.complain("rm: Needs 1 argument")
    code = 0
    for path in paths:
        try:
            call.android.files.remove(path, recursive="r" in options.lower())
        except FileNotFoundError:
            if "f" not in options:
                code = call.complain(f"rm: {path}: No such file or directory")
        except OSError as error:
            code = call.complain(f"rm: {path}: {reason(error)}")
    return code


@command("mkdir")
def mkdir(call: Call) -> int:
    parents = call.flag("-p")
    code = 0
    for path in call.args:
        try:
            call.android.files.make_folder(path, parents=parents)
        except OSError as error:
            code = call.complain(f"mkdir: '{path}': {reason(error)}")
    return code


@command("touch")
def touch(call: Call) -> None:
    for path in call.args:
        call.android.files.write(path, b"", append=True)


@command("chmod")
def chmod(call: Call) -> int:
    call.flag("-R")
    if len(call.args) < 2 or not re.fullmatch(r"[0-7]{3,4}", call.args[0]):
        return call.complain(f"chmod: bad mode '{call.args[0] if call.args else ''}'")
    for path in call.args[1:]:
        call.android.files.change_mode(path, int(call.args[0], 8))
    return 0


@command("cp", "mv")
def copy(call: Call) -> int:
    paths = [word for word in call.args if not word.startswith("-")]
    if len(paths) != 2:
        return call.complain(f"{call.name}: Needs 2 arguments")
    source, target = paths
    into = call.android.files.get(target)
    if into is not None and into.is_folder:
        target = posixpath.join(target, posixpath.basename(source))
    if call.name == "mv":
        call.android.files.move(source, target)
    else:
        call.android.files.write(target, call.android.files.read(source))
    return 0


@command("stat")
def show_stat(call: Call) -> int:
    form = call.option("-c")
    code = 0
    for path in call.args:
        entry = call.android.files.get(path)
        if entry is None:
            code = call.complain(f"stat: '{path}': No such file or directory")
        elif form is None:
            call.print(f"  File: {path}\n  Size: {entry.size}\t regular file\nModify: {entry.mtime}")
        else:
            values = {"%s": str(entry.size), "%Y": str(entry.mtime), "%a": f"{stat.S_IMODE(entry.mode):o}", "%n": path}
            shown = form
            for letter, value in values.items():
                shown = shown.replace(letter, value)
            call.print(shown)
    return code


@command("md5sum", "sha1sum", "sha256sum")
async def checksum(call: Call) -> int:
    method = call.name.removesuffix("sum")
    code = 0
    for path in call.args or ["-"]:
        try:
            data = await call.stdin.read_all() if path == "-" else call.android.files.read(path)
        except OSError as error:
            code = call.complain(f"{call.name}: {path}: {reason(error)}")
            continue
        call.print(f"{hashlib.new(method, data).hexdigest()}  {path}")
    return code


@command("test", "[")
def test(call: Call) -> int:
    words = call.args[:-1] if call.name == "[" and call.args[-1:] == ["]"] else call.args
    if words[:1] == ["!"]:
        return 0 if _holds(call, words[1:]) is False else 1
    return 0 if _holds(call, words) else 1


def _holds(call: Call, words: list[str]) -> bool:
    if len(words) == 3:
        return {"=": words[0] == words[2], "==": words[0] == words[2], "!=": words[0] != words[2]}.get(words[1], False)
    if len(words) == 2:
        entry = call.android.files.get(words[1])
        tests = {
            "-n": bool(words[1]),
            "-z": not words[1],
            "-e": entry is not None,
            "-f": entry is not None and not entry.is_folder,
            "-d": entry is not None and entry.is_folder,
            "-s": entry is not None and entry.size > 0,
        }
        return tests.get(words[0], False)
    return bool(words and words[0])


# text that flows through


@command("grep")
async def grep(call: Call) -> int:
    options = "".join(word[1:] for word in call.args if word.startswith("-") and word != "-e")
    words = [word for word in call.args if not word.startswith("-")]
    if not words:
        return call.complain("grep: no REGEX", 2)
    pattern = re.escape(words[0]) if "F" in options else words[0] if "E" in options else words[0].replace(r"\|", "|")
    try:
        wanted = re.compile(pattern.encode(), re.IGNORECASE if "i" in options else 0)
    except re.error as error:
        return call.complain(f"grep: bad REGEX '{words[0]}': {error}", 2)
    data = b"".join(call.android.files.read(path) for path in words[1:]) if words[1:] else await call.stdin.read_all()
    lines = [line for line in data.splitlines() if bool(wanted.search(line)) != ("v" in options)]
    if "c" in options:
        call.print(str(len(lines)))
    elif "q" not in options:
        for line in lines:
            pieces = [found.group(0) for found in wanted.finditer(line)] if "o" in options else [line]
            call.out += b"".join(piece + b"\n" for piece in pieces)
    return 0 if lines else 1


@command("head", "tail")
async def ends(call: Call) -> None:
    text = call.option("-n") or next((word[1:] for word in call.args if re.fullmatch(r"-\d+", word)), "10")
    paths = [word for word in call.args if not word.startswith("-")]
    data = b"".join(call.android.files.read(path) for path in paths) if paths else await call.stdin.read_all()
    lines = data.splitlines(keepends=True)
    count = int(text) if text.isdigit() else 10
    call.out += b"".join(lines[:count] if call.name == "head" else lines[max(0, len(lines) - count) :])


@command("wc")
async def wc(call: Call) -> None:
    flags = "".join(word[1:] for word in call.args if word.startswith("-"))
    paths = [word for word in call.args if not word.startswith("-")]
    data = b"".join(call.android.files.read(path) for path in paths) if paths else await call.stdin.read_all()
    counts = {"l": data.count(b"\n"), "w": len(data.split()), "c": len(data)}
    call.print(" ".join(str(counts[flag]) for flag in (flags if flags else "lwc") if flag in counts))


@command("sort", "uniq")
async def arrange(call: Call) -> None:
    lines = (await call.stdin.read_all()).splitlines(keepends=True)
    if call.name == "sort":
        lines = sorted(set(lines) if call.flag("-u") else lines, reverse=call.flag("-r"))
    else:
        lines = [line for at, line in enumerate(lines) if at == 0 or line != lines[at - 1]]
    call.out += b"".join(lines)


@command("toybox")
async def toybox(call: Call) -> int:
    if not call.args:
        call.print(" ".join(sorted(COMMANDS)))
        return 0
    name, rest = call.args[0], call.args[1:]
    handler = COMMANDS.get(name)
    if handler is None or handler.__module__ != __name__:
        return call.complain(f'toybox: Unknown command {name} (see "toybox --help")', 127)
    call.name, call.args = name, rest
    result = handler(call)
    return (result if isinstance(result, int) or result is None else await result) or 0


@command("which", "command")
def which(call: Call) -> int:
    call.flag("-v")
    found = [name for name in call.args if name in COMMANDS]
    for name in found:
        call.print(f"/system/bin/{name}")
    return 0 if len(found) == len(call.args) else 1


# processes


@command("ps")
def ps(call: Call) -> int:
    user = call.option("-u", "-U")
    everything = call.flag("-A", "-e", "-ef")
    rows = call.android.running()
    if user is not None:
        rows = [row for row in rows if row[1] == user]
    elif not everything:
        rows = [row for row in rows if row[1] == "shell"]
    call.print(f"{'USER':<15}{'PID':>6} {'PPID':>6} {'VSZ':>10} {'RSS':>6} {'WCHAN':<10} {'ADDR':>9} S NAME")
    for pid, owner, name in rows:
        call.print(
            f"{owner:<15}{pid:>6} {1 if pid > 1 else 0:>6} {14_000_000:>10} {90_000:>6} {'0':<10} {'0':>9} S {name}"
        )
    return 0


@command("pidof", "pgrep")
def pidof(call: Call) -> int:
    call.flag("-f", "-s")
    wanted = call.args[0] if call.args else ""
    pids = [
        str(pid)
        for pid, _, name in call.android.running()
        if name == wanted or (call.name == "pgrep" and wanted in name)
    ]
    if pids:
        call.print(" ".join(pids) if call.name == "pidof" else "\n".join(pids))
    return 0 if pids else 1


@command("kill")
def kill(call: Call) -> int:
    pids = [word for word in call.args if word.isdigit() or word.startswith("-") is False]
    code = 0 if pids else call.complain("kill: usage: kill [-s signame] pid ...")
    for text in pids:
        if not text.isdigit():
            code = call.complain(f"/system/bin/sh: kill: {text}: arguments must be jobs or process IDs")
        elif not call.android.kill(int(text)):
            code = call.complain(f"/system/bin/sh: kill: {text}: No such process")
    return code


@command("pkill", "killall")
def pkill(call: Call) -> int:
    full = call.flag("-f")
    wanted = next((word for word in call.args if not word.startswith("-")), "")
    hits = [pid for pid, _, name in call.android.running() if name == wanted or full and wanted and wanted in name]
    return 0 if [pid for pid in hits if call.android.kill(pid)] else 1


# network


@command("ifconfig")
def ifconfig(call: Call) -> int:
    wanted = call.args[0] if call.args else "wlan0"
    if wanted not in ("wlan0", "lo"):
        return call.complain(f"ifconfig: ioctl 8913: {wanted}: No such device")
    address, mask = ("10.0.2.16", "255.255.255.0") if wanted == "wlan0" else ("127.0.0.1", "255.0.0.0")
    call.print(
        f"{wanted:<10}Link encap:Ethernet  HWaddr 02:00:00:00:00:00\n          inet addr:{address}  Mask:{mask} "
    )
    call.print("          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1")
    return 0


@command("ip")
def ip(call: Call) -> None:
    call.print("3: wlan0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 3000")
    call.print("    link/ether 02:00:00:00:00:00 brd ff:ff:ff:ff:ff:ff")
    call.print("    inet 10.0.2.16/24 brd 10.0.2.255 scope global wlan0")
