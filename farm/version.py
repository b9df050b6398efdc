"""Which version a machine of a farm has. They have to be the same: scripts, docs and what is said between them are not kept
compatible from one version to the next."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from .errors import FarmError, OtherVersion

PROTOCOL = 1
"""Of what the machines say to one another; raised with every change of it, in between two versions too."""


def own_version() -> str:
    """`0.1.0/1`: ours, and of what is said."""
    try:
        ours = version("thumbwright")
    except PackageNotFoundError:
        ours = "unknown"
    return f"{ours}/{PROTOCOL}"


def same_version(who: str, theirs: object) -> None:
    """Raises OtherVersion where another machine's isn't ours."""
    ours = own_version()
    if theirs != ours:
        raise OtherVersion(who, theirs if isinstance(theirs, str) else "", ours)


def need_dask() -> None:
    """Raises FarmError where the extra isn't installed."""
    from importlib.util import find_spec

    missing = [name for name in ("distributed", "cryptography") if find_spec(name) is None]
    if missing:
        raise FarmError(
            f"{' and '.join(missing)} is not installed, and several machines need it: uv tool install 'thumbwright[farm]'"
        )
