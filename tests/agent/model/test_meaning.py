"""Vectors of texts: by llama.cpp what plain numpy makes of the same weights, in a process that may die; then, with the model's
own file (`-m model`), what its makers' weights make of some sentences."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.files.catalogue import meaning_key
from agent.files.model_files import resolve_model
from agent.model.meaning import Meaning, open_meaning
from ground import paths
from ground.errors import CancelledError, ModelError

HOME_BEFORE_TESTS = os.environ.get("THUMBWRIGHT_HOME")


@pytest.fixture(scope="module")
def encoder_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("llama_cpp", reason="needs the extra thumbwright[llama]")
    from agent.files.bert_gguf import Encoder, convert
    from tests.agent import made_encoder

    folder = tmp_path_factory.mktemp("encoder")
    made = folder / "tiny.gguf"
    convert(*made_encoder.write(folder), made, Encoder("tiny", "MIT", made_encoder.HEADS, made_encoder.EPSILON))
    return made


@pytest.fixture(scope="module")
def meaning(encoder_file: Path) -> Iterator[Meaning]:
    found = Meaning(encoder_file)
    yield found
    found.close()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("dark theme", ("dark", "theme")),
        ("Dark  THEME", ("dark", "theme")),
        ("dárk notes!", ("dark", "note", "##s", "!")),
        ("add a new xyz", ("add", "a", "new", "[UNK]")),
        ("", ()),
        ("note " * 300, ("note",) * 126),
    ],
    ids=["words", "capitals", "accents and pieces", "unknown", "nothing", "too long"],
)
def test_vectors_are_what_the_weights_make_of_the_words(meaning: Meaning, text: str, pieces: tuple[str, ...]) -> None:
    from tests.agent import made_encoder

    [found] = meaning.vectors([text])
    assert found @ made_encoder.vector(*pieces) > 0.999


def test_many_texts_together_are_what_they_are_alone(meaning: Meaning) -> None:
    from tests.agent import made_encoder

    words = ["dark", "light", "theme", "note", "add", "new"]
    texts = {f"{a} {b}": (a, b) for a in words for b in words}
    found = meaning.vectors(list(texts))
    assert found.shape == (36, made_encoder.WIDTH)
    assert (
        min(vector @ made_encoder.vector(*pieces) for vector, pieces in zip(found, texts.values(), strict=True)) > 0.999
    )


def test_no_texts_have_no_vectors(meaning: Meaning) -> None:
    assert meaning.vectors([]).shape == (0, 32)


def test_after_a_crash_the_next_answer_comes_from_another_process(encoder_file: Path) -> None:
    meaning = Meaning(encoder_file)
    try:
        before = meaning.vectors(["dark"])
        first = meaning.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert (meaning.vectors(["dark"]) == before).all()  # remembered
        with contextlib.suppress(ModelError):  # it may not have ended yet
            meaning.vectors(["light"])
        assert meaning.vectors(["dark note"]).shape == (1, 32)
        assert meaning.pid != first
    finally:
        meaning.close()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be stopped here")
def test_a_crash_under_way_is_told(encoder_file: Path) -> None:
    meaning = Meaning(encoder_file)
    try:
        meaning.vectors(["dark"])
        pid = meaning.pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)  # it takes the question, and gives no answer

        def crashing() -> bool:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            return False

        with pytest.raises(ModelError, match="died"):
            meaning.vectors(["light"], cancelled=crashing)
        assert meaning.vectors(["light"]).shape == (1, 32)
    finally:
        meaning.close()


def test_stopping(encoder_file: Path) -> None:
    meaning = Meaning(encoder_file)
    try:
        meaning.vectors(["dark"])
        with pytest.raises(CancelledError):
            meaning.vectors(["light"], cancelled=lambda: True)
        assert meaning.vectors(["light"]).any()
    finally:
        meaning.close()


def test_a_file_that_is_no_encoder(tmp_path: Path) -> None:
    pytest.importorskip("llama_cpp", reason="needs the extra thumbwright[llama]")
    file = tmp_path / "own.gguf"
    file.write_bytes(b"GGUF" + bytes(100))
    meaning = Meaning(file)
    with pytest.raises(ModelError, match=r"own\.gguf can't be loaded"):
        meaning.vectors(["dark"])
    meaning.close()


def test_without_the_file_there_is_none() -> None:
    assert open_meaning() is None


# -- with the model ---------------------------------------------------------------------------------------------------


@pytest.mark.model
def test_the_model_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cosines are what numpy computes in double precision from the published weights."""
    pytest.importorskip("llama_cpp", reason="needs the extra thumbwright[llama]")
    with pytest.MonkeyPatch.context() as outside:  # the person's models: the tests' own home has none
        outside.delenv("THUMBWRIGHT_HOME")
        if HOME_BEFORE_TESTS:
            outside.setenv("THUMBWRIGHT_HOME", HOME_BEFORE_TESTS)
        models = paths.models_dir()
    monkeypatch.setenv("THUMBWRIGHT_MODELS", str(models))
    try:
        resolve_model(meaning_key())
    except ModelError as error:
        pytest.skip(str(error))
    meaning = open_meaning()
    assert meaning is not None
    try:
        things = ["settings: dark theme", "settings: sort by", "main: new note"]
        near = meaning.vectors(things) @ meaning.vectors(["turn on the dark look"])[0]
        assert near == pytest.approx([0.6608, 0.1309, 0.1805], abs=0.002)
        assert meaning.vectors(["crème brûlée, naïve!"])[0] @ meaning.vectors(["creme brulee, naive!"])[0] > 0.9999
    finally:
        meaning.close()
