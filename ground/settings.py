"""Settings: one TOML file, environment variables over it, arguments over both. Reads with pydantic-settings, writes with
tomlkit so that a person's comments stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

import tomlkit
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from ground import paths
from ground.errors import SettingsError

from .private_files import write_private

RuleWord = Literal["allow", "ask", "never"]


class Settings(BaseSettings):
    """Every setting, its default, and what it means. Environment: `THUMBWRIGHT_` and the name in capitals."""

    model_config = SettingsConfigDict(env_prefix="THUMBWRIGHT_", extra="forbid", use_attribute_docstrings=True)

    model: str = "qwen2.5-coder-1.5b"
    """A key of the catalogue (`thumbwright models`) or the path of a GGUF file."""
    adapter: str = ""
    """What changes the model for writing scripts: a name of `thumbwright models`, the path of a GGUF adapter, or `none`. Empty:
    the one that ships for this model, if there is one."""
    server_url: str = ""
    """An OpenAI-compatible server on this machine, used instead of a model file: http://127.0.0.1:8080/v1."""
    serial: str = ""
    """The phone to use when several are connected; `-s` and ANDROID_SERIAL come first."""
    adb_path: str = ""
    """Another adb than the bundled one."""
    ask_from: str = "commit"
    """Effects from this one upward ask before they happen."""
    allow: list[str] = Field(default_factory=list)
    """Effects that need not ask."""
    policy: dict[str, RuleWord | dict[str, RuleWord]] = Field(default_factory=dict)
    """Rules: `[policy]`, then `delete = "never"` for every app, and `[policy."com.example.app"]`, `send = "ask"` for one. A rule is
    allow, ask or never; `thumbwright policy` sets them."""
    keep_screens_days: int = Field(default=14, ge=0)
    """Screens and pictures of sessions go after so many days unless the session is kept."""
    threads: int = Field(default=0, ge=0)
    """Threads for the model; 0 chooses by the machine's cores."""
    theme: str = "thumbwright-dark"
    """Of the terminal UI."""
    keys: dict[str, str] = Field(default_factory=dict)
    """Other keys for the terminal UI: `[keys]`, then `"run.pause" = "p"`; its help names the actions."""

    @field_validator("server_url")
    @classmethod
    def _loopback_only(cls, url: str) -> str:
        if url and not url.startswith(("http://127.", "http://localhost", "http://[::1]")):
            raise ValueError("must be on this machine (http://127.0.0.1:PORT/v1): screens are not sent anywhere else")
        return url

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, paths.config_file())


def load_settings(**overrides: Any) -> Settings:
    """Read the settings. Raises SettingsError naming file, key and value where one can't be used."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise SettingsError(
            f"Setting {key!r} ({paths.config_file()} or THUMBWRIGHT_{key.upper()}): {first['msg']}"
        ) from None
    except (ValueError, RecursionError) as error:  # tomllib's own, which pydantic-settings passes on
        raise SettingsError(f"{paths.config_file()} is not valid TOML: {error}") from None


def meanings() -> dict[str, str]:
    """What each setting is, by its key."""
    return {name: " ".join((field.description or "").split()) for name, field in Settings.model_fields.items()}


def parsed(key: str, words: Sequence[str]) -> str | int | list[str]:
    """Words of a command line as the setting's own kind. Raises SettingsError: no such setting, or not of its kind."""
    if key not in Settings.model_fields:
        raise SettingsError(f"There is no setting {key!r}. Settings: {', '.join(Settings.model_fields)}")
    default = Settings.model_fields[key].get_default(call_default_factory=True)
    if isinstance(default, dict) and words:
        raise SettingsError(f"{key} is a table: write it into {paths.config_file()}")
    if isinstance(default, list):
        return [one for word in words for one in word.replace(",", " ").split()]
    said = " ".join(words)
    if isinstance(default, int) and words:
        if not re.fullmatch(r"-?[0-9]{1,9}", said):
            raise SettingsError(f"{key} is a whole number, not {said!r}.")
        return int(said)
    return said


def save_rule(effect: str, rule: RuleWord | None, package: str = "") -> None:
    """Write one rule of the policy, of every app or of one; None takes it out. Raises SettingsError."""
    load_settings()  # what can't be read isn't written to
    document = _document()
    table = document.get("policy")
    if table is None:
        table = document["policy"] = tomlkit.table()
    rules = table.setdefault(package, tomlkit.table()) if package else table
    if rule is None:
        rules.pop(effect, None)
    else:
        rules[effect] = rule
    if package and not rules:
        table.remove(package)
    _write(document)


def save_setting(key: str, value: str | int | list[str] | None) -> None:
    """Write one setting into the file, leaving everything else in it as it is; None takes it out. Raises SettingsError."""
    if key not in Settings.model_fields:
        raise SettingsError(f"There is no setting {key!r}. Settings: {', '.join(Settings.model_fields)}")
    if value is not None:
        load_settings(**{key: value})
    document = _document()
    if value is None:
        document.pop(key, None)
    else:
        document[key] = value
    _write(document)


def _document() -> tomlkit.TOMLDocument:
    file = paths.config_file()
    return tomlkit.parse(file.read_text("utf-8")) if file.exists() else tomlkit.document()


def _write(document: tomlkit.TOMLDocument) -> None:
    file = paths.config_file()
    paths.private_dir(file.parent)
    write_private(file, tomlkit.dumps(document))
