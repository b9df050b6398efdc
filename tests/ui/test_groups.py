"""Groups of commands: what is done where none is named, and what their help says of each."""

from __future__ import annotations

import errno
import json
import sys

import pytest
from click.testing import CliRunner

from ground.exits import ExitCode
from ui.cli import COMMANDS, invoke, root


def said(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(root, list(words))
    return result.exit_code, result.output


@pytest.mark.parametrize("group", ["apps", "config", "models", "policy", "sessions", "tasks", "secrets"])
def test_a_group_alone_takes_the_options_of_what_it_shows(group: str) -> None:
    code, alone = said(group, "--json")
    assert code == 0
    assert isinstance(json.loads(alone), list)
    shows = "show" if group in ("config", "policy") else "list"
    assert said(group, "-v", "--json") == (0, alone) == said(group, shows, "--json")


def test_a_group_alone_with_an_option_of_nobody_is_refused_for_what_it_shows() -> None:
    code, told = said("sessions", "--bogus")
    assert code == 2
    assert "sessions list" in told


@pytest.mark.parametrize("group", ["apps", "sessions", "phones", "farm", "mcp", "train", "bench", "foundry"])
def test_what_a_command_does_is_told_whole(group: str) -> None:
    code, told = said(group, "-h")
    assert code == 0 and COMMANDS[group]
    assert "...\n" not in told.partition("Commands:")[2]


def test_who_reads_a_list_and_has_seen_enough_of_it_ends_it_well(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("ui.commands.tasks.print_table", closed)
    for name in ("stdout", "stderr"):  # which click replaces then
        monkeypatch.setattr(sys, name, getattr(sys, name))
    assert invoke(["tasks"]) == ExitCode.DONE
