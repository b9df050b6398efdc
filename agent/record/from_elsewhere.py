"""A session's file that somebody else made, looked at to the last field before it is let in: its own fields by the store's
rules, the app's doc in it as any doc that wasn't learned here."""

from __future__ import annotations

import hashlib

from apidocs.doc import AppDoc
from apidocs.keep.foreign import cautious, flaws_of
from ground.errors import StoreError
from sessions.portable import Blob, PortableSession, read_portable

from .recording import doc_for_replay


def session_from_elsewhere(text: str, origin: str) -> PortableSession:
    """Read it. Raises StoreError."""
    found = read_portable(text, origin)
    doc = found.blobs.get(found.session.doc)
    if doc is None:
        return found
    if wrong := flaws_of(doc.data):
        raise StoreError(f"{origin} can't be let in: in its doc {wrong[0]}.")
    careful = doc_for_replay(cautious(AppDoc.model_validate_json(doc.data)))
    del found.blobs[found.session.doc]
    found.session.doc = hashlib.sha256(careful.encode()).hexdigest()
    found.blobs[found.session.doc] = Blob(kind="doc", data=careful)
    return found
