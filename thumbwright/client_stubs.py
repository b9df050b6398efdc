"""A doc as a Python stub file, for editors and type checkers: what `phone.app(…)` gives, by the doc's own names.

From the same table as the sandbox's type check (`apidocs.doc.stubs`), and with the names that an app is asked for without a
screen (`thumbwright.app.shortcuts`), so that what is completed is what there is.
"""

from __future__ import annotations

import keyword
import re

from apidocs.doc import AppDoc
from apidocs.doc.stubs import called_on, method_stub, property_stub, screen_type, type_of, typed_classes
from apidocs.doc.table import plain_elements
from interpreter.reading.members import Members

from .app import shortcuts

_OWN = """    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> None: ...
    def open(self) -> None: ...
    def back(self) -> None: ...
    def enter(self) -> None: ...
    def wait(self, seconds: float) -> None: ...
    def find(self, text: str) -> Found: ...
    def finish(self) -> Result[Any] | None: ..."""


def class_name(doc: AppDoc) -> str:
    """What the app's class is called: its label as a name, `Notes`, `SmsMessenger`."""
    words = re.findall(r"[A-Za-z0-9]+", doc.label) or re.findall(r"[A-Za-z0-9]+", doc.package.rsplit(".", 1)[-1])
    name = "".join(word[:1].upper() + word[1:] for word in words) or "App"
    taken = {line.split()[1].rstrip(":") for line in typed_classes(doc) if line.startswith("class ")}
    if not name.isidentifier() or keyword.iskeyword(name) or name in {*taken, "Any", "Self", "Result"}:
        name = f"App{name}"
    return name


def render_client_stubs(doc: AppDoc) -> str:
    """The text of the stub file."""
    name = class_name(doc)
    version = f" {doc.version}" if doc.version else ""
    made = f", as learned on {doc.made_at[:10]}" if doc.made_at else ""
    said = f"{doc.label}{version} ({doc.package}){made}"
    lines = [
        # an app calls itself what it likes, and a line break would make code of it
        f"# {''.join(c if c.isprintable() else ' ' for c in said)}. Made by: thumbwright apps stubs {doc.package}",
        f"# Save it as {name.lower()}.pyi; use it so, since it is for type checkers alone:",
        "#     from __future__ import annotations",
        "#     from typing import TYPE_CHECKING",
        "#     if TYPE_CHECKING:",
        f"#         from {name.lower()} import {name}",
        f'#     app: {name} = phone.app("{doc.package}")',
        "",
        "from typing import Any, Self",
        "",
        "from thumbwright import Result",
        "",
        *typed_classes(doc),
        f"class {name}:",
        *_OWN.splitlines(),
    ]
    for screen in doc.screens:
        lines += property_stub(screen.name, screen_type(screen))
    for short, home in shortcuts(Members(doc)).items():
        screen = next(one for one in doc.screens if one.name == home.screen)
        called = next(((method, returns) for method, returns in called_on(screen) if method.name == short), None)
        if called is not None:
            lines.append(method_stub(called[0], returns=called[1]))
        else:
            element = next(one for one in plain_elements(screen) if one.name == short)
            lines += property_stub(short, type_of(element.kind))
    return "\n".join(lines) + "\n"
