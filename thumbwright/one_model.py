"""The model of one phone object: opened when it is first needed, closed with the phone unless it was given."""

from __future__ import annotations

from agent.model.writing import Waiting, Writer
from ground.settings import Settings


class OneModel:
    """What writes the scripts of one phone object."""

    def __init__(self, settings: Settings, model: str, adapter: str, writer: Writer | None, on_wait: Waiting) -> None:
        self.settings = settings
        self._how = (model, adapter, on_wait)
        self._given, self._opened = writer, writer

    def writer(self) -> Writer:
        """Raises ModelError."""
        if self._opened is None:
            from .use.opening import open_writer

            model, adapter, on_wait = self._how
            self._opened = open_writer(self.settings, model, on_wait, adapter)
        return self._opened

    def close(self) -> None:
        if self._opened is not None and self._opened is not self._given:
            self._opened.close()
        self._opened = self._given
