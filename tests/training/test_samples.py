"""What is trained on is token for token what the product's model meets."""

from __future__ import annotations

from pathlib import Path

from agent.prepare.preparing import prompt_of
from agent.prompts.prompting import Failure, render_redo
from apidocs.doc import Sample as DocSample
from training.pairs import Failed, Pair, PairsFolder, Preference
from training.samples import answer_text, lay

from .tiny import NOTES, ByteTokeniser


def folder_of(*pairs: Pair | Preference) -> PairsFolder:
    plain = [pair for pair in pairs if isinstance(pair, Pair)]
    preferred = [pair for pair in pairs if isinstance(pair, Preference)]
    return PairsFolder(Path(), {"notes": NOTES}, plain, preferred)


def test_pairs_of_a_doc_lie_behind_one_prefix_which_is_the_products() -> None:
    pairs = [Pair(doc="notes", task=f"open note {i}", script="main.open.tap()") for i in range(3)]
    laid = lay(folder_of(*pairs), ByteTokeniser())
    (group,) = laid.groups
    product = ByteTokeniser().tokens(prompt_of(NOTES, "open note 0"), "")
    assert list(group.prefix) == product.prompt[: product.prefix]
    assert list(group.samples["train"][0].asked) == product.prompt[product.prefix :]
    assert bytes(group.samples["train"][0].answer) == b"main.open.tap()\n\n"
    assert laid.count("train") == 3


def test_a_second_turn_is_asked_for_as_the_product_asks_again() -> None:
    failed = Failed(script="main.opn.tap()", error="there is no opn", line=1)
    laid = lay(
        folder_of(Pair(doc="notes", task="open it", script="main.open.tap()", kind="redo", failure=failed)),
        ByteTokeniser(),
    )
    redo = render_redo(prompt_of(NOTES, "open it"), Failure("main.opn.tap()", "there is no opn", 1))
    product = ByteTokeniser().tokens(redo, "")
    assert list(laid.groups[0].samples["train"][0].asked) == product.prompt[product.prefix :]


def test_a_blank_line_within_a_script_would_end_it_so_there_is_none() -> None:
    assert answer_text("\na.tap()\n\n \nb.tap()\n") == "a.tap()\nb.tap()\n\n"


def test_pairs_of_a_doc_that_is_too_large_are_counted_and_left_out() -> None:
    many = [DocSample(task=f"task {i} {'word ' * 40}", script="main.open.tap()") for i in range(400)]
    large = NOTES.model_copy(update={"samples": many})
    pair = Pair(doc="notes", task="open it", script="main.open.tap()")
    laid = lay(PairsFolder(Path(), {"notes": large}, [pair], []), ByteTokeniser())
    assert (laid.groups, laid.too_large) == ([], 1)


def test_pairs_that_are_too_long_are_counted_and_left_out() -> None:
    long = Pair(doc="notes", task="open it", script="main.open.tap()\n" * 100)
    assert lay(folder_of(long), ByteTokeniser()).too_long == 1


def test_no_pair_is_longer_than_a_step_may_be() -> None:
    pair = Pair(doc="notes", task="open it", script="main.open.tap()")
    (sample,) = lay(folder_of(pair), ByteTokeniser()).groups[0].samples["train"]
    assert lay(folder_of(pair), ByteTokeniser(), longest=sample.length).count("train") == 1
    assert lay(folder_of(pair), ByteTokeniser(), longest=sample.length - 1).too_long == 1


def test_a_preference_counts_with_both_answers() -> None:
    one = Preference(doc="notes", task="open it", chosen="a.tap()", rejected="bb.tap()")
    (sample,) = lay(folder_of(one), ByteTokeniser()).groups[0].samples["train"]
    assert bytes(sample.rejected) == b"bb.tap()\n\n"
    assert sample.length == 2 * len(sample.asked) + len("a.tap()\n\nbb.tap()\n\n")
