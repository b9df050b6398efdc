"""The apps of blueprints, on the demo phone's toolkit. `foundry.mounting` puts one on a phone."""

from .base import FoundryApp

__all__ = ["FoundryApp"]
