"""Which adapter is used with which model, and what is said of one that can't be."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from agent.files import adapter_files, model_files
from agent.files.adapter_files import (
    State,
    find_adapter,
    is_adapter,
    left_behind,
    list_adapters,
    remove_adapter,
    setting_for,
    usable_adapter,
)
from agent.files.catalogue import CatalogueModel, models
from ground import paths
from ground.errors import ModelError
from tests.agent.made_adapters import write_adapter, write_gguf


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    monkeypatch.setattr(adapter_files, "SHIPPED", folder)
    return folder


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of the catalogue that is here."""
    path = write_gguf(paths.models_dir() / "base.gguf", {"general.architecture": "qwen2"})
    model = CatalogueModel(
        key="base", name="Base", parameters="1", file="base.gguf", size=path.stat().st_size, sha256=digest(path),
        licence="MIT", context=10, ram_mb=1, measured=True,
    )  # fmt: skip
    for module in ("agent.files.model_files", "agent.files.adapter_files"):
        monkeypatch.setattr(f"{module}.models", lambda: [model])
    monkeypatch.setattr(model_files, "find_model", lambda key: model)
    return path


def small(path: Path, base_sha256: str, **more: str | float) -> Path:
    return write_adapter(path, base_sha256, width=4, layers=1, rank=1, metadata=more)


def manifest(adapter: Path, base_sha256: str, **more: str) -> None:
    said = {
        "file": adapter.name,
        "sha256": digest(adapter),
        "base_file": "base.gguf",
        "base_sha256": base_sha256,
    } | more
    lines = [f"{key} = {json.dumps(value)}" for key, value in said.items()]
    adapter.with_suffix(".toml").write_text("\n".join([*lines, "[figures]", '"bench pairs" = "45 %"', ""]), "utf-8")


def own(name: str, base: Path) -> Path:
    return small(paths.adapters_dir() / f"{name}.gguf", digest(base))


def test_without_any_adapter_the_model_writes_by_itself(shipped: Path, base: Path) -> None:
    assert list_adapters() == []
    assert usable_adapter("", base) is None
    assert usable_adapter("none", base) is None


def test_the_shipped_one_is_on_for_its_model_alone(shipped: Path, base: Path, tmp_path: Path) -> None:
    path = small(shipped / "apprentice.gguf", digest(base))
    manifest(path, digest(base), trained_on="6 pairs")
    found = usable_adapter("", base)
    assert found is not None
    assert (found.key, found.path, found.shipped, found.base) == ("apprentice", path, True, "base.gguf")
    assert (found.told_training, found.told_figures, found.sha256) == ("6 pairs", "bench pairs 45 %", digest(path))
    assert usable_adapter("none", base) is None
    other = write_gguf(tmp_path / "other.gguf", {"general.architecture": "llama"})
    assert usable_adapter("", other) is None


def test_a_shipped_one_that_is_damaged_is_told_and_the_model_goes_on_without(shipped: Path, base: Path) -> None:
    path = small(shipped / "apprentice.gguf", digest(base))
    manifest(path, digest(base))
    data = bytearray(path.read_bytes())
    data[-40] ^= 1
    path.write_bytes(data)
    assert usable_adapter("", base) is None
    [one] = list_adapters()
    assert one.state is State.DAMAGED and "isn't what it was made as" in one.problem
    with pytest.raises(ModelError, match=r"damaged.*thumbwright models use none"):
        usable_adapter("apprentice", base)


def test_a_manifest_without_its_file_or_of_no_use_is_told(shipped: Path, base: Path) -> None:
    path = small(shipped / "gone.gguf", digest(base))
    manifest(path, digest(base))
    path.unlink()
    small(shipped / "odd.gguf", digest(base)).with_suffix(".toml").write_text("file = 3", "utf-8")
    assert {one.key: one.state for one in list_adapters()} == {"gone": State.MISSING, "odd": State.DAMAGED}
    assert usable_adapter("", base) is None


def test_what_it_was_trained_on_is_told_in_a_few_words(shipped: Path, base: Path) -> None:
    before = {"pairs": 7, "docs": 2, "seed": 0}
    manifest(small(shipped / "apprentice.gguf", digest(base)), digest(base))
    found = replace(find_adapter("apprentice"), trained_on={"pairs": 20, "docs": 4, "steps": 3, "before": before})
    assert found.told_training == "20 pairs over 4 docs, after 7 pairs over 2 docs"


