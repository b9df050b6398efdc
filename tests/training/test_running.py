"""A run on a model of two layers: it learns, it can be stopped or killed at any step and comes to the same end, and what is
kept is refused where it is damaged or another's."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ground.errors import CancelledError, StoreError
from training.checkpoints import BEST, LAST, Checkpoint, Origin, load
from training.schedule import Plan
from training.work import Outcome

from .tiny import groups, states_of, tiny_base, torch_here

torch = torch_here()
ROOT = Path(__file__).parent.parent.parent
PLAN = Plan(rank=4, alpha=8.0, rate=0.02, epochs=4, batch=3, look_every=4)
ORIGIN = Origin("tiny.gguf", "a" * 64, "b" * 64, pairs=15, docs=3)


def go(folder: Path, plan: Plan = PLAN, origin: Origin = ORIGIN, **options: Any) -> Checkpoint:
    from training.objectives import preferring, right_answers
    from training.running import Run

    base = tiny_base()
    preferred = options.pop("prefer", False)
    made = groups(rejected=preferred)
    objective = preferring(options.get("start")) if preferred else right_answers
    return Run(folder, plan, origin, base, made, states_of(base)).go(objective, **options)


def same(one: Checkpoint, other: Checkpoint) -> bool:
    return all(torch.equal(tensor, other.tensors[name]) for name, tensor in one.tensors.items())


def test_it_learns_and_keeps_the_best_by_what_was_held_out(tmp_path: Path) -> None:
    seen: list[Any] = []
    done = go(tmp_path, on_step=seen.append)
    assert seen[-1].step == seen[-1].steps == 24
    assert seen[-1].loss < seen[0].loss - 2
    assert done.origin.held_out_loss is not None
    assert done.origin.held_out_loss_before is not None
    assert done.origin.held_out_loss < done.origin.held_out_loss_before
    assert done.origin.steps % PLAN.look_every == 0


@pytest.mark.parametrize("after", [0, 1, 5, 11])
def test_stopped_it_goes_on_to_the_same_end(tmp_path: Path, after: int) -> None:
    whole, parted = tmp_path / "whole", tmp_path / "parted"
    whole.mkdir()
    parted.mkdir()
    go(whole)
    steps: list[Any] = []
    with pytest.raises(CancelledError, match=f"after step {after} of 24"):
        go(parted, on_step=steps.append, cancelled=lambda: len(steps) == after)
    go(parted)
    assert same(load(whole / LAST), load(parted / LAST))
    assert same(load(whole / BEST), load(parted / BEST))


def test_killed_between_two_checkpoints_it_comes_to_the_same_end(tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    whole.mkdir()
    killed.mkdir()
    go(whole)

    def kill_at(step: int) -> Callable[[Any], None]:
        def on_step(progress: Any) -> None:
            if progress.step == step:
                raise KeyboardInterrupt

        return on_step

    for step in (3, 6, 10):
        with pytest.raises(KeyboardInterrupt):
            go(killed, on_step=kill_at(step))
    go(killed)
    assert same(load(whole / BEST), load(killed / BEST))


def test_a_write_that_fails_leaves_the_checkpoint_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from training import checkpoints

    go(tmp_path)
    before = (tmp_path / LAST).read_bytes()

    def full(_data: object, file: Any) -> None:
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(torch, "save", full)
    with pytest.raises(OSError, match="No space"):
        checkpoints.save(tmp_path / LAST, load(tmp_path / LAST))
    assert (tmp_path / LAST).read_bytes() == before
    assert not list(tmp_path.glob("*.new"))


def test_it_stops_where_nothing_gets_better(tmp_path: Path) -> None:
    steps: list[Any] = []
    go(tmp_path, dataclasses.replace(PLAN, rate=0.0, look_every=2, patience=2, epochs=9), on_step=steps.append)
    assert steps[-1].step == 6  # the first look is the best, and two after it are no better
    again: list[Any] = []
    go(tmp_path, dataclasses.replace(PLAN, rate=0.0, look_every=2, patience=2, epochs=9), on_step=again.append)
    assert again == []


@pytest.mark.parametrize(
    ("plan", "origin"),
    [
        pytest.param(dataclasses.replace(PLAN, rate=0.5), ORIGIN, id="another rate"),
        pytest.param(PLAN, dataclasses.replace(ORIGIN, pairs_sha256="c" * 64), id="other pairs"),
        pytest.param(PLAN, dataclasses.replace(ORIGIN, base_sha256="c" * 64), id="another base"),
        pytest.param(PLAN, dataclasses.replace(ORIGIN, before={"steps": 3}), id="another beginning"),
    ],
)
def test_a_folder_with_another_run_is_refused_and_left_alone(tmp_path: Path, plan: Plan, origin: Origin) -> None:
    go(tmp_path)
    before = (tmp_path / LAST).read_bytes()
    with pytest.raises(StoreError, match="other pairs, another base, another beginning or other settings"):
        go(tmp_path, plan, origin)
    assert (tmp_path / LAST).read_bytes() == before


@pytest.mark.parametrize("kept", [0, 100, -1])
def test_a_damaged_checkpoint_is_named(tmp_path: Path, kept: int) -> None:
    go(tmp_path)
    os.truncate(tmp_path / LAST, kept if kept >= 0 else (tmp_path / LAST).stat().st_size // 2)
    with pytest.raises(StoreError, match=r"checkpoint\.pt is damaged"):
        go(tmp_path)


def test_preferring_makes_the_better_answer_likelier_than_the_worse(tmp_path: Path) -> None:
    from training.network import pack, scores

    (tmp_path / "first").mkdir()
    (tmp_path / "then").mkdir()
    start = go(tmp_path / "first").adapter()
    base = tiny_base()
    (group, *_) = groups(rejected=True)
    (state,) = states_of(base)([group])

    def margin(adapter: Any) -> float:
        worth = 0.0
        for sample in group.samples["train"]:
            for sign, answer in ((1, sample.answer), (-1, sample.rejected)):
                packed = pack([(sample.asked, answer)], state.length)
                worth -= (
                    sign
                    * torch.nn.functional.cross_entropy(
                        scores(base, adapter, state, packed), packed.targets, reduction="sum"
                    ).item()
                )
        return worth

    with torch.no_grad():
        before = margin(start)
    after = go(tmp_path / "then", dataclasses.replace(PLAN, epochs=2), prefer=True, start=start).adapter()
    with torch.no_grad():
        assert margin(after) > before + 1


def test_scripts_are_right_where_every_token_is_the_likeliest(tmp_path: Path) -> None:
    from training.network import pack, scores
    from training.objectives import right_answers
    from training.running import Run

    base = tiny_base()
    run = Run(tmp_path, dataclasses.replace(PLAN, epochs=12, look_every=1000), ORIGIN, base, groups(), states_of(base))
    adapter = run.go(right_answers).adapter()
    run.looks = run.batches[:5]
    by_itself = 0
    for batch in run.looks:
        (state,) = states_of(base)([run.groups[batch.group]])
        for sample in batch.samples:
            packed = pack([(sample.asked, sample.answer)], state.length)
            by_itself += scores(base, adapter, state, packed).argmax(-1).tolist() == list(sample.answer)
    assert run.right(adapter) == by_itself
    assert run.right(None) < by_itself


@pytest.mark.parametrize(
    ("before", "after", "losses", "loses"),
    [
        pytest.param(3, 3, (0.5, 0.4), False, id="as many, and likelier"),
        pytest.param(3, 4, (0.5, 0.6), True, id="less likely"),
        pytest.param(3, 2, (0.5, 0.4), True, id="fewer"),
        pytest.param(0, 0, (None, None), True, id="nothing to judge by"),
    ],
)
def test_an_own_adapter_is_kept_only_where_it_doesnt_lose(
    before: int, after: int, losses: tuple[float | None, float | None], loses: bool
) -> None:
    origin = dataclasses.replace(ORIGIN, held_out_loss_before=losses[0], held_out_loss=losses[1])
    assert Outcome(Path("a.gguf"), 1, origin, 0, 4, before, after).loses is loses


def test_a_process_killed_in_the_middle_of_it_is_gone_on_with(tmp_path: Path) -> None:
    """With the signal that nobody can catch, wherever it is then: in a step, or writing a checkpoint."""
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    whole.mkdir()
    killed.mkdir()
    go(whole)
    code = (
        "import sys; from pathlib import Path; from tests.training.test_running import go; "
        "go(Path(sys.argv[1]), on_step=lambda progress: print(progress.step, flush=True))"
    )
    for step in (2, 9):
        with subprocess.Popen(
            [sys.executable, "-c", code, str(killed)], stdout=subprocess.PIPE, text=True, cwd=ROOT
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if int(line) >= step:
                    process.send_signal(signal.SIGKILL)
                    break
    go(killed)
    assert same(load(whole / LAST), load(killed / LAST))
    assert same(load(whole / BEST), load(killed / BEST))
