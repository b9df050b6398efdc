"""Hierarchies, pictures and docs: compressed, and kept once however many calls show the same screen."""

from __future__ import annotations

import hashlib
import io
import re
import zlib

from sqlite_utils import Database

from thumbwright.errors import StoreError

PICTURE_WIDTH = 240
"""Pictures are kept this wide (pixels): readable in a report, a hundredth of the phone's PNG."""
_BASES = 24
"""So many of the last dumps that were kept whole are known as what a new one may differ little from."""
_WORTH = 0.6
"""A difference is kept where it is smaller than this share of the whole."""
_WINDOW = 32 * 1024
"""zlib looks back no further."""
_TELLING = re.compile(rb'(?:resource-id|text)="([^"]+)"')


class Bases:
    """The last dumps that were kept whole, of one open store."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[bytes, frozenset[bytes]]] = {}

    def pack(self, sha: str, raw: bytes) -> tuple[bytes, str]:
        """A dump as it is kept, and the SHA-256 of the one it is the difference to; empty where it is whole."""
        whole = zlib.compress(raw, 6)
        said = frozenset(_TELLING.findall(raw))

        def alike(name: str) -> float:
            other = self._last[name][1]
            return len(said & other) / max(1, len(said | other))

        near = max(self._last, key=alike, default="")
        if near:
            small = _difference(raw, self._last[near][0])
            if len(small) < _WORTH * len(whole):
                return small, near
        self._last[sha] = raw, said
        if len(self._last) > _BASES:
            del self._last[next(iter(self._last))]
        return whole, ""

    def forget(self) -> None:
        """Blobs were removed: what is remembered may be among them."""
        self._last.clear()


def _difference(raw: bytes, base: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_DEFAULT_STRATEGY, base[-_WINDOW:])
    return packer.compress(raw) + packer.flush()


def put_hierarchy(db: Database, xml: str, added: str, bases: Bases) -> str:
    """Keep a dump; returns its SHA-256, empty for an empty dump."""
    if not xml:
        return ""
    raw = xml.encode("utf-8")
    sha = hashlib.sha256(raw).hexdigest()
    if db.conn.execute("select 1 from blobs where sha = ?", [sha]).fetchone():
        return sha
    data, base = bases.pack(sha, raw)
    db.conn.execute(
        "insert or ignore into blobs(sha, kind, data, size, added, base) values (?, 'hierarchy', ?, ?, ?, ?)",
        [sha, data, len(raw), added, base or None],
    )
    return sha


def put_doc(db: Database, text: str, added: str) -> str:
    """Keep an app doc as JSON; returns its SHA-256. Sessions with the same doc share it."""
    raw = text.encode("utf-8")
    sha = hashlib.sha256(raw).hexdigest()
    db.conn.execute(
        "insert or ignore into blobs(sha, kind, data, size, added) values (?, 'doc', ?, ?, ?)",
        [sha, zlib.compress(raw, 9), len(raw), added],
    )
    return sha


def put_picture(db: Database, png: bytes, added: str) -> str:
    """Keep a screenshot, reduced to `PICTURE_WIDTH` and as WebP; returns its SHA-256 (of the PNG), empty for a black one."""
    from PIL import Image

    if not png:
        return ""
    sha = hashlib.sha256(png).hexdigest()
    if db.conn.execute("select 1 from blobs where sha = ?", [sha]).fetchone():
        return sha
    with Image.open(io.BytesIO(png)) as image:
        height = max(1, round(image.height * PICTURE_WIDTH / image.width))
        small = image.convert("RGB").resize((PICTURE_WIDTH, height))
        if max(small.convert("L").tobytes()) < 8:
            return ""  # a protected window comes out black: the screen is drawn from its dump instead
        out = io.BytesIO()
        small.save(out, "WEBP", quality=12, method=4)
    db.conn.execute(
        "insert or ignore into blobs(sha, kind, data, size, added) values (?, 'picture', ?, ?, ?)",
        [sha, out.getvalue(), len(png), added],
    )
    return sha


def get_blob(db: Database, sha: str) -> bytes:
    """The XML or JSON (UTF-8) or WebP kept under `sha`. Raises StoreError where it is gone (screens go after a while)."""
    row = db.conn.execute("select kind, data, base from blobs where sha = ?", [sha]).fetchone()
    if row is None:
        raise StoreError(
            f"The screen {sha[:12]} is no longer kept. Screens go after a while: thumbwright sessions keep ID"
        )
    kind, data, base = row
    if kind == "picture":
        return bytes(data)
    if not base:
        return zlib.decompress(data)
    unpacker = zlib.decompressobj(15, get_blob(db, base)[-_WINDOW:])
    return unpacker.decompress(data) + unpacker.flush()
