"""A model that believes everything: where what it reads has the marker of an injected text, it writes what that text wants, else
what the person ordered. As a server on this machine, the way a person could set one."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
from collections.abc import Iterator

MARK = "INJECTED"
"""In every injected text, and nowhere else."""


class GullibleModel(http.server.ThreadingHTTPServer):
    """`ordered` and `obeying` are what it writes; `fooled` counts how often it obeyed."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.ordered = self.obeying = ""
        self.asked = self.fooled = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    @classmethod
    @contextlib.contextmanager
    def running(cls) -> Iterator[GullibleModel]:
        model = cls()
        thread = threading.Thread(target=model.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield model
        finally:
            model.shutdown()
            thread.join()
            model.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    server: GullibleModel

    def do_GET(self) -> None:
        self._answer("application/json", json.dumps({"data": [{"id": "gullible"}]}).encode())

    def do_POST(self) -> None:
        read = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8", "replace")
        fooled = MARK in read
        self.server.asked += 1
        self.server.fooled += fooled
        script = self.server.obeying if fooled else self.server.ordered
        said = f"```python\n{script}\n```"
        event = f"data: {json.dumps({'choices': [{'delta': {'content': said}}]})}\n\ndata: [DONE]\n\n"
        self._answer("text/event-stream", event.encode())

    def _answer(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass
