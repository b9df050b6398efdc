"""The model's part of `bench.speed`: how long a script takes on a warm prefix, and how much of llama.cpp's speed is left.

The doc is of a demo phone's app, learned now, so that its whole prefix is as long as in use. Scripts are written the way a
task writes them, by the model process; the decoding ratios are taken in this process, ours and the bare library in turns.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from agent.files.adapter_files import usable_adapter
from agent.files.model_files import resolve_model
from agent.model.kernels import WAITING
from agent.model.local import LocalWriter
from agent.model.prefixes import PrefixStore
from agent.model.writing import Generation, StopReason, never
from agent.prepare.preparing import Prepared, prepare_with
from agent.task.scripting import write_script
from agent.task.unwatched import Unwatched
from ground.errors import ModelError
from ground.settings import load_settings

from .bundled import PACKAGE, learn
from .statistics import median

TASKS = (
    "add a note called Milk that says two litres",
    "make a new note called Roof and write call the roofer before May in it",
    "make the text large",
    "turn on the word count and switch off autosave",
    "what does the note Passport say?",
    "how many notes are there in the folder Work?",
    "sort the notes by title",
    "delete the note Old ideas",
    "show the notes in the dark theme with the text centred",
)
"""As a person says them; whether the phone has these notes doesn't matter here, only how long writing takes."""
NOTHING_WRITTEN = "The model wrote nothing that could be timed. Is it a model that follows instructions?"


def measure_model(on_value: Callable[[str, float], None], adapter: str = "") -> dict[str, float]:
    """Measure with the model of the settings, and their adapter or another one. Raises ModelError, PhoneError."""
    settings = load_settings()
    path = resolve_model(settings.model)
    named = adapter or settings.adapter
    used = usable_adapter(named, path)
    doc = learn(PACKAGE)
    tasks = [prepare_with(task, doc) for task in TASKS]
    if not tasks[0].whole:
        raise ModelError(f"The doc of {PACKAGE} is over the prompt's budget, so there is no whole prefix to measure.")
    found: dict[str, float] = {}

    def put(name: str, value: float, digits: int = 3) -> None:
        found[name] = round(value, digits)
        on_value(name, found[name])

    with tempfile.TemporaryDirectory() as folder:
        prefixes = Path(folder)
        with _writer(settings.model, settings.threads, prefixes, named) as writer:
            evaluated = writer.warm(tasks[0].prompt)
        put("prefix_tokens", evaluated.tokens)
        put("prefix_eval_s", evaluated.seconds)
        with _writer(settings.model, settings.threads, prefixes, named) as writer:
            loaded = writer.warm(tasks[0].prompt)
            if loaded.source != "disk":
                raise ModelError(f"The prefix was not kept: it came from {loaded.source} the second time.")
            put("prefix_load_s", loaded.seconds)
            seconds, first = _scripts(tasks, writer)
            put("script_warm_p50_s", median(seconds))
            put("script_warm_max_s", max(seconds))
            put("first_token_s", median(first))
        free, bare = _ratios(tasks, path, prefixes, settings.threads)
        put("decode_ratio", median(free))
        put("bare_tokens_per_s", median(bare), 1)
        first_ratios, decode_ratios = _attention(tasks, path, prefixes, settings.threads)
        put("attention_first_token_ratio", median(first_ratios))
        put("attention_decode_ratio", median(decode_ratios))
        if used:
            first_ratios, decode_ratios = _with_adapter(tasks, path, prefixes, settings.threads, used.path)
            put("adapter_first_token_ratio", median(first_ratios))
            put("adapter_decode_ratio", median(decode_ratios))
    return found


def _scripts(tasks: list[Prepared], writer: LocalWriter) -> tuple[list[float], list[float]]:
    """Seconds until a task's script has passed the check (or was given up), and until its first token."""
    seconds, first = [], []
    for task in tasks:
        start = time.perf_counter()
        decision = write_script(task, writer, Unwatched(), None, cancelled=never)
        seconds.append(time.perf_counter() - start)
        first += [decision.spent[0].first_token_s]
    return seconds, first


def _ratios(tasks: list[Prepared], path: Path, prefixes: Path, threads: int) -> tuple[list[float], list[float]]:
    """Per task our decoding speed as a share of the library's; and the library's."""
    os.environ.update(WAITING)  # before llama_cpp is imported, as in the model process
    from agent.model.llama import LlamaModel

    model = LlamaModel(path, PrefixStore(prefixes), threads)
    shares: list[float] = []
    bare: list[float] = []
    try:
        # the first one pays for memory that is touched for the first time
        model.generate(tasks[0].prompt, max_tokens=8)
        for task in tasks:
            before = model.bare_decode_s(task.prompt, 24)
            generation = model.generate(task.prompt)
            count = _decoded(generation)
            if count < 4:
                continue
            # the library's speed just before and just after ours: a neighbour that comes or goes hits both
            after = model.bare_decode_s(task.prompt, count)
            library = (24 + count) / (before + after)
            bare.append(library)
            shares.append(count / generation.decode_s / library)
    finally:
        model.close()
    if not shares:
        raise ModelError(NOTHING_WRITTEN)
    return shares, bare


def _attention(tasks: list[Prepared], path: Path, prefixes: Path, threads: int) -> tuple[list[float], list[float]]:
    """Per task what plain attention takes of flash attention's time: until the first token, and for each token of the answer."""
    from agent.model.llama import LlamaModel

    plain = LlamaModel(path, PrefixStore(prefixes), threads, flash=False)
    flash = LlamaModel(path, PrefixStore(prefixes), threads, flash=True)
    first: list[float] = []
    decode: list[float] = []
    try:
        for model in (plain, flash):
            model.generate(tasks[0].prompt, max_tokens=8)
        for task in tasks:
            one, other = plain.generate(task.prompt), flash.generate(task.prompt)
            if min(one.output_tokens, other.output_tokens) < 4:
                continue
            first.append(one.first_token_s / other.first_token_s)
            decode.append(one.decode_s / one.output_tokens / (other.decode_s / other.output_tokens))
    finally:
        plain.close()
        flash.close()
    if not first:
        raise ModelError(NOTHING_WRITTEN)
    return first, decode


def _with_adapter(
    tasks: list[Prepared], path: Path, prefixes: Path, threads: int, adapter: Path
) -> tuple[list[float], list[float]]:
    """Per task what the adapter takes of the time without it: until the first token, and for a token of the answer."""
    from agent.model.llama import LlamaModel

    model = LlamaModel(path, PrefixStore(prefixes), threads, adapter=adapter)
    first: list[float] = []
    decode: list[float] = []
    try:
        for task in tasks:
            took: dict[bool, tuple[float, float]] = {}
            for adapted in (False, True):
                prompt = replace(task.prompt, adapted=adapted)
                model.generate(prompt, max_tokens=1)  # it is switched now; between tasks of one app it stays on
                first_s = model.generate(prompt, max_tokens=1).first_token_s
                took[adapted] = first_s, model.bare_decode_s(prompt, 16)
            first.append(took[True][0] / took[False][0])
            decode.append(took[True][1] / took[False][1])
    finally:
        model.close()
    return first, decode


def _decoded(generation: Generation) -> int:
    """How many tokens went through the model after the prompt; the one that ends a script by itself isn't needed."""
    return generation.output_tokens - (generation.stop is not StopReason.END)


@contextlib.contextmanager
def _writer(model: str, threads: int, prefixes: Path, adapter: str) -> Iterator[LocalWriter]:
    with contextlib.closing(LocalWriter(model, threads, prefixes=prefixes, adapter=adapter)) as writer:
        yield writer
