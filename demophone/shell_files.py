"""The shell's commands about files and about text that flows through, as toybox has them."""

from __future__ import annotations

import datetime
import hashlib
import posixpath
import re
import stat

from .files import Entry, reason
from .shell import Call, command


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
    count = int(text) if text.isdecimal() else 10
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
