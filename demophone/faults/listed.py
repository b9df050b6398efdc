"""All faults, by name."""

from __future__ import annotations

from . import server, system, views, wire
from .arming import Fault

FAULTS: dict[str, Fault] = {
    fault.name: fault for fault in (*wire.FAULTS, *server.FAULTS, *system.FAULTS, *views.FAULTS)
}
