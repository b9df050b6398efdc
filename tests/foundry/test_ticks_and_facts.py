"""What generated apps have to be ticked and to be read is in the docs that learning makes: the planner says it in their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from apidocs.doc.words import identifier
from foundry.blueprint import draw_blueprint
from foundry.domain import load_domain
from foundry.halves import OWN
from foundry.intents import Intent, ReadFact, Tick
from foundry.learned import learned_doc
from foundry.planning.phone import FoundryPhone
from foundry.planning.verifying import Planner
from foundry.tasks import Task
from ground import paths
from interpreter.sandbox.worker import Sandbox

pytestmark = pytest.mark.whole

SEED = 77
Learns = Callable[[str], Planner]


@pytest.fixture(scope="module")
def learns(adb_server: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learns]:
    """A planner of an app, by its domain."""
    names = ("pets", "trips", "lessons")
    folder = tmp_path_factory.mktemp("foundry")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THUMBWRIGHT_HOME", str(paths.private_dir(folder / "home")))
        files = [(OWN / f"{name}.yaml", SEED) for name in names]
        with FoundryPhone.opened(files, folder / "phone") as phone, Sandbox() as sandbox:
            phone.reset()

            def learn(name: str) -> Planner:
                app = draw_blueprint(load_domain(OWN / f"{name}.yaml"), SEED)
                doc = learned_doc(phone.phone, app, folder / "docs")
                return Planner.of(phone, app, doc, sandbox, guesses=False)

            yield learn


def planned(planner: Planner, intent: Intent) -> str:
    """The right script, once it was run and judged."""
    script = planner.plan(Task("1", "words", intent, "part:tick", True)).script
    assert script and planner.verifier.judged(script, intent)[1].success
    return script


@pytest.mark.parametrize("domain", ["pets", "trips", "lessons"])
def test_a_row_that_is_a_box_is_ticked_by_its_part(learns: Learns, domain: str) -> None:
    planner = learns(domain)
    things = draw_blueprint(load_domain(OWN / f"{domain}.yaml"), SEED).first_state()["things"]
    thing = next(one for one in things if len(one["parts"]) > 1)
    title, part = thing["fields"][next(iter(thing["fields"]))], thing["parts"][0]
    script = planned(planner, Tick(title, part["text"], not part["done"]))
    assert f".checkbox.turn_{'off' if part['done'] else 'on'}()" in script


@pytest.mark.parametrize(
    ("domain", "label"),
    [("pets", "Contract"), ("trips", "Expires"), ("trips", "Cover no."), ("lessons", "Average grade")],
)
def test_a_line_that_only_tells_is_read_by_its_label(learns: Learns, domain: str, label: str) -> None:
    planner = learns(domain)
    app = draw_blueprint(load_domain(OWN / f"{domain}.yaml"), SEED)
    path = next(path for path in app.facts if app.label_of(path) == label)
    _, one, fact = path.split(".")
    script = planned(planner, ReadFact(one, fact))
    assert script.endswith(f".{identifier(label)}.text)")
