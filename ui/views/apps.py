"""What apps offer: their docs as a list, one as a tree or a graph of screens, what the model sees of it; learning, editing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import DataTable, ProgressBar, Static

from ground.errors import CancelledError
from ui.messages import PhoneChanged, WorkEnded, WorkMoved
from ui.widgets.doc_panel import DocPanel
from ui.widgets.doc_words import age
from ui.widgets.table import Column, Table, muted

from .doc_editing import DocEditing, learned_names

if TYPE_CHECKING:
    from apidocs.doc import AppDoc
    from apidocs.keep.store import DocInfo
    from phones.phone import InstalledApp, Phone

BUDGET = 300
"""Acts on the phone that learning an app may take."""


__all__ = ["AppsView", "learned_names", "make"]


def make() -> AppsView:
    return AppsView()


class AppsView(DocEditing):
    """Docs on the left, the chosen one on the right."""

    HELP = """
What a small model knows of an app is its doc: screens, what can be done on each, the ways between them, and worked
samples. Learning an app explores it on the phone: on a real one only what is known to be harmless is tapped.

What you edit (names, descriptions, effects, samples) is kept beside the doc and survives learning the app again.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "learn", "Learn", id="apps.learn", tooltip="Explore the app on the phone and write its doc"),
        Binding("escape", "stop", "Stop learning", id="apps.stop", tooltip="Of an app half explored nothing is kept"),
        Binding("e", "edit", "Edit", id="apps.edit", tooltip="Name, description and effect of what is chosen"),
        Binding("n", "sample", "Add sample", id="apps.sample", tooltip="A worked task, for the model to learn from"),
        Binding("t", "tab('tree')", "Tree", id="apps.tree", show=False, tooltip="Screens with their elements"),
        Binding("g", "tab('graph')", "Graph", id="apps.graph", tooltip="The ways between the screens"),
        Binding("m", "tab('stubs')", "Model's eyes", id="apps.stubs", tooltip="The doc as the model reads it"),
        Binding("w", "tab('samples')", "Samples", id="apps.samples", tooltip="Worked tasks of this app"),
        Binding("delete", "remove", "Remove", id="apps.remove", tooltip="The doc; your edits stay"),
        Binding("escape", "back", "List", id="apps.back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__("apps")
        self._docs: dict[str, DocInfo] = {}
        self._installed: list[InstalledApp] = []
        self._asked = ""
        """Serial of the phone that was asked for them last."""
        self._unlisted = ""
        """Why they aren't known."""
        self._stop: threading.Event | None = None
        self._learning = ""
        """Package of the app that is being learned."""
        self._kept = False
        """Whether its doc is in use already."""
        self._wanted = ""
        """Package that the cursor is to go to, once it is listed."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="apps-body"):
            with Vertical(id="apps-list"):
                yield Table([Column("app"), Column("learned", 8), Column("size", 8)], id="docs")
                with Vertical(id="learning"):
                    yield Static("", id="learning-words", markup=False)
                    yield ProgressBar(total=BUDGET, show_eta=False, id="learning-bar")
            yield DocPanel()

    def on_mount(self) -> None:
        self.query_one("#docs").border_title = "Apps"

    def entered(self) -> None:
        self.read()
        self._list_installed()
        self.take_focus("#docs")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "stop":
            return self._stop is not None
        if action == "learn":
            return self._stop is None
        if action == "back":
            return self._stop is None
        if action in ("edit", "sample"):
            return self._doc is not None
        if action == "remove":  # also of a doc that can't be read
            return (self.query_one("#docs", Table).chosen or "") in self._docs
        return True

    # reading

    @on(DocEditing.Edited)
    def _edited(self, message: DocEditing.Edited) -> None:
        message.stop()
        self.read()

    @work(thread=True, exclusive=True, group="docs", exit_on_error=False)
    def read(self) -> None:
        """Read the list anew."""
        from apidocs.keep.store import list_docs

        try:
            found = list_docs()
        except Exception as error:
            self.ui.trouble_with(error)
            return
        self.app.call_from_thread(self._show_docs, found)

    def _list_installed(self) -> None:
        if not self.ui.phone.state.usable or self._stop is not None:
            return
        self._asked = self.ui.phone.state.serial

        def job(phone: Phone) -> None:
            from agent.learn.learning import learnable

            found = learnable(phone.installed_apps())
            self.app.call_from_thread(self._know_installed, found)

        self.ui.phone.submit(job, lambda error: self.app.call_from_thread(self._not_listed, error))

    def _know_installed(self, apps: list[InstalledApp]) -> None:
        self._installed, self._unlisted = apps, ""
        self._fill()

    def _not_listed(self, error: BaseException) -> None:
        """Which apps are on the phone can't be found out."""
        from ground.disk import disk_error

        self._unlisted = f"The apps on the phone can't be listed: {disk_error(error) or error}"
        if self._doc is None:
            self._load(self.query_one("#docs", Table).chosen or "")

    def on_phone_changed(self, message: PhoneChanged) -> None:
        if message.state.kind in ("none", "lost"):
            self._installed, self._asked = [], ""
            self._fill()
        elif message.state.kind == "ready" and message.state.serial != self._asked and self.ui.here == "apps":
            self._list_installed()

    def _show_docs(self, docs: list[DocInfo]) -> None:
        self._docs = {doc.package: doc for doc in docs}
        self._fill()
        if self._doc is None or self._doc.package not in self._docs:
            self._load(self.query_one("#docs", Table).chosen or "")
        else:
            self._load(self._doc.package)

    def _fill(self) -> None:
        rows: list[tuple[str, list[str | Text]]] = []
        for package, doc in self._docs.items():
            name = Text(doc.label)
            if doc.shipped:
                name.append(f"  {doc.shipped}", "dim")
            if doc.edited:
                name.append("  edited", "dim")
            if doc.error:
                name.append("  can't be read", "red")
            size = f"{doc.screens}/{doc.elements}" if doc.screens else ""
            rows.append((package, [name, self._since(package, age(doc.made_at)), muted(size)]))
        for app in self._installed:
            if app.package not in self._docs:
                rows.append((app.package, [muted(app.label), self._since(app.package, "not yet"), ""]))
        if self._learning and not any(key == self._learning for key, _ in rows):  # begun before the apps were listed
            rows.append((self._learning, [muted(self._label(self._learning)), self._since(self._learning, ""), ""]))
        table = self.query_one("#docs", Table)
        table.fill(rows, cursor=self._wanted)
        if table.chosen == self._wanted:
            self._wanted = ""
        table.border_subtitle = "screens/elements" if self._docs else "l learns one" if rows else "none yet"

    def _since(self, package: str, otherwise: str) -> Text:
        """When an app was learned, or that it is being learned just now."""
        if package == self._learning and not self._kept:
            return Text("learning", "cyan")
        return muted(otherwise)

    def _missing(self, package: str) -> str:
        """What is said where an app's doc would stand."""
        if package and package == self._learning:
            return f"{self._label(package)} is being learned. Its doc stands here once it was explored."
        if any(app.package == package for app in self._installed):
            return f"{self._label(package)} isn't learned yet: nothing is known of its screens. l learns it."
        if self.ui.phone.state.usable or self._docs:
            return self._unlisted
        return (
            "No app is learned, and there is no phone to learn one on. F9 starts the demo phone; F5 connects your own."
        )

    @on(DataTable.RowHighlighted, "#docs")
    def _chosen(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        package = self.query_one("#docs", Table).chosen or ""
        if self._doc is None or package != self._doc.package:
            self._load(package)

    @on(DataTable.RowSelected, "#docs")
    def _entered(self, event: DataTable.RowSelected) -> None:
        event.stop()
        self.add_class("opened")
        self.query_one("#doc-tree").focus()

    @work(thread=True, exclusive=True, group="doc", exit_on_error=False)
    def _load(self, package: str) -> None:
        from apidocs.doc.stubs import render_stubs
        from apidocs.keep import store

        doc, stubs = None, ""
        info = self._docs.get(package)
        if info is not None:
            try:
                doc = store.load(package)
                stubs = render_stubs(doc)
            except Exception as error:
                self.ui.trouble_with(error)
        self.app.call_from_thread(self._show_doc, doc, stubs, package)

    def _show_doc(self, doc: AppDoc | None, stubs: str, package: str) -> None:
        if package != (self.query_one("#docs", Table).chosen or ""):
            return  # read too late: another one is chosen by now
        self._doc = doc
        self.query_one(DocPanel).show(doc, stubs, self._missing(package))
        self.refresh_bindings()

    # what the person does

    def action_tab(self, name: str) -> None:
        self.add_class("opened")
        self.query_one(DocPanel).turn_to(name)

    def action_back(self) -> None:
        if self.ui.trouble.shown:
            self.ui.trouble.put_away()
        self.remove_class("opened")
        self.query_one("#docs").focus()

    def action_remove(self) -> None:
        from ui.widgets.dialogs import Confirm

        package = self.query_one("#docs", Table).chosen or ""
        doc = self._docs.get(package)
        if doc is None:
            return

        def sure(yes: bool | None) -> None:
            from apidocs.keep import store
            from thumbwright.use.stores import forget_titles

            if yes:
                store.remove(package)
                forget_titles(package, self.ui.say)
                self.ui.read_again()
                self._doc = None
                self.read()

        self.ui.ask_person(Confirm(f"Remove the doc of {doc.label}? What you edited by hand is kept.", "Remove"), sure)

    # learning

    def action_learn(self) -> None:
        self.learn(self.query_one("#docs", Table).chosen or "")

    def learn(self, package: str) -> None:
        """Explore an app on the phone and keep its doc."""
        if self._stop is not None:
            return
        if not package:
            if self.ui.phone.state.usable:
                self.ui.say("Choose an app first.")
            else:
                self.ui.trouble.say(
                    "Learning an app takes a phone. F9 starts the demo phone; F5 connects your own.", "No phone"
                )
            return
        stop = self._stop = threading.Event()
        self._learning, self._kept, self._wanted = package, False, package
        label = self._label(package)
        self.add_class("learning")
        state = self.ui.phone.state
        waits = f" waits for the phone: {state.doing}" if state.doing else ": looking …"
        self.query_one("#learning-words", Static).update(Content(f"Learning {label}{waits}"))
        self.query_one(ProgressBar).update(total=BUDGET, progress=0)
        self._fill()
        if self._doc is None:
            self._load(package)
        self.refresh_bindings()

        def job(phone: Phone) -> None:
            from ui.learning import learn_app

            demo = self.ui.phone.state.demo
            said = learn_app(
                phone, package, demo=demo, budget=BUDGET, stop=stop, moved=self._post, writer=self.ui.writer
            )
            self._post(WorkEnded("learn", said))

        self.ui.phone.submit(
            job, lambda error: self._post(WorkEnded("learn", error=error)), f"{label} is being learned (F4)"
        )

    def _label(self, package: str) -> str:
        named = {app.package: app.label for app in self._installed} | {p: doc.label for p, doc in self._docs.items()}
        return (self.ui.installed_names | named).get(package, package)

    def _post(self, message: Message) -> None:
        self.post_message(message)

    def on_work_moved(self, message: WorkMoved) -> None:
        if message.stage in ("describing", "warming") and not self._kept:
            self._kept = True  # the doc is there, and can be used already
            self.ui.read_again()
            self.read()
        self.query_one("#learning-words", Static).update(Content(message.what))
        self.query_one(ProgressBar).update(total=message.total, progress=message.done)

    def on_work_ended(self, message: WorkEnded) -> None:
        self._learning, self._stop = "", None
        self.remove_class("learning")
        self.refresh_bindings()
        if isinstance(message.error, CancelledError):
            self.ui.say(str(message.error))
        elif message.error is not None:
            self.ui.trouble_with(message.error)
        else:
            self.ui.say(message.said)
        self.ui.read_again()
        self.read()

    def stopping(self) -> Callable[[], object] | None:
        return self.action_stop if self._stop is not None else None

    def action_stop(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self.query_one("#learning-words", Static).update(Content("Being stopped …"))
