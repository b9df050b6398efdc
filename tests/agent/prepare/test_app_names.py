"""Apps that a task names: installed, or well known and missing."""

from __future__ import annotations

import pytest

from agent.prepare.app_names import Named, named_apps
from phones.phone import InstalledApp

APPS = [
    InstalledApp(package, label, "1")
    for package, label in (
        ("com.tencent.mm", "WeChat"),
        ("com.ubercab", "Uber"),
        ("com.google.android.gm", "Gmail"),
        ("org.thoughtcrime.securesms", "Signal"),
        ("com.google.android.dialer", "Phone"),
        ("com.google.android.apps.photos", "Photos"),
        ("org.example.ledger", "Cash Book"),
        ("org.wikipedia", "Wikipedia"),
    )
]


@pytest.mark.parametrize(
    ("task", "package"),
    [
        ("open wechat", "com.tencent.mm"),
        ("what's new on Weixin?", "com.tencent.mm"),
        ("get me an uber home", "com.ubercab"),
        ("search my google mail for the ticket", "com.google.android.gm"),
        ("message Tom on Signal", "org.thoughtcrime.securesms"),
        ("open signal", "org.thoughtcrime.securesms"),
        ("use the photos app to crop it", "com.google.android.apps.photos"),
        ("show the total in Cash Book", "org.example.ledger"),
        ("look it up in Gmail, from Uber", "com.google.android.gm"),
    ],
)
def test_an_installed_app_is_named(task: str, package: str) -> None:
    assert named_apps(task, APPS) == Named((package,))


@pytest.mark.parametrize(
    "task",
    [
        "what does the signal mean?", "make the text on my phone bigger", "show me the photos from Sunday", "open wikipedia.org",
        "what does my note about IKEA say?", "play something by Vivaldi", "is there a mail from DHL", "mail me@gmail.example",
        "buy a cash book", "add a bill for Netflix", "which notes are in the Home folder?",
        "a note about Spotify", "a superuberlative thing", "",
    ],
)  # fmt: skip
def test_no_app_is_named(task: str) -> None:
    assert named_apps(task, APPS) == Named()


@pytest.mark.parametrize(
    ("task", "named"),
    [
        ("take it from the photos", True), ("in photos, make an album", True), ("show me the photos from Sunday", False),
        ("the photos of us", False), ("in the photos list", False),
    ],
)  # fmt: skip
def test_a_word_in_small_letters_names_an_app_where_that_is_wanted_and_words_lead_there(task: str, named: bool) -> None:
    photos = [InstalledApp("com.google.android.apps.photos", "Photos", "1")]
    assert named_apps(task, photos).there == ()
    assert bool(named_apps(task, photos, small=True).there) == named


@pytest.mark.parametrize(
    ("task", "absent", "package"),
    [
        ("play some jazz on Spotify", "Spotify", "com.spotify.music"),
        ("play some jazz on spotify", "Spotify", "com.spotify.music"),
        ("order a burger from Uber Eats", "Uber Eats", "com.ubercab.eats"),
        ("open Zoom", "Zoom", "us.zoom.videomeetings"),
        ("look for a lamp on ikea", "IKEA", "com.ingka.ikea.app"),
        ("Get me an Uber Eats dinner", "Uber Eats", "com.ubercab.eats"),
    ],
)
def test_a_well_known_app_that_is_not_there(task: str, absent: str, package: str) -> None:
    found = named_apps(task, APPS)
    assert (found.there, found.absent, found.package) == ((), absent, package)
