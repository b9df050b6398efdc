"""`thumbwright apps map`: how much of an app its doc knows, in the terminal or as a page."""

from __future__ import annotations

from pathlib import Path

import click

from ui.printing import print_json, say


@click.command("map")
@click.argument("app")
@click.option(
    "-o",
    "--output",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="Write a page that shows it, which a browser opens from the disk; it loads nothing from elsewhere.",
)
@click.option("--all", "everything", is_flag=True, help="Name all that was left untried.")
@click.option("--json", "as_json", is_flag=True)
def map_command(app: str, output: Path | None, everything: bool, as_json: bool) -> None:
    """The screens of APP as a tree by what opens them, with how many of the things on each are known, and what was left.

    Covered: used while learning, and what it opens or offers is known. Known: there to be read, typed into or switched. Untried:
    seen and left alone, since it does something, or it isn't known that it doesn't.
    """
    from apidocs.coverage.knowing import as_data, coverage
    from apidocs.coverage.page import render_map
    from apidocs.coverage.tree import tree_lines
    from ground.errors import DiskError
    from thumbwright.use.docs import load_doc, shipped_words

    found = coverage(load_doc(app))
    if from_sources := shipped_words(found.doc):
        say(f"{from_sources} What is covered here was read, and not used.")
    if output is not None:
        try:
            output.write_text(render_map(found.doc), "utf-8", "replace")
        except OSError as error:
            raise DiskError(f"{output} can't be written: {error.strerror or error}. Choose another place") from None
        say(f"Wrote {output}: {len(found.doc.screens)} screens. Open it in a browser.")
    if as_json:
        print_json(as_data(found))
    elif output is None:
        click.echo("".join(f"{line}\n" for line in tree_lines(found, everything=everything)), nl=False)
