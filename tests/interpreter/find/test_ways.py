"""Ways that ask for consent, screens that changed their looks, screens nobody saw opened, and two apps at once."""

from __future__ import annotations

import pytest

from apidocs.doc import AppDoc, Effect, Element, Kind, Screen, Transition
from apidocs.doc.routing import Routes
from interpreter.calls.errors import CallFailed, Denied
from phones.locating import Locator
from tests.interpreter.pocket_phone import PACKAGE, View, button, dialog, page, words
from tests.interpreter.pocket_run import Answers, Run
from tests.interpreter.sketch import Sketch, doc_of, way

CLOCK = "com.example.clock"


def tap(name: str, label: str, effect: Effect = Effect.NAVIGATE) -> Element:
    return Element(name=name, kind=Kind.BUTTON, label=label, locator=Locator(resource_id=name), effect=effect)


class Recorder(Sketch):
    """A start page with an export form behind a menu-like button, a recorder, settings, and pages behind those."""

    def __init__(self) -> None:
        super().__init__()
        self.over = {"export"}
        self.draw = {
            "main": self._main,
            "export": self._export,
            "tape": self._tape,
            "settings": self._settings,
            "language": self._language,
        }
        self.recording = self.bare = False

    def _main(self) -> View:
        return page(
            words("Tapes", (0, 0, 300, 90), "heading"),
            button("Export", (0, 100, 720, 190), self.go("export"), "export"),
            button("Tape", (0, 200, 720, 290), self.go("tape"), "tape"),
            button("Settings", (0, 300, 720, 390), self.go("settings"), "settings"),
        )

    def _export(self) -> View:
        return dialog(
            "Export tapes",
            self._field("file_name", (60, 480, 660, 560)),
            button("Cancel", (60, 880, 200, 960), self.leave, "android:id/button2"),
            button("OK", (480, 880, 640, 960), self.put("exported", "yes", self.leave), "android:id/button1"),
        )

    def _tape(self) -> View:
        def record() -> None:
            self.recording = not self.recording

        shutter = button("", (0, 900, 720, 990), record, "record")
        if self.recording:
            return page(words("0:01", (0, 0, 300, 90), "elapsed"), shutter)
        others = [
            button(n.capitalize(), (0, 100 * i, 720, 100 * i + 90), lambda: None, n)
            for i, n in enumerate(("loud", "low", "far"), 1)
        ]
        settings = button("Settings", (0, 500, 720, 590), self.go("settings"), "settings")
        return page(words("Tape", (0, 0, 300, 90), "tape_heading"), *others, settings, shutter)

    def _settings(self) -> View:
        bar = words("Settings", (0, 0, 300, 90), "toolbar_title")
        if self.bare:  # scrolled to where it shows nothing that it is known by
            return page(
                words("General", (0, 0, 720, 90), "section"),
                button("Language", (0, 100, 720, 190), self.go("language"), "row"),
            )
        extra = View(
            "widget.Switch",
            (0, 300, 720, 390),
            "Extra loud",
            "extra",
            on_tap=self.put("extra", "on"),
            checkable=True,
            checked="extra" in self.values,
        )
        return page(
            bar,
            button("Language", (0, 100, 720, 190), self.go("language"), "row"),
            extra,
            View(
                "widget.Switch",
                (0, 200, 720, 290),
                "Loud",
                "loud",
                on_tap=self.put("loud", "on"),
                checkable=True,
                checked="loud" in self.values,
            ),
        )

    def _language(self) -> View:
        return page(words("Language", (0, 0, 300, 90), "toolbar_title"), words("English", (0, 100, 720, 190), "locale"))


def doc(phone: Recorder) -> AppDoc:
    ok = Element(
        name="ok", kind=Kind.BUTTON, label="OK", locator=Locator(resource_id="android:id/button1"), effect=Effect.COMMIT
    )
    name = Element(
        name="file_name", kind=Kind.INPUT, locator=Locator(resource_id="file_name"), effect=Effect.INPUT, commit="ok"
    )
    loud = Element(
        name="loud", kind=Kind.TOGGLE, label="Loud", locator=Locator(resource_id="loud"), effect=Effect.SETTINGS
    )
    export = tap("export", "Export", Effect.SHARE)
    settings = tap("settings", "Settings")
    return doc_of(
        "main",
        [
            phone.as_screen("main", elements=[export, tap("tape", "Tape"), settings]),
            phone.as_screen("export", "dialog", elements=[name, ok]),
            phone.as_screen("tape", elements=[settings, tap("record", "", Effect.COMMIT)]),
            phone.as_screen("settings", elements=[loud], title="Settings"),
            phone.as_screen("language", elements=[tap("locale", "English")], title="Language"),
        ],
        way("main", "export", "export"),
        way("export", "ok", "main"),
        way("main", "tape", "tape"),
        way("main", "settings", "settings"),
    )


@pytest.fixture
def phone() -> Recorder:
    return Recorder()


@pytest.fixture
def run(phone: Recorder) -> Run:
    return Run(phone, doc=doc(phone))


def test_a_button_that_only_opens_a_form_is_taken_on_the_way_with_consent(run: Run, phone: Recorder) -> None:
    run("set_text", "export.file_name", "tapes")
    assert phone.log[:1] == ["tap Export"]
    assert [(q.effect, q.what) for q in run.person.asked] == [(Effect.SHARE, "Export?")]
    assert run.last.effect is Effect.SHARE


def test_it_is_not_taken_without(phone: Recorder) -> None:
    run = Run(phone, doc=doc(phone), person=Answers(consents=0))
    with pytest.raises(Denied):
        run("set_text", "export.file_name", "tapes")
    assert phone.log == []


