"""The catalogue's own consistency, and what an unknown name is told."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from agent.files.catalogue import CatalogueModel, find_model, models
from ground.errors import ModelError
from ground.settings import Settings


def test_default_is_first_verified_and_what_the_settings_say() -> None:
    assert models()[0].key == Settings.model_fields["model"].default
    assert find_model(Settings().model).sha256


def test_keys_and_files_are_unique() -> None:
    assert len({m.key for m in models()}) == len({m.file for m in models()}) == len(models())


@pytest.mark.parametrize("model", models(), ids=lambda m: m.key)
def test_every_model_has_a_source_and_says_what_is_not_known_of_it(model: CatalogueModel) -> None:
    assert (model.hub or model.parts or model.encoder) if model.sha256 else "can't be pulled" in model.note
    assert model.measured or "Not tried" in model.note


def test_unknown_name_is_told_the_nearest() -> None:
    with pytest.raises(ModelError, match=r"Did you mean qwen2\.5-coder-1\.5b\?"):
        find_model("qwen-coder-1.5b")


def test_no_file_is_taken_from_anywhere_without_a_checksum() -> None:
    entry = find_model(Settings().model).model_dump() | {"sha256": None}
    with pytest.raises(ValidationError, match="only taken from anywhere with a known checksum"):
        CatalogueModel.model_validate(entry)
