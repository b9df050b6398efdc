"""How learning an app came out, in words."""

from __future__ import annotations

from agent.learn.learning import Learned
from apidocs.coverage.left_alone import left_lines
from apidocs.explore.putting_back import PutBack


def words_of(learned: Learned) -> list[str]:
    """How it came out, a sentence each."""
    doc, label = learned.doc, learned.doc.label
    elements = sum(len(screen.elements) for screen in doc.screens)
    size = f"{label}: {len(doc.screens)} screens, {elements} elements, {len(doc.samples)} samples"
    if learned.refused:
        said = [
            f"{label} was explored, and what came of it is not kept: {learned.refused}.",
            f"The doc of before stays ({size.partition(': ')[2]}); to have the new one all the same: "
            f"thumbwright apps learn {doc.package} --replace",
        ]
    else:
        said = [f"{size} from {learned.steps} steps."]
        said += [f"It is a poor doc: {reason}." for reason in learned.poor]
        said += left_lines(doc)
    if learned.ended != "done":
        why = "its budget was used up" if learned.ended == "budget" else "the phone was lost"
        said.append(f"There is more of it, since {why}. {go_on_words(doc.package)}")
    return said + put_back_words(label, learned.put_back)


def go_on_words(package: str) -> str:
    """How a learning that was cut off is gone on with."""
    return f"Go on where it ended: thumbwright apps learn {package} --continue"


def put_back_words(label: str, result: PutBack) -> list[str]:
    """What was put back in the app, and what a person has to; nothing where it stands as before."""
    said = [f"Put back in {label}: {change}." for change in result.restored]
    said += [f"{label} is not as it was: {change}. Put it back by hand." for change in result.left]
    if result.unseen:
        pages = ", ".join(result.unseen)
        said.append(f"Not looked at again in {label}, so whether they stand as before is not known: {pages}.")
    if result.rows:
        said.append(f"{label}: {result.rows}.")
    if result.problem:
        said.append(
            f"{label} could not be looked at again ({result.problem.rstrip('.')}). Learning it again puts back the rest."
        )
    return said
