"""Replays and healing on the demo phone, and what is left of a store whose writer was killed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.quiet import Nobody
from bench.session_corpus import ALL, Bench, learn_docs, record_case
from bench.sessions import KILLS, PACKAGES, SessionFigures, measure_kills, measure_replays, missed_targets, replayed
from demophone.mutating import Mutation
from ground.errors import StoreError
from interpreter.consent.policy import Policy
from interpreter.replay.replaying import ReplayResult, recorded_doc, replay_session
from sessions import reading
from sessions.bundled import bundled_file
from sessions.portable import import_session, read_portable
from sessions.records import SessionDetail
from sessions.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import AdbServer

pytestmark = pytest.mark.whole


@pytest.fixture(scope="module")
def bench(adb_server: AdbServer) -> Iterator[Bench]:
    with Bench() as opened:
        yield opened


@pytest.fixture
def bundled(tmp_path: Path) -> Iterator[tuple[Store, SessionDetail]]:
    with Store(tmp_path / "s.db") as store:
        session = import_session(store, read_portable(bundled_file().read_text("utf-8"), "first.json"))
        yield store, reading.load_session(store, session)


def replay(
    bench: Bench, store: Store, detail: SessionDetail, mutation: Mutation | None = None, **options: object
) -> ReplayResult:
    bench.reset(mutation)
    settings: dict[str, object] = {"policy": Policy(allow=ALL), "person": Nobody(), **options}
    return replay_session(detail, lambda sha: reading.blob(store, sha), bench.phone, **settings)  # type: ignore[arg-type]


def notes(bench: Bench) -> str:
    return bench.state()


def test_replay_on_a_reset_phone_is_the_same_twice(bench: Bench, bundled: tuple[Store, SessionDetail]) -> None:
    store, detail = bundled
    first = replay(bench, store, detail)
    state = notes(bench)
    assert first.status == "same" and "Bread, olives and lemonade" in state
    assert replay(bench, store, detail).status == "same" and notes(bench) == state


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_changed_app_is_healed_to_the_same_end(bench: Bench, bundled: tuple[Store, SessionDetail], seed: int) -> None:
    store, detail = bundled
    replay(bench, store, detail)
    state, changing = notes(bench), set(bench.touched.changing)
    result = replay(bench, store, detail, Mutation(seed))
    assert set(bench.touched.changing) <= changing, "a touch changed what the recorded session didn't"
    if result.ok:
        assert notes(bench) == state
        assert result.status == "same" or result.healings
    assert result.ok or seed not in (1, 2)


def test_without_healing_the_first_difference_stops_it(bench: Bench, bundled: tuple[Store, SessionDetail]) -> None:
    store, detail = bundled
    result = replay(bench, store, detail, Mutation(1, share=1.0), heal=False)
    assert result.status == "different"
    worst = next(v for v in result.verdicts if v.verdict == "different")
    assert worst.note
    assert {v.verdict for v in result.verdicts if v.seq > worst.seq} <= {"stopped"}


def test_old_consent_does_not_hold_unless_it_was_kept(bench: Bench, bundled: tuple[Store, SessionDetail]) -> None:
    store, detail = bundled
    refused = replay(bench, store, detail, policy=Policy(), person=None)
    assert refused.status == "stopped" and "Bread, olives and lemonade" not in notes(bench)
    stopped = next(v for v in refused.verdicts if v.verdict == "stopped")
    assert stopped.call == "new_note.save.tap()" and "--allow commit" in stopped.note
    store.keep_consents(detail.head.id)
    kept = reading.load_session(store, detail.head.id)
    assert replay(bench, store, kept, policy=Policy(), person=None).status == "same"


def test_kept_consent_holds_for_the_same_words_alone(bench: Bench, bundled: tuple[Store, SessionDetail]) -> None:
    store, detail = bundled
    store.keep_consents(detail.head.id)
    args = "update calls set args = ? where op = 'set_text' and args like '%Picnic%'"
    store.db.conn.execute(args, ['["Something else"]'])
    changed = reading.load_session(store, detail.head.id)
    assert replay(bench, store, changed, policy=Policy(), person=None).status == "stopped"
    assert "Something else" not in notes(bench)


@pytest.mark.parametrize(
    ("task", "script"),
    [
        pytest.param("export all notes", "main_menu.export_all.tap()", id="permission asked for at the end"),
        pytest.param(
            'delete the note "Ideas"', 'main.note("Ideas").long_press()\nselection.delete.tap()', id="dialog left open"
        ),
        pytest.param(
            "look at two notes", "for note in main.notes()[:2]:\n    note.long_press()\n    back()", id="two rows"
        ),
    ],
)
def test_what_a_run_does_on_its_own_is_done_again(
    bench: Bench, bundled: tuple[Store, SessionDetail], task: str, script: str
) -> None:
    store, detail = bundled
    doc = recorded_doc(detail, lambda sha: reading.blob(store, sha))
    case = record_case(bench, store, doc, task, script)
    assert case is not None
    figures = SessionFigures()
    assert replayed(bench, store, case, None, figures) == "same"
    assert figures.wrong_taps == 0


def test_until_ends_after_that_call(bench: Bench, bundled: tuple[Store, SessionDetail]) -> None:
    store, detail = bundled
    result = replay(bench, store, detail, until=3)
    assert [v.seq for v in result.verdicts] == [1, 2, 3] and result.status == "same"


def test_replay_goes_on_from_a_call_where_an_earlier_one_ended(
    bench: Bench, bundled: tuple[Store, SessionDetail]
) -> None:
    store, detail = bundled
    whole = replay(bench, store, detail)
    state = notes(bench)
    replay(bench, store, detail, until=3)
    rest = replay_session(
        detail, lambda sha: reading.blob(store, sha), bench.phone, policy=Policy(allow=ALL), person=Nobody(), first=4
    )
    assert [v.seq for v in rest.verdicts] == [v.seq for v in whole.verdicts[3:]] and rest.status == "same"
    assert notes(bench) == state and rest.answer == whole.answer


def test_call_that_is_not_there_is_said(bench: Bench, bundled: tuple[Store, SessionDetail]) -> None:
    store, detail = bundled
    with pytest.raises(StoreError, match="no call from 900. What can be repeated: 1 to"):
        replay(bench, store, detail, first=900)


def test_other_app_missing_is_said_before_anything_is_done(bench: Bench, bundled: tuple[Store, SessionDetail]) -> None:
    from ground.errors import PhoneError

    store, detail = bundled
    doc = recorded_doc(detail, lambda sha: reading.blob(store, sha)).model_copy(update={"package": "org.gone"})
    with pytest.raises(PhoneError, match="isn't installed"):
        replay(bench, store, detail, doc=doc)


def test_other_display_and_language_are_told(bench: Bench, bundled: tuple[Store, SessionDetail]) -> None:
    store, detail = bundled
    store.update_session(detail.head.id, width=720, height=1280, locale="de-DE")
    result = replay(bench, store, reading.load_session(store, detail.head.id), until=1)
    assert any("720 × 1280" in n for n in result.notices) and any("de-DE" in n for n in result.notices)


def test_killed_writer_loses_nothing_it_told_of(tmp_path: Path) -> None:
    figures = SessionFigures()
    measure_kills(figures, tmp_path, 3)
    assert (figures.kills, figures.kills_lost) == (3, 0)


def test_figures_that_miss_their_target_are_named() -> None:
    figures = SessionFigures(replay_same=60, drift_done=54, realistic_same=12, export_python_same=20)
    figures.kb_per_session, figures.wrong_taps = 60.5, 1
    assert missed_targets(figures) == [
        "kb_per_session is 60.5, should be ≤ 60",
        "wrong_taps is 1, should be ≤ 0",
        "export_maestro_ok is 0, should be ≥ 20",
    ]


@pytest.mark.long
@pytest.mark.timeout(900)
def test_fifty_kills_lose_nothing(tmp_path: Path) -> None:
    figures = SessionFigures()
    measure_kills(figures, tmp_path, KILLS)
    assert (figures.kills, figures.kills_lost) == (KILLS, 0)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_drift_on_fresh_versions_heals_most_and_taps_nothing_wrong(bench: Bench, tmp_path: Path) -> None:
    figures = SessionFigures()
    with Store(tmp_path / "s.db") as store:
        measure_replays(figures, bench, store, learn_docs(bench, PACKAGES), 60, [8128, 496])
    assert figures.replay_same == figures.replay_total == 60
    assert figures.wrong_taps == 0
    assert figures.drift_done >= 0.9 * figures.drift_total, figures.drift_missed
