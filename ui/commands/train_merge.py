"""`thumbwright train merge`: several trained adapters made one."""

from __future__ import annotations

from pathlib import Path

import click

from ui.printing import print_json, say


def _share(_ctx: click.Context, _option: click.Parameter, said: tuple[str, ...]) -> list[tuple[Path, float]]:
    """ "a.gguf=0.4" as a file and a share."""
    found = []
    for one in said:
        name, sign, share = one.rpartition("=")
        try:
            found.append((Path(name), float(share)))
        except ValueError:
            sign = ""
        if not sign or not name:
            raise click.BadParameter(f"{one!r} is no adapter and its share: FILE.gguf=0.5")
    return found


@click.command("merge")
@click.argument("parts", nargs=-1, required=True, metavar="ADAPTER=SHARE...", callback=_share)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The merged adapter, a GGUF."
)
@click.option("--rank", default=8, show_default=True, type=click.IntRange(1, 256), help="What it has afterwards.")
@click.option("--json", "as_json", is_flag=True)
def merge_command(parts: list[tuple[Path, float]], out: Path, rank: int, as_json: bool) -> None:
    """Add up ADAPTERs of one model, GGUF files as `train export` makes them, each by its SHARE."""
    from training.exporting import export, imported
    from training.machine import require_packages
    from training.merging import merge

    require_packages()
    merged, held = merge([(imported(path), share) for path, share in parts], rank)
    size = export(merged, out)
    if as_json:
        print_json({"adapter": str(out), "bytes": size, "held": round(held, 4)})
    else:
        say(f"{out}: {size / 1e6:.1f} MB, {held:.1%} of the sum. To keep it: thumbwright train keep {out} --name NAME")
