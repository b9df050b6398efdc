"""Reading DroidBot's recordings: whole, damaged, and nothing but what the exploration names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from apidocs.explore.droidbot import read_recording
from ground.errors import DocError


def view(number: int, parent: int = -1, **more: Any) -> dict[str, Any]:
    plain = {"temp_id": number, "parent": parent, "children": [], "class": "android.widget.TextView", "text": None}
    plain |= {"resource_id": None, "content_description": None, "bounds": [[0, 0], [100, 50]], "visible": True}
    return plain | {"package": "org.example.app", "clickable": True} | more


def state(folder: Path, name: str, *views: dict[str, Any]) -> None:
    content = {"views": list(views), "foreground_activity": "org.example.app/.Main"}
    (folder / "states" / f"{name}.json").write_text(json.dumps(content))


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    (tmp_path / "states").mkdir()
    state(tmp_path, "a", view(0), view(1, 0, text="Open", **{"class": "android.widget.Button"}))
    state(
        tmp_path, "b", view(0), view(1, 0, editable=True, **{"class": "org.example.Field"}), view(2, 0, visible=False)
    )
    records = [
        {
            "state": "a.json",
            "next_state": "b.json",
            "action": "click",
            "view": view(1, 0, **{"class": "android.widget.Button"}),
        },
        {"state": "b.json", "next_state": "a.json", "action": "back", "view": None},
        {"state": "a.json", "next_state": None},
    ]
    (tmp_path / "exploration.json").write_text(json.dumps(records))
    return tmp_path


def test_a_recording_is_read_as_a_walk(recording: Path) -> None:
    read = read_recording(recording)
    kinds = [step.act.kind if step.act else None for step in read.walk.steps]
    assert kinds == ["tap", "back", None]
    first = read.walk.steps[0]
    assert first.act is not None and first.act.node is not None and first.act.node.text == "Open"
    assert any(node is first.act.node for node in first.before.walk()), "the act points into the dump it was done on"
    assert read.walk.package == "org.example.app" and read.problems == []


def test_editable_views_become_fields_and_hidden_ones_nothing(recording: Path) -> None:
    after = read_recording(recording).walk.steps[0].after
    assert [node.short_class for node in after.walk()] == ["TextView", "EditText"]


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        pytest.param(lambda d: (d / "states" / "b.json").write_text('{"views": ['), "not JSON", id="a state cut off"),
        pytest.param(
            lambda d: (d / "states" / "b.json").write_text('{"views": []}'), "no views", id="a state without views"
        ),
        pytest.param(lambda d: (d / "states" / "b.json").unlink(), "can't be read", id="a state missing"),
    ],
)
def test_damage_is_named_once_and_the_rest_is_used(recording: Path, damage: Any, named: str) -> None:
    damage(recording)
    read = read_recording(recording)
    assert len(read.walk.steps) == 1
    assert len(read.problems) == 1 and named in read.problems[0] and "b.json" in read.problems[0]


def test_an_act_on_a_view_that_is_not_there_is_counted(recording: Path) -> None:
    records = json.loads((recording / "exploration.json").read_text())
    records[0]["view"]["temp_id"] = 77
    (recording / "exploration.json").write_text(json.dumps(records))
    read = read_recording(recording)
    assert read.walk.steps[0].act is None
    assert read.problems == ["Step 0 points to a view that its state doesn't have"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(None, "no exploration.json", id="no such file"),
        pytest.param("[{", "not JSON", id="cut off"),
        pytest.param('{"a": 1}', "list of steps", id="something else"),
        pytest.param("[]", "empty", id="no steps"),
        pytest.param('[{"state": "zzz.json"}]', "zzz.json", id="no state is there"),
    ],
)
def test_what_is_no_recording_is_refused_with_the_reason(recording: Path, content: str | None, said: str) -> None:
    path = recording / "exploration.json"
    path.unlink()
    if content is not None:
        path.write_text(content)
    with pytest.raises(DocError, match=said):
        read_recording(recording)


def test_nothing_but_the_exploration_and_its_states_is_opened(recording: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (recording / "tasks.json").write_text('[{"task": "secret"}]')
    (recording / "events").mkdir()
    (recording / "events" / "event_1.json").write_text("{}")
    state(recording, "of_a_task", view(0, text="secret"))
    opened: list[str] = []
    read_text = Path.read_text

    def spy(self: Path, *args: Any, **kwargs: Any) -> str:
        opened.append(self.name)
        return read_text(self, *args, **kwargs)

    monkeypatch.setattr(Path, "read_text", spy)
    read = read_recording(recording)
    assert sorted(set(opened)) == ["a.json", "b.json", "exploration.json"]
    assert not any("secret" in node.text for dump in read.states.values() for node in dump.walk())
