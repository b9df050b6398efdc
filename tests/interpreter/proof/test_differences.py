"""What has changed on a screen after a press, and what of it is no message of the app's."""

from __future__ import annotations

import pytest

from interpreter.proof.differences import stepped
from interpreter.proof.messages import inline_errors
from interpreter.screen.front import Sight
from phones.hierarchy import Hierarchy

BOX = '<node class="android.widget.FrameLayout" package="app" bounds="[0,0][720,1280]">{}</node>'
ROOT = f'<hierarchy rotation="0">{BOX}</hierarchy>'


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [("3", "4", '"3" has become "4"'), ("3", "3", ""), ("3:20", "3:21", ""), ("now", "later", "")],
)
def test_a_button_that_counts_is_seen_by_the_number_beside_it(before: str, after: str, said: str) -> None:
    def sight(number: str) -> Sight:
        bounds = 'bounds="[{},0][{},90]" clickable="true" enabled="true"'
        row = "".join(
            f'<node class="android.widget.{cls}" text="{text}" package="app" {bounds.format(at, at + 90)}/>'
            for cls, text, at in (("Button", "-", 0), ("TextView", number, 100), ("Button", "+", 200))
        )
        return Sight(Hierarchy.parse(ROOT.format(row)), None, 0)

    was = sight(before)
    plus = next(n for n in was.hierarchy.walk() if n.text == "+")
    assert stepped(plus, was, sight(after)) == said


@pytest.mark.parametrize(
    ("text", "errors"), [("No hikes found", 0), ("Nothing here yet", 0), ("No title was given", 1)]
)
def test_what_an_empty_list_says_is_no_error(text: str, errors: int) -> None:
    box = 'package="app" bounds="[0,0][720,90]" enabled="true"'
    field = f'<node class="android.widget.EditText" text="" {box}/><node class="android.widget.TextView" text="{text}" {box}/>'
    assert len(inline_errors(Hierarchy.parse(ROOT.format(field)))) == errors
