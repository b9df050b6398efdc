"""Domains: files that are read or named as wrong, their halves, and what is checked of them."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from foundry.blueprint import draw_blueprint
from foundry.checking import check_folder, far_share, is_far, problems
from foundry.domain import Domain, load_domain
from foundry.halves import OWN, domain_files, half_of
from ground.errors import SettingsError
from ui.cli import root

pytestmark = pytest.mark.whole

MOVIES = OWN / "movies.yaml"


@pytest.fixture
def data() -> Any:
    return copy.deepcopy(yaml.safe_load(MOVIES.read_text("utf-8")))


def written(folder: Path, data: Any, name: str = "movies") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    return path


def test_every_domain_of_the_train_half_is_whole() -> None:
    wrong = {path.name: found for path in domain_files(half="train") if (found := problems(load_domain(path)))}
    assert wrong == {}


def test_most_phrasings_share_no_word_with_the_screen() -> None:
    domain = load_domain(MOVIES)
    assert far_share(domain) > 0.8
    reminders = next(s for s in domain.settings if s.key == "reminders")
    assert is_far("nudge me on Fridays", reminders)
    assert not is_far("switch the weekly reminders on", reminders)
    assert not is_far("I want a REMINDER", reminders)


def test_a_half_is_drawn_from_the_name_alone() -> None:
    assert {half_of(name) for name in ("movies", "photos", "trips")} == {"train"}
    assert {half_of(name) for name in ("recipes", "workouts")} == {"measure"}
    assert [p.stem for p in domain_files(half="train")] == [
        p.stem for p in domain_files() if half_of(p.stem) == "train"
    ]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda d: d["thing"].pop("fields"), "thing.fields: Field required"),
        (lambda d: d.update(colour="red"), "colour: Extra inputs"),
        (lambda d: d.update(name="films"), "has to be called films.yaml"),
        (lambda d: d["thing"]["fields"].insert(0, d["thing"]["fields"].pop(1)), "is the title and must be a text"),
        (lambda d: d["settings"].append(d["settings"][0]), "setting.theme is there twice"),
        (lambda d: d["settings"][0].update(kind="knob"), "settings.theme.kind"),
        (
            lambda d: d["settings"][3]["values"].append(6),
            "settings.rows.values.4: YAML takes 6 for no text: write it in quotes",
        ),
        (
            lambda d: d["settings"][1].update(values=[False]),
            "settings.reminders.values.0: YAML takes false for no text",
        ),
    ],
)
def test_a_file_with_holes_is_named_and_refused(tmp_path: Path, data: Any, spoil: Any, said: str) -> None:
    spoil(data)
    with pytest.raises(SettingsError) as error:
        load_domain(written(tmp_path, data))
    assert said in str(error.value) and "movies" in str(error.value)


@pytest.mark.parametrize("text", ["a: [", "\x00", "- 1", ""])
def test_what_is_no_domain_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "movies.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"movies\.yaml"):
        load_domain(path)


def test_a_key_that_stands_twice_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "movies.yaml"
    path.write_text(MOVIES.read_text("utf-8") + "actions: []\n", "utf-8")
    with pytest.raises(SettingsError, match=r"line \d+: actions stands there twice"):
        load_domain(path)


def test_all_that_keeps_a_file_from_being_a_domain_is_told(tmp_path: Path, data: Any) -> None:
    data["thing"]["flags"][0]["where"] = ["I love"]
    data["settings"][0].pop("labels")
    written(tmp_path, data)
    found = check_folder(tmp_path)["movies.yaml"]
    assert [one.partition(":")[0] for one in found] == ["thing.flags.favourite.where", "settings.theme.labels"]
    assert not any("foundry check" in one for one in found)


def test_a_folder_without_domains_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="has no domain"):
        domain_files(tmp_path)
    with pytest.raises(SettingsError, match="no folder"):
        domain_files(tmp_path / "none")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda d: d["thing"]["deeds"][0]["ask"].append("away with it"), "deed.delete.ask: 'away with it' doesn't say {title}"),
        (lambda d: d["settings"][0]["set"].append("like {title}"), "setting.theme.set: nothing fills {title}"),
        (lambda d: d["thing"]["fields"][1].update(values=["long", "2"]), "field.minutes: 'long' is no number"),
        (lambda d: d["thing"]["fields"][3].update(values=["9 March", "2026-01-01"]), "'9 March' is no date"),
        (lambda d: d["thing"]["fields"][3].update(values=["20260309", "2026-01-01"]), "'20260309' is no date"),
        (lambda d: d["thing"]["fields"][3].update(kind="time", values=["18", "18:30"]), "'18' is no time"),
        (lambda d: d["settings"][3].update(values=["03", "2"]), "setting.rows: '03' is no number"),
        (lambda d: d["thing"]["fields"][0]["values"].append("NIGHT tram"), "'NIGHT tram' and 'Night Tram' are the same"),
        (lambda d: d["thing"]["fields"][0]["values"].append("Foam "), "'Foam ' is empty, or has spaces"),
        (lambda d: d["thing"]["fields"][0]["values"].append('"Alt"'), "stands in quotes"),
        (
            lambda d: d["settings"][1]["turn_on"].append("Stop poking me."),
            "setting.reminders.turn_off: 'stop poking me' is what people say for setting.reminders.turn_on, too",
        ),
        (
            lambda d: [d["settings"][n].update(labels=["Look", "Design"]) for n in (0, 3, 4)],
            "an app can come to call it",
        ),
        (lambda d: d["settings"][1].update(values=["maybe"]), "setting.reminders: a toggle's values"),
        (lambda d: d["settings"][1].update(turn_off=[]), "needs at least two phrasings under turn_off"),
        (lambda d: d["thing"]["fields"][0].update(values=["One", "Two"]), "2 different titles"),
        (lambda d: d["thing"]["deeds"].pop(0), "none deletes"),
        (
            lambda d: d["actions"][0].update(ask=["back it up", "backup please", "back up now"]),
            "action.backup: 0 phrasings share no word",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_within_a_domain_is_told_with_its_place(tmp_path: Path, data: Any, spoil: Any, said: str) -> None:
    spoil(data)
    assert any(said in problem for problem in problems(load_domain(written(tmp_path, data))))


def test_the_same_words_with_other_kinds_of_values_are_told_apart(tmp_path: Path, data: Any) -> None:
    for one in (1, 3):
        data["thing"]["fields"][one]["set"].append("{value} it was, with {title}")
    assert problems(load_domain(written(tmp_path, data))) == []


def test_the_command_tells_every_problem_and_ends_with_2(tmp_path: Path, data: Any) -> None:
    written(tmp_path, data)
    good = CliRunner().invoke(root, ["foundry", "check", str(tmp_path)])
    assert (good.exit_code, good.stdout) == (0, "")
    data["absent"] = ["fly"] * 6
    written(tmp_path, data)
    (tmp_path / "broken.yaml").write_text("name: [", "utf-8")
    bad = CliRunner().invoke(root, ["foundry", "check", str(tmp_path)])
    assert bad.exit_code == 2
    assert "movies.yaml: absent: needs six different ones" in bad.stdout and "broken.yaml: " in bad.stdout
    assert list(check_folder(tmp_path)) == ["broken.yaml", "movies.yaml"]


def test_a_blueprint_is_the_same_for_the_same_seed_and_varies_with_it() -> None:
    domain = load_domain(MOVIES)
    assert draw_blueprint(domain, 7) == draw_blueprint(domain, 7)
    drawn = [draw_blueprint(domain, seed) for seed in range(60)]
    for name in (
        "make",
        "navigation",
        "rows",
        "opens",
        "row_menu",
        "add",
        "form",
        "save",
        "delete",
        "search",
        "filter",
    ):
        assert len({getattr(one, name) for one in drawn}) >= 3, name
    assert all(one.first_state() == draw_blueprint(domain, one.seed).first_state() for one in drawn)


def test_labels_of_one_kind_differ_within_an_app(data: Any) -> None:
    domain = Domain.model_validate(data)
    for seed in range(40):
        labels = draw_blueprint(domain, seed).labels
        for kind in ("field.", "setting.", "page."):
            shown = [label for path, label in labels.items() if path.startswith(kind)]
            assert len(set(shown)) == len(shown), (seed, kind)
