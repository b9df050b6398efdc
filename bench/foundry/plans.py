"""Right scripts of generated apps' tasks, kept beside the docs: finding one runs candidates on the phone."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from apidocs.doc import AppDoc
from apidocs.keep.store import doc_hash
from foundry.blueprint import Blueprint
from foundry.learned import name_of
from foundry.planning.verifying import Planner
from foundry.tasks import Task
from ground import paths


class Plans:
    """One app's, for the doc as it is; those for another doc are forgotten."""

    def __init__(self, folder: Path, blueprint: Blueprint, doc: AppDoc) -> None:
        self._path = paths.private_dir(folder) / f"{name_of(blueprint)}.json"
        self._doc = doc_hash(doc)
        self._scripts: dict[str, str] = {}
        with contextlib.suppress(OSError, ValueError, KeyError, AttributeError):  # half a file: they are found again
            kept = json.loads(self._path.read_text("utf-8"))
            if kept["doc"] == self._doc:
                self._scripts = {str(words): str(script) for words, script in kept["scripts"].items()}

    def find(self, task: Task, planner: Planner) -> str:
        """The right script; empty where the doc can't express the task."""
        if task.words not in self._scripts:
            self._scripts[task.words] = planner.plan(task).script
            beside = self._path.with_suffix(".new")
            beside.write_text(json.dumps({"doc": self._doc, "scripts": self._scripts}, ensure_ascii=False), "utf-8")
            beside.replace(self._path)
        return self._scripts[task.words]
