"""A worker that lies: stands between us and a true monty, and does to what the worker says whatever it is told to.

Run as a program, by the file that `attacks` writes for it: `forged_worker.py MONTY WAY SEED subprocess`. A frame is its
length in four bytes, the lowest first, and as many bytes. What a broken-out script could do to us over the worker's pipe,
this does.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from typing import IO

WAYS = {
    "dies at once": "ends before it says anything",
    "dies amid": "ends after a few frames",
    "hangs amid": "says nothing more after a few frames",
    "noise": "says nothing but noise",
    "longest frame": "announces four gigabytes and sends a part",
    "endless frames": "sends its first frame for ever",
    "echo": "says back what it is told",
    "twice": "says everything twice",
    "cut": "sends frames that are shorter than they say",
    "order": "swaps frames",
    "flips": "changes single bits",
    "words": "puts other names and paths into calls",
    "ids": "speaks of things that were never given to it",
}


def frames(stream: IO[bytes]) -> list[bytes] | None:
    head = stream.read(4)
    if len(head) < 4:
        return None
    return [head, stream.read(int.from_bytes(head, "little"))]


def send(body: bytes, length: int | None = None) -> None:
    out = sys.stdout.buffer
    out.write((len(body) if length is None else length).to_bytes(4, "little") + body)
    out.flush()


def spoiled(way: str, body: bytes, chance: random.Random) -> list[tuple[bytes, int | None]]:
    """What is sent in a frame's place, each with the length it claims; None: the true one."""
    if way == "twice":
        return [(body, None)] * 2
    if way == "cut":
        return [(body[: len(body) // 2], None)] if chance.random() < 0.3 else [(body, None)]
    if way == "flips" and body and chance.random() < 0.5:
        at = chance.randrange(len(body))
        return [(body[:at] + bytes([body[at] ^ (1 << chance.randrange(8))]) + body[at + 1 :], None)]
    if way == "words":
        for old, new in ((b"tap", b"zap"), (b"main", b"mian"), (b"new_note", b"__dict__"), (b"search", b"secret")):
            if old in body and chance.random() < 0.5:
                return [(body.replace(old, new), None)]
    if way == "ids" and len(body) > 40:
        at = chance.randrange(len(body) - 16)
        return [(body[:at] + chance.randbytes(16) + body[at + 16 :], None)]
    return [(body, None)]


def main(monty: str, way: str, seed: str, *arguments: str) -> None:
    chance = random.Random(int(seed))
    if way == "dies at once":
        sys.exit(3)
    if way == "noise":
        while True:
            sys.stdout.buffer.write(chance.randbytes(4096))
    if way == "longest frame":
        os.write(1, b"\xff\xff\xff\xff" + b"x" * 100_000)
        time.sleep(60)
    if way == "echo":
        while data := os.read(0, 4096):
            os.write(1, data)
        return
    true = subprocess.Popen([monty, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={})
    assert true.stdin and true.stdout

    def told() -> None:
        assert true.stdin
        while data := os.read(0, 65536):
            true.stdin.write(data)
            true.stdin.flush()
        true.kill()
        os._exit(0)

    threading.Thread(target=told, daemon=True).start()
    held: list[bytes] = []
    count = 0
    while frame := frames(true.stdout):
        count += 1
        body = frame[1]
        # the greeting is left true: a worker that can't even say hello is another of the ways
        if count > 3 and way in ("dies amid", "hangs amid"):
            if way == "hangs amid":
                time.sleep(60)
            true.kill()
            os._exit(1)
        if way == "endless frames" and count > 2:
            while True:
                send(body)
        if way == "order" and count > 2:
            held.append(body)
            if len(held) == 2:
                send(held.pop())
                send(held.pop())
            continue
        for one, length in spoiled(way, body, chance) if count > 2 else [(body, None)]:
            send(one, length)


if __name__ == "__main__":
    main(*sys.argv[1:])
