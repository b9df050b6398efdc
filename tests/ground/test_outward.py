"""What leaves this machine is counted, or forbidden. In processes of their own: the hook can't be taken away again."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ground.outward import leaves


@pytest.mark.parametrize(
    ("address", "does"),
    [
        (("192.0.2.1", 80), True),
        ("example.com", True),
        (b"example.com", True),
        (("2001:db8::1", 80, 0, 0), True),
        (("127.0.0.1", 80), False),
        (("::1", 80, 0, 0), False),
        ("localhost", False),
        ("/run/socket", False),
        ("\0abstract", False),
        (None, False),
        ("", False),
    ],
)
def test_what_is_another_machine(address: object, does: bool) -> None:
    assert leaves(address) is does


CONNECT = """
import socket
from ground import outward
assert outward.counted() is None
outward.{}()
def reach(host, port):
    s = socket.socket(); s.settimeout(0.01)
    try: s.connect((host, port))
    except PermissionError: print("forbidden")
    except OSError: pass
reach("127.0.0.1", 9); reach("192.0.2.1", 9)
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try: u.sendto(b"x", ("192.0.2.1", 9))
except PermissionError: print("forbidden")
except OSError: pass
print(outward.counted())
"""


@pytest.mark.parametrize(("how", "said"), [("count", ["2"]), ("forbid", ["forbidden", "forbidden", "2"])])
def test_connections_are_counted_or_forbidden(how: str, said: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", CONNECT.format(how)], capture_output=True, text=True, timeout=30)
    assert done.stdout.split() == said, done.stderr
