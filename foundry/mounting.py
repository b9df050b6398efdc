"""Putting generated apps on a demo phone: an app's file for each, and the phone as a process with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from demophone.process import DemoPhoneProcess
from ground import paths

from .apps import FoundryApp
from .blueprint import Blueprint, draw_blueprint
from .domain import Domain, load_domain

_FILE = '''"""{label}: a generated app (domain {name}, seed {seed})."""

from foundry.apps import FoundryApp
from foundry.mounting import stored_blueprint


class GeneratedApp(FoundryApp):
    blueprint = stored_blueprint(__file__, {seed})
    package, label, accent = blueprint.package, blueprint.label, blueprint.accent
'''


def app_of(blueprint: Blueprint) -> FoundryApp:
    """The app in this process, for tests and for looking at it."""
    made = type("GeneratedApp", (FoundryApp,), {
        "blueprint": blueprint, "package": blueprint.package, "label": blueprint.label, "accent": blueprint.accent,
    })  # fmt: skip
    app: FoundryApp = made()
    return app


def write_app(domain: Domain, seed: int, folder: Path) -> Path:
    """An app's file for the demo phone, with the domain beside it as JSON, which is read a hundred times as fast as YAML."""
    blueprint = draw_blueprint(domain, seed)
    data = folder / f"{domain.name}.json"
    if not data.exists():
        data.write_text(domain.model_dump_json(by_alias=True), "utf-8")
    path = folder / f"{domain.name}_{seed}.py"
    path.write_text(_FILE.format(label=blueprint.label, name=domain.name, seed=seed), "utf-8")
    return path


def stored_blueprint(file: str, seed: int) -> Blueprint:
    """The blueprint of an app's file, from the domain beside it."""
    name = Path(file).stem.removesuffix(f"_{seed}")
    data = Path(file).with_name(f"{name}.json").read_text("utf-8")
    return draw_blueprint(Domain.model_validate_json(data), seed)


def start_phone(apps: Sequence[tuple[Path, int]], folder: Path, **options: Any) -> DemoPhoneProcess:
    """A demo phone with the apps of these domain files and seeds. `folder` keeps the app files and the phone's state."""
    paths.private_dir(folder)
    domains = {path: load_domain(path) for path in dict.fromkeys(path for path, _ in apps)}
    files = [write_app(domains[path], seed, folder) for path, seed in apps]
    return DemoPhoneProcess(state=paths.private_dir(folder / "state"), apps=files, **options)