@pytest.mark.parametrize(
    ("effect", "kind", "more", "goes"),
    [
        (Effect.SHARE, "dialog", (), True),
        (Effect.DELETE, "dialog", (), True),
        (Effect.COMMIT, "page", (), False),
        (Effect.COMMIT, "page", (tap("keep", "Keep", Effect.COMMIT),), True),
        (Effect.PAY, "page", (tap("keep", "Keep", Effect.COMMIT),), False),
        (Effect.SETTINGS, "dialog", (), False),
    ],
    ids=["form", "asks back", "deed done", "leads on", "grave, to a page", "changes a setting"],
)
def test_what_may_be_taken_on_the_way(effect: Effect, kind: str, more: tuple[Element, ...], goes: bool) -> None:
    screens = [Screen(name="a", elements=[tap("go", "Go", effect)]), Screen(name="b", kind=kind, elements=list(more))]
    made = doc_of("a", screens, way("a", "go", "b"))
    assert bool(Routes(made).path("a", "b", set(), asking=True)) is goes
    assert not Routes(made).path("a", "b", set())


def test_of_several_deeds_that_open_the_same_screen_none_is_guessed() -> None:
    deeds = [tap("print", "Print", Effect.SHARE), tap("export", "Export", Effect.SHARE)]
    screens = [Screen(name="a", elements=deeds), Screen(name="picker", kind="dialog")]
    made = doc_of("a", screens, way("a", "print", "picker"), way("a", "export", "picker"))
    assert not Routes(made).path("a", "picker", set(), asking=True)


def test_what_saves_a_form_is_no_way(phone: Recorder) -> None:
    made = doc(phone)
    made.screens.append(Screen(name="done", elements=[tap("share", "Share", Effect.SHARE)]))
    made.transitions.append(way("export", "ok", "done"))
    assert not Routes(made).path("main", "done", set(), asking=True)
    # of the dialog in front it is the OK that was forgotten
    assert [t.element for t in Routes(made).path("export", "done", set(), asking=True)] == ["ok"]


def test_a_button_is_found_again_on_a_screen_that_it_changed_itself(run: Run, phone: Recorder) -> None:
    run("tap", "tape.record")
    run("tap", "tape.record")
    assert phone.log == ["tap Tape", "tap record", "tap record"]
    assert not phone.recording


def test_the_same_button_on_the_screen_in_front_saves_the_way_to_the_other(run: Run, phone: Recorder) -> None:
    phone.place = ["home", "main", "tape"]
    run("tap", "main.settings")
    assert phone.log == ["key back", "tap Settings"]  # nobody saw where the one in front leads
    phone.place, phone.log = ["home", "main"], []
    run("tap", "tape.settings")
    assert phone.log == ["tap Settings"]


def test_an_unknown_screen_is_what_the_only_way_there_leads_to(run: Run, phone: Recorder) -> None:
    phone.bare = True
    run("tap", "settings?Language")
    assert phone.log == ["tap Settings", "tap Language"]
    assert "took an unknown screen for settings" in " ".join(run.last.steps)


@pytest.mark.parametrize(
    ("op", "text"), [("tap", "Loud"), ("turn_on", "Extra loud")], ids=["an element of another screen", "a setting"]
)
def test_words_on_no_part_of_the_named_screen_are_looked_for_elsewhere(
    run: Run, phone: Recorder, op: str, text: str
) -> None:
    run(op, f"main?{text}")
    assert phone.log == ["tap Settings", f"tap {text}"]
    assert f'"{text}" is on settings, not on main' in " ".join(run.last.steps)


@pytest.mark.parametrize("text", ["Language", "Save"], ids=["no setting", "every form has one"])
def test_other_words_are_not_looked_for_all_over_the_app(run: Run, phone: Recorder, text: str) -> None:
    with pytest.raises(CallFailed, match=f'Nothing on main says "{text}"'):
        run("tap", f"main?{text}")
    assert phone.log == []


def test_words_for_the_screen_in_front_are_looked_for_there_alone(run: Run, phone: Recorder) -> None:
    with pytest.raises(CallFailed, match='Nothing on the screen in front says "Loud"'):
        run("tap", "?Loud")
    assert phone.log == []


def test_it_is_said_where_no_way_leads(run: Run) -> None:
    with pytest.raises(CallFailed, match="No known way leads from main to language"):
        run("tap", "language.locale")


class TwoApps(Recorder):
    """The recorder, and a clock that is launched for itself."""

    def __init__(self) -> None:
        super().__init__()
        self.draw["clock"] = self._clock

    def _clock(self) -> View:
        return page(
            words("Clock", (0, 0, 300, 90), "clock_heading"),
            button("Start", (0, 200, 720, 290), self.put("clock", "on"), "start"),
            package=CLOCK,
        )

    def launch(self, package: str, *, stop_first: bool = False) -> None:
        self._act(
            f"launch {package}", lambda: setattr(self, "place", ["home", "clock" if package == CLOCK else "main"])
        )


def test_of_two_apps_the_one_whose_screen_it_is_gets_launched() -> None:
    phone = TwoApps()
    one = doc(phone)
    one.screens.append(phone.as_screen("clock", package=CLOCK, elements=[tap("start", "Start")]))
    one.transitions += [Transition(source="", element="", action="launch", target=t) for t in ("main", "clock")]
    run = Run(phone, doc=one)
    run("tap", "clock.start")
    run("turn_on", "settings.loud")
    assert phone.log == [f"launch {CLOCK}", "tap Start", f"launch {PACKAGE}", "tap Settings", "tap Loud"]
