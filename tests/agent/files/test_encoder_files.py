"""The encoder's file made from a package: what is checked before anything is read, and that nothing of it runs or stays."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from pathlib import Path

import pytest

np = pytest.importorskip("numpy", reason="comes with the extra thumbwright[llama]")

from agent.files import catalogue, hub  # noqa: E402
from agent.files.bert_gguf import Encoder, convert  # noqa: E402
from agent.files.catalogue import CatalogueModel, EncoderPackage, PackagedFile, Purpose  # noqa: E402
from agent.files.model_files import State, list_models, pull, setting_for, verify  # noqa: E402
from agent.files.partial import PartialFile, Progress, SourceUnavailable  # noqa: E402
from agent.model.local import LocalWriter  # noqa: E402
from ground import paths  # noqa: E402
from ground.errors import CancelledError, ModelError  # noqa: E402
from tests.agent import made_encoder  # noqa: E402

pytestmark = pytest.mark.whole


def _packaged(path: str, file: Path) -> PackagedFile:
    data = file.read_bytes()
    return PackagedFile(path=path, size=len(data), sha256=hashlib.sha256(data).hexdigest())


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return made_encoder.write(tmp_path)


@pytest.fixture(autouse=True)
def encoder(files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CatalogueModel:
    weights, vocabulary = files
    made = tmp_path / "made.gguf"
    convert(weights, vocabulary, made, Encoder("Near", "MIT", made_encoder.HEADS, made_encoder.EPSILON))
    model = CatalogueModel(
        key="near",
        name="Near",
        parameters="1k",
        file="near.gguf",
        size=made.stat().st_size,
        sha256=hashlib.sha256(made.read_bytes()).hexdigest(),
        licence="MIT",
        context=160,
        ram_mb=1,
        measured=True,
        purpose=Purpose.MEANING,
        encoder=EncoderPackage(
            package="near-files",
            version="1.0",
            weights=_packaged("near_files/w.bin", weights),
            vocabulary=_packaged("near_files/v.txt", vocabulary),
            heads=made_encoder.HEADS,
            epsilon=made_encoder.EPSILON,
        ),
    )
    monkeypatch.setattr(catalogue, "_catalogue", lambda: (model,))
    return model


@pytest.fixture(autouse=True)
def package(files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A wheel that is all pip knows."""
    weights, vocabulary = files
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return _wheel(tmp_path, {"w.bin": weights.read_bytes(), "v.txt": vocabulary.read_bytes()})


def _wheel(folder: Path, members: dict[str, bytes]) -> Path:
    wheel, info = folder / "near_files-1.0-py3-none-any.whl", "near_files-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("near_files/__init__.py", "raise SystemExit('nothing of it may run')")
        for member, data in members.items():
            archive.writestr(f"near_files/{member}", data)
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: near-files\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return wheel


def files_left() -> list[str]:
    root = paths.models_dir()
    return sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file() and p.name != "lock")


def test_pull_makes_the_file_and_nothing_else_is_left() -> None:
    seen: list[Progress] = []
    file = pull("near", "parts", seen.append)
    assert file.state is State.HERE
    assert verify("near").ok
    assert files_left() == ["near.gguf", "near.gguf.sha256"]
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert list(dict.fromkeys(progress.what for progress in seen)) == ["package", "making it", "checking"]


def test_without_the_word_for_it_no_package_is_taken() -> None:
    with pytest.raises(SourceUnavailable, match=r"near is on no hub.*author nobody here knows.*pull near --from-parts"):
        pull("near")
    assert files_left() == []


@pytest.mark.parametrize("right", [True, False], ids=["the known files", "other bytes"])
def test_the_makers_own_files_are_taken_from_the_hub(
    right: bool, encoder: CatalogueModel, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert encoder.encoder is not None
    model = encoder.model_copy(update={"encoder": encoder.encoder.model_copy(update={"repo": "makers/near"})})
    monkeypatch.setattr(catalogue, "_catalogue", lambda: (model,))

    def fetch(one: CatalogueModel, partial: PartialFile, report: object, cancelled: object) -> None:
        assert one.hub is not None and one.hub.repo == "makers/near"
        data = {"w.bin": files[0], "v.txt": files[1]}[one.hub.file].read_bytes()
        partial.path.write_bytes(data if right else data[::-1])

    monkeypatch.setattr(hub, "fetch", fetch)
    if right:
        assert pull("near").state is State.HERE and verify("near").ok
        return
    with pytest.raises(ModelError, match="checksum of w.bin is wrong"):
        pull("near")
    assert files_left() == []


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"v.txt": b"a"}, r"has no file near_files/w\.bin"),
        ({"w.bin": b"short", "v.txt": b"a"}, r"w\.bin has 5 bytes instead of \d+"),
        ({"w.bin": None, "v.txt": b"a"}, r"the checksum of near_files/w\.bin is wrong"),
    ],
    ids=["no file", "another size", "other bytes"],
)
def test_a_package_with_other_files_is_not_used(
    members: dict[str, bytes | None], said: str, tmp_path: Path, files: tuple[Path, Path]
) -> None:
    other = bytes(files[0].stat().st_size)
    _wheel(tmp_path, {name: other if data is None else data for name, data in members.items()})
    with pytest.raises(ModelError, match=said):
        pull("near", "parts")
    assert files_left() == []


def test_another_file_than_the_known_one_is_not_kept(encoder: CatalogueModel, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = encoder.model_copy(update={"sha256": "0" * 64})
    monkeypatch.setattr(catalogue, "_catalogue", lambda: (wrong,))
    with pytest.raises(ModelError, match="the checksum is wrong"):
        pull("near", "parts")
    assert files_left() == []


def test_stopping() -> None:
    with pytest.raises(CancelledError):
        pull("near", "parts", cancelled=lambda: True)
    assert list_models()[0].state is State.MISSING


def test_it_isn_t_taken_for_a_model_that_writes() -> None:
    pull("near", "parts")
    with pytest.raises(ModelError, match="near is a model for meaning: it writes no scripts"):
        setting_for("near")
    with pytest.raises(ModelError, match="writes no scripts"):
        LocalWriter("near")
