"""A trained adapter put where the product finds it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent.files.adapter_files import State, find_adapter
from ground.errors import ModelError, SettingsError
from tests.agent.made_adapters import write_adapter, write_gguf
from training.manifests import keep_adapter

BASE = "ab" * 32


@pytest.fixture
def adapter(tmp_path: Path) -> Path:
    trained = json.dumps({"pairs": 12, "held_out_loss": 0.25, "best_step": None, "base_name": "base.gguf"})
    said: dict[str, str | float] = {"thumbwright.base_name": "base.gguf", "thumbwright.trained_on": trained}
    return write_adapter(tmp_path / "adapter.gguf", BASE, metadata=said, width=8, layers=1)


def test_it_is_found_whole_with_all_that_is_known_of_it(tmp_path: Path, adapter: Path) -> None:
    keep_adapter(adapter, tmp_path / "kept", "apprentice", figures={"pairs": "40 %"})
    found = find_adapter(str(tmp_path / "kept" / "apprentice.gguf"))
    assert (found.state, found.base, found.base_sha256) == (State.HERE, "base.gguf", BASE)
    assert found.manifest and found.figures == {"pairs": "40 %"}
    assert found.trained_on == {"pairs": 12, "held_out_loss": 0.25}


def test_one_that_began_with_another_tells_of_that(tmp_path: Path) -> None:
    trained = json.dumps({"pairs": 3, "before": {"pairs": 12, "held_out_loss": None, "before": None}})
    source = write_adapter(tmp_path / "a.gguf", BASE, metadata={"thumbwright.trained_on": trained}, width=8, layers=1)
    keep_adapter(source, tmp_path / "kept", "own")
    found = find_adapter(str(tmp_path / "kept" / "own.gguf"))
    assert found.trained_on == {"pairs": 3, "before": {"pairs": 12}}


def test_figures_without_a_value_are_left_out(tmp_path: Path, adapter: Path) -> None:
    figures = {"pairs": 4, "load": None, "runs": [{"won": 1, "lost": None}, None]}
    keep_adapter(adapter, tmp_path / "kept", "apprentice", figures=figures)
    assert find_adapter(str(tmp_path / "kept" / "apprentice.gguf")).figures == {"pairs": 4, "runs": [{"won": 1}]}


def test_a_changed_byte_is_noticed(tmp_path: Path, adapter: Path) -> None:
    keep_adapter(adapter, tmp_path / "kept", "apprentice")
    file = tmp_path / "kept" / "apprentice.gguf"
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    assert find_adapter(str(file)).state is State.DAMAGED


def test_a_new_one_takes_its_place(tmp_path: Path, adapter: Path) -> None:
    keep_adapter(adapter, tmp_path, "apprentice", figures={"pairs": 1})
    keep_adapter(adapter, tmp_path, "apprentice")
    assert not find_adapter(str(tmp_path / "apprentice.gguf")).figures


def test_what_can_not_be_kept_is_named(tmp_path: Path, adapter: Path) -> None:
    with pytest.raises(SettingsError, match="can't be an adapter's name"):
        keep_adapter(adapter, tmp_path, "../apprentice")
    with pytest.raises(SettingsError, match="doesn't say which model"):
        keep_adapter(write_gguf(tmp_path / "a.gguf", {"general.type": "adapter"}), tmp_path, "apprentice")
    (tmp_path / "b.gguf").write_text("no adapter")
    with pytest.raises(ModelError):
        keep_adapter(tmp_path / "b.gguf", tmp_path, "apprentice")
    (tmp_path / "c.gguf").write_bytes(adapter.read_bytes()[:-40])
    with pytest.raises(SettingsError, match="cut off"):
        keep_adapter(tmp_path / "c.gguf", tmp_path, "apprentice")
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="can't be kept"):
        keep_adapter(adapter, tmp_path / "file", "apprentice")
