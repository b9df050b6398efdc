"""What this machine has."""

from __future__ import annotations

import os


def memory_gb() -> float:
    """Of memory in all, in 10⁹ bytes; 0 where the system doesn't say."""
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return 0.0
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
