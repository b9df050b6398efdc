"""What sureness is worth, fitted on attempts."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path

import pytest

from agent.trust import LOWEST, trust_from
from apidocs.doc import AppDoc
from thumbwright.errors import ModelError, SettingsError
from training.trust import LEAST, PRECISION, Tried, _threshold, fit_trust, read_tried


def made(count: int, *, seed: int = 1) -> list[Tried]:
    """Attempts that are right where the model is sure, and mostly wrong where a text is made up."""
    draw = random.Random(seed)
    found = []
    for number in range(count):
        sure, made_up, beside = draw.uniform(-1, 0), draw.random() < 0.3, draw.random() < 0.4
        right = draw.random() < (0.05 if made_up else 0.98 if sure > -0.3 else 0.3)
        values = {"bias": 1.0, "sureness": sure, "weakest": 4 * sure, "lines": 2.0}
        values |= {"made_up": 1.0} if made_up else {}
        values |= {"beside": 1.0} if beside else {}
        found.append(Tried(f"app-{number % 12}", right, values, made_up or beside, False))
    return found


def test_sure_scripts_run_in_spite_of_slight_doubts_and_made_up_ones_do_not() -> None:
    pytest.importorskip("torch", reason="fitting needs torch: pip install 'thumbwright[train]'")
    trust, figures = fit_trust(made(600))
    assert trust is not None
    assert figures["overruled"] > 30 and figures["overruled_right"] >= PRECISION * figures["overruled"]
    base = {"bias": 1.0, "weakest": -0.2, "lines": 2.0, "sureness": -0.05}
    assert trust.chance({**base, "beside": 1.0}) >= trust.threshold
    assert trust.chance({**base, "made_up": 1.0}) < trust.threshold
    assert trust.chance({**base, "beside": 1.0, "sureness": -0.9, "weakest": -3.6}) < trust.threshold


def test_where_nothing_can_be_told_no_doubt_is_overruled() -> None:
    pytest.importorskip("torch", reason="fitting needs torch: pip install 'thumbwright[train]'")
    draw = random.Random(2)
    luck = [Tried(one.app, draw.random() < 0.5, one.found, one.doubted, False) for one in made(300)]
    trust, figures = fit_trust(luck)
    assert figures["overruled"] == 0 and trust is None


def test_a_threshold_is_one_that_the_product_takes() -> None:
    pytest.importorskip("torch", reason="fitting needs torch: pip install 'thumbwright[train]'")
    trust, figures = fit_trust([Tried(one.app, True, one.found, one.doubted, False) for one in made(300)])
    assert trust is not None and LOWEST <= trust.threshold <= 1
    assert trust_from({**trust.weights, "threshold": trust.threshold}) == trust
    assert _threshold([(0.4, True)] * 50) is None  # right, but the product believes no chance as low
    assert figures["overruled"] == figures["overruled_right"] > 0


def test_attempts_of_too_few_apps_are_refused() -> None:
    pytest.importorskip("torch", reason="fitting needs torch: pip install 'thumbwright[train]'")
    with pytest.raises(SettingsError, match="of 1 apps; 5 are needed"):
        fit_trust([one for one in made(200) if one.app == "app-1"])


def test_without_torch_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"thumbwright\[llama,train\]"):
        fit_trust(made(10))


def test_attempts_are_read_with_their_doubts(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    doc = AppDoc(package="a", label="A")
    (tmp_path / "docs" / "a-1.doc.json").write_text(doc.model_dump_json(), "utf-8")
    attempt = {"script": 'finish("no")', "greedy": True, "cause": "", "sureness": -0.1, "weakest": 0.8}
    row = {"source": "a:1:001", "doc": "a-1", "task": "is it on?"}
    others = [{**attempt, "greedy": False}, {**attempt, "cause": "check"}, {**attempt, "sureness": None}]
    lines = [json.dumps({**row, "attempts": [attempt, *others]}) for _ in range(LEAST)]
    (tmp_path / "attempts.jsonl").write_text("\n".join(lines), "utf-8")
    found = read_tried(tmp_path)
    assert len(found) == LEAST and found[0].app == "a:1" and found[0].right

    for damaged in ("{", '{"doc": "a-1"}', json.dumps({**row, "doc": "gone", "attempts": []})):
        (tmp_path / "attempts.jsonl").write_text("\n".join([*lines, damaged]), "utf-8")
        with pytest.raises(SettingsError, match=f"line {LEAST + 1}: not what"):
            read_tried(tmp_path)

    (tmp_path / "attempts.jsonl").write_text(lines[0], "utf-8")
    with pytest.raises(SettingsError, match="are needed"):
        read_tried(tmp_path)
    with pytest.raises(SettingsError, match="no attempts"):
        read_tried(tmp_path / "docs")
