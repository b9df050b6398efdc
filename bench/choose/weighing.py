"""Fitting what the parts of a learned app's score weigh (`agent/prepare/learned_fit.toml`): on phones with 120 apps that aren't
learned and six generated ones that are, with the tasks of both.

That one of all apps is the right one is taken to have the chance exp(k s) of all, with s an app's score; k and the weights are
fitted together, and what counts is a weight by k, since the others' scores stay as they are. Only subjects of part 0 and
tasks of the seen half have part in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from agent.model.meaning import Meaning
from agent.prepare.choosing import without_given, without_quotes
from agent.prepare.learned_fit import PARTS, weights_now
from agent.prepare.which_app import Titles, learned_parts, ranked
from apidocs.shipped.itself import PACKAGE as ITSELF

from .learned import LearnedApp, learned_apps, phones_of, titles_of
from .tasks import every_task, phone_apps

Floats = npt.NDArray[np.float64]
_PENALTY = 2.0
_STEPS = 1500
_HEAD = (
    "# What the parts of a learned app's score weigh (agent/prepare/learned_fit.py). Fitted, not to be edited:\n"
    "# thumbwright bench choose --learned DOCS --fit\n"
)


def fit_weights(meaning: Meaning, folder: Path, *, titles_alone: bool = False) -> dict[str, float]:
    """The weights, by the names of `PARTS`; with `titles_alone` the others are those of the file. Raises SettingsError,
    ModelError."""
    rows = [row for six in phones_of(learned_apps(folder), 0) for row in _rows(six, meaning)]
    values = np.stack([values for values, _ in rows])
    right = np.stack([right for _, right in rows])
    weights = weighed(values, right, np.array([1.0, *weights_now()[:-1]]) if titles_alone else None)
    return {name: round(float(weight / weights[0]), 3) for name, weight in zip(PARTS, weights[1:], strict=True)}


def weights_text(weights: dict[str, float]) -> str:
    """The file they are kept in."""
    return _HEAD + "".join(f"{name} = {weight}\n" for name, weight in weights.items())


def _rows(six: Sequence[LearnedApp], meaning: Meaning) -> Iterator[tuple[Floats, npt.NDArray[np.bool_]]]:
    """Of each task `[apps, 1 + parts]`, the score of those that aren't learned first, and `[apps]`, which are right."""
    docs, installed = [app.doc for app in six], [*phone_apps(), *(app.installed for app in six)]
    packages = [*(app.package for app in installed), ITSELF]
    said = [(task, frozenset({app.doc.package})) for app in six for task in app.tasks]
    said += [(task.words, task.packages) for task in every_task() if task.seen and task.fits == "one"]
    for task, right in said:
        bare = without_quotes(task)
        score = {fit.package: fit.score for fit in ranked(bare, installed, docs, meaning)}
        parts = learned_parts(bare, installed, docs, meaning, Titles(titles_of(six), without_given(task)))
        rows = [(0.0, *parts[p]) if p in parts else (score[p], *(0.0 for _ in PARTS)) for p in packages]
        yield np.array(rows), np.array([package in right for package in packages])


def weighed(values: Floats, right: npt.NDArray[np.bool_], others: Floats | None = None) -> Floats:
    """Weights of the score of those that aren't learned and of the `PARTS`. What titles weigh is fitted last, with the others as
    they are (`others`, where they are given), so that where no titles are known all is as if there were none to know."""
    assert PARTS[-1] == "titles"
    others = _fitted(values[:, :, :-1], right) if others is None else others
    scale, titles = _fitted(np.stack([values[:, :, :-1] @ others, values[:, :, -1]], -1), right)
    return np.append(others, titles / scale)


def _fitted(values: Floats, right: npt.NDArray[np.bool_]) -> Floats:
    """Weights of the likeliest choice, by steps along the slope (Adam)."""
    size = values.reshape(-1, values.shape[-1]).std(0) + 1e-9
    values = values / size
    weights, mean, square = (np.zeros(values.shape[-1]) for _ in range(3))
    for step in range(1, _STEPS + 1):
        said = values @ weights
        chance = np.exp(said - said.max(1, keepdims=True))
        chance /= chance.sum(1, keepdims=True)
        wanted = chance * right
        wanted /= wanted.sum(1, keepdims=True) + 1e-12
        slope = (_PENALTY * weights - np.einsum("tn,tnf->f", wanted - chance, values)) / len(values)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = weights - 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    fitted: Floats = weights / size
    return fitted
