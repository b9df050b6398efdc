"""What is documented is what there is: commands, options, settings, exit codes."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from ground.exits import ExitCode
from ui.cli import COMMANDS, MEANINGS, invoke

ROOT = Path(__file__).parent.parent


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


generate = _generator()
ALL: list[tuple[str, click.Command]] = list(generate.commands())


def test_the_page_of_commands_is_current() -> None:
    assert generate.FILE.read_text("utf-8") == generate.render(), "docs/commands.md is out of date: make docs"
    assert generate.PHONE_FILE.read_text("utf-8") == generate.render_phone(), "docs/phone.md is out of date: make docs"
    assert generate.SHIPPED_FILE.read_text("utf-8") == generate.render_shipped(), (
        "docs/shipped.md is out of date: make docs"
    )


@pytest.mark.parametrize(("words", "command"), ALL, ids=[words for words, _ in ALL])
def test_a_command_says_what_it_does_and_what_its_options_are(words: str, command: click.Command) -> None:
    assert command.help, f"{words} has no help"
    first = command.help.strip().splitlines()[0]
    assert first[0].isupper(), first
    assert f"## {words}\n" in generate.render()
    for option in command.params:
        if isinstance(option, click.Option) and option.name not in ("as_json", "serial", "help", "version"):
            assert option.help, f"{words} {option.opts[0]} has no help"


def test_the_lines_of_the_roots_help_are_the_commands_own() -> None:
    """They stand apart so that --help imports no command; so they have to be compared."""
    named = {words.split()[1] for words, _ in ALL if words.count(" ") == 1}
    assert named == set(COMMANDS)


def test_every_exit_code_is_in_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(MEANINGS) == set(ExitCode)
    assert invoke(["--help"]) == ExitCode.DONE
    listed = re.findall(r"^  (\d+)  +\S", capsys.readouterr().out.partition("Exit codes")[2], re.MULTILINE)
    assert [int(code) for code in listed] == [int(code) for code in ExitCode]


@pytest.mark.parametrize(
    "page", sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")]), ids=lambda page: page.name
)
def test_pages_name_only_commands_that_exist(page: Path) -> None:
    known = {words for words, _ in ALL}
    for said in re.findall(r"^\s*(?:\$ )?(thumbwright(?: [a-z][a-z-]+)+)", page.read_text("utf-8"), re.MULTILINE):
        words = said.split()
        assert " ".join(words[:2]) in known, f"{page.name}: {said}"
        group = dict(ALL)[" ".join(words[:2])]
        if isinstance(group, click.Group) and len(words) > 2:
            assert " ".join(words[:3]) in known, f"{page.name}: {said}"


def test_links_between_our_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"


def test_files_and_rooms_that_our_pages_name_are_there() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for file in re.findall(
            r"`((?:agent|apidocs|demophone|foundry|interpreter|ui)/[\w/]*(?:\.\w+)?)`", page.read_text("utf-8")
        ):
            assert (ROOT / file).exists(), f"{page.name} names {file}, which is not there"


@pytest.mark.parametrize("folder", ["apidocs", "interpreter"])
def test_the_design_names_every_room_and_no_other(folder: str) -> None:
    text = (ROOT / "docs" / "design.md").read_text("utf-8")
    table = re.search(rf"^`{folder}/`:.*?\n\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert table is not None
    named = re.findall(r"`(\w+)`", " ".join(line.split("|")[1] for line in table[1].splitlines()))
    assert sorted(named) == sorted(path.parent.name for path in (ROOT / folder).glob("*/__init__.py"))
