"""Who may talk to the demo phone: adb's RSA authentication, device side.

Decides whether a signature is by a known key and whether a key offered is taken in; the handshake's messages are
`adbd`'s. Verified in plain Python, since one signature a connection is no reason for a cryptography dependency.
"""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

AuthPolicy = Literal["accept", "refuse"]
"""What the person does at "Allow USB debugging?": take in each new key, or none."""

TOKEN_BYTES = 20
_MODULUS_BYTES = 256
# DER prefix of a SHA-1 digest: adb signs its 20-byte token as if it were one
_SHA1_DIGEST_INFO = bytes.fromhex("3021300906052b0e03021a05000414")


@dataclass(frozen=True)
class PublicKey:
    """An RSA key as Android writes it."""

    modulus: int
    exponent: int

    @classmethod
    def parse(cls, blob: bytes) -> PublicKey:
        """Read `base64(struct) user@host`. Raises ValueError where it is no such thing."""
        words = blob.rstrip(b"\0").split(b" ")
        try:
            raw = base64.b64decode(words[0], validate=True)
        except binascii.Error as error:
            raise ValueError(f"not base64: {error}") from None
        # words, n0inv, modulus, rr (both little endian), exponent
        if len(raw) != 8 + 2 * _MODULUS_BYTES + 4 or struct.unpack_from("<I", raw)[0] * 4 != _MODULUS_BYTES:
            raise ValueError(f"not a 2048-bit key in Android's form ({len(raw)} bytes)")
        modulus = int.from_bytes(raw[8 : 8 + _MODULUS_BYTES], "little")
        (exponent,) = struct.unpack_from("<I", raw, 8 + 2 * _MODULUS_BYTES)
        if modulus < 2 or exponent not in (3, 65537):
            raise ValueError("not an RSA key adb would make")
        return cls(modulus, exponent)

    def signed(self, token: bytes, signature: bytes) -> bool:
        """Is this the PKCS#1 v1.5 signature of `token` by this key?"""
        value = int.from_bytes(signature, "big")
        if len(signature) != _MODULUS_BYTES or value >= self.modulus:
            return False
        tail = b"\0" + _SHA1_DIGEST_INFO + token
        padded = b"\0\1" + b"\xff" * (_MODULUS_BYTES - 2 - len(tail)) + tail
        return pow(value, self.exponent, self.modulus).to_bytes(_MODULUS_BYTES, "big") == padded


class KeyStore:
    """The keys let in, kept in a file when there is one (a line each, as adb offers them)."""

    def __init__(self, policy: AuthPolicy, path: Path | None = None) -> None:
        self.policy = policy
        self._path = path
        self._keys: dict[PublicKey, bytes] = {}
        if path is not None and path.exists():
            for line in path.read_bytes().splitlines():
                try:
                    self._keys[PublicKey.parse(line)] = line
                except ValueError:
                    continue  # a damaged line only means that its computer has to ask again

    def __len__(self) -> int:
        return len(self._keys)

    def knows(self, token: bytes, signature: bytes) -> bool:
        return any(key.signed(token, signature) for key in self._keys)

    def offer(self, blob: bytes) -> bool:
        """A computer shows its key. True where it is let in from now on."""
        if self.policy == "refuse":
            return False
        line = blob.rstrip(b"\0")
        try:
            key = PublicKey.parse(line)
        except ValueError:
            return False
        self._keys[key] = line
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            self._path.write_bytes(b"".join(known + b"\n" for known in self._keys.values()))
        return True
