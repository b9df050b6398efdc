"""The doc of a generated app, as exploring it on the demo phone gives it, kept in a folder until something of it changes."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import agent.learn.learning
import apidocs
import demophone
import foundry.apps
import foundry.blueprint
import foundry.changes
import foundry.showing
from agent.learn.learning import CALLS, DEMO_EFFECTS, SECONDS, learn
from apidocs.doc import AppDoc
from ground import paths
from ground.errors import SettingsError
from phones.phone import Phone

from .blueprint import Blueprint


def name_of(blueprint: Blueprint) -> str:
    """`DOMAIN-SEED`: an app's name in files and figures."""
    return f"{blueprint.domain.name}-{blueprint.seed}"


def fingerprint(blueprint: Blueprint) -> str:
    """Of the domain and the code that a doc is made by: the explorer, the toolkit, the apps. Another one means that the app has to
    be learned again."""
    digest = hashlib.sha256(_code().encode())
    digest.update(f"{blueprint.seed} {blueprint.domain.model_dump_json(by_alias=True)}".encode())
    return digest.hexdigest()


def kept_doc(blueprint: Blueprint, folder: Path) -> AppDoc | None:
    """The app's doc of an earlier time, where it is still what learning would give."""
    try:
        kept = json.loads(_path(blueprint, folder).read_text("utf-8"))
        if kept["made_of"] != fingerprint(blueprint):
            return None
        return AppDoc.model_validate(kept["doc"])
    except (OSError, ValueError, KeyError, TypeError):
        return None  # none there, or half a file: it is learned anew


def learned_doc(phone: Phone, blueprint: Blueprint, folder: Path) -> AppDoc:
    """Explore the app on a clean phone, as `apps learn` does on the demo phone, without a model; a doc that is kept and still
    right is taken. Raises DocError where nothing can be learned, PhoneError where the phone is lost."""
    if doc := kept_doc(blueprint, folder):
        return doc
    learned = learn(phone, blueprint.package, allow=DEMO_EFFECTS, budget_calls=CALLS, budget_s=SECONDS, replace=True)
    path = _path(blueprint, paths.private_dir(folder))
    beside = path.with_suffix(".new")
    try:
        beside.write_text(
            json.dumps({"made_of": fingerprint(blueprint), "doc": learned.doc.model_dump(mode="json")}), "utf-8"
        )
        beside.replace(path)
    except OSError as error:
        raise SettingsError(f"The doc can't be kept in {folder}: {error.strerror}. Name another folder.") from None
    return learned.doc


def _path(blueprint: Blueprint, folder: Path) -> Path:
    return folder / f"{name_of(blueprint)}.json"


@cache
def _code() -> str:
    modules = (agent.learn.learning, foundry.blueprint, foundry.changes, foundry.showing)
    files = [Path(module.__file__ or "") for module in modules]
    for room in (apidocs, demophone, foundry.apps):
        # the lists of words decide what a doc says as much as the code does
        files += sorted(file for kind in ("*.py", "*.toml") for file in Path(room.__file__ or "").parent.rglob(kind))
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()
