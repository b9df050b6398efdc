"""The shell's everyday commands beside those about files: its builtins, who and when, processes, the network."""

from __future__ import annotations

import asyncio
import datetime

from . import shell_files
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
    raise ExitShell(int(code) & 0xFF if code.isdecimal() else 1)


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
        return call.complain("date: cannot set date: Operation not permitted")
    # Python's strftime knows neither of these two
    form = call.args[0][1:].replace("%s", str(int(now.timestamp()))).replace("%N", f"{now.microsecond:06d}000")
    call.print(now.strftime(form))
    return 0


@command("uptime")
def uptime(call: Call) -> None:
    call.print(f" up {datetime.timedelta(seconds=call.android.uptime_s())}")


@command("toybox")
async def toybox(call: Call) -> int:
    if not call.args:
        call.print(" ".join(sorted(COMMANDS)))
        return 0
    name, rest = call.args[0], call.args[1:]
    handler = COMMANDS.get(name)
    if handler is None or handler.__module__ not in (__name__, shell_files.__name__):
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
    pids = [word for word in call.args if word.isdecimal() or word.startswith("-") is False]
    code = 0 if pids else call.complain("kill: usage: kill [-s signame] pid ...")
    for text in pids:
        if not text.isdecimal():
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
