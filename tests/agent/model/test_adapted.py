"""An adapter with the model itself (`-m model`): on behind the prefix only, and for scripts only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent.files.model_files import base_sha256, resolve_model
from agent.model.local import LocalWriter
from agent.model.writing import Prompt, Turn
from agent.prompts.prompting import Failure, render_prompt, render_redo
from apidocs.doc import AppDoc
from apidocs.doc.stubs import render_stubs
from ground.errors import ModelError
from ground.settings import Settings
from tests.agent.made_adapters import write_adapter

pytestmark = pytest.mark.model
PLAIN = Prompt((Turn("system", "You answer."),), (Turn("user", "Name three colours."),), prefill="", stops=("\n\n",))


@pytest.fixture
def model_path(models_folder: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    pytest.importorskip("llama_cpp", reason="needs the extra thumbwright[llama]")
    monkeypatch.setenv("THUMBWRIGHT_MODELS", models_folder)
    try:
        return resolve_model(Settings().model)
    except ModelError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def prefixes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prefixes")


def opened(model: Path, prefixes: Path, adapter: Path | str) -> LocalWriter:
    return LocalWriter(str(model), prefixes=prefixes, adapter=str(adapter))


@pytest.fixture
def asked(pad_doc: AppDoc) -> Prompt:
    return render_prompt(render_stubs(pad_doc), pad_doc.samples, pad_doc.label, "Write a note called Eggs")


@pytest.fixture
def base(model_path: Path, prefixes: Path) -> Iterator[LocalWriter]:
    writer = opened(model_path, prefixes, "none")
    yield writer
    writer.close()


def test_an_adapter_of_zeros_writes_what_the_model_writes(
    model_path: Path, prefixes: Path, asked: Prompt, base: LocalWriter, tmp_path: Path
) -> None:
    itself = base.generate(asked)
    base.close()
    writer = opened(model_path, prefixes, write_adapter(tmp_path / "zeros.gguf", base_sha256(model_path)))
    adapted = writer.generate(asked)
    writer.close()
    assert (itself.adapter, adapted.adapter) == ("", "zeros")
    assert adapted.text == itself.text and 'set_text("Eggs")' in itself.text
    # its prefix was kept by the model without an adapter, and is read from disk
    assert adapted.evaluated_tokens < 60 < adapted.prompt_tokens


def test_it_is_on_for_scripts_behind_the_prefix_and_off_for_all_else(
    model_path: Path, prefixes: Path, asked: Prompt, base: LocalWriter, tmp_path: Path
) -> None:
    other = render_prompt("class other: ...", [], "Other", "Open it")
    redo = render_redo(asked, Failure("main.nothing.tap()", "main has no nothing", 1))
    prompts = {
        "a script": asked,
        "another app": other,
        "words": PLAIN,
        "a script without it": replace(asked, adapted=False),
    }
    itself = {name: base.generate(prompt, max_tokens=40).text for name, prompt in prompts.items()}
    base.close()
    path = write_adapter(tmp_path / "noise.gguf", base_sha256(model_path), strength=2.0)
    writer = opened(model_path, prefixes, path)
    first = writer.generate(asked, max_tokens=40)
    assert first.text != itself["a script"] and first.adapter == "noise"
    again = writer.generate(redo, max_tokens=40)  # goes on from what the adapter read
    assert again.adapter == "noise" and again.evaluated_tokens < again.prompt_tokens
    # whatever came before, what isn't the adapter's is the model's own, letter for letter
    for name in ("a script without it", "words"):
        assert writer.generate(prompts[name], max_tokens=40).text == itself[name], name
        assert writer.generate(asked, max_tokens=40).text == first.text, name
    adapted_other = writer.generate(other, max_tokens=40)
    writer.close()
    assert adapted_other.adapter == "noise"

    # what it kept of prefixes while it was there is the model's own: nobody evaluates them anew, nobody is misled by them
    after = opened(model_path, prefixes, "none")
    assert after.warm(asked).source == "disk"
    assert {name: after.generate(prompt, max_tokens=40).text for name, prompt in prompts.items()} == itself
    after.close()


def test_one_that_llama_cpp_can_t_use_is_named(model_path: Path, prefixes: Path, tmp_path: Path) -> None:
    path = write_adapter(tmp_path / "narrow.gguf", base_sha256(model_path), width=64, layers=1)
    writer = opened(model_path, prefixes, path)
    with pytest.raises(ModelError, match=r"narrow\.gguf can't be used with this model: .*thumbwright models use none"):
        writer.generate(PLAIN, max_tokens=4)
    writer.close()