def test_one_s_own_is_used_by_name_or_path(shipped: Path, base: Path, tmp_path: Path) -> None:
    path = own("mine", base)
    assert usable_adapter("", base) is None, "only what was asked for, or ships"
    for said in ("mine", str(path)):
        found = usable_adapter(said, base)
        assert found is not None and found.told_training == "3 pairs"
        assert setting_for(said, base) == "mine"
    elsewhere = small(tmp_path / "there.gguf", digest(base))
    assert setting_for(str(elsewhere), base) == str(elsewhere)


def of_another_model(path: Path, base: Path) -> None:
    small(path, "0" * 64)


def without_a_base(path: Path, base: Path) -> None:
    small(path, "")


def a_model(path: Path, base: Path) -> None:
    path.write_bytes(base.read_bytes())


def cut_off(path: Path, base: Path) -> None:
    small(path, digest(base))
    path.write_bytes(path.read_bytes()[:-40])


def no_gguf(path: Path, base: Path) -> None:
    path.write_bytes(b"hello")


def missing(path: Path, base: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (of_another_model, r"adapter x is for the model qwen2.*base\.gguf is another one"),
        (without_a_base, "doesn't say which model it is for"),
        (a_model, "not an adapter"),
        (cut_off, "damaged"),
        (no_gguf, "doesn't begin like one"),
        (missing, "There is no adapter file"),
    ],
)
def test_what_can_t_be_used_is_named_and_what_to_do(
    make: object, said: str, shipped: Path, base: Path, tmp_path: Path
) -> None:
    path = tmp_path / "x.gguf"
    assert callable(make)
    make(path, base)
    with pytest.raises(ModelError, match=f"{said}.*thumbwright models use none"):
        usable_adapter(str(path), base)


def test_an_unknown_name_says_which_there_are(shipped: Path, base: Path) -> None:
    with pytest.raises(ModelError, match="There is none on this machine"):
        usable_adapter("apprentice", base)
    own("mine", base)
    with pytest.raises(ModelError, match="There are: mine"):
        usable_adapter("apprentice", base)


def test_a_model_of_unknown_checksum_is_looked_at_when_an_adapter_is_asked_for(
    shipped: Path, base: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.gguf"
    copy.write_bytes(base.read_bytes())
    own("mine", base)
    assert usable_adapter("mine", copy) is not None


def test_models_and_adapters_are_told_apart(shipped: Path, base: Path, tmp_path: Path) -> None:
    own("mine", base)
    broken = paths.adapters_dir() / "broken.gguf"
    broken.write_bytes(b"GG")
    model = tmp_path / "model.gguf"
    model.write_bytes(b"GGUF but not whole")
    named = ("mine", "broken", str(broken), "base", str(base), str(model), "nonsense")
    assert [name for name in named if is_adapter(name)] == ["mine", "broken", str(broken)]


def test_another_model_leaves_the_set_adapter_behind(shipped: Path, base: Path, tmp_path: Path) -> None:
    own("mine", base)
    other = write_gguf(tmp_path / "other.gguf", {"general.architecture": "llama"})
    assert left_behind("mine", "base") == left_behind("", str(other)) == left_behind("none", str(other)) == ""
    said = left_behind("mine", str(other))
    assert "isn't used any more" in said and "other.gguf is another one" in said


def test_removing_takes_one_s_own_and_leaves_what_is_shipped(shipped: Path, base: Path) -> None:
    path = own("mine", base)
    manifest(path, digest(base))
    assert remove_adapter("mine") > 0
    assert list(paths.adapters_dir().iterdir()) == []
    path = own("mine", base)
    manifest(path, digest(base))
    path.unlink()  # a manifest that stayed behind would be listed for ever
    assert remove_adapter("mine") == 0
    assert list(paths.adapters_dir().iterdir()) == []
    with pytest.raises(ModelError, match="No adapter"):
        remove_adapter("mine")
    manifest(small(shipped / "apprentice.gguf", digest(base)), digest(base))
    with pytest.raises(ModelError, match="belongs to thumbwright"):
        remove_adapter("apprentice")
    assert find_adapter("apprentice").state is State.HERE


def test_what_comes_with_the_package_is_whole_small_and_for_a_model_we_know() -> None:
    known = {model.sha256 for model in models()}
    for one in (one for one in list_adapters() if one.shipped):
        assert (one.state, one.problem) == (State.HERE, "")
        assert one.base_sha256 in known
        assert one.size <= 20_000_000
    manifests = {file.stem for file in adapter_files.SHIPPED.glob("*.toml")}
    assert {file.stem for file in adapter_files.SHIPPED.glob("*.gguf")} == manifests, "each with its manifest"
