"""What can be used or read on a dump, one `Control` each, and their union over all dumps of a screen.

Decides what belongs together: a row with its switch, a group of radio buttons, a label with its value. Names and effects
are given in `apidocs.make`, once it is known what each control led to.
"""

from __future__ import annotations

from phones.hierarchy import Node
from phones.locating import in_repeating_list

from ..doc import Kind
from ..doc.words import purpose_words, related, split_words, word_set
from ..screens.marks import Seen, web_content, words_beside
from ..screens.windows import is_list, is_radio, texts, visible, without_arrow, words_on
from .backdrops import in_status_bar, is_backdrop
from .chip_groups import chips_in_groups, heading_over
from .control import Control as Control
from .control import acts
from .drawn_controls import chips, facts, is_bare_icon, is_cut_off, plain_texts, tell_apart
from .label_or_value import TELLING, VALUE, label_and_value, label_or_value
from .labelling import (
    floats,
    has_one_beside,
    is_ahead,
    is_example,
    label_above,
    like_a_hint,
    own_frames,
    own_words,
    without_addresses,
)
from .lines import label_of, told_in_lines
from .same_words import tell_by_field, tell_fields, tell_steps

_DECOR = word_set(
    """label title hint header placeholder section divider description helper error message caption empty
    separator letters info subtitle fastscroller thumb bubble track"""
)
_LABELS = (("lbl",), ("label",), ("caption",), ("heading",))
"""How ids of labels begin."""
_FLAT = 12
"""Children of a layout from which it is a whole form: there the place on the display tells what belongs to what."""
_SLIDERS = ("SeekBar", "RatingBar", "Slider")


def controls(seen: Seen) -> list[Control]:
    """The controls of one dump in document order, without those in rows of content lists."""
    if seen.controls is None:
        seen.controls = _Reader(seen).read()
    return list(seen.controls)


