"""Models and phones that plugins bring. What is raised in them comes out as an error of ours with the plugin's name, so that a
run ends as it does where a model or a phone of ours fails: recorded, and what was begun told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from agent.model.writing import Generation, Prompt, Waiting, Warmth, Writer, ignore, never
from ground.errors import ModelError, PhoneError, ThumbwrightError
from ground.plugins import Plugin, plugin, said_of
from ground.settings import Settings
from phones.phone import Phone

Given = TypeVar("Given")
_WRITER = ("generate", "warm", "count", "context", "close")
_PHONE = tuple(name for name in vars(Phone) if not name.startswith("_") and callable(getattr(Phone, name)))


def writer_plugin(model: str) -> Plugin | None:
    """The plugin that is meant by a model's name; None where a model of ours is called so, or none is."""
    from agent.files.catalogue import find_model

    found = plugin("writers", model) if model else None
    if found is None:
        return None
    try:
        find_model(model)
    except ThumbwrightError:
        return found
    return None


def phone_plugin(wanted: str) -> Plugin | None:
    """The plugin that is meant by `NAME:ADDRESS`."""
    name, colon, _ = wanted.partition(":")
    return plugin("phones", name) if colon else None


class PluginWriter:
    """A plugin's model: it is called with the settings and with what is to be told while it loads."""

    def __init__(self, found: Plugin, settings: Settings, on_wait: Waiting) -> None:
        """Raises PluginError where what it gives is no writer."""
        self._plugin = found
        writer = found.call(settings, on_wait)
        found.lacks(writer, _WRITER)
        self._writer = cast(Writer, writer)

    def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
    ) -> Generation:
        def ask() -> Generation:
            return self._writer.generate(prompt, max_tokens=max_tokens, on_token=on_token, cancelled=cancelled)

        return self._of(Generation, self._guarded(ask), "generate")

    def warm(self, prompt: Prompt, *, cancelled: Callable[[], bool] = never) -> Warmth:
        return self._of(Warmth, self._guarded(lambda: self._writer.warm(prompt, cancelled=cancelled)), "warm")

    def count(self, prompt: Prompt) -> int:
        return self._of(int, self._guarded(lambda: self._writer.count(prompt)), "count")

    @property
    def context(self) -> int:
        return self._of(int, self._guarded(lambda: self._writer.context), "context")

    def close(self) -> None:
        self._guarded(self._writer.close)

    def _guarded(self, ask: Callable[[], object]) -> object:
        try:
            return ask()
        except ThumbwrightError:
            raise
        except Exception as error:
            raise ModelError(f"{self._named} failed: {said_of(error)}. Another model: --model NAME") from error

    def _of(self, kind: type[Given], value: object, what: str) -> Given:
        if not isinstance(value, kind):
            raise ModelError(
                f"{self._named} gave no {kind.__name__} from {what} but {type(value).__name__}. Another model: --model NAME"
            )
        return value

    @property
    def _named(self) -> str:
        return f"The model plugin {self._plugin.name} ({self._plugin.where})"


def open_with(found: Plugin, wanted: str) -> Phone:
    """The phone that a plugin opens at an address. Raises PluginError where it is none, PhoneError as any."""
    device = found.call(wanted.partition(":")[2])
    found.lacks(device, ("serial", *_PHONE))
    kind = _CommandedPluginPhone if hasattr(device, "command") else _PluginPhone
    return cast(Phone, kind(found, wanted, device))


class _PluginPhone:
    """Passes everything on; what is raised comes out as a PhoneError."""

    def __init__(self, found: Plugin, serial: str, device: object) -> None:
        self.serial, self._plugin, self._device = serial, found, device

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = getattr(self._device, name)
        if not callable(found):
            return found

        def passed_on(*args: object, **named: object) -> object:
            try:
                return found(*args, **named)
            except ThumbwrightError:
                raise
            except Exception as error:
                raise PhoneError(
                    f"Phone {self.serial} failed at {name}: {said_of(error)}. It comes by the plugin {self._plugin.name} "
                    f"({self._plugin.where}).",
                    where=self.serial,
                ) from error

        return passed_on


class _CommandedPluginPhone(_PluginPhone):
    """One that takes commands of its own, which is told by the method's being there."""

    def command(self, words: Sequence[str]) -> object:
        return self.__getattr__("command")(words)
