"""`thumbwright train keep`: a trained adapter put where the product finds it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ground import paths
from ground.errors import SettingsError
from ui.printing import print_json, say


@click.command("keep")
@click.argument("adapter", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--name", required=True, help="What it is called from now on.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder. Without it: that of your own adapters, where `thumbwright models use NAME` finds it.",
)
@click.option(
    "--figures", type=click.Path(path_type=Path, dir_okay=False), help="JSON of what was measured, kept with it."
)
@click.option("--json", "as_json", is_flag=True)
def keep_command(adapter: Path, name: str, into: Path | None, figures: Path | None, as_json: bool) -> None:
    """Keep ADAPTER (a GGUF file) under a name, with its checksum and what it was trained on."""
    from training.manifests import keep_adapter

    manifest = keep_adapter(adapter, into or paths.adapters_dir(), name, figures=_read(figures))
    if as_json:
        print_json({"manifest": str(manifest)})
    else:
        say(f"Kept: {manifest.with_suffix('.gguf')}. To write scripts with it: thumbwright models use {name}")


def _read(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"The figures in {file} can't be read: {error}") from None
    if not isinstance(found, dict):
        raise SettingsError(f"{file} is no JSON object of figures.")
    return found