class _Reader:
    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.window = seen.window
        self.found: list[Control] = []
        self.boxes: set[int] = set()  # that look like one of several, and aren't
        self.used: set[int] = set(seen.lists.inside) | web_content(seen.window)
        self.ids: dict[str, int] = {}
        for node in self.window.nodes:
            if node.resource_id and id(node) not in seen.lists.inside:
                self.ids[node.resource_id] = self.ids.get(node.resource_id, 0) + 1
        self._said = plain_texts(self.window, self.used) if self.window.drawn else []
        """Of a window that is drawn, the texts that are part of no control."""

    def read(self) -> list[Control]:
        self._radios()
        if self.window.drawn:
            self._keep_all(chips(self.window, self._said, self.used))
        else:
            self._keep_all(list(chips_in_groups(self.window, self.used)))
        for node in self.window.nodes:
            if id(node) in self.used or "fastscroll" in node.id_name.lower() or _letters(node):
                continue
            control = self._control(node)
            if control is not None:
                self._keep(control)
        if self.window.kind != "menu" and not self.window.drawn:
            self._keep_all(told_in_lines(self.window, self.used, self._unique))
        self._values()
        if self.window.drawn and self.window.kind != "menu":
            self._keep_all(
                facts(self.window, [n for n in self._said if id(n) not in self.used], self.seen.lists.inside)
            )
            tell_apart(self.found)
        tell_steps(self.found)
        tell_fields(self.found)
        tell_by_field(self.found)
        order = {id(node): index for index, node in enumerate(self.window.nodes)}
        self.found.sort(key=lambda control: order.get(id(control.node), 0))
        return self.found

    def _keep_all(self, found: list[Control]) -> None:
        for control in found:
            self._keep(control)

    def _keep(self, control: Control) -> None:
        control.stretched = id(control.node) not in self.seen.steady
        self.found.append(control)
        self.used |= control.covers

    # --- groups of radio buttons -------------------------------------------------------------------------------

    def _radios(self) -> None:
        """Radio buttons that exclude each other, one choice a group."""
        groups: list[tuple[Node, list[Node], str]] = []
        for node in self.window.nodes:
            if is_radio(node) and id(node) not in self.used:
                holder, heading = self._holder(node)
                if groups and groups[-1][0] is holder and groups[-1][2] == heading:
                    groups[-1][1].append(node)
                else:
                    groups.append((holder, [node], heading))
        for holder, buttons, heading in groups:
            if len(buttons) < 2:
                continue
            options = [words_on(button) or words_beside(button) for button in buttons]
            several = sum(button.checked for button in buttons) > 1  # they don't exclude each other
            self.boxes |= {id(button) for button in buttons if several}
            if not all(options) or several or self._deeds(buttons):
                continue
            rows = [self._row(button, holder) for button in buttons]
            key = (
                f"radio:{holder.id_name}|{heading}"
                if heading or self._unique(holder)
                else f"radio:{holder.id_name}|{options[0]}"
            )
            covers = {id(n) for row in rows for n in row.walk()}
            self._keep(
                Control(key, Kind.CHOICE, holder, options=options, heading=heading, covers=covers, label=heading)
            )

    def _deeds(self, buttons: list[Node]) -> bool:
        """Options of which none is set, in a dialog without OK: things to do, not a setting."""
        if self.window.kind != "dialog" or any(b.checked or b.selected for b in buttons):
            return False
        return "button1" not in self.window.buttons and all(b.enabled for b in buttons)

    def _holder(self, node: Node) -> tuple[Node, str]:
        """What holds the radio button's siblings, and the words that stand over them there."""
        row = node
        while row.parent is not None and sum(is_radio(n) for n in row.parent.walk()) < 2:
            row = row.parent
        holder = row.parent if row.parent is not None else row
        heading = ""
        for sibling in holder.children:
            if sibling is row:
                break
            if not any(is_radio(n) or n.clickable for n in sibling.walk()) and texts(sibling):
                heading = words_on(sibling)
        return holder, heading or heading_over(holder)

    @staticmethod
    def _row(button: Node, holder: Node) -> Node:
        row = button
        while row.parent is not None and row.parent is not holder:
            row = row.parent
        return row

    # --- single controls ---------------------------------------------------------------------------------------

    def _control(self, node: Node) -> Control | None:
        if node.editable:
            return self._input(node)
        if not (node.clickable or node.checkable or node.long_clickable and words_on(node)):
            return None
        if self.window.is_up(node) or is_backdrop(node, self.window):
            return None
        if not self.window.drawn and is_cut_off(node, self.window):
            return None
        inner = [n for n in node.walk() if n is not node and acts(n) and visible(n) and id(n) not in self.used]
        switches = [n for n in (node, *inner) if n.checkable]
        if any(n is not node and id(n) in self.seen.lists.tops for n in node.walk()) and not texts_outside(
            node, inner, self.used
        ):
            return None
        if len(switches) == 1 and is_radio(switches[0]) and id(switches[0]) not in self.boxes:
            return self._button(node, {id(n) for n in node.walk()}, False)  # one way to go, in the shape of an option
        if len(switches) == 1 and all(n is switches[0] or not n.clickable for n in inner):
            toggle = self._toggle(node, switches[0])
            if toggle.label or not is_cut_off(node, self.window):
                return toggle
            self.used |= toggle.covers
            return None
        if is_radio(node) and self.window.kind == "page" and not words_on(node):
            return None
        spinner = node.short_class.endswith("Spinner")
        if not inner or spinner or all(not n.clickable and not n.checkable and not n.editable for n in inner):
            return self._button(node, {id(n) for n in node.walk()}, spinner)
        own = texts_outside(node, inner, self.used) or node.content_desc.strip()
        if own and not any(n.editable for n in inner):
            inside = {id(n) for each in inner for n in each.walk()}
            return self._button(node, {id(n) for n in node.walk() if id(n) not in inside}, False)
        return None

    def _input(self, node: Node) -> Control:
        hint = node.hint.strip()
        text = node.text.strip()
        around = [n.id_name for n in (node, *own_frames(node))]
        if not hint and like_a_hint(text) and any(related(name, text) for name in around):
            hint = text  # older servers give the hint as the text of an empty field
        if (
            not hint and self.window.drawn
        ):  # what stands in an empty field is what it asks for, and floats up in a filled one
            inside = [n for n in texts(node) if n is not node and (not text or floats(n, node))]
            hint = inside[0].text.strip() if inside else ""
        if not hint:
            above = label_above(node, self._said) if self.window.drawn else None
            hint = above.text.strip() if above is not None else self._label_before(node)
        label = is_example(hint) and self._label_before(node) or hint
        return Control(
            self._key(node, label), Kind.INPUT, node, label=label, hint=hint, desc=node.content_desc.strip(),
            value="" if text == hint else text, covers={id(n) for n in node.walk()},
        )  # fmt: skip

    def _label_before(self, node: Node) -> str:
        """The words over or before a field: its layout's own, or a sibling's."""
        for around in node.ancestors():
            if around is not self.window.root and len(around.children) > _FLAT and not is_list(around):
                said = [n for n in texts(around) if not acts(n) and not _part_of_control(n, around) and self._speaks(n)]
                above = label_above(node, [n for n in said if id(n) not in self.seen.lists.inside])
                return above.text.strip() if above is not None else ""
            if around is self.window.root or is_list(around):
                break
            if around.text.strip() and around.short_class != "WebView":  # whose text is the page's title
                return around.text.strip()
            before = [c for c in around.children if c is not node and not any(n is node for n in c.walk())]
            said = [
                n
                for c in before
                for n in texts(c)
                if not _part_of_control(n, c) and self._speaks(n) and is_ahead(n, node)
            ]
            if said and id(said[-1]) not in self.seen.lists.inside and len(said[-1].text) < 40:
                return said[-1].text.strip()
            if around.short_class.endswith("TextInputLayout"):
                break
        return ""

    def _speaks(self, node: Node) -> bool:
        """Words that can be a field's label: not the screen's heading, not a sign between two fields."""
        remark = node.text.strip().startswith("(") and node.text.strip().endswith(")")  # "(required)"
        said = any(c.isalpha() for c in node.text) and not remark
        return node is not self.window.title_node and said and not _letters(node)

    def _toggle(self, node: Node, switch: Node) -> Control:
        said = [n.text.strip() for n in texts(node) if n is not switch]
        own = own_words(switch)
        label = own if len(own) > 3 or not said else said[0]
        label = label or node.content_desc.strip() or switch.content_desc.strip() or words_beside(switch)
        label = label or next((n.content_desc.strip() for n in node.walk() if n.content_desc.strip()), "")
        target = node if node.clickable or node is switch else switch
        return Control(
            self._key(switch if self._unique(switch) else node, label), Kind.TOGGLE, target, label=label,
            state=switch, desc=switch.content_desc.strip(), covers={id(n) for n in node.walk()},
        )  # fmt: skip

    def _button(self, node: Node, covers: set[int], spinner: bool) -> Control | None:
        said = without_arrow([n for n in texts(node) if id(n) in covers])
        label, value, state = "", "", None
        if spinner:
            value, state = (said[0].text.strip(), said[0]) if said else ("", None)
            label = node.content_desc.strip() or node.hint.strip() or self._label_before(node)
        elif len(said) == 1 and node.spoken and node.content_desc not in ("", said[0].text):
            label, value, state = node.content_desc, said[0].text.strip(), said[0]  # "Theme", and which it is
        elif len(said) == 1:
            label, value, state = label_or_value(node, said[0], self.window.kind)
            alone = self.window.drawn and self.window.kind != "menu" and not has_one_beside(node)
            above = label_above(node, self._said) if alone else None
            if above is not None:
                label, value, state = above.text.strip(), said[0].text.strip(), said[0]
                self.used.add(id(above))
        elif not said and node.short_class.endswith(_SLIDERS):
            above = label_above(node, self._said, smaller=False) if self.window.drawn else None
            label = above.text.strip() if above is not None else self._label_before(node)
        elif said:
            label_node, value_node = label_and_value(said)
            label = label_node.text.strip() if label_node is not None else ""
            if value_node is not None:
                value, state = value_node.text.strip(), value_node
        desc = without_addresses(node.content_desc)
        if len(said) > 1 and split_words(desc) == split_words(" ".join(n.text for n in said)):
            desc = ""  # it says all its texts once more, one behind the other
        if desc and len(said) > 1:
            label, value, state = desc, "", None  # what is read out stands for all that is in it
        if not desc:
            desc = next((n.content_desc.strip() for n in node.walk() if n.content_desc.strip() and id(n) in covers), "")
            if desc and node.resource_id and purpose_words(node.id_name) and not related(node.id_name, desc):
                desc, value = "", value or desc
        if desc and any(c.isdecimal() for c in desc):
            desc, value = "", value or desc
        nameless = not (label or value or desc or any(n.resource_id for n in node.walk()))
        if nameless and not node.short_class.endswith(("Button", "ImageView")) and not is_bare_icon(node, self.window):
            return None
        kind = Kind.CHOICE if spinner else Kind.BUTTON
        return Control(
            self._key(node, label or desc), kind, node, label=label, value=value, state=state, desc=desc,
            covers=covers, spinner=spinner,
        )  # fmt: skip

    # --- values ------------------------------------------------------------------------------------------------

    def _values(self) -> None:
        """Texts worth reading: those with an id that says what they are, and that are no label of something else."""
        if self.window.kind == "menu":
            return
        shown = [n.id_name for n in self.window.nodes if n.resource_id and n.text]
        labelled = {name.lower() for name in shown}
        # `lbl_sender` above `tv_sender`
        labels = {frozenset(purpose_words(name)) for name in shown if split_words(name)[:1] in _LABELS} - {frozenset()}
        lines = {id(node): line for node in self.window.nodes if (line := label_of(node, self._unique)) is not None}
        before_values = {id(line) for line in lines.values()}
        said: Node | None = None
        for node in self.window.nodes:
            before, said = said, node if node.text.strip() else said
            if id(node) in self.used or not node.text.strip() or not node.resource_id or node is self.window.title_node:
                continue
            if node.resource_id.startswith("android:") or not self._unique(node) or acts(node):
                continue
            if id(node) in before_values:
                continue
            words = split_words(node.id_name)
            if in_status_bar(node, self.window):
                continue
            if not any(c.isalnum() for c in node.text):
                continue
            line = lines.get(id(node))
            line = None if line is None or id(line) in self.used else line
            named = f"{node.id_name.lower()}_label" in labelled or f"{node.id_name.lower()}label" in labelled
            named = named or frozenset(purpose_words(node.id_name)) in labels and words[:1] not in _LABELS
            if not named and line is None and (words[-1] in _DECOR or set(words) & _DECOR and not set(words) & TELLING):
                continue
            text = node.text.strip()
            if not purpose_words(node.id_name):
                labelled_so = before is not None and split_words(before.id_name)[:1] in _LABELS
                if before is not None and labelled_so and words[:1] not in _LABELS and not in_repeating_list(node):
                    label = before.text.strip()
                    fact = Control(
                        f"fact:{label}", Kind.TEXT, node, label=label, value=text, covers={id(before), id(node)}
                    )
                    self._keep(fact)
                continue
            telling = named or words[-1] in TELLING or VALUE.search(text) or node.short_class == "Chronometer"
            named_so = related(node.id_name, text) and not VALUE.search(text)
            unlike = named_so or text.isupper() and len(text) > 4
            if line is None and unlike:
                continue
            weak = unlike or not telling
            told = Control(f"id:{node.id_name}", Kind.TEXT, node, value=text, covers={id(node)}, weak=weak)
            if line is not None:
                told.label = line.text.strip()
                told.covers.add(id(line))
            self._keep(told)

    # --- keys --------------------------------------------------------------------------------------------------

    def _unique(self, node: Node) -> bool:
        return (
            bool(node.resource_id)
            and self.ids.get(node.resource_id) == 1
            and not node.resource_id.startswith("android:")
        )

    def _key(self, node: Node, words: str) -> str:
        """The id where only one has it, else the words, else the place."""
        if self._unique(node) or node.resource_id.startswith("android:id/button"):
            return f"id:{node.id_name}"
        if node.editable and self.ids.get(node.resource_id, 2) > 1:
            around = next((n for n in own_frames(node) if self._unique(n)), None)
            if around is not None and sum(n.editable for n in around.walk()) == 1:
                return f"in:{around.id_name}"
        if words:
            return f"{node.id_name}|{words}"
        inner = next((n for n in node.walk() if self._unique(n)), None)
        if inner is not None:
            return f"id:{inner.id_name}"
        position = sum(1 for other in self.found if other.key.startswith(f"{node.id_name}|{node.short_class}#"))
        return f"{node.id_name}|{node.short_class}#{position}"


def _part_of_control(node: Node, within: Node) -> bool:
    """Whether a text is what another control says: the value of the spinner above is no label of this one."""
    if acts(node) or acts(within):
        return True
    return any(acts(parent) for parent in node.ancestors() if any(parent is inside for inside in within.walk()))


def texts_outside(node: Node, inner: list[Node], used: set[int]) -> list[Node]:
    """Texts of a container that belong to none of the controls in it."""
    inside = {id(n) for each in inner for n in each.walk()}
    return [n for n in texts(node) if id(n) not in inside and id(n) not in used]


def _letters(node: Node) -> bool:
    """The strip of letters at the side of a list."""
    lines = node.text.split("\n")
    return len(lines) > 1 and all(len(line) <= 1 for line in lines)
