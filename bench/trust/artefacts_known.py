"""Artefacts from reports that were looked at first, a few inputs of each kind."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from agent.model.openai_server import script_in
from agent.model.worker import llama_imported
from interpreter.screen.matching import choose_text
from phones import adb, wireless
from phones.apps import label_from_package, nearest_apps, read_current
from phones.errors import CallRefused
from phones.hierarchy import Hierarchy
from phones.phone import InstalledApp
from phones.printed import picture_in, refused_launch
from phones.toggles import toggle_checks

from .artefact_reading import APP, Artefact, asked, front_package, message, names, node, page, printed, screen, touched

_PAGE = node(
    "android.widget.FrameLayout", node("android.widget.Button", text="Pay", at="[40,300][1040,420]", clickable=True)
)


def _with_keyboard(package: str, at: str, named: str = "") -> object:
    keys = node("android.widget.FrameLayout", node("android.view.View", package=package, at=at), package=package, at=at)
    return front_package(screen(_PAGE, keys, keyboard=named))


def _prompt(package: str, allow: str, deny: str, words: tuple[str, str] = ("Allow", "Deny"), *more: str) -> Hierarchy:
    buttons = [
        node(
            "android.widget.Button", text=words[0], id=allow, at="[100,1300][980,1400]", clickable=True, package=package
        ),
        *more,
        node(
            "android.widget.Button", text=words[1], id=deny, at="[100,1500][980,1600]", clickable=True, package=package
        ),
    ]
    said = node(
        "android.widget.TextView", text="Allow Shop to record audio?", at="[100,1000][980,1100]", package=package
    )
    return screen(_PAGE, node("android.widget.FrameLayout", said, *buttons, at="[60,900][1020,1700]", package=package))


_FOLDED = """  mCurrentFocus=null
  mFocusedApp=null
  mCurrentFocus=null
  mFocusedApp=ActivityRecord{caf038a u0 com.android.systemui/.subscreen.SubHomeActivity t7}
  mCurrentFocus=Window{5e9b13b u0 org.example.chat/org.example.chat.activity.main.MainActivity}
