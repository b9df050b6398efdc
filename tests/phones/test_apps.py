"""What is read from the shell's reports about apps."""

import pytest

from phones.apps import (
    label_from_package,
    nearest_apps,
    read_current,
    read_holders,
    read_home,
    read_launchers,
    read_versions,
)
from phones.phone import CurrentApp, InstalledApp

LONG = """2 activities found:
  Activity #0:
    priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=false
    ActivityInfo:
      name=com.android.settings.Settings
      packageName=com.android.settings
      labelRes=0x7f1212 nonLocalizedLabel=null icon=0x7f0d0000 banner=0x0
      ApplicationInfo:
        packageName=com.android.settings
  Activity #1:
    ActivityInfo:
      name=org.tool.Main$Inner
      packageName=org.tool
      labelRes=0x0 nonLocalizedLabel=My Tool icon=0x0
"""
BRIEF = """2 activities found:
  Activity #0:
    priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=false
    com.android.settings/.Settings
  Activity #1:
    priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=false
    org.tool/.Main
"""


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param(
            LONG,
            {
                "com.android.settings": ("com.android.settings.Settings", ""),
                "org.tool": ("org.tool.Main$Inner", "My Tool"),
            },
            id="long",
        ),
        pytest.param(BRIEF, {"com.android.settings": (".Settings", ""), "org.tool": (".Main", "")}, id="brief"),
        pytest.param("No activities found\n", {}, id="none"),
    ],
)
def test_reads_launcher_entries(printed: str, expected: dict[str, tuple[str, str]]) -> None:
    assert read_launchers(printed) == expected


@pytest.mark.parametrize(
    ("printed", "package"),
    [
        ("priority=0 preferredOrder=0 match=0x108000\ncom.google.android.apps.nexuslauncher/.NexusLauncherActivity\n",
         "com.google.android.apps.nexuslauncher"),
        ("priority=0\nandroid/com.android.internal.app.ResolverActivity\n", "android"),
        ("No activity found\n", ""),
    ],
)  # fmt: skip
def test_reads_which_app_is_the_home_screen(printed: str, package: str) -> None:
    assert read_home(printed) == package


def test_reads_versions() -> None:
    printed = "  Package [a.b] (12ab):\n    versionName=1.2-beta\n  Package [c.d] (1):\n    versionName=7\n    versionName=6\n"
    assert read_versions(printed) == {"a.b": "1.2-beta", "c.d": "7"}


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param(
            "  mCurrentFocus=Window{1a2 u0 org.tool/org.tool.Main}",
            CurrentApp("org.tool", ".Main"),
            id="focused window",
        ),
        pytest.param(
            "  mCurrentFocus=Window{1 u0 PopupWindow:99}\n  mFocusedApp=ActivityRecord{4d u0 org.tool/.Edit t12}",
            CurrentApp("org.tool", ".Edit"),
            id="a popup over an activity",
        ),
        pytest.param(
            "  mCurrentFocus=null\n  topResumedActivity=ActivityRecord{4d u0 a.b/c.D t1}",
            CurrentApp("a.b", "c.D"),
            id="resumed",
        ),
        pytest.param("  mCurrentFocus=null", CurrentApp("", ""), id="nothing"),
    ],
)
def test_reads_what_is_in_front(printed: str, expected: CurrentApp) -> None:
    assert read_current(printed) == expected


@pytest.mark.parametrize(
    ("package", "label"),
    [
        ("com.android.settings", "Settings"),
        ("org.plainapps.notes.pro", "Notes"),
        ("com.google.android.deskclock", "Clock"),
        ("com.tencent.mm", "WeChat"),
        ("com.google.android.gm", "Gmail"),
        ("com.facebook.katana", "Facebook"),
        ("com.zhiliaoapp.musically", "TikTok"),
        ("com.sec.android.app.popupcalculator", "Calculator"),
        ("org.example.deskclock", "Deskclock"),
        ("org.example.photoViewer", "Photo Viewer"),
        ("com.android", "Android"),
    ],
)
def test_makes_a_label_from_a_package(package: str, label: str) -> None:
    assert label_from_package(package) == label


APPS = [
    InstalledApp("com.android.settings", "Settings", "14"),
    InstalledApp("org.plainapps.notes", "Notes", "1"),
    InstalledApp("org.plainapps.contacts", "Contacts", "1"),
]


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        pytest.param("org.plainapps.note", "org.plainapps.notes", id="a letter missing"),
        pytest.param("Setings", "com.android.settings", id="misspelt label"),
        pytest.param("contacts", "org.plainapps.contacts", id="label for a package"),
    ],
)
def test_offers_the_nearest_apps(wanted: str, first: str) -> None:
    assert nearest_apps(wanted, APPS)[0] == first


def test_finds_well_known_apps_by_what_people_call_them() -> None:
    phone = [InstalledApp("com.tencent.mm", "WeChat", "1"), InstalledApp("com.google.android.gm", "Gmail", "1")]
    assert nearest_apps("Weixin", phone)[0] == "com.tencent.mm"
    assert nearest_apps("google mail", phone)[0] == "com.google.android.gm"


@pytest.mark.parametrize(
    ("printed", "holders"),
    [
        ("com.android.chrome\n", {"com.android.chrome"}),
        ("", set()),
        ("cmd: Can't find service: role", set()),
        ("Unknown command: get-role-holders\n", set()),
    ],
)
def test_reads_the_default_browser(printed: str, holders: set[str]) -> None:
    assert read_holders(printed) == holders


def test_offers_nothing_for_what_is_like_none() -> None:
    assert nearest_apps("qqqqqqq", APPS) == []
