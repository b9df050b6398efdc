"""The table of well-known apps: whole, and in one piece with what its kinds are for."""

from __future__ import annotations

import re

from agent.prepare.which_app import purposes_of
from phones.known_apps import company_kinds, known_apps, known_name, ordinary_names
from phones.phone import InstalledApp


def test_every_app_has_a_package_a_name_and_a_kind_that_is_for_something() -> None:
    assert len(known_apps()) >= 300
    for package, app in known_apps().items():
        assert re.fullmatch(r"\w+(\.\w+)+", package), package
        assert all(app.names) and app.kind, package
        assert len(purposes_of(InstalledApp(package, app.names[0], ""))) > 1, package


def test_names_that_are_words_as_well_are_names_of_the_table() -> None:
    names = {name.casefold() for app in known_apps().values() for name in app.names}
    generic = {
        "code",
        "internet",
        "notes",
        "messaging",
        "home",
        "fit",
        "docs",
        "mail",
        "chess",
        "my files",
        "file manager",
    }
    assert ordinary_names() - names <= generic


def test_kinds_called_as_companies_are_kinds() -> None:
    assert company_kinds() <= {app.kind for app in known_apps().values()}


def test_what_is_not_known_has_no_name() -> None:
    assert known_name("org.example.unknown") == ""