"""
_WIRELESS = "adb-0A1B2C3D-AbCdEf (2)._adb-tls-connect._tcp device product:x model:Pixel_7a transport_id:24"
_DRAFT = "maybe\n```python\nnotes.delete_all.tap()\n``` no, only one</think>\n```python\nmain.add.tap()\n```"
_PNG = b"\x89PNG\r\n\x1a\n"
_WARNED = (
    b"[Warning] Multiple displays were found, but no display id was specified! Defaulting to the first display found\n"
    + _PNG
)


def _adb_in_chinese() -> object:
    """An adb whose path is in GBK says which version it has."""
    with TemporaryDirectory() as folder:
        program = Path(folder) / "adb"
        program.write_bytes(
            f"#!{sys.executable}\nimport sys\nsys.stdout.buffer.write(b'Android Debug Bridge version 1.0.41\\nInstalled as "
            "C:\\\\Users\\\\\\xd5\\xc5\\xc8\\xfd\\\\adb.exe\\n')\n".encode()
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        before = os.environ.get("ADBUTILS_ADB_PATH")
        os.environ["ADBUTILS_ADB_PATH"] = str(program)
        try:
            return adb.check_versions(_Server())  # type: ignore[arg-type]
        finally:
            if before is None:
                del os.environ["ADBUTILS_ADB_PATH"]
            else:
                os.environ["ADBUTILS_ADB_PATH"] = before


class _Server:
    @staticmethod
    def server_version() -> int:
        return 41


class _Line:
    """A phone in the Wi-Fi, known by its name there."""

    serial = "adb-0A1B2C3D-AbCdEf (2)._adb-tls-connect._tcp"

    @staticmethod
    def shell(*_: object, **__: object) -> str:
        return ""


def _web(*inside: str) -> Hierarchy:
    return page(
        node("android.webkit.WebView", *inside, text="Shop of the year", at="[0,128][1084,-1174]", scrollable=True)
    )


def _import_without_a_library() -> None:
    with llama_imported():
        raise FileNotFoundError("libgomp.so.1: cannot open shared object")


def _deep(levels: int) -> Hierarchy:
    inner = node("android.widget.Button", text="Save", at="[40,300][1040,420]", clickable=True)
    for _ in range(levels):
        inner = node("android.widget.FrameLayout", inner)
    return screen(inner)


def _tab(said: str, others: tuple[str, ...]) -> Hierarchy:
    tabs = [
        node(desc=each, at=f"[{n * 360},2200][{n * 360 + 360},2400]", clickable=True, selected=not n)
        for n, each in enumerate((said, *others))
    ]
    return page(node(desc="Welcome", at="[0,300][1080,420]"), *tabs)


def _button(desc: str, **more: object) -> Hierarchy:
    picture = node("android.widget.ImageView", at="[60,320][140,400]")
    return page(node("android.view.ViewGroup", picture, desc=desc, at="[40,300][1040,420]", clickable=True, **more))  # type: ignore[arg-type]


_KEYS = "[0,1500][1080,2400]"
_MIUI = "com.lbe.security.miui:id/permission_allow"
_MIUI_DENY = "com.lbe.security.miui:id/permission_deny_button_2"
KNOWN = (
    *(
        Artefact(f"the keyboard {package}", "keyboard", "droidrun/mobilerun#164, zai-org/Open-AutoGLM#154",
                 lambda package=package, at=at: _with_keyboard(package, at), (APP, APP))  # type: ignore[misc]
        for package, at in (
            ("com.github.uiautomator", "[0,2250][1080,2400]"), ("com.baidu.input_mi", _KEYS), ("com.tencent.wetype", _KEYS),
            ("dev.patrickgold.florisboard", _KEYS), ("com.google.android.inputmethod.latin", _KEYS),
        )
    ),
    Artefact("a keyboard that only the phone knows", "keyboard", "droidrun/mobilerun#164",
             lambda: _with_keyboard("org.example.typer", _KEYS, "org.example.typer"), (APP, APP)),
    Artefact("a Flutter tab with its place", "label", "flutter/flutter#174032",
             lambda: names(_tab("Home\nTab 1 of 3", ("Mail\nTab 2 of 3", "Me\nTab 3 of 3")))[0][0], "home"),
    Artefact("a tab with its place in one line", "label", "flutter/flutter#174032",
             lambda: names(_tab("Home, tab, 1 of 3", ("Mail, tab, 2 of 3", "Me, tab, 3 of 3")))[0][0], "home"),
    *(
        Artefact(f"the app {package}", "label", "zai-org/Open-AutoGLM#64, #100",
                 lambda package=package: label_from_package(package), label)  # type: ignore[misc]
        for package, label in (
            ("com.tencent.mm", "WeChat"), ("com.google.android.gm", "Gmail"), ("com.facebook.katana", "Facebook"),
            ("com.zhiliaoapp.musically", "TikTok"), ("com.sec.android.app.popupcalculator", "Calculator"),
        )
    ),
    Artefact("WeChat among what is installed", "label", "zai-org/Open-AutoGLM#100",
             lambda: nearest_apps("WeChat", [InstalledApp("com.tencent.mm", "Mm", ""), InstalledApp("org.x", "X", "")])[:1],
             ["com.tencent.mm"]),
    Artefact("MIUI asks, and its narrowest is taken", "permission", "leancodepl/patrol#407",
             lambda: asked(_prompt("com.lbe.security.miui", f"{_MIUI}_button_1", _MIUI_DENY, ("Always allow", "Deny"),
                                   node("android.widget.Button", text="Only this time", id=f"{_MIUI}_onetime_button",
                                        package="com.lbe.security.miui", at="[100,1400][980,1500]", clickable=True))),
             ("permission", "Only this time", "Deny")),
    Artefact("Funtouch asks", "permission", "leancodepl/patrol#407",
             lambda: asked(_prompt("com.vivo.permissionmanager", "com.vivo.permissionmanager:id/permission_allow_button",
                                   "com.vivo.permissionmanager:id/permission_deny_button")), ("permission", "Allow", "Deny")),
    Artefact("EMUI asks", "permission", "leancodepl/patrol#407",
             lambda: asked(_prompt("com.huawei.systemmanager", "com.huawei.systemmanager:id/btn_allow",
                                   "com.huawei.systemmanager:id/btn_forbid")), ("permission", "Allow", "Deny")),
    Artefact("a prompt in Chinese", "permission", "leancodepl/patrol#407",
             lambda: asked(_prompt("com.lbe.security.miui", f"{_MIUI}_button_1", "com.lbe.security.miui:id/b",
                                   ("允许", "拒绝"))), ("permission", "允许", "拒绝")),
    Artefact("a foldable's cover screen comes first", "front", "appium/appium-adb#797",
             lambda: read_current(_FOLDED).package, "org.example.chat"),
    Artefact("a serial with a blank", "serial", "flutter/flutter#187092, Genymobile/scrcpy#6289",
             lambda: [(p.serial, p.ready, p.model) for p in adb.read_listed(_WIRELESS)],
             [("adb-0A1B2C3D-AbCdEf (2)._adb-tls-connect._tcp", True, "Pixel 7a")]),
    Artefact("a service with a blank in its name", "serial", "shrimqy/Sefirah#153",
             lambda: [(s.name, s.address) for s in wireless.read_services(
                 "adb-0A1B2C3D-AbCdEf (2)\t_adb-tls-connect._tcp\t192.0.2.7:41234")],
             [("adb-0A1B2C3D-AbCdEf (2)", "192.0.2.7:41234")]),
    Artefact("a phone in the Wi-Fi has no USB mode", "serial", "Genymobile/scrcpy#6664",
             lambda: [c.name for c in toggle_checks(_Line())], ["taps", "accessibility"]),  # type: ignore[arg-type]
    Artefact("a phone without a serial number", "serial", "openstf/adbkit#78",
             lambda: [(p.serial, p.ready) for p in adb.read_listed("(no serial number)     device usb:1-1")],
             [("(no serial number)", True)]),
    *(
        Artefact(name, "draft", source, lambda said=said: script_in(said).strip(), "main.add.tap()")  # type: ignore[misc]
        for name, source, said in (
            ("a draft in the thinking", "gptme/gptme#3822", f"<think>{_DRAFT}"),
            ("a draft, the thinking's opening tag missing", "sigoden/aichat#1528", _DRAFT),
            ("an answer's closing tag", "zai-org/Open-AutoGLM#376", "```python\nmain.add.tap()\n```</answer>"),
            ("a box around the answer", "zai-org/Open-AutoGLM#59", "<|begin_of_box|>main.add.tap()<|end_of_box|>"),
            ("a fence of tildes", "odysseus-dev/odysseus#3222", "~~~python\nmain.add.tap()\n~~~"),
            ("a fence in one line", "odysseus-dev/odysseus#3222", "```python main.add.tap()```"),
        )
    ),
    *(
        Artefact(f"output in {encoding}", "encoding", "realiti4/claude-swap#113, ShenSeanChen/waku-agent#140",
                 lambda encoding=encoding: printed(["say"], encoding), (0, "said"))  # type: ignore[misc]
        for encoding in ("cp1252", "ascii", "latin-1")
    ),
    Artefact("adb's path in GBK", "encoding", "zai-org/Open-AutoGLM#241", _adb_in_chinese, 41),
    *(
        Artefact(name, "letters", "software-mansion/argent#720, permissionlesstech/bitchat#214",
                 lambda wanted=wanted, rows=rows: choose_text(wanted, rows).best, best)  # type: ignore[misc]
        for name, wanted, rows, best in (
            ("José decomposed", "José", ["Anna", "Jose\u0301"], 1),
            ("Zürich decomposed", "Zürich office", ["Zu\u0308rich office", "Zug office"], 0),
            ("asked for decomposed", "Jose\u0301", ["José", "Josef"], 0),
            ("a number in marks of direction", "+44 7700 900112", ["\u202a+44 7700 900112\u202c", "+44 7700 900113"], 0),
            ("a blank that doesn't break", "25 €", ["25\u00a0€", "25 $"], 0),
            ("a zero-width space", "Settings", ["Set\u200btings", "Setup"], 0),
        )
    ),
    Artefact("an app that shows an empty shell", "shell", "droidrun/mobilerun-portal#142",
             lambda: Hierarchy.parse('<hierarchy><node bounds="[0,0][0,0]" package="com.tencent.mm" /></hierarchy>').hollow, True),
    Artefact("a page is no shell", "shell", "droidrun/mobilerun-portal#142", lambda: screen(_PAGE).hollow, False),
    Artefact("what stands on a web page whose bottom lies above its top", "bounds", "software-mansion/argent#955",
             lambda: touched(_web(node("android.widget.Button", text="Sign in", at="[40,300][1040,420]", clickable=True)),
                             lambda n: n.text == "Sign in"), (540, 360)),
    Artefact("what can't be placed is said to be there", "bounds", "software-mansion/argent#955",
             lambda: "not on the display" in message(lambda: touched(
                 _web(node("android.widget.Button", text="Buy", at="[0,128][420,-1174]", clickable=True)),
                 lambda n: n.text == "Buy")), True),
    Artefact("a page's title is no field's label", "bounds", "software-mansion/argent#955",
             lambda: [n for n, _ in names(_web(node("android.widget.EditText", at="[40,300][1040,420]", clickable=True)))],
             ["text_field"]),
    Artefact("a tile that says its state", "label", "real dumps in public test code",
             lambda: names(_button("Wi-Fi,Off.,,Button")), [("wi_fi", "toggle")]),
    Artefact("the same tile, switched on", "label", "real dumps in public test code",
             lambda: names(_button("Wi-Fi,On.,,Button")), [("wi_fi", "toggle")]),
    Artefact("a theme that says which it is", "label", "real dumps in public test code",
             lambda: names(_button("Toggle Theme, light"))[0][0], "toggle_theme"),
    Artefact("a warning before the picture", "answer", "zai-org/Open-AutoGLM#148, callstack/agent-device#184",
             lambda: picture_in(_WARNED, "x"), _PNG),
    Artefact("no picture at all", "answer", "mobile-next/mobile-mcp#158",
             lambda: "no picture" in message(lambda: picture_in(b"[Warning] nothing", "x")), True),
    *(
        Artefact(name, "answer", "kaeawc/auto-mobile#5254", lambda said=said: bool(refused_launch(said)), wrong)  # type: ignore[misc]
        for name, said, wrong in (
            ("an activity called Error is started", "Starting: Intent { cmp=org.example.logs/.ErrorListActivity }", False),
            ("a package called Exception is started", "Starting: Intent { cmp=com.example.exceptionviewer/.Main }", False),
            ("a missing activity, exit code 0", "Starting: Intent { cmp=a/.B }\nError type 3\nError: Activity class {a/a.B} "
             "does not exist.", True),
        )
    ),
    Artefact("an icon font's glyph behind the words", "label", "microsoft/react-native-gallery#518",
             lambda: names(_button("Set Header, \U000f0130"))[0][0], "set_header"),
    Artefact("a button that is a glyph is called by its id", "label", "a React Native chat app",
             lambda: names(page(node("android.widget.Button", text="\U000f0159", id=f"{APP}:id/remove_user",
                                     at="[40,300][140,400]", clickable=True)))[0][0], "remove_user"),
    Artefact("sixty wrappers", "shell", "appium/appium-uiautomator2-server#516", lambda: _deep(60).depth > 50, True),
    Artefact("a library that raises something else than ImportError", "library", "abetlen/llama-cpp-python#1764",
             lambda: "libgomp.so.1" in message(_import_without_a_library), True),
    Artefact("a refusal is told in words", "user", "devicelab-dev/maestro-runner#163",
             lambda: str(CallRefused("s", "list the apps", "Shell does not have permission to access user 150"))[:24],
             "Phone s refused: list th"),
)  # fmt: skip
