"""A tab only leads to its page, whatever it is called."""

from __future__ import annotations

import pytest

from apidocs.doc import Effect
from apidocs.explore.walk import Act, Step
from apidocs.make.building import build_doc
from phones.hierarchy import Hierarchy
from tests.apidocs.walks import BAR, dump, find, n, text, toolbar, walk


@pytest.mark.parametrize("leads", [True, False])
def test_a_tab_that_was_seen_to_lead_to_a_page_only_leads_there(leads: bool) -> None:
    def shown(chosen: str) -> Hierarchy:
        tabs = [
            n("Tab", text(said, 130), selected=said == chosen, clickable=said != chosen, content_desc=said,
              box=(360 * i, 120, 360 * i + 360, 220))
            for i, said in enumerate(("Lessons", "Report", "Info"))
        ]  # fmt: skip
        strip = n("LinearLayout", *tabs, box=(0, 120, 1080, 220))
        said = n("TextView", text=f"All of {chosen}", id=f"{chosen.lower()}_words", box=(0, 300, 1080, 400))
        return dump(n("FrameLayout", toolbar("School"), strip, said), BAR, activity=".MainActivity")

    first, second, third = shown("Lessons"), shown("Report"), shown("Info")
    report = Step(first, Act("tap", find(first, "Report")), second)
    info = Step(first, Act("tap", find(first, "Info")), third)
    doc = build_doc(walk(*([report, Step(second, Act("back"), first)] if leads else []), info))
    effects = [e.effect for s in doc.screens for e in s.elements if e.label == "Report"]
    assert set(effects) == {Effect.NAVIGATE if leads else Effect.SEND} and len(effects) == 2
