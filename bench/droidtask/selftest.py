"""The scorer's own test, on the recordings: each ground truth, run through the phone, is a success; less or more is not."""

from __future__ import annotations

from dataclasses import dataclass

from demophone.contract import UiNode
from demophone.recorded.device import RecordedDevice, switch_of
from demophone.recorded.recording import Task, acted_on, is_editable, node_of

from .scoring import Score, score, truth


@dataclass(frozen=True)
class Check:
    """What the scorer said of one replayed ground truth."""

    task: str
    as_recorded: Score
    dropped: int
    """Of the runs with one required act left out: how many there were …"""
    dropped_failed: int
    """… and how many of them were no success."""
    toggled: bool | None
    """Whether one toggle more was no success; None where there was nothing to toggle."""


def replay(device: RecordedDevice, task: Task, *, leave_out: int = -1, toggle_more: bool = False) -> Score:
    """Run the recorded steps by touch, one left out or one toggle more, and score the run."""
    device.begin(task.id)
    extra = toggle_more
    for at, step in enumerate(task.steps[:-1]):
        if extra:
            switch = _loose_switch(device, task)
            if switch is not None:
                _touch(device, switch)
                extra = False
        if at == leave_out:
            continue
        if step["action"] == "scroll":
            device.drag(500, 1500, 500, 500, 300)
            continue
        state = device.recording.states.get(step["state_file"])
        node = node_of(state, step.get("view")) if state else None
        if node is None or device.left:
            continue
        target = acted_on(node, step["action"])
        if step["action"] == "set_text":
            twin = _twin(device, target)
            if twin is not None:
                device.set_node_text(twin, step["input"] or "")
        else:
            _touch(device, target, hold_ms=600 if step["action"] == "long_tap" else 0)
    return score(device.recording, task, device.report())


def _touch(device: RecordedDevice, node: UiNode, hold_ms: int = 0) -> None:
    left, top, right, bottom = node.bounds
    device.tap((left + right) / 2, (top + bottom) / 2, hold_ms)


def _twin(device: RecordedDevice, target: UiNode) -> UiNode | None:
    fields = [node for node in device.now.root.walk() if is_editable(node)]
    same = [node for node in fields if node.resource_id == target.resource_id and node.bounds == target.bounds]
    return same[0] if same else fields[0] if len(fields) == 1 else None


def _loose_switch(device: RecordedDevice, task: Task) -> UiNode | None:
    """A switch on the screen that the ground truth doesn't touch and that has no recorded edge."""
    touched = {act.node.path for act in truth(device.recording, task)}
    for node in device.now.root.walk():
        switch = switch_of(node) if node.clickable else None
        if switch is None or switch.cls.endswith(("RadioButton", "CheckedTextView")):
            continue
        key = device.now.recorded_key(node)
        if key.path not in touched and device._edge("tap", node) is None:
            return node
    return None


def check_all(device: RecordedDevice) -> list[Check]:
    """Every replayable task of one recording."""
    checks = []
    for task in device.recording.tasks.values():
        if not task.replayable:
            continue
        required = [at for at, act_at in enumerate(_act_steps(device, task)) if act_at]
        drops = [replay(device, task, leave_out=at) for at in required]
        more = replay(device, task, toggle_more=True)
        could = any(entry.how == "toggle" for entry in device.log)
        checks.append(
            Check(
                task.id,
                replay(device, task),
                len(drops),
                sum(one.verdict != "success" for one in drops),
                more.verdict != "success" if could else None,
            )
        )
    return checks


def _act_steps(device: RecordedDevice, task: Task) -> list[bool]:
    """For each step whether it is a required act."""
    required = [(act.kind, act.node, act.state.file) for act in truth(device.recording, task) if not act.optional]
    flags = []
    for step in task.steps[:-1]:
        state = device.recording.states.get(step["state_file"])
        node = node_of(state, step.get("view")) if state else None
        if state is None or node is None or step["action"] == "scroll":
            flags.append(False)
            continue
        from demophone.recorded.recording import key_of

        flags.append((step["action"], key_of(acted_on(node, step["action"])), state.file) in required)
    return flags
