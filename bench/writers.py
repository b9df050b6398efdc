"""What a figure was written with, in a word that tells two runs apart."""

from __future__ import annotations

from agent.model.local import LocalWriter
from agent.model.writing import Writer

NO_ADAPTER = "none"


def adapter_of(writer: Writer | None) -> str:
    """Name of the adapter and the beginning of its checksum: another file under the same name writes other scripts."""
    if not isinstance(writer, LocalWriter) or not writer.adapter:
        return NO_ADAPTER
    return f"{writer.adapter} {writer.adapter_sha256[:12]}"
