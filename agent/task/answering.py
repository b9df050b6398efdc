"""The answer in plain words: the script's own where it gave one, else what was done, said from the calls."""

from __future__ import annotations

from collections.abc import Sequence

from interpreter.calls import Call, Outcome

_SAID = {
    "tap": "tapped {what}",
    "open": "opened {what}",
    "long_press": "held {what}",
    "turn_on": "turned {what} on",
    "turn_off": "turned {what} off",
    "choose": "set {what} to {arg}",
    "set_text": "typed {arg} into {what}",
    "append_text": "added {arg} to {what}",
    "back": "went back",
    "enter": "pressed enter",
    "open_app": "opened {arg}",
    "do": "{what} {arg}",
}
_STOOD_SO = {
    "turn_on": "{what} was on already",
    "turn_off": "{what} was off already",
    "choose": "{what} was {arg} already",
}
"""Of acts that found it as it should be."""
MOST = 6
"""Acts named one by one; of longer runs only the number is said."""


def _what(call: Call) -> str:
    ref = call.ref
    name = (
        ref.found or (f'"{ref.row_text}"' if ref.row and not ref.part else "") or ref.part or ref.element or ref.screen
    )
    return name.replace("_", " ") if not name.startswith('"') else name


def _list(acts: Sequence[tuple[Call, Outcome]]) -> str:
    return ", ".join(_one(call, outcome) for call, outcome in acts)


def _one(call: Call, outcome: Outcome) -> str:
    if call.op == "do" and outcome.proof is not None:
        return outcome.proof.what  # a deed says itself what came of it
    said = _STOOD_SO.get(call.op, _SAID[call.op]) if _stood_so(outcome) else _SAID[call.op]
    return said.format(what=_what(call), arg=f'"{call.args[0]}"' if call.args else "")


def _stood_so(outcome: Outcome) -> bool:
    return outcome.proof is not None and outcome.proof.before


def _deeds(calls: Sequence[tuple[Call, Outcome]]) -> list[tuple[Call, Outcome]]:
    """What was done and still stands: neither what the person refused nor what was taken back."""
    return [
        one for one in calls if one[1].status == "ok" and not one[1].undone and one[0].op in _SAID and not _left(*one)
    ]


def _left(call: Call, outcome: Outcome) -> bool:
    """Whether a deed of the phone itself was only got ready, and the rest is the person's."""
    return call.op == "do" and outcome.proof is not None and outcome.proof.verdict == "refuted"


def say_done(calls: Sequence[tuple[Call, Outcome]]) -> str:
    """What a run did, in one sentence: `Done: set theme to "Light".`"""
    acts = _deeds(calls)
    if not acts:
        return "Done. Nothing on the phone had to be changed."
    if len(acts) > MOST:
        return f"Done, in {len(acts)} steps."
    return f"Done: {_list(acts)}."


def say_unproved(calls: Sequence[tuple[Call, Outcome]], why: Sequence[str], answer: str = "") -> str:
    """What a run did, or read, of which not everything could be seen."""
    return f"{answer or say_done(calls)} Not proved: {'; '.join(why)}."


def say_partly(calls: Sequence[tuple[Call, Outcome]], why: Sequence[str], answer: str = "") -> str:
    """What was done of a task and what was not."""
    told = f"{answer}. " if answer else ""
    return f"{told}Partly done: {'; '.join(why)}. {say_so_far(calls)}"


def say_so_far(calls: Sequence[tuple[Call, Outcome]]) -> str:
    """What had been done when a run ended before its end, one sentence."""
    acts = [one for one in _deeds(calls) if not _stood_so(one[1])]
    if not acts:
        return "Nothing was changed."
    if len(acts) > MOST:
        return f"{len(acts)} steps had been carried out."
    return f"Done before that: {_list(acts)}."


def say_not_done(why: str, next_step: str = "") -> str:
    """`Not done, because …`, and what to do next."""
    text = f"Not done, because {why[:1].lower() + why[1:] if why[:2] not in ('I ', 'I’') else why}".rstrip()
    text = text if text.endswith((".", "!", "?")) else text + "."
    return f"{text} {next_step}".rstrip()
