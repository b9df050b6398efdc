"""Options that several benchmarks have, and the model they open."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ground.errors import SettingsError

if TYPE_CHECKING:
    from agent.model.writing import Writer

json_option = click.option("--json", "as_json", is_flag=True, help="All figures, and every task.")
out_option = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the JSON to this file too."
)
model_option = click.option("--model", default="", help="A name of `thumbwright models`, or a GGUF file.")
adapter_option = click.option(
    "--adapter",
    default="",
    metavar="NAME|PATH|none",
    help="Write scripts with this adapter, or with none. Without it: the one that is set, or ships for the model.",
)
no_rules_option = click.option(
    "--no-rules",
    is_flag=True,
    help="The model's first script as it stands: not repaired, not held against the task's words, not asked for again.",
)
without_option = click.option(
    "--without", multiple=True, metavar="SWITCH", help="Switch a mechanism off, to see what it is worth."
)
home_option = click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep docs and prompt prefixes in this folder. Docs that are there are used, unless what learns or the apps changed.",
)
kept_option = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep the JSON in this file, task by task, and go on from what is in it.",
)


@contextlib.contextmanager
def opened_writer(model: str, adapter: str = "") -> Iterator[Writer]:
    from thumbwright.use.opening import open_writer

    with contextlib.closing(open_writer(model=model, adapter=adapter)) as writer:
        yield writer


def written_with(model: str, writer: Writer | None) -> dict[str, str]:
    """What tells runs of other models or adapters apart; `writer` None: no model has part in it."""
    from bench.writers import adapter_of
    from ground.settings import load_settings

    named = (model or load_settings().model) if writer is not None else ""
    return {"model": named, "adapter": adapter_of(writer)}


def seeds_of(ctx: click.Context, param: click.Parameter, value: str) -> range:
    """The callback of an option for seeds: `3` or `1..5`."""
    first, dots, last = value.partition("..")
    if not first.isdecimal() or (dots and not last.isdecimal()) or int(last or first) < int(first):
        raise click.BadParameter(f"{value!r} is no seed and no range of seeds: 3, or 1..5", ctx, param)
    return range(int(first), int(last or first) + 1)


def keep(report: dict[str, Any], out: Path | None) -> None:
    """Write all figures where `--out` says. Raises SettingsError where that can't be written."""
    if out is None:
        return
    try:
        out.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")
    except OSError as error:
        raise SettingsError(f"{out} can't be written: {error.strerror}. Name another file with --out.") from None
