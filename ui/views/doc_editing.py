"""What a person changes of an app's doc: names, descriptions, effects, and worked samples. Kept beside the doc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from ui.widgets.doc_panel import DocPanel

from .view import View

if TYPE_CHECKING:
    from apidocs.doc import AppDoc
    from apidocs.keep.overlay import Overlay


class DocEditing(View):
    """A view with a doc that can be edited."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._doc: AppDoc | None = None

    class Edited(Message):
        """What is kept of a doc is another now."""

    def action_edit(self) -> None:
        from apidocs.doc import Effect, Element
        from ui.widgets.dialogs import Field, Form

        chosen = self.query_one(DocPanel).chosen
        if self._doc is None or chosen is None:
            self.ui.say("Choose a screen or an element in the tree first.")
            return
        screen, thing = chosen
        fields = [
            Field("name", "Name (as scripts say it)", thing.name),
            Field("description", "Description, for the model", thing.description),
        ]
        element = ""
        if isinstance(thing, Element):
            fields.append(Field("effect", f"Effect: {', '.join(Effect)}", thing.effect.value))
            element = thing.name
        before = {field.name: field.value for field in fields}

        def filled(values: dict[str, str] | None) -> None:
            changed = {key: value for key, value in (values or {}).items() if value != before[key]}
            if changed:
                self._edit(screen, element, changed)

        title = f"{screen}.{element}" if element else screen
        self.ui.ask_person(Form(title, fields, ok="Keep"), filled)

    def _edit(self, screen: str, element: str, changes: dict[str, str]) -> None:
        from apidocs.keep import store

        assert self._doc is not None
        try:
            was = learned_names(store.load_overlay(self._doc.package), screen, element)
            store.edit(self._doc.package, *was, **changes)
        except Exception as error:
            self.ui.trouble_with(error)
            return
        self.ui.say("Kept. It stays when the app is learned again.")
        self.post_message(self.Edited())

    def action_sample(self) -> None:
        from apidocs.doc import Sample
        from apidocs.keep import store
        from interpreter.check.checking import check
        from ui.widgets.dialogs import EditText, Field, Form

        doc = self._doc
        if doc is None:
            self.ui.say("Choose a learned app first.")
            return

        def named(values: dict[str, str] | None) -> None:
            task = (values or {}).get("task", "").strip()
            if task:
                self.ui.ask_person(EditText(f"The script for: {task}", ""), lambda text: keep(task, text))

        def keep(task: str, text: str | None) -> None:
            if not text or not text.strip():
                return
            errors = check(text, doc).errors
            if errors:
                self.ui.trouble.say(f"line {errors[0].line}: {errors[0].message}. {errors[0].hint}", "Not kept")
                return
            try:
                store.add_sample(doc.package, Sample(task=task, script=text, source="person"))
            except Exception as error:
                self.ui.trouble_with(error)
                return
            self.ui.say("Kept: the model sees it from the next task on.")
            self.post_message(self.Edited())

        self.ui.ask_person(Form("A worked task", [Field("task", "The task, in words")], ok="Next"), named)


def learned_names(overlay: Overlay, screen: str, element: str) -> tuple[str, str]:
    """The names that a screen and an element were learned with: edits stand under those."""
    for was, edit in overlay.screens.items():
        if screen not in (edit.name, was):
            continue
        if edit.name and edit.name != screen:
            continue
        for name, change in edit.elements.items():
            if element and change.name == element:
                return was, name
        return was, element
    return screen, element
