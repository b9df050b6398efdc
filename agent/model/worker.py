"""The model's process: reads requests from stdin, answers on stdout, one JSON object a line. `python -m agent.model.worker`.

Requests: `{"op": "load", …}` first, then `generate`, `draw`, `warm`, `count`, `tokens`; or `load_encoder`, then
`vectors`; each with an `id`. `{"op": "cancel", "id": n}` ends the request `n` at its next token. Answers: `reading` (how much of
a new prefix is evaluated) and `token` (text as it comes), then one of `done` and `error`, with the request's id. When stdin
ends, so does the process, whatever it is doing: nobody is left to read the answer.

`agent.model.model_process` is the other side. What a model does is `agent.model.llama`'s.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import queue
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from ground import outward
from ground.errors import ModelError

from .prefixes import PrefixStore
from .writing import ERRORS, Prompt, Turn

if TYPE_CHECKING:
    from .llama import LlamaModel
    from .llama_encoder import LlamaEncoder


def prompt_from(data: dict[str, Any]) -> Prompt:
    """The prompt that `asdict` made plain data of."""
    turns = {part: tuple(Turn(t["role"], t["text"]) for t in data[part]) for part in ("prefix", "suffix")}
    return Prompt(**data | turns | {name: tuple(data[name]) for name in ("stops", "barred")})


class Worker:
    """Carries requests out one after the other, while a thread listens for cancelling and for the end."""

    def __init__(self, requests: TextIO, answers: TextIO) -> None:
        self._requests = requests
        self._answers = answers
        self._queue: queue.Queue[dict[str, Any]] = queue.Queue()
        self._cancelled: set[int] = set()
        self._model: LlamaModel | None = None
        self._encoder: LlamaEncoder | None = None

    def _listen(self) -> None:
        for line in self._requests:
            request = json.loads(line)
            if request["op"] == "cancel":
                self._cancelled.add(request["id"])
            else:
                self._queue.put(request)
        os._exit(0)  # the main thread may be deep in llama.cpp

    def _answer(self, **answer: Any) -> None:
        self._answers.write(json.dumps(answer) + "\n")
        self._answers.flush()

    def run(self) -> None:
        """Serve until stdin ends."""
        threading.Thread(target=self._listen, daemon=True).start()
        while True:
            request = self._queue.get()
            number = request["id"]
            try:
                self._answer(event="done", id=number, result=self._carry_out(request, number))
            except ModelError as error:
                kind = next((kind for kind, one in ERRORS.items() if isinstance(error, one)), "model")
                self._answer(event="error", id=number, kind=kind, message=str(error))
            except Exception as error:  # a defect of ours; the process goes on, the person sees what it was
                self._answer(event="error", id=number, kind="model", message=f"{type(error).__name__}: {error}")

    def _carry_out(self, request: dict[str, Any], number: int) -> Any:
        def cancelled() -> bool:
            return number in self._cancelled

        if request["op"] == "load":
            return {"context": self._load(request).context}
        if request["op"] == "load_encoder":
            with llama_imported():
                from .llama_encoder import LlamaEncoder
            self._encoder = LlamaEncoder(Path(request["path"]))
            return {"width": self._encoder.width}
        if request["op"] == "vectors":
            if self._encoder is None:
                raise ModelError("No encoder is loaded.")
            return base64.b64encode(self._encoder.vectors(request["texts"], cancelled).tobytes()).decode("ascii")
        if self._model is None:
            raise ModelError("No model is loaded.")
        prompt = prompt_from(request["prompt"])
        match request["op"]:
            case "generate":
                generation = self._model.generate(
                    prompt,
                    max_tokens=request["max_tokens"],
                    on_token=lambda text: self._answer(event="token", id=number, text=text),
                    cancelled=cancelled,
                    on_read=lambda done, whole: self._answer(event="reading", id=number, done=done, all=whole),
                )
                return asdict(generation)
            case "warm":
                warmth = self._model.warm(prompt, cancelled)
                return asdict(warmth) if warmth else None
            case "count":
                return self._model.count(prompt)
            case "draw":
                from .llama_several import draw_several

                drawn = draw_several(self._model, prompt, request["seeds"], request["max_tokens"], cancelled)
                return [asdict(one) for one in drawn]
            case "tokens":
                return asdict(self._model.tokens(prompt, request["answer"]))
            case other:
                raise ModelError(f"The model process knows no request {other!r}.")

    def _load(self, request: dict[str, Any]) -> LlamaModel:
        with llama_imported("; or let the setting server_url name a server on this machine"):
            from .llama import LlamaModel
        self._model = LlamaModel(
            Path(request["path"]),
            PrefixStore(Path(request["prefixes"])),
            request["threads"],
            plain=request["plain"],
            adapter=Path(request["adapter"]) if request["adapter"] else None,
        )
        return self._model


@contextlib.contextmanager
def llama_imported(or_else: str = "") -> Iterator[None]:
    """It isn't here, or a library that it was built with isn't: what is missing stands in the error, whichever kind that is."""
    try:
        yield
    except ImportError as error:
        raise ModelError(
            f"llama-cpp-python can't be used ({error}). It comes with thumbwright's extra, thumbwright[llama], and is compiled "
            f"when it is installed{or_else}."
        ) from error
    except (RuntimeError, OSError) as error:
        raise ModelError(
            f"llama-cpp-python is here and doesn't load ({error}). Install the library that is named (Debian: apt install "
            "libgomp1), or build it again on this machine: "
            f"pip install --force-reinstall --no-binary :all: llama-cpp-python{or_else}."
        ) from error


def main() -> None:
    """Serve the process that started this one."""
    os.umask(0o077)
    outward.forbid()
    # llama.cpp, and whatever else prints, must not write between our lines: stdout's number goes to stderr
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    requests = os.fdopen(os.dup(0), encoding="utf-8")
    Worker(requests, answers).run()


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(0)
