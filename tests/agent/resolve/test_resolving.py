"""From words to what of an app they may mean, with an encoder whose vectors are known: what is compared, what counts, what is kept
on disk, and that all of it goes on by words where the encoder is missing or fails."""

from __future__ import annotations

import stat
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

np = pytest.importorskip("numpy", reason="comes with the extra thumbwright[llama]")

from agent.model.meaning import Meaning  # noqa: E402
from agent.model.writing import never  # noqa: E402
from agent.resolve import doc_vectors  # noqa: E402
from agent.resolve.doc_vectors import things_of, vectors_of  # noqa: E402
from agent.resolve.resolving import Resolver, get_ready, resolver_of, task_texts  # noqa: E402
from apidocs.doc import AppDoc, Kind, Screen  # noqa: E402
from ground import paths  # noqa: E402
from ground.errors import ModelError  # noqa: E402
from tests.agent.small_docs import button, choice, doc_of, rows, toggle  # noqa: E402

if TYPE_CHECKING:
    from agent.model.meaning import Vectors

SENSES = {"night": 0, "dark": 0, "erase": 1, "delete": 1, "songs": 2, "track": 2, "tracks": 2}
"""Words, and what they mean; all others mean the same nothing."""


class ByHand(Meaning):
    """Says that texts are near where they have words of the same sense."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.asked: list[str] = []
        self.broken = False

    def vectors(self, texts: Sequence[str], cancelled: Callable[[], bool] = never) -> Vectors:
        if self.broken:
            raise ModelError("The model process died")
        self.asked += texts
        found = np.full((len(texts), 4), 0.01, np.float32)
        for number, text in enumerate(texts):
            for word in text.casefold().replace(",", " ").replace(":", " ").split():
                found[number, SENSES.get(word, 3)] += 1
        made: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
        return made


@pytest.fixture
def encoder(tmp_path: Path) -> ByHand:
    file = tmp_path / "encoder.gguf"
    file.write_bytes(b"GGUF")
    return ByHand(file)


@pytest.fixture
def doc() -> AppDoc:
    return doc_of(
        Screen(name="main", title="Music", elements=[button("add"), rows("all", "track", "title", opens="detail")]),
        Screen(name="detail", elements=[button("delete"), button("share")]),
        Screen(name="settings", elements=[toggle("dark_theme"), choice("order", "By tracks", "By date")]),
        Screen(name="order_dialog", serves="settings.order", elements=[button("cancel")]),
    )


def nearest(found: Resolver, task: str) -> str:
    near = found.near(task)
    return max(near, key=lambda name: near[name])


@pytest.mark.parametrize(
    ("task", "name"),
    [("night look", "settings.dark_theme"), ("erase it", "detail.delete"), ("songs please", "main.all")],
)
def test_other_words_are_found_by_meaning(task: str, name: str, doc: AppDoc, encoder: ByHand) -> None:
    assert nearest(resolver_of(doc, encoder), task) == name


def test_an_encoder_that_fails_says_nothing(doc: AppDoc, encoder: ByHand) -> None:
    resolver = Resolver(doc, encoder)
    encoder.broken = True
    assert resolver.near("dark theme") == {}
    assert resolver.touched("dark theme", {"settings.dark_theme"}) is None
    doc.screens[0].elements[0].label = "Insert"
    assert Resolver(doc, encoder).near("share") == {}


def test_one_that_failed_is_made_anew(doc: AppDoc, encoder: ByHand) -> None:
    encoder.broken = True
    assert resolver_of(doc, encoder).near("night look") == {}
    encoder.broken = False
    assert nearest(resolver_of(doc, encoder), "night look") == "settings.dark_theme"
    assert resolver_of(doc, encoder) is resolver_of(doc, encoder)


def test_another_doc_waits_for_none_whose_vectors_are_being_made(doc: AppDoc, tmp_path: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    class Slow(ByHand):
        def vectors(self, texts: Sequence[str], cancelled: Callable[[], bool] = never) -> Vectors:
            begun.set()
            assert go_on.wait(30)
            return super().vectors(texts, cancelled)

    for name in ("slow", "quick"):
        (tmp_path / name).write_bytes(name.encode())
    first = get_ready(doc, Slow(tmp_path / "slow"))
    assert begun.wait(30)
    quick = ByHand(tmp_path / "quick")
    other = get_ready(doc, quick)
    other.join(30)
    assert not other.is_alive() and first.is_alive()
    go_on.set()
    first.join(30)


def test_touching_what_is_meant_is_nearer_than_touching_something_else(doc: AppDoc, encoder: ByHand) -> None:
    right = resolver_of(doc, encoder).touched("night look", ["settings.dark_theme"])
    wrong = resolver_of(doc, encoder).touched("night look", ["detail.delete"])
    both = resolver_of(doc, encoder).touched("night look", ["settings.dark_theme", "detail.delete"])
    assert right is not None and wrong is not None and both is not None
    assert right.mean > both.mean > wrong.mean
    assert right.best == both.best == 0 > wrong.best


@pytest.mark.parametrize("names", [[], ["nowhere.at_all"], ["settings"], [""]])
def test_touching_nothing_says_nothing(names: list[str], doc: AppDoc, encoder: ByHand) -> None:
    assert resolver_of(doc, encoder).touched("night", names) is None


def test_names_and_quoted_words_are_left_out_of_the_parts() -> None:
    texts = task_texts('Delete "Road trip" and tell Anna')
    assert texts[0] == 'Delete "Road trip" and tell Anna'
    assert any("delete" in text.casefold() for text in texts[1:])
    assert not any("Anna" in text or "Road" in text for text in texts[1:])


@pytest.mark.parametrize("task", ["", " ", '"', "\0", "?!", "Ünïcode 日本", "a" * 3000])
def test_any_text_can_be_asked(task: str, doc: AppDoc, encoder: ByHand) -> None:
    assert len(resolver_of(doc, encoder).near(task)) in (0, len(things_of(doc)))


@pytest.mark.parametrize("broken", [False, True])
def test_getting_ready_meanwhile(broken: bool, doc: AppDoc, encoder: ByHand) -> None:
    encoder.broken = broken
    get_ready(doc, encoder).join(10)
    assert encoder.asked[-1:] == ([] if broken else [doc.label])
    asked = len(encoder.asked)
    resolver_of(doc, encoder)
    assert len(encoder.asked) == asked


# -- a doc's vectors ---------------------------------------------------------------------------------------------------


def kept() -> list[Path]:
    return sorted(paths.vectors_dir().iterdir())


def test_a_docs_vectors_are_made_once_and_kept_for_the_user_alone(doc: AppDoc, encoder: ByHand) -> None:
    first = Resolver(doc, encoder)
    assert nearest(first, "night") == "settings.dark_theme"
    [file] = kept()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    encoder.asked.clear()
    again = Resolver(doc, encoder)
    assert encoder.asked == []
    assert again.near("night") == first.near("night")


def test_a_changed_doc_has_others(doc: AppDoc, encoder: ByHand) -> None:
    Resolver(doc, encoder)
    doc.screens[0].elements[0].label = "Insert"
    Resolver(doc, encoder)
    assert len(kept()) == 2


def test_another_encoder_has_others(doc: AppDoc, encoder: ByHand, tmp_path: Path) -> None:
    texts = [text for thing in things_of(doc) for text in thing.texts]
    vectors_of(texts, encoder)
    other = tmp_path / "other.gguf"
    other.write_bytes(b"GGUFF")
    vectors_of(texts, ByHand(other))
    assert len(kept()) == 2


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", b"x" * 1000], ids=["empty", "cut off", "something else"])
def test_damaged_ones_are_made_again(damage: bytes, encoder: ByHand) -> None:
    made = vectors_of(["night", "songs"], encoder)
    [file] = kept()
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert (vectors_of(["night", "songs"], encoder) == made).all()
    assert file.read_bytes() == whole


def test_nothing_of_a_pickle_is_run(encoder: ByHand, tmp_path: Path) -> None:
    made = vectors_of(["night"], encoder)
    [file] = kept()
    np.save(file, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    assert (vectors_of(["night"], encoder) == made).all()


def test_the_longest_unused_ones_go(encoder: ByHand, monkeypatch: pytest.MonkeyPatch) -> None:
    vectors_of(["night"], encoder)
    size = kept()[0].stat().st_size
    monkeypatch.setattr(doc_vectors, "LIMIT_BYTES", 2 * size)
    for word in ("songs", "delete", "share"):
        vectors_of([word], encoder)
    assert len(kept()) == 2


def test_other_words_that_a_doc_has_for_an_element_are_compared_too(doc: AppDoc, encoder: ByHand) -> None:
    doc.screens[1].elements[1].also = "erase for others"
    [share] = [thing for thing in things_of(doc) if thing.name == "detail.share"]
    assert share.texts == ("detail: share", "erase for others")
    near = resolver_of(doc, encoder).near("erase")
    assert near["detail.share"] > near["main.add"]


def test_an_icon_without_words_is_told_by_its_description() -> None:
    icon = button("ic_7").model_copy(update={"label": "", "description": "Sort the songs", "kind": Kind.BUTTON})
    assert things_of(doc_of(Screen(name="main", elements=[icon])))[-1].texts == ("main: Sort the songs",)
