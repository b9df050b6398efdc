"""What small models call our methods, one table per kind of thing: names of other libraries, and plain English. Data only;
a name that could mean two things isn't here."""

from __future__ import annotations

from apidocs.doc.words import stem, word_set

TAP = word_set(
    """click press push touch hit activate select_button do trigger go submit invoke single_tap tap_on click_on"""
)
LONG = word_set("""long_click long_tap hold press_and_hold longpress longclick long_touch longPress longClick""")
TEXT = word_set("get_text getText label content get_label inner_text get get_content string caption")
EXISTS = word_set(
    """is_visible visible is_displayed displayed is_present present exist is_shown isVisible is_enabled_visible"""
)
ON = word_set("""enable on check activate set_on switch_on turnOn turnon set_true tick select mark turn_it_on""")
OFF = word_set("""disable off uncheck deactivate set_off switch_off turnOff turnoff set_false untick clear unmark""")
IS_ON = word_set(
    """is_checked checked is_enabled enabled get_state state isOn is_active active is_set is_turned_on status
    value get_value"""
)  # fmt: skip
IS_OFF = word_set("is_off is_disabled is_unchecked isOff is_turned_off")
FLIP = word_set("toggle switch flip set_toggle")
CHOOSE = word_set(
    """select set set_text pick choose_option set_value select_option set_option change set_choice change_to
    set_to option"""
)
VALUE = word_set("""get get_value selected current get_selected selection current_value selected_option get_text""")
SET_TEXT = word_set(
    """set type enter fill write input send_keys enter_text type_text set_value fill_in put input_text
    write_text edit change setText sendKeys settext update"""
)
APPEND = word_set("append add add_text add_line append_line append_to appendText addText write_more")
OPEN_ROW = word_set("click press select_row go view show enter open_row touch")
OPEN_SCREEN = word_set("goto go go_to navigate navigate_to show launch visit view start enter")
SAME = tuple(
    word_set(group)
    for group in (
        "start play resume begin run go", "stop pause end halt", "delete remove trash bin erase", "add create new plus",
        "edit change modify pencil", "favourite favorite star heart like", "find search lookup", "call dial phone",
        "message sms text", "send submit", "picture photo image", "settings preferences", "mail email", "copy duplicate",
        "place location address venue",
    )
)  # fmt: skip
"""Words for one thing, as ids and people have them: the button that plays is the one that starts."""


_METHODS: dict[str, list[tuple[frozenset[str], str, int]]] = {
    "toggle": [(ON, "turn_on", 0), (OFF, "turn_off", 0), (IS_ON, "is_on", 0), (FLIP, "tap", 0)],
    "choice": [(CHOOSE, "choose", 1), (VALUE, "value", 0), (word_set("select open"), "tap", 0)],
    "input": [(SET_TEXT, "set_text", 1), (APPEND, "append_text", 1), (word_set("get value get_value"), "text", 0)],
    "row": [(OPEN_ROW, "open", 0), (word_set("select choose mark check"), "long_press", 0)],
    "screen": [(OPEN_SCREEN, "open", 0), (word_set("scroll swipe_up"), "scroll_down", 0)],
    "button": [(word_set("open select choose turn_on toggle"), "tap", 0)],
    "text": [(word_set("open select choose"), "tap", 0), (word_set("value"), "text", 0)],
    "found": [(ON - {"select", "activate"}, "turn_on", 0), (OFF - {"clear"}, "turn_off", 0),
              (word_set("select pick"), "choose", 1), (SET_TEXT, "set_text", 1), (APPEND, "append_text", 1),
              (IS_ON - {"value", "get_value"}, "is_on", 0), (word_set("select"), "tap", 0)],
}  # fmt: skip
"""By kind of thing: their names, ours, and with how many arguments."""
_ANY = [(TAP, "tap", 0), (TEXT, "text", 0)]


def method_for(kind: str, name: str, args: int) -> str:
    """Our method for a model's, on a thing of this kind, called with so many arguments; empty where it isn't clear."""
    if name in LONG:
        return "long_press"
    if name in EXISTS and not args:
        return "exists"
    known = _METHODS.get(kind, []) + (_ANY if kind != "screen" else [])
    return next((ours for names, ours, count in known if name in names and args == count), "")


_SAME_STEMS = tuple(frozenset(stem(word) for word in group) for group in SAME)


def same_thing(one: str, other: str) -> bool:
    """Whether two names have words for one thing: `start` and `play_pause`."""
    a, b = set(one.lower().split("_")), set(other.lower().split("_"))
    return any(a & group and b & group for group in SAME)


def same_by_stem(one: str, other: str) -> bool:
    """Whether two stems are of words for one thing: `trash` and `delet`."""
    return any(one in group and other in group for group in _SAME_STEMS)
