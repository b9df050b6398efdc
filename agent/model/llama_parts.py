"""What belongs to a model, or is handed to llama.cpp beside it: its vocabulary with the layout of its chats, an adapter
that changes the model where it is switched on. And what llama.cpp says when something is wrong, which it logs instead of
returning it.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any

import llama_cpp as c

from ground.errors import ModelError

from .chat import CHATML_MARK, chatml, lay_out
from .writing import AdapterRefused, Prompt

_LOG_ERROR = 4
_log: list[str] = []


@c.llama_log_callback  # type: ignore[untyped-decorator, unused-ignore]
def _keep_log(level: int, text: bytes, _data: object) -> None:
    """Keeps what llama.cpp calls errors, and silences the rest."""
    if level == _LOG_ERROR:
        _log.append(text.decode(errors="replace").strip())
        del _log[:-20]


def last_errors() -> str:
    """What llama.cpp said went wrong; the first lines name it."""
    return "; ".join(_log[:2]) or "llama.cpp gives no reason"


def open_model(path: Path, *, rearranged: bool) -> Any:
    """llama.cpp's model of a file, with its weights `rearranged` for the processor or left as they are. Raises ModelError."""
    c.llama_log_set(_keep_log, ctypes.c_void_p(0))
    c.llama_backend_init()
    _log.clear()
    how = c.llama_model_default_params()
    how.use_extra_bufts = rearranged
    model = c.llama_model_load_from_file(os.fsencode(path), how)
    if not model:
        raise ModelError(f"{path} can't be loaded: {last_errors()}. Look: thumbwright models verify")
    return model


def tokens_of(vocabulary: Any, text: str, *, marked: bool, control: bool) -> list[int]:
    """The text's tokens; `marked` between the marks of its beginning and end. With `control`, marks such as `<|im_end|>` are what
    they mean. Raises ModelError."""
    data = text.encode()
    size = len(data) + 8
    tokens = (c.llama_token * size)()
    count = c.llama_tokenize(vocabulary, data, len(data), tokens, size, marked, control)
    if count < 0 or marked and not count:
        raise ModelError(f"llama.cpp can't tokenise a text of {len(data)} bytes.")
    return list(tokens[:count])


class Vocabulary:
    """A model's tokens and its chat template: prompts as the model reads them, its tokens as text. Its memory goes with the
    model's."""

    def __init__(self, model: Any, name: str) -> None:
        """Raises ModelError where the model has no chat template."""
        self.handle: Any = c.llama_model_get_vocab(model)
        self.size = int(c.llama_vocab_n_tokens(self.handle))
        self._template, self._bos, self._eos = self._chat_template(model, name)

    def _chat_template(self, model: Any, name: str) -> tuple[str, str, str]:
        """Return the template, and what it may write for the beginning and the end of a text."""
        own = c.llama_model_chat_template(model, None)
        bos, eos = (
            self.piece(token).decode(errors="replace") if token >= 0 else ""
            for token in (c.llama_vocab_bos(self.handle), c.llama_vocab_eos(self.handle))
        )
        if own and CHATML_MARK not in own.decode(errors="replace"):
            return own.decode(errors="replace"), bos, eos
        if len(self.tokenise(CHATML_MARK, control=True)) != 1:
            raise ModelError(f"{name} has no chat template: a model trained to follow instructions is needed.")
        return chatml(), bos, eos

    def tokenise(self, text: str, control: bool) -> list[int]:
        """Return the text's tokens; with `control`, marks such as `<|im_end|>` are what they mean. Raises ModelError."""
        return tokens_of(self.handle, text, marked=False, control=control)

    def piece(self, token: int) -> bytes:
        """The token's text; it may end within a letter."""
        buffer = ctypes.create_string_buffer(256)
        size = c.llama_token_to_piece(self.handle, token, buffer, 256, 0, True)
        return bytes(buffer.raw[: max(0, size)])

    def ends(self, token: int) -> bool:
        """Whether an answer ends with it."""
        return bool(c.llama_vocab_is_eog(self.handle, token))

    def lay_out(self, prompt: Prompt) -> tuple[list[int], int]:
        """Return the prompt's tokens and how many of them are the prefix's. Raises ModelError."""
        tokens: list[int] = []
        prefix = 0
        for piece in lay_out(prompt, self._template, self._bos, self._eos):
            tokens += self.tokenise(piece.text, piece.control)
            if piece.in_prefix:
                prefix = len(tokens)
        if c.llama_vocab_get_add_bos(self.handle) and tokens[:1] != [c.llama_vocab_bos(self.handle)]:
            tokens.insert(0, c.llama_vocab_bos(self.handle))
            prefix += 1 if prefix else 0
        return tokens, prefix


class LoadedAdapter:
    """A LoRA adapter beside its model, off until it is switched on. Its memory goes with the model's."""

    def __init__(self, model: Any, path: Path) -> None:
        """Raises AdapterRefused where llama.cpp can't use it with this model."""
        self.name = path.stem
        _log.clear()
        self._adapter: Any = c.llama_adapter_lora_init(model, os.fsencode(path))
        if not self._adapter:
            raise AdapterRefused(
                f"The adapter {path} can't be used with this model: {last_errors()}. Without one: thumbwright models use none"
            )
        self._one = (c.llama_adapter_lora_p_ctypes * 1)(self._adapter)
        self._scale = (ctypes.c_float * 1)(1.0)

    def switch(self, context: Any, on: bool) -> None:
        """What `context` evaluates from now on is evaluated with the adapter, or without it. Raises ModelError."""
        given = (self._one, 1, self._scale) if on else (None, 0, None)
        if c.llama_set_adapters_lora(context, *given):
            raise ModelError(f"The adapter {self.name} can't be switched {'on' if on else 'off'}: {last_errors()}")
