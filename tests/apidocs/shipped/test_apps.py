"""Docs of Android's own apps that ship: sound as any doc, every sample right on them, each id and word found where it should be."""

from __future__ import annotations

from importlib.resources import files

import pytest

from apidocs.doc import Kind, Shipped
from apidocs.doc.paths import reachable
from apidocs.doc.table import problems
from apidocs.keep.foreign import flaws
from apidocs.shipped.apps import always_there, has_shipped, shipped_doc, shipped_for, ships
from interpreter.check.checking import check

PACKAGES = [one.package for one in ships()]


def test_each_file_is_one_app() -> None:
    names = [file.name for file in files("apidocs.shipped").joinpath("aosp").iterdir() if file.name.endswith(".toml")]
    assert len(names) == len(PACKAGES) == len(set(PACKAGES))
    assert all(one.sources and one.android for one in ships())


@pytest.mark.parametrize("package", PACKAGES)
def test_it_is_sound(package: str) -> None:
    doc = shipped_doc(package)
    assert doc is not None and doc.shipped is Shipped.UNVERIFIED and doc.unsure
    assert problems(doc) == [] and flaws(doc) == []
    named = {screen.name for screen in doc.screens}
    for screen in doc.screens:
        assert always_there(screen) or screen.kind == "menu" or screen.title, f"nothing tells {screen.name}"
        for element in screen.elements:
            by = element.locator
            assert by.resource_id or by.text or by.content_desc or by.label or by.cls, f"{screen.name}.{element.name}"
            assert not element.commit or screen.element(element.commit), (
                f"{screen.name}.{element.name} saves by nothing"
            )
            if element.item is not None:
                assert element.item.opens in named | {""} and element.item.menu in named | {""}
                assert not element.item.title or element.item.title in {part.name for part in element.item.parts}
    ways = doc.model_copy(update={"transitions": [way for way in doc.transitions if way.action != "back"]})
    assert reachable(ways, doc.start, avoid_effects=frozenset()) == named


@pytest.mark.parametrize("package", PACKAGES)
def test_every_sample_passes_the_check(package: str) -> None:
    doc = shipped_doc(package)
    assert doc is not None and len(doc.samples) >= 3
    for sample in doc.samples:
        assert [one.message for one in check(sample.script, doc).problems] == [], sample.task


def test_an_app_that_is_built_alike_has_it_under_its_own_name() -> None:
    assert has_shipped("com.google.android.deskclock") and not has_shipped("com.example.clock")
    google, aosp = shipped_doc("com.google.android.deskclock", version="7.6", label="Uhr"), shipped_doc(PACKAGES[0])
    assert google is not None and (google.package, google.version, google.label) == (
        "com.google.android.deskclock", "7.6", "Uhr",
    )  # fmt: skip
    lists = {e.locator.resource_id for screen in google.screens for e in screen.elements if e.kind is Kind.LIST}
    assert "alarm_recycler_view" in lists and "alarms_recycler_view" not in lists
    assert aosp is not None and shipped_doc("org.nobody") is None


@pytest.mark.parametrize("name", ["com.android.deskclock", "Clock", "clock"])
def test_it_is_found_by_package_and_by_name(name: str) -> None:
    doc = shipped_for(name)
    assert doc is not None and doc.package == "com.android.deskclock"
