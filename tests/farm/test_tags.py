"""What phones are tagged with."""

from __future__ import annotations

import os

import pytest

from farm.tags import groups, tag, tags, untag
from ground import paths
from ground.errors import SettingsError


def test_tags_are_added_and_taken_off_and_make_groups() -> None:
    assert tag("127.0.0.1:5555", ["lab", "old"]) == ["lab", "old"]
    assert tag("R58M", ["lab"]) == ["lab"]
    assert groups() == {"lab": ["127.0.0.1:5555", "R58M"], "old": ["127.0.0.1:5555"]}
    assert untag("127.0.0.1:5555", ["lab"]) == ["old"]
    assert untag("R58M", ["lab"]) == []
    assert tags() == {"127.0.0.1:5555": ["old"]}


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_the_file_is_the_persons_alone() -> None:
    tag("R58M", ["lab"])
    assert paths.phone_tags_file().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["", "Lab", "a b", "tag:x", "a,b", "-x", "x" * 41])
def test_what_is_no_tag_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="is no tag"):
        tag("R58M", [name])
    assert tags() == {}


def test_a_tag_that_it_hasnt_cant_be_taken_off() -> None:
    tag("R58M", ["lab"])
    with pytest.raises(SettingsError, match="not tagged 'old'. Its tags: lab"):
        untag("R58M", ["old"])


@pytest.mark.parametrize("text", ["a = [", 'R58M = "lab"', "\xff"])
def test_a_damaged_file_is_named_and_left(text: str) -> None:
    file = paths.phone_tags_file()
    file.write_text(text, "latin-1")
    with pytest.raises(SettingsError, match="phone-tags.toml"):
        tags()
    assert file.read_text("latin-1") == text
