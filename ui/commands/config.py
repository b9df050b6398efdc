"""`thumbwright config …`: the settings, without an editor."""

from __future__ import annotations

import os
from typing import Any

import click

from ground import paths
from ground.errors import SettingsError
from ground.settings import Settings, load_settings, meanings, parsed, save_setting
from ui.groups import ListingGroup
from ui.printing import print_json, print_table, say


@click.group("config", cls=ListingGroup, default="show")
def command() -> None:
    """Settings: show, set, validate, path."""


@command.command("show")
@click.argument("key", default="")
@click.option("--json", "as_json", is_flag=True)
def show_command(key: str, as_json: bool) -> None:
    """Every setting with its value and where that comes from, or the one called KEY with what it means."""
    rows = _rows(key)
    if as_json:
        print_json(rows)
    elif key:
        click.echo(_said(rows[0]["value"]))
        say(f"{rows[0]['meaning']} From: {rows[0]['from']}.")
    else:
        print_table(("setting", "value", "from"), [(row["key"], _said(row["value"]), row["from"]) for row in rows])


@command.command("set")
@click.argument("key")
@click.argument("value", nargs=-1)
@click.option("--json", "as_json", is_flag=True)
def set_command(key: str, value: tuple[str, ...], as_json: bool) -> None:
    """Keep VALUE as the setting KEY; a list takes several. Without VALUE the default holds again."""
    wanted = parsed(key, value) if value else None
    if wanted is not None:
        _refuse_unknown_names(key, wanted)
    save_setting(key, wanted)
    rows = _rows(key)
    if as_json:
        print_json(rows[0])
        return
    say(f"{key} is {_said(rows[0]['value'])} (from: {rows[0]['from']}).")


def _refuse_unknown_names(key: str, value: str | int | list[str]) -> None:
    """Raises SettingsError for an effect or a theme that there is none of: the settings themselves take any word."""
    if key in ("ask_from", "allow"):
        from thumbwright.use.policies import effects_of

        effects_of(value if isinstance(value, list) else [str(value)])
    if key == "theme":
        from textual.theme import BUILTIN_THEMES

        from ui.themes import THEMES

        known = [*(theme.name for theme in THEMES), *BUILTIN_THEMES]
        if value not in known:
            raise SettingsError(f"There is no theme {value!r}. Themes: {', '.join(known)}")


@command.command("validate")
@click.option("--json", "as_json", is_flag=True)
def validate_command(as_json: bool) -> None:
    """Whether every setting can be used, what names effects included; what can't is told with file, key and value."""
    from thumbwright.use.policies import make_policy

    make_policy((), load_settings())
    if as_json:
        print_json({"file": str(paths.config_file()), "exists": paths.config_file().exists(), "valid": True})
        return
    say("Every setting can be used." if paths.config_file().exists() else "There is no file: the defaults hold.")


@command.command("path")
@click.option("--json", "as_json", is_flag=True)
def path_command(as_json: bool) -> None:
    """Where the settings lie; the file need not exist."""
    file = paths.config_file()
    print_json({"file": str(file), "exists": file.exists()}) if as_json else click.echo(file)


def _rows(key: str) -> list[dict[str, Any]]:
    if key:
        parsed(key, ())  # says which keys there are
    settings = load_settings()
    named = [key] if key else list(Settings.model_fields)
    found = meanings()
    return [
        {"key": name, "value": getattr(settings, name), "from": _origin(name), "meaning": found[name]} for name in named
    ]


def _origin(name: str) -> str:
    """What wins is said first: the environment, then the file, then the default."""
    variable = f"THUMBWRIGHT_{name.upper()}"
    if any(key.upper() == variable for key in os.environ):
        return variable
    import tomllib

    file = paths.config_file()
    kept = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    return "file" if name in kept else "default"


def _said(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "(none)"
    if isinstance(value, dict):
        return ", ".join(f"{key} = {one}" for key, one in value.items()) or "(none)"
    return str(value) if value != "" else "(not set)"
