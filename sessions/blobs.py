"""Hierarchies, pictures and docs: compressed, and kept once however many calls show the same screen.

A hierarchy that is much like one that is already there is kept as the difference to that one, its base. Which sessions
show which blob is in `session_blobs`; what none shows any more goes, and bases with it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from ground.errors import StoreError

from . import dumps

PICTURE_WIDTH = 240
"""Pictures are kept this wide (pixels): readable in a report, a hundredth of the phone's PNG."""
_BASES = 100
"""So many of the last dumps that were kept whole are known as what a new one may differ little from."""
_WORTH = 0.4
"""A difference is kept where it is smaller than this share of the whole."""
_WINDOW = 32 * 1024
"""zlib looks back no further."""
_ACTS = b"""{"act":"stop","package":"","act":"launch","package":"","stop_first":false,"xml":{"act":"long_press","x":
{"act":"swipe","from":[540,1],"to":[540,],"duration_s":0.3,"xml":{"act":"key","key":"back","xml":{"act":"type","text":"",
"secret":false,"xml":{"act":"tap","x":540,"y":1,"selector":{"cls":"android.widget.TextView","text":"","instance":0},"xml":
{"act":"tap","x":540,"y":1,"selector":{"desc":"}{"act":"tap","x":540,"y":1,"selector":{"text":"},"xml":
[{"act":"tap","x":959,"y":22,"selector":{"id":"app.:id/"},"xml":1""".replace(b"\n", b"")
"""What most lists of acts say: zlib's dictionary for them. Never change it; another one needs a migration."""


class Bases:
    """The last dumps that were kept whole: read when a dump is first written, then kept up to date by `pack`."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, bytes, frozenset[bytes]]] | None = None

    def pack(self, db: Database, sha: str, raw: bytes) -> tuple[bytes, int | None]:
        """A dump as it is kept, and the number of its base; None where it is kept whole."""
        known = self._read(db)
        whole = zlib.compress(raw, 9)
        lines = _lines(raw)

        def alike(number: int) -> float:
            other = known[number][2]
            return len(lines & other) / max(1, len(lines | other))

        near = max(known, key=alike, default=0)
        if near:
            small = _difference(raw, known[near][1])
            # another process may have removed it
            there = db.conn.execute("select 1 from blobs where number = ? and sha = ?", [near, known[near][0]])
            if there.fetchone() is None:
                del known[near]
            elif len(small) < _WORTH * len(whole):
                known[near] = known.pop(near)
                return small, near
        return whole, None

    def learn(self, number: int, sha: str, raw: bytes) -> None:
        """A dump was kept whole."""
        if self._known is not None:
            self._known[number] = sha, raw, _lines(raw)
            if len(self._known) > _BASES:
                del self._known[next(iter(self._known))]

    def forget(self) -> None:
        """Blobs were removed, or a transaction was: what is remembered may not be there."""
        self._known = None

    def _read(self, db: Database) -> dict[int, tuple[str, bytes, frozenset[bytes]]]:
        if self._known is None:
            rows = db.conn.execute(
                "select number, sha, data from blobs where kind = 'hierarchy' and base is null order by number desc limit ?",
                [_BASES],
            ).fetchall()
            found = [(number, sha, zlib.decompress(data)) for number, sha, data in reversed(rows)]
            self._known = {number: (sha, raw, _lines(raw)) for number, sha, raw in found}
        return self._known


def _lines(raw: bytes) -> frozenset[bytes]:
    return frozenset(raw.split(b"\n"))


def _difference(raw: bytes, base: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_DEFAULT_STRATEGY, base[-_WINDOW:])
    return packer.compress(raw) + packer.flush()


def number_of(db: Database, sha: str) -> int | None:
    """None where there is no such blob."""
    row = db.conn.execute("select number from blobs where sha = ?", [sha]).fetchone()
    return int(row[0]) if row else None


def put_hierarchy(db: Database, xml: str, bases: Bases) -> int | None:
    """Keep a dump, inside a transaction; returns its number, None for an empty dump."""
    if not xml:
        return None
    content = xml.encode("utf-8")
    sha = hashlib.sha256(content).hexdigest()
    number = number_of(db, sha)
    if number is not None:
        return number
    raw = dumps.pack(xml).encode("utf-8")
    data, base = bases.pack(db, sha, raw)
    number = _insert(db, sha, "hierarchy", data, len(content), base)
    if base is None:
        bases.learn(number, sha, raw)
    return number


def put_doc(db: Database, text: str) -> str:
    """Keep an app doc as JSON; returns its SHA-256. Sessions with the same doc share it."""
    raw = text.encode("utf-8")
    sha = hashlib.sha256(raw).hexdigest()
    if number_of(db, sha) is None:
        _insert(db, sha, "doc", zlib.compress(raw, 9), len(raw))
    return sha


def put_picture(db: Database, photo: bytes) -> int | None:
    """Keep a screenshot, PNG or JPEG, reduced to `PICTURE_WIDTH` and as WebP, by its own SHA-256; None for a black one."""
    from PIL import Image

    if not photo:
        return None
    sha = hashlib.sha256(photo).hexdigest()
    number = number_of(db, sha)
    if number is not None:
        return number
    try:
        with Image.open(io.BytesIO(photo)) as image:
            height = max(1, round(image.height * PICTURE_WIDTH / image.width))
            image.draft("RGB", (2 * PICTURE_WIDTH, 2 * height))  # of a JPEG no more is decoded than is wanted
            # this way of making it smaller leaves as readable what takes an eighth less than with a sharper one
            small = image.convert("RGB").resize((PICTURE_WIDTH, height), Image.Resampling.BILINEAR)
    except OSError:
        return None  # what came is no picture, or half of one
    if max(small.convert("L").tobytes()) < 8:
        return None  # a protected window comes out black: the screen is drawn from its dump instead
    out = io.BytesIO()
    small.save(out, "WEBP", quality=12, method=6)
    return _insert(db, sha, "picture", out.getvalue(), len(photo))


def put_as_it_is(db: Database, sha: str, kind: str, content: bytes) -> int:
    """Keep a picture (WebP) or doc that comes from another store, under the name it had there."""
    number = number_of(db, sha)
    if number is not None:
        return number
    return _insert(db, sha, kind, content if kind == "picture" else zlib.compress(content, 9), len(content))


def _insert(db: Database, sha: str, kind: str, data: bytes, size: int, base: int | None = None) -> int:
    sql = "insert or ignore into blobs(sha, kind, data, size, base) values (?, ?, ?, ?, ?)"
    cursor = db.conn.execute(sql, [sha, kind, data, size, base])
    if cursor.rowcount:
        return int(cursor.lastrowid or 0)
    number = number_of(db, sha)  # another process was first
    assert number is not None
    return number


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
    try:
        raw = _inflated(db, data, base)
        return dumps.unpack(raw.decode("utf-8")).encode("utf-8") if kind == "hierarchy" else raw
    except (zlib.error, ValueError, LookupError) as error:
        raise StoreError(f"The screen {sha[:12]} is damaged and can't be read: {error}") from None


def _inflated(db: Database, data: bytes, base: int | None) -> bytes:
    """As it was before it was compressed."""
    if base is None:
        return zlib.decompress(data)
    row = db.conn.execute("select data, base from blobs where number = ?", [base]).fetchone()
    if row is None:
        raise StoreError(f"A screen can't be read: blob {base}, which it is the difference to, is missing.")
    unpacker = zlib.decompressobj(15, _inflated(db, *row)[-_WINDOW:])
    return unpacker.decompress(data) + unpacker.flush()


def pack_acts(acts: Iterable[Mapping[str, Any]]) -> bytes | None:
    """A call's acts, the `xml` of each the number of a blob; None where there are none."""
    text = json.dumps(list(acts), separators=(",", ":"), ensure_ascii=False)
    if text == "[]":
        return None
    packer = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_DEFAULT_STRATEGY, _ACTS)
    return packer.compress(text.encode("utf-8")) + packer.flush()


