"""What several views of the terminal UI want to know of this machine: learned apps, earlier and saved tasks, the model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ground.errors import ThumbwrightError
from ground.settings import load_settings


@dataclass(frozen=True)
class Known:
    """Read anew after each task."""

    apps: dict[str, str] = field(default_factory=dict)
    """Label by package."""
    history: list[str] = field(default_factory=list)
    """Newest first."""
    saved: list[str] = field(default_factory=list)
    """Names of saved tasks, as `@name`."""
    model: tuple[str, str, str] = ("", "", "")
    """Mark, colour, words."""


def gather(tell: Callable[[str], None]) -> Known:
    """Read it; what can't be read is left out. A store that can't be read, or was put aside, is a word to `tell`."""
    from agent.record import saved_tasks
    from apidocs.keep.store import list_docs
    from sessions import reading
    from thumbwright.use.stores import open_store

    history: list[str] = []
    try:
        with open_store(tell) as store:
            history = [head.task for head in reading.list_sessions(store, limit=200, kind="task") if not head.private]
    except ThumbwrightError as error:
        tell(str(error))
    apps = {info.package: info.label for info in list_docs() if not info.error}
    saved = [f"@{name}" for name in saved_tasks.names()]
    return Known(apps, list(dict.fromkeys(history)), list(dict.fromkeys(saved)), _model())


def _model() -> tuple[str, str, str]:
    from agent.files.catalogue import find_model
    from agent.files.model_files import resolve_model
    from agent.files.partial import human

    settings = load_settings()
    if settings.server_url:
        return "✓", "$success", f"asked of {settings.server_url}"
    try:
        resolve_model(settings.model)
    except ThumbwrightError as error:
        try:
            model = find_model(settings.model)
        except ThumbwrightError:
            return "2", "$primary", str(error)
        size = f" ({human(model.size)}, once)" if model.size else ""
        return "2", "$primary", f"F6, then p, fetches it{size}"
    return "✓", "$success", settings.model
