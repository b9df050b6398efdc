"""Training pairs: what is the person's goes, the shape stays."""

import json
from pathlib import Path

import pytest

from agent.record.training_pairs import training_pair
from ground.errors import StoreError
from interpreter.replay.replaying import recorded_doc
from sessions import reading
from sessions.bundled import bundled_file
from sessions.portable import import_session, read_portable
from sessions.store import Store


def test_pair_has_the_shape_and_nothing_of_the_person(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        session = import_session(store, read_portable(bundled_file().read_text("utf-8"), "first.json"))
        detail = reading.load_session(store, session)
        doc = recorded_doc(detail, lambda sha: reading.blob(store, sha))
        pair = json.loads(training_pair(detail, doc))
        assert "Picnic" not in json.dumps(pair) and "olives" not in json.dumps(pair)
        assert "new_note.title.set_text('Alpha')" in pair["script"] and "called Alpha" in pair["task"]
        assert 'choose("Large")' in pair["script"] and "class main" in pair["doc"]


def test_session_that_was_not_done_is_no_example(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        session = import_session(store, read_portable(bundled_file().read_text("utf-8"), "first.json"))
        store.update_session(session, status="failed")
        detail = reading.load_session(store, session)
        doc = recorded_doc(detail, lambda sha: reading.blob(store, sha))
        with pytest.raises(StoreError, match="no example"):
            training_pair(detail, doc)
