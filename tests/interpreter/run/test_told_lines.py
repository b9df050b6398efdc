"""Lines that only tell are read by their labels, on a doc that was made of the page."""

from __future__ import annotations

from apidocs.explore.walk import Step, Walk
from apidocs.make.building import build_doc
from tests.interpreter.pocket_phone import PACKAGE, WIDTH, View, page, words
from tests.interpreter.pocket_run import Run
from tests.interpreter.sketch import Sketch


def about(phone: Sketch) -> View:
    lines = []
    for i, (title, value) in enumerate(phone.values.items()):
        top = 100 + 120 * i
        said = [words(title, (20, top, 500, top + 50), "android:id/title")]
        said.append(words(value, (20, top + 50, 500, top + 110), "android:id/summary"))
        lines.append(View("widget.LinearLayout", (0, top, WIDTH, top + 120), children=said))
    listing = View("widget.RecyclerView", (0, 100, WIDTH, 1100), rid="list", children=lines)
    return page(words("About", (0, 0, 300, 90), "heading"), listing)


def test_a_line_says_what_it_says_now() -> None:
    phone = Sketch()
    phone.draw["main"] = lambda: about(phone)
    phone.values = {"Expires": "2 Feb 2027", "Version": "2.1"}
    picture = phone.picture("main")
    doc = build_doc(Walk(package=PACKAGE, label="Sketch", steps=[Step(picture, None, picture)]))
    phone.values = {"Licence": "free", "Version": "2.2", "Expires": "never"}
    run = Run(phone, doc=doc)
    screen = doc.start
    assert [run("text", f"{screen}.{name}") for name in ("expires", "version")] == ["never", "2.2"]
    assert phone.log == []
