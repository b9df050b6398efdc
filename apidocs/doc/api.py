"""What a script can do with each kind of element: one table, from which come the stubs of the prompt, the stub file for
editors and the run-time dispatch, so that they can't disagree."""

from __future__ import annotations

from dataclasses import dataclass

from apidocs.doc import Kind

RESERVED = frozenset(
    """finish ask secret wait back open_app find enter tap long_press set_text append_text turn_on turn_off toggle choose open text
    value is_on is_open exists options scroll_down scroll_up and as assert break class continue def del elif else except
    False finally for from global if import in is lambda None nonlocal not or pass raise return True try while with yield
    print len str int float list dict set tuple range sorted sum min max any all abs round enumerate zip map filter
    reversed repr type isinstance bool datetime re math json random time key id match case input open""".split()
)
"""Names a doc may not give to a screen, an element or a row: Python's, the sandbox's and our own."""


@dataclass(frozen=True)
class Method:
    """One thing a script can call or read."""

    name: str
    args: tuple[tuple[str, str], ...] = ()
    """Name and type of each argument."""
    returns: str = "None"
    prop: bool = False
    """Read without parentheses."""
    optional: frozenset[str] = frozenset()
    """Arguments that may be left out."""
    acts: bool = True
    """Touches the phone's state (a read doesn't)."""
    example: str = ""
    note: str = ""
    """What the example's name leaves open, in a word or two; stands behind it in the stubs."""


TAP = Method("tap", example="tap()")
LONG_PRESS = Method("long_press", example="long_press()")
TEXT = Method("text", returns="str", prop=True, acts=False, example="text")
EXISTS = Method("exists", returns="bool", prop=True, acts=False)

MARKED = (
    Method("turn_on"),
    Method("turn_off"),
    Method("is_on", returns="bool", prop=True, acts=False),
)
"""What a button can do besides that marks a thing, a star or a pin; not in the stubs, as not every app shows how it stands."""

METHODS: dict[Kind, tuple[Method, ...]] = {
    Kind.BUTTON: (
        TAP,
        LONG_PRESS,
        TEXT,
        EXISTS,
        # not in the stubs: what a button opens may be options that the walk never saw
        Method("choose", (("option", "str"),)),
    ),
    Kind.TOGGLE: (
        Method("turn_on", example="turn_on()"),
        Method("turn_off", example="turn_off()"),
        TAP,
        Method("is_on", returns="bool", prop=True, acts=False, example="is_on"),
        TEXT,
        EXISTS,
    ),
    Kind.CHOICE: (
        Method("choose", (("option", "str"),), example='choose("Light")'),
        Method("value", returns="str", prop=True, acts=False, example="value"),
        TAP,
        TEXT,
        EXISTS,
    ),
    Kind.INPUT: (
        Method("set_text", (("text", "str"),), example='set_text("Milk")', note="replaces"),
        Method("append_text", (("text", "str"),), example='append_text("Milk")', note="adds"),
        TEXT,
        TAP,
        EXISTS,
    ),
    Kind.TEXT: (TEXT, TAP, LONG_PRESS, EXISTS),
}
"""A list has no methods of its own: the screen gets `rows()` and `row(text)` named after it (see ROW). Nor has an action: it is
itself one of its screen's."""

ROW: tuple[Method, ...] = (Method("open", example="open()"), TAP, LONG_PRESS, TEXT, EXISTS)
"""A row, besides its parts; `open` is a tap that expects another screen."""

FOUND: tuple[Method, ...] = (
    TAP,
    LONG_PRESS,
    Method("open"),
    Method("turn_on"),
    Method("turn_off"),
    Method("is_on", returns="bool", prop=True, acts=False),
    Method("choose", (("option", "str"),)),
    Method("set_text", (("text", "str"),)),
    Method("append_text", (("text", "str"),)),
    TEXT,
    Method("value", returns="str", prop=True, acts=False),
    EXISTS,
)
"""What `find(text)` gives: an element that isn't in the doc, so it can be asked anything."""

SCREEN: tuple[Method, ...] = (
    Method("open"),
    Method("is_open", returns="bool", prop=True, acts=False),
    Method("find", (("text", "str"),), returns="Found", acts=False, example='find("Autosave notes")'),
    Method("scroll_down", returns="bool"),
    Method("scroll_up", returns="bool"),
)
"""What every screen has besides its elements."""

FUNCTIONS: tuple[Method, ...] = (
    Method("finish", (("answer", "object"),)),
    Method("ask", (("question", "str"),), returns="str"),
    Method("secret", (("name", "str"),), returns="str"),
    Method("wait", (("seconds", "float"),)),
    Method("back"),
    Method("enter"),
    Method("open_app", (("name", "str"),)),
    Method("find", (("text", "str"),), returns="Found", acts=False),
)
"""Names a script can call without a screen. `finish` ends the script; `find` looks on the screen in front."""
