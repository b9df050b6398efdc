"""Whether a run on a recorded app did its task: strictly, and by the lenient rule nearest to published figures.

Decides from the recording's ground truth and the phone's log of acts alone; what the script said plays no part.

* Acts are tap, long tap and typing, on the nearest clickable (for typing: editable) node. Scroll, back and launch are none.
* Optional in the ground truth: a tap on the field that is typed into next; choosing what is chosen already; switching
  what stands so already.
* Allowed besides it: the committing button of a dialog whose choice or text was a ground-truth act; at most three taps
  that only lead to another screen.
* success: the required acts occur in order; the last state, trailing back and scroll aside, has the activity, the element
  ids and the touched elements' checked and selected values of the recorded final state; nothing else changed state.
* left: an act with no recorded successor and no generic meaning ended the run. fail: everything else.
* lenient: all required acts are among the executed ones, texts compared; no order, extras free, runs that left included.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from demophone.contract import UiNode
from demophone.recorded.device import switch_of
from demophone.recorded.recording import (
    NodeKey,
    Recording,
    State,
    Task,
    acted_on,
    is_editable,
    key_of,
    node_of,
    path_of,
    right_text,
)

Verdict = Literal["success", "left", "fail"]
ACTS = ("tap", "long_tap", "set_text")
DETOURS = 3
POSITIVE = "android:id/button1"


@dataclass(frozen=True)
class Act:
    """One act of the ground truth."""

    kind: str
    node: NodeKey
    text: str
    state: State
    optional: bool
    choice: bool
    """Whether it picks an option or types a text: then its dialog may be committed besides."""


@dataclass(frozen=True)
class Done:
    """One act that was carried out."""

    kind: str
    node: NodeKey | None
    text: str
    how: str
    state: State
    after: State


@dataclass
class Score:
    """What is said of one run."""

    verdict: Verdict
    lenient: bool
    reasons: list[str] = field(default_factory=list)
    """Why it is no success, in words."""


def truth(recording: Recording, task: Task) -> list[Act]:
    """The ground truth's acts; steps that can't be placed in their state are left out."""
    acts: list[Act] = []
    steps = [step for step in task.steps[:-1]]
    for at, step in enumerate(steps):
        kind = {"tap": "tap", "long_tap": "long_tap", "set_text": "set_text"}.get(step["action"])
        state = recording.states.get(step["state_file"])
        node = node_of(state, step.get("view")) if state else None
        if kind is None or state is None or node is None:
            continue
        target = acted_on(node, kind)
        after = recording.states.get(task.steps[at + 1]["state_file"])
        optional = _stands_so_already(target, after) or (
            kind == "tap" and _typed_next(recording, target, steps[at + 1 :])
        )
        choice = kind == "set_text" or _is_choice(target)
        acts.append(Act(kind, key_of(target), step.get("input") or "", state, optional, choice))
    return acts


def _typed_next(recording: Recording, target: UiNode, following: Sequence[Mapping[str, Any]]) -> bool:
    step = next((one for one in following if one["action"] != "scroll"), None)
    if step is None or step["action"] != "set_text" or not is_editable(target):
        return False
    state = recording.states.get(step["state_file"])
    node = node_of(state, step.get("view")) if state else None
    if node is None:
        return False
    field_key, own = key_of(acted_on(node, "set_text")), key_of(target)
    return field_key.resource_id == own.resource_id if own.resource_id else field_key.path == own.path


def _is_choice(node: UiNode) -> bool:
    return node.cls.endswith(("RadioButton", "CheckedTextView"))


def _stands_so_already(target: UiNode, after: State | None) -> bool:
    """Choosing what is chosen; or switching with no effect in the recording itself."""
    if _is_choice(target):
        return target.checked
    switch = switch_of(target)
    if switch is None or after is None:
        return False
    twin = next((node for node in after.root.walk() if path_of(node) == path_of(switch)), None)
    return twin is not None and twin.cls == switch.cls and twin.checked == switch.checked


def read_log(recording: Recording, log: Sequence[Mapping[str, Any]]) -> list[Done]:
    """The phone's log (as it comes over the control channel) as acts."""
    return [
        Done(
            entry["kind"],
            NodeKey(**entry["node"]) if entry["node"] else None,
            entry["text"],
            entry["how"],
            recording.states[entry["state"]],
            recording.states[entry["after"]],
        )
        for entry in log
    ]


def score(recording: Recording, task: Task, report: Mapping[str, Any]) -> Score:
    """Score one run from `RecordedDevice.report()`."""
    acts, done = truth(recording, task), read_log(recording, report["log"])
    executed = [one for one in done if one.kind in ACTS and one.how not in ("focus", "left")]
    required = [act for act in acts if not act.optional]
    reasons: list[str] = []
    matched = _in_order(required, executed, task.words)
    missing = [act for act in required if act not in matched.values()]
    if missing:
        reasons.append(f"missing: {', '.join(f'{act.kind} {act.node}' for act in missing)}")
    extras = _extras(acts, executed, matched, task.words)
    reasons += extras
    reasons += _end(recording, task, acts, report)
    lenient = _as_a_bag(required, executed, task.words)
    if report["left"]:
        last = next((one for one in reversed(done) if one.how == "left"), None)
        return Score(
            "left",
            lenient,
            [f"left the recording at {last.kind} {last.node}" if last else "left the recording", *reasons],
        )
    return Score("fail" if reasons else "success", lenient, reasons)


