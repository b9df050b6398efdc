"""The doc of a generated app is kept until something of it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from apidocs.doc import AppDoc
from foundry import learned
from foundry.blueprint import Blueprint, draw_blueprint
from foundry.domain import load_domain
from foundry.halves import OWN
from phones.phone import Phone


@pytest.fixture
def blueprint() -> Blueprint:
    return draw_blueprint(load_domain(OWN / "movies.yaml"), 1)


def test_a_kept_doc_is_taken_until_the_app_or_the_learner_changes(
    tmp_path: Path, blueprint: Blueprint, monkeypatch: pytest.MonkeyPatch
) -> None:
    explored = 0

    class Learned:
        def __init__(self) -> None:
            nonlocal explored
            explored += 1
            self.doc = AppDoc(package=blueprint.package, label=f"number {explored}")

    monkeypatch.setattr(learned, "learn", lambda phone, app, **options: Learned())
    phone: Phone = None  # type: ignore[assignment]
    assert learned.kept_doc(blueprint, tmp_path / "docs") is None
    assert [learned.learned_doc(phone, blueprint, tmp_path / "docs").label for _ in range(2)] == ["number 1"] * 2

    other = draw_blueprint(blueprint.domain, 2)
    assert learned.learned_doc(phone, other, tmp_path / "docs").label == "number 2"

    monkeypatch.setattr(learned, "_code", lambda: "other code")
    assert learned.kept_doc(blueprint, tmp_path / "docs") is None
    assert learned.learned_doc(phone, blueprint, tmp_path / "docs").label == "number 3"

    (tmp_path / "docs" / "movies-1.json").write_text('{"made_of": "', "utf-8")
    assert learned.learned_doc(phone, blueprint, tmp_path / "docs").label == "number 4"