def unpack_acts(data: bytes | None) -> list[dict[str, Any]]:
    """What was packed."""
    if not data:
        return []
    unpacker = zlib.decompressobj(15, _ACTS)
    found: list[dict[str, Any]] = json.loads(unpacker.decompress(data) + unpacker.flush())
    return found


def shown_by(db: Database, session: str, numbers: Iterable[int | None]) -> None:
    """Note that a session shows these blobs: they stay as long as it does."""
    rows = [(number, session) for number in dict.fromkeys(numbers) if number is not None]
    sql = "insert or ignore into session_blobs(session, blob) select number, ? from sessions where id = ?"
    db.conn.executemany(sql, rows)


def drop_unused(db: Database) -> None:
    """Remove, inside a transaction, what no session shows any more; what is the difference to it gets another base."""
    used = "select blob from session_blobs union select b.number from blobs b join sessions s on s.doc = b.sha"
    gone = [row[0] for row in db.conn.execute(f"select number from blobs where number not in ({used})")]
    going = set(gone)
    for base in gone:
        rows = db.conn.execute("select number, data, base from blobs where base = ?", [base]).fetchall()
        _give_new_base(db, [row for row in rows if row[0] not in going])
    db.conn.executemany("delete from blobs where number = ?", [(number,) for number in gone])


def _give_new_base(db: Database, rows: Sequence[tuple[int, bytes, int | None]]) -> None:
    """The first of them is kept whole from now on, and the others as differences to it."""
    first: tuple[int, bytes] | None = None
    for number, data, base in rows:
        raw = _inflated(db, data, base)
        new = zlib.compress(raw, 9) if first is None else _difference(raw, first[1])
        values = [new, None if first is None else first[0], number]
        db.conn.execute("update blobs set data = ?, base = ? where number = ?", values)
        first = first or (number, raw)