def fits(act: Act, one: Done, words: str) -> bool:
    """Whether an executed act is this act of the ground truth."""
    if act.kind != one.kind or one.node is None:
        return False
    if act.kind == "set_text":
        same = act.node.resource_id == one.node.resource_id and act.node.path == one.node.path
        return same and right_text(one.text, act.text, words)
    return act.node == one.node


def _in_order(required: Sequence[Act], executed: Sequence[Done], words: str) -> dict[int, Act]:
    """Index of the executed act → the required act it is, greedily in order."""
    matched: dict[int, Act] = {}
    at = 0
    for act in required:
        for index in range(at, len(executed)):
            if fits(act, executed[index], words):
                matched[index] = act
                at = index + 1
                break
    return matched


def _as_a_bag(required: Sequence[Act], executed: Sequence[Done], words: str) -> bool:
    left = list(executed)
    for act in required:
        hit = next((one for one in left if fits(act, one, words)), None)
        if hit is None:
            return False
        left.remove(hit)
    return True


def _extras(acts: Sequence[Act], executed: Sequence[Done], matched: Mapping[int, Act], words: str) -> list[str]:
    """Executed acts beside the ground truth that the rule does not allow."""
    optional = [act for act in acts if act.optional]
    chosen = [act for act in acts if act.choice]
    reasons: list[str] = []
    detours = 0
    for index, one in enumerate(executed):
        if index in matched or one.how == "chosen" or any(fits(act, one, words) for act in optional):
            continue
        if _commits(one, executed[:index], chosen, words) or _focuses(one, executed[index + 1 :]):
            continue
        if changes_state(one):
            reasons.append(f"changed something else: {one.kind} {one.node} ({one.how})")
            continue
        detours += 1
    if detours > DETOURS:
        reasons.append(f"{detours} taps beyond the way, {DETOURS} are allowed")
    return reasons


def _focuses(one: Done, after: Sequence[Done]) -> bool:
    """A tap on the field that is typed into next."""
    following = after[0] if after else None
    if one.kind != "tap" or one.node is None or following is None or following.kind != "set_text":
        return False
    field = following.node
    return field is not None and (one.node.resource_id, one.node.path) == (field.resource_id, field.path)


def _commits(one: Done, before: Sequence[Done], chosen: Sequence[Act], words: str) -> bool:
    """Whether it is the positive button of a dialog in which a ground-truth choice was made."""
    if one.kind != "tap" or one.node is None or one.node.resource_id != POSITIVE:
        return False
    return any(any(fits(act, earlier, words) for act in chosen) for earlier in before[-4:])


def changes_state(one: Done) -> bool:
    """Whether an act did more than lead to another screen."""
    if one.kind == "set_text" or one.how in ("toggle", "radio", "typed"):
        return True
    if one.how == "cancel" or one.node is None:
        return False
    node = next((n for n in one.state.root.walk() if path_of(n) == one.node.path), None)
    if node is not None and switch_of(node) is not None:
        return True
    # a dialog's positive button does what the dialog asks; the same place with other content is a change as well
    return one.node.resource_id == POSITIVE or (
        one.state.structure == one.after.structure and one.state is not one.after
    )


def _end(recording: Recording, task: Task, acts: Sequence[Act], report: Mapping[str, Any]) -> list[str]:
    """How the last state differs from the recorded final one, in words; trailing back and scroll are set aside."""
    final = recording.states.get(task.steps[-1]["state_file"]) or recording.by_identity.get(task.final)
    if final is None:
        return ["the recording has no final state"]
    log = list(report["log"])
    last_file, checked = report["final"], report["checked"]
    while log and log[-1]["kind"] in ("scroll", "back") and log[-1]["state"] != log[-1]["after"]:
        last_file, checked = log[-1]["state"], None
        log.pop()
    reasons = []
    for file, values in ((report["final"], report["checked"]), (last_file, checked)):
        reasons = _differences(recording.states[file], values, final, acts)
        if not reasons:
            return []
    return reasons


def _differences(
    last: State, values: Mapping[str, Sequence[bool]] | None, final: State, acts: Sequence[Act]
) -> list[str]:
    if last.activity != final.activity:
        return [f"ended on {last.activity.rsplit('.', 1)[-1]}, not {final.activity.rsplit('.', 1)[-1]}"]
    if last.ids() != final.ids():
        lacking, more = sorted(final.ids() - last.ids()), sorted(last.ids() - final.ids())
        names = [f"-{one.rsplit('/', 1)[-1]}" for one in lacking[:3]] + [
            f"+{one.rsplit('/', 1)[-1]}" for one in more[:3]
        ]
        return [f"ended on another screen ({', '.join(names)})"]
    touched = {(act.node.resource_id, act.node.path) for act in acts}
    reasons = []
    recorded = {path_of(node): node for node in final.root.walk()}
    for resource_id, path in touched:
        node = recorded.get(path)
        if node is None or node.resource_id != resource_id:
            continue
        for one in [node, *([switch] if (switch := switch_of(node)) else [])]:
            place = path_of(one)
            shown = values.get(place) if values is not None else _recorded_values(last, place)
            if shown is not None and list(shown) != [one.checked, one.selected]:
                reasons.append(
                    f"{key_of(one)} ends {'on' if shown[0] else 'off'}, not {'on' if one.checked else 'off'}"
                )
    return reasons


def _recorded_values(state: State, place: str) -> list[bool] | None:
    node = next((n for n in state.root.walk() if path_of(n) == place), None)
    return [node.checked, node.selected] if node else None
