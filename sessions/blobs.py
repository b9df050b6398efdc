"""Hierarchies, pictures and docs: compressed, and kept once however many calls show the same screen."""

from __future__ import annotations

import hashlib
import io
import zlib

from sqlite_utils import Database

from thumbwright.errors import StoreError

PICTURE_WIDTH = 432
"""Pictures are kept this wide (pixels): readable in a report, a twentieth of the phone's PNG."""


def put_hierarchy(db: Database, xml: str, added: str) -> str:
    """Keep a dump; returns its SHA-256, empty for an empty dump."""
    if not xml:
        return ""
    raw = xml.encode("utf-8")
    sha = hashlib.sha256(raw).hexdigest()
    db.conn.execute(
        "insert or ignore into blobs(sha, kind, data, size, added) values (?, 'hierarchy', ?, ?, ?)",
        [sha, zlib.compress(raw, 6), len(raw), added],
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
        small.save(out, "WEBP", quality=40, method=2)
    db.conn.execute(
        "insert or ignore into blobs(sha, kind, data, size, added) values (?, 'picture', ?, ?, ?)",
        [sha, out.getvalue(), len(png), added],
    )
    return sha


def get_blob(db: Database, sha: str) -> bytes:
    """The XML or JSON (UTF-8) or WebP kept under `sha`. Raises StoreError where it is gone (screens go after a while)."""
    row = db.conn.execute("select kind, data from blobs where sha = ?", [sha]).fetchone()
    if row is None:
        raise StoreError(
            f"The screen {sha[:12]} is no longer kept. Screens go after a while: thumbwright sessions keep ID"
        )
    return bytes(row[1]) if row[0] == "picture" else zlib.decompress(row[1])
