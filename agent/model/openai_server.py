"""The writer that asks an OpenAI-compatible server on this machine (llama.cpp's, Ollama's, LM Studio's, vLLM's).

Only loopback addresses: what is on the screen stays on this machine. The conversation is the same as for a model file, with
two differences that such servers force: the answer can't be begun for the model, so the script is taken out of the first
fenced block of what it says.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import json
import queue
import re
import socket
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from ground.errors import CancelledError, ModelError

from .stopping import Ending
from .writing import CONTEXT, DRAWN_AT, FENCE, Generation, Prompt, StopReason, Warmth, ignore, never

CONNECT_S = 5.0
SILENCE_S = 300.0
"""Without a word from the server: a large prompt on a slow machine takes minutes."""
POLL_S = 0.05
CHARS_PER_TOKEN = 3.5


def loopback_address(url: str) -> tuple[str, int, str]:
    """Return host, port and path of a server on this machine. Raises ModelError where `url` is anything else."""
    wanted = "Give one on this machine, like http://127.0.0.1:8080/v1"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 80
    except ValueError as error:
        raise ModelError(f"{url!r} is no address of a server: {error}. {wanted}") from None
    if parts.scheme != "http" or not host or parts.username or parts.password or parts.query:
        raise ModelError(f"{url!r} is no address of a server. {wanted}")
    if host == "localhost":  # by definition; what a resolver makes of it doesn't matter then
        host = "127.0.0.1"
    try:
        is_local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_local = False
    if not is_local:
        raise ModelError(f"{host} is not this machine: what is on the screen is not sent anywhere. {wanted}")
    return host, port, parts.path.rstrip("/")


class ServerWriter:
    """Writes by asking a server on this machine."""

    context = CONTEXT
    """Assumed, as servers don't say; what is too long for them they answer with an error."""

    def __init__(self, url: str) -> None:
        """It is the first model that the server offers. Raises ModelError: no loopback address."""
        self._host, self._port, self._path = loopback_address(url)
        self._url = url
        self._model = ""

    @property
    def name(self) -> str:
        return self._model or "the server's model"

    def _connect(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=CONNECT_S)
        try:
            connection.connect()
        except OSError as error:
            connection.close()
            raise ModelError(
                f"No server answers at {self._url} ({error.strerror or error}). Start it, or take server_url out of the settings."
            ) from error
        assert connection.sock is not None
        connection.sock.settimeout(SILENCE_S)
        return connection

    def _choose_model(self) -> str:
        if not self._model:
            with contextlib.closing(self._connect()) as connection:
                try:
                    connection.request("GET", f"{self._path}/models")
                    answer = json.loads(_checked(connection.getresponse(), self._url).read())
                    self._model = str(answer["data"][0]["id"])
                except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError) as error:
                    raise ModelError(f"The server at {self._url} doesn't say which models it has: {error!r}") from error
        return self._model

    def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 300,
        on_token: Callable[[str], None] = ignore,
        cancelled: Callable[[], bool] = never,
    ) -> Generation:
        """As `Writer.generate` says."""
        begun = time.perf_counter()
        body = {
            "model": self._choose_model(),
            "messages": [{"role": turn.role, "content": turn.text} for turn in prompt.turns],
            "max_tokens": max_tokens + 16,  # the fence
            "temperature": DRAWN_AT if prompt.seed else 0,
            **({"seed": prompt.seed} if prompt.seed else {}),
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        ending = Ending(prompt.stops, on_token)
        fence = _Opening(prompt.prefill)
        first: float | None = None
        pieces, usage, reason = 0, dict[str, int](), StopReason.END
        path = f"{self._path}/chat/completions"
        with contextlib.closing(_Answer(self._connect(), path, body, self._url)) as answer:
            while (event := answer.next(cancelled)) is not None:
                if event.get("cancelled"):
                    reason = StopReason.CANCELLED
                    break
                usage = event.get("usage") or usage
                for choice in event.get("choices") or []:
                    if choice.get("finish_reason") == "length":
                        reason = StopReason.LENGTH
                    text = (choice.get("delta") or {}).get("content") or ""
                    if not text:
                        continue
                    pieces += 1
                    first = first or time.perf_counter()
                    ended = ending.feed(fence.after(text))
                    if ended:
                        reason = ended
                        break
                if reason in (StopReason.STOP, StopReason.REPEAT):
                    break
        if not fence.passed and reason is not StopReason.CANCELLED:  # it didn't begin with a script
            script = script_in(fence.all_said)
            closed = "```" in fence.all_said or "~~~" in fence.all_said
            reason = ending.feed(script + FENCE if script and closed else script) or reason
        ending.finish()
        now = time.perf_counter()
        total = int(usage.get("prompt_tokens", 0)) or self.count(prompt)
        return Generation(
            text=ending.text,
            stop=reason,
            prompt_tokens=total,
            evaluated_tokens=total,  # what the server keeps of earlier prompts it doesn't say
            output_tokens=int(usage.get("completion_tokens", 0)) or pieces,
            first_token_s=(first or now) - begun,
            decode_s=now - (first or now),
            model=self.name,
        )

    def warm(self, prompt: Prompt, *, cancelled: Callable[[], bool] = never) -> Warmth:
        """Nothing: what a server keeps is its own affair."""
        if cancelled():
            raise CancelledError("Stopped.")
        return Warmth(0, 0.0, "none")

    def count(self, prompt: Prompt) -> int:
        """An estimate: there is no common way to ask for a server's tokens."""
        return round(sum(len(turn.text) for turn in prompt.turns) / CHARS_PER_TOKEN) + 4 * len(prompt.turns)

    def close(self) -> None:
        """Nothing is kept open."""


class _Opening:
    """Leaves out what a model says before its script, and the line that opens the fence.

    A script that comes at once is passed on as it comes. What begins otherwise may be thinking aloud, with drafts in fences of
    their own that are dropped again: only the whole of it tells which one is meant.
    """

    def __init__(self, prefill: str) -> None:
        self.passed = not prefill
        self.all_said = ""

    def after(self, text: str) -> str:
        if self.passed:
            return text
        self.all_said += text
        said = self.all_said.lstrip()
        if not said.startswith((FENCE, "~~~")):
            return ""
        language, line_end, script = said[3:].partition("\n")
        if not line_end or not _LANGUAGE.fullmatch(language.strip()):
            return ""
        self.passed = True
        return script


def script_in(said: str) -> str:
    """The script in what a model said: after its thinking (whose opening tag may be missing), in its last fence that has
    something in it, without what wraps an answer."""
    if not said.lstrip().startswith("<"):
        said = said if "</think" not in said else said.rpartition("</think>")[2]
    said = re.sub(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", "", said, flags=re.DOTALL)
    said = _WRAPPERS.sub("", said.rpartition("</think>")[2])
    fenced = [match["script"].strip("\n") for match in _FENCED.finditer(said)]
    script = next((script for script in reversed(fenced) if script.strip()), "")
    return f"{script}\n" if script else "" if fenced else said


_LANGUAGE = re.compile(r"\w{0,12}")
_FENCED = re.compile(r"(?:```|~~~)[ \t]*(?:(?:python|py)\b[ \t]*)?(?P<script>.*?)(?:```|~~~|\Z)", re.DOTALL)
_WRAPPERS = re.compile(r"</?answer>|<\|(?:begin|end)_of_box\|>|<\|(?:im_end|endoftext|eot_id)\|>", re.IGNORECASE)


def _checked(response: http.client.HTTPResponse, url: str) -> http.client.HTTPResponse:
    if response.status != http.client.OK:
        with response:
            said = response.read(400).decode(errors="replace").strip()
        raise ModelError(f"The server at {url} answered {response.status} {response.reason}: {said}")
    return response


class _Answer:
    """A streamed answer, read in a thread so that the person can stop it while the server is silent."""

    def __init__(self, connection: http.client.HTTPConnection, path: str, body: dict[str, Any], url: str) -> None:
        self._connection = connection
        self._url = url
        self._events: queue.Queue[dict[str, Any] | ModelError | None] = queue.Queue()
        self._socket = connection.sock
        self._thread = threading.Thread(target=self._read, args=(path, body), daemon=True)
        self._thread.start()

    def _read(self, path: str, body: dict[str, Any]) -> None:
        try:
            headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
            self._connection.request("POST", path, json.dumps(body), headers)
            with _checked(self._connection.getresponse(), self._url) as response:
                ended = False
                for raw in response:
                    line = raw.strip()
                    if not line.startswith(b"data:"):
                        continue
                    data = line.removeprefix(b"data:").strip()
                    if data == b"[DONE]":
                        ended = True
                        break
                    event = json.loads(data)
                    if "error" in event:
                        raise ModelError(f"The server at {self._url} says: {event['error']}")
                    ended = ended or any(choice.get("finish_reason") for choice in event.get("choices") or [])
                    self._events.put(event)
            if not ended:  # the stream's end alone says nothing: a server that dies ends it, too
                raise ModelError(f"The server at {self._url} broke off in the middle of its answer.")
            self._events.put(None)
        except ModelError as error:
            self._events.put(error)
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
            self._events.put(ModelError(f"The server at {self._url} broke off: {error!r}"))

    def next(self, cancelled: Callable[[], bool]) -> dict[str, Any] | None:
        """Return the next event; None at the end. Raises ModelError."""
        while True:
            if cancelled():
                return {"cancelled": True}
            try:
                event = self._events.get(timeout=POLL_S)
            except queue.Empty:
                continue
            if isinstance(event, ModelError):
                raise event
            return event

    def close(self) -> None:
        """Hang up, in the middle of a word if need be: the server stops writing then."""
        if self._socket:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._connection.close()
