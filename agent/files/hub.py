"""Fetches a model file from the model hub, going on where an earlier download broke off.

The hub's own client gives the address, the session (proxies, certificates, a mirror named in the environment) and nothing
else: its download function starts anew after a broken one, which is dear at a gigabyte. No account and no token is sent.
"""

from __future__ import annotations

import importlib
from typing import Any

from .catalogue import CatalogueModel
from .partial import CHUNK, Cancelled, PartialFile, Progress, Report, SourceUnavailable, stop_if

CONNECT_S = 5.0
READ_S = 30.0
NOT_FOUND = 404
RANGE_NOT_SATISFIABLE = 416
PARTIAL_CONTENT = 206


def fetch(
    model: CatalogueModel, partial: PartialFile, report: Report, cancelled: Cancelled, endpoint: str | None = None
) -> None:
    """Bring `partial` to its full length.

    Raises SourceUnavailable where the hub can't be reached or has no such file, ModelError where the disk is full,
    CancelledError. What has arrived stays in `partial`. `endpoint` is another hub than the client's own.
    """
    if model.hub is None:
        raise SourceUnavailable(f"{model.key} is on no hub.")
    try:
        from huggingface_hub import get_session, hf_hub_url
        from huggingface_hub.utils._headers import build_hf_headers
    except ImportError:
        raise SourceUnavailable(
            "The model hub's client is not installed. Install thumbwright with its extra: thumbwright[llama]"
        ) from None
    url = hf_hub_url(model.hub.repo, model.hub.file, endpoint=endpoint)
    headers = build_hf_headers(token=False) | {"Accept-Encoding": "identity"}
    session = get_session()
    http: Any = importlib.import_module(type(session).__module__.partition(".")[0])  # httpx, or its successor
    start = partial.size
    if start:
        headers["Range"] = f"bytes={start}-"
    stop_if(cancelled)
    report(Progress(start, model.size, "hub"))
    try:
        timeout = http.Timeout(READ_S, connect=CONNECT_S)
        with session.stream("GET", url, headers=headers, timeout=timeout) as response:
            _receive(model, partial, start, response, report, cancelled)
    except http.HTTPError as error:
        raise SourceUnavailable(
            f"The model hub can't be reached, or broke off: {error or type(error).__name__}. "
            f"{partial.size} bytes are here. Check the connection and pull again."
        ) from error


def _receive(
    model: CatalogueModel, partial: PartialFile, start: int, response: Any, report: Report, cancelled: Cancelled
) -> None:
    if response.status_code == RANGE_NOT_SATISFIABLE:  # all of it, or more than all of it, is here: the sum decides
        return
    if response.status_code >= 400:
        assert model.hub is not None
        reason = "has no such file" if response.status_code == NOT_FOUND else f"answered {response.status_code}"
        raise SourceUnavailable(f"The model hub {reason}: {model.hub.repo}, {model.hub.file}")
    if response.status_code != PARTIAL_CONTENT:
        start = 0
        partial.cut(0)
    length = response.headers.get("content-length")
    total = model.size or (start + int(length) if length else None)
    partial.check_space(max(0, (total or 0) - start))
    done = start
    with partial.appending() as append:
        for chunk in response.iter_bytes(CHUNK):
            stop_if(cancelled)
            append(chunk)
            done += len(chunk)
            report(Progress(done, total, "hub"))
    if total is not None and done < total:
        raise SourceUnavailable(f"The model hub broke off after {done} of {total} bytes. Pull again to go on.")
