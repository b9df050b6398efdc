"""One doc, shown in four ways: a tree of screens and elements, a graph of the ways between them, what the model sees, samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static, TabbedContent, TabPane, Tree

from .doc_words import about, element_facts, element_words, screen_facts
from .screen_graph import ScreenGraph

if TYPE_CHECKING:
    from apidocs.doc import AppDoc, Element, Screen


class DocPanel(TabbedContent):
    """Shows a doc, or says why there is none."""

    def __init__(self) -> None:
        super().__init__(id="doc", initial="tree")
        tree: Tree[object] = Tree("", id="doc-tree")
        tree.show_root = False
        tree.guide_depth = 2
        for pane in (
            TabPane("Tree", tree, Static("", id="element", markup=False), id="tree"),
            TabPane("Graph", ScreenGraph(id="doc-graph"), id="graph"),
            TabPane("What the model sees", VerticalScroll(Static("", id="doc-stubs", markup=False)), id="stubs"),
            TabPane("Samples", VerticalScroll(Static("", id="doc-samples", markup=False)), id="samples"),
        ):
            self.compose_add_child(pane)

    @property
    def tree_of_doc(self) -> Tree[object]:
        """Screens with their elements."""
        return self.query_one("#doc-tree", Tree)

    @property
    def chosen(self) -> tuple[str, Screen | Element] | None:
        """The screen's name and what the tree's cursor is on; None where that is nothing."""
        from apidocs.doc import Element, Screen

        node = self.tree_of_doc.cursor_node
        thing = node.data if node is not None else None
        if isinstance(thing, Screen):
            return thing.name, thing
        above = node.parent.data if node is not None and node.parent is not None else None
        return (above.name, thing) if isinstance(thing, Element) and isinstance(above, Screen) else None

    def show(self, doc: AppDoc | None, stubs: str, nothing: str) -> None:
        """Show a doc with its stubs, or say `nothing`."""
        from textual.highlight import highlight

        tree = self.tree_of_doc
        tree.clear()
        self.query_one(ScreenGraph).show(doc, nothing)
        element = self.query_one("#element", Static)
        if doc is None:
            for place in (element, self.query_one("#doc-stubs", Static), self.query_one("#doc-samples", Static)):
                place.update(Content.styled(nothing, "$text-muted"))
            return
        for screen in doc.screens:
            words = Text(screen.name, "bold")
            if screen.kind != "page":
                words.append(f"  {screen.kind}", "dim")
            branch = tree.root.add(words, data=screen, expand=screen.name == doc.start)
            for one in screen.elements:
                branch.add_leaf(element_words(one), data=one)
        element.update(about(doc))
        tree.cursor_line = 0
        self.query_one("#doc-stubs", Static).update(highlight(stubs.rstrip(), language="python"))
        samples = [
            Content.assemble((f"# {sample.task}", "$text-muted"), "\n").append(
                highlight(sample.script.rstrip(), language="python")
            )
            for sample in doc.samples
        ] or [Content.styled("It has no samples yet. n adds one: a task, and the script that does it.", "$text-muted")]
        self.query_one("#doc-samples", Static).update(Content("\n\n").join(samples))

    def turn_to(self, name: str) -> None:
        """Show one of the four, or the tree where that one is shown already; its keys work at once."""
        self.active = "tree" if self.active == name else name
        if self.active == "graph":
            self.query_one(ScreenGraph).focus()
        elif self.active == "tree":
            self.tree_of_doc.focus()
        else:
            self.query_one(f"#{self.active} VerticalScroll").focus()

    @on(Tree.NodeHighlighted, "#doc-tree")
    def _node_chosen(self, event: Tree.NodeHighlighted[object]) -> None:
        event.stop()
        if self.chosen is None:
            return
        from apidocs.doc import Screen

        _, thing = self.chosen
        words = self.query_one("#element", Static)
        if isinstance(thing, Screen):
            words.update(screen_facts(thing))
            self.query_one(ScreenGraph).centre(thing.name)
        else:
            words.update(element_facts(thing))
