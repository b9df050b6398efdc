"""`dumpsys`: the reports clients read a phone's state from, in the words of Android 14.

Each report has the lines that are looked for and little else. `dumpsys window windows` has no mCurrentFocus since
Android 10 (`dumpsys window` and `window displays` have), which is kept, since clients must cope with it.
"""

from __future__ import annotations

from collections.abc import Callable

from .android import Android
from .shell import Call, command
from .shell_names import full_activity
from .shell_packages import apk_path, component

Report = Callable[[Android, list[str]], str]


@command("dumpsys")
def dumpsys(call: Call) -> int:
    call.option("-t", "-T")
    if call.flag("-l") or not call.args:
        call.print("Currently running services:\n" + "\n".join(f"  {name}" for name in sorted(REPORTS)))
        return 0
    report = REPORTS.get(call.args[0])
    if report is None:
        return call.complain(f"Can't find service: {call.args[0]}", 0)
    call.print(report(call.android, [word for word in call.args[1:] if not word.startswith("-")]))
    return 0


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _front(android: Android) -> tuple[str, str]:
    """Short and full component of the activity in front."""
    package, activity = android.device.foreground()
    full = full_activity(package, activity)
    short = full[len(package) :] if full.startswith(package + ".") else full
    return f"{package}/{short}", f"{package}/{full}"


def _focus(android: Android) -> str:
    device = android.device
    _, full = _front(android)
    if not device.screen_on:
        window = "null"
    elif device.locked:
        window = "Window{e6f8f5a u0 NotificationShade}"
    else:
        window = f"Window{{1a2b3c4 u0 {full}}}"
    short, _ = _front(android)
    return f"  mCurrentFocus={window}\n  mFocusedApp=ActivityRecord{{4d5e6f7 u0 {short} t12}}"


def _window(android: Android, words: list[str]) -> str:
    parts = {"windows": _windows, "displays": _displays, "policy": _policy}
    if words and words[0] in parts:
        return parts[words[0]](android)
    return "\n".join((_policy(android), _displays(android), _windows(android)))


def _windows(android: Android) -> str:
    rows = ["WINDOW MANAGER WINDOWS (dumpsys window windows)"]
    _, full = _front(android)
    for at, root in enumerate(android.device.windows()):
        title = full if root.package == android.device.foreground()[0] else root.package
        rows.append(
            f"  Window #{at} Window{{{0x1A2B3C4 + at:07x} u0 {title}}}:\n    mDisplayId=0 package={root.package}"
        )
    return "\n".join(rows)


def _displays(android: Android) -> str:
    width, height = android.size
    rows = [
        "WINDOW MANAGER DISPLAY CONTENTS (dumpsys window displays)",
        "  Display: mDisplayId=0",
        f"    init={android.device.width}x{android.device.height} cur={width}x{height} app={width}x{height}",
        _focus(android),
    ]
    return "\n".join(rows)


def _policy(android: Android) -> str:
    device = android.device
    locked, awake = device.locked, device.screen_on
    return "\n".join(
        (
            "WINDOW MANAGER POLICY STATE (dumpsys window policy)",
            "    mSafeMode=false mSystemReady=true mSystemBooted=true",
            f"    mAwake={_flag(awake)} mScreenOnEarly={_flag(awake)} mScreenOnFully={_flag(awake)}",
            f"    mShowingDream=false mDreamingLockscreen={_flag(locked)} mDreamingSleepToken=null",
            f"    isKeyguardShowing={_flag(locked)}",
            "    KeyguardServiceDelegate",
            f"      showing={_flag(locked)}",
            f"      showingAndNotOccluded={_flag(locked)}",
            f"      inputRestricted={_flag(locked)}",
            f"      occluded=false\n      secure={_flag(bool(device.pin))}\n      dreaming=false\n      systemIsReady=true",
            f"      interactiveState=INTERACTIVE_STATE_{'AWAKE' if awake else 'SLEEP'}",
            f"      screenState=SCREEN_STATE_{'ON' if awake else 'OFF'}",
        )
    )


def _activity(android: Android, words: list[str]) -> str:
    short, _ = _front(android)
    package = android.device.foreground()[0]
    if words[:1] == ["top"]:
        return f"TASK {package} id=12 userId=0\n  ACTIVITY {short} 4d5e6f7 pid={android.device.pid_of(package)}"
    record = f"ActivityRecord{{4d5e6f7 u0 {short} t12}}"
    rows = ["ACTIVITY MANAGER ACTIVITIES (dumpsys activity activities)", "Display #0 (activities from top to bottom):"]
    if android.device.screen_on and not android.device.locked:
        rows += [f"    mResumedActivity: {record}", f"    topResumedActivity={record}", f"  ResumedActivity: {record}"]
    else:
        rows += [f"    mLastPausedActivity: {record}"]
    rows += ["  KeyguardController:", f"    mKeyguardShowing={_flag(android.device.locked)}", "    mAodShowing=false"]
    return "\n".join(rows)


def _display(android: Android, words: list[str]) -> str:
    device = android.device
    width, height = android.size
    state = "ON" if device.screen_on else "OFF"
    return (
        "DISPLAY MANAGER (dumpsys display)\n"
        "  mViewports=[DisplayViewport{type=INTERNAL, valid=true, isActive=true, displayId=0, uniqueId='local:0', "
        f"physicalPort=0, orientation={device.rotation}, logicalFrame=Rect(0, 0 - {width}, {height}), "
        f"physicalFrame=Rect(0, 0 - {width}, {height}), deviceWidth={width}, deviceHeight={height}}}]\n"
        f"  mScreenState={state}"
    )


def _power(android: Android, words: list[str]) -> str:
    awake = android.device.screen_on
    return "\n".join(
        (
            "POWER MANAGER (dumpsys power)\n",
            "Power Manager State:",
            f"  mWakefulness={'Awake' if awake else 'Asleep'}",
            "  mIsPowered=true\n  mStayOn=false",
            f"  mHoldingDisplaySuspendBlocker={_flag(awake)}",
            f"Display Power: state={'ON' if awake else 'OFF'}",
        )
    )


def _trust(android: Android, words: list[str]) -> str:
    # deviceLocked tells of a lock that wants a secret; a swipe doesn't count as one
    locked = int(android.device.locked and bool(android.device.pin))
    return f'Trust manager state:\n User "Owner" (id=0, flags=0x4c13) (current): trusted=0, trustManaged=0, deviceLocked={locked}'


def _input_method(android: Android, words: list[str]) -> str:
    shown = _flag(android.keyboard_shown())
    current = android.device.settings.get(("secure", "default_input_method"), "null")
    return (
        "Current Input Method Manager state:\n"
        f"  mCurMethodId={current}\n  mCurId={current} mHaveConnection=true mBoundToMethod=true\n"
        f"  mShowRequested={shown} mShowExplicitlyRequested=false mShowForced=false mInputShown={shown}\n"
        f"  mIsInputViewShown={shown}"
    )


def _battery(android: Android, words: list[str]) -> str:
    return (
        "Current Battery Service state:\n  AC powered: false\n  USB powered: true\n  Wireless powered: false\n"
        "  status: 2\n  health: 2\n  present: true\n  level: 82\n  scale: 100\n  voltage: 4200\n  temperature: 250\n"
        "  technology: Li-ion"
    )


def _surface(android: Android, words: list[str]) -> str:
    return 'Display 4619827259835644672 (HWC display 0): port=0 pnpId=GGL displayName="demo"'


def _package(android: Android, words: list[str]) -> str:
    return (
        package_report(android, words[0])
        if words
        else "\n".join(package_report(android, a.package) for a in android.device.apps())
    )


def package_report(android: Android, package: str) -> str:
    """What `dumpsys package NAME` says."""
    app = android.app(package)
    if app is None:
        return f"Unable to find package: {package}"
    installed = "2024-01-01 00:00:00"
    flags = "SYSTEM HAS_CODE ALLOW_CLEAR_USER_DATA" if app.system else "HAS_CODE ALLOW_CLEAR_USER_DATA"
    launcher = (
        "Activity Resolver Table:\n  Non-Data Actions:\n      android.intent.action.MAIN:\n"
        f"        5f1d3b3 {component(app)} filter 1a2b3c4\n"
        '          Action: "android.intent.action.MAIN"\n          Category: "android.intent.category.LAUNCHER"\n\n'
    )
    return (
        f"{launcher if app.activity else ''}Packages:\n  Package [{app.package}] (abc1234):\n"
        f"    appId={android.uid(app.package)}\n    codePath={apk_path(app).removesuffix('/base.apk')}\n"
        f"    versionCode={app.version_code} minSdk=24 targetSdk={android.sdk}\n    versionName={app.version_name}\n"
        f"    signatures=PackageSignatures{{7a8b9c0 version:2, signatures:[1234abcd], past signatures:[]}}\n"
        f"    flags=[ {flags} ]\n    pkgFlags=[ {flags} ]\n    timeStamp={installed}\n    lastUpdateTime={installed}\n"
        f"    User 0: ceDataInode=1234 installed=true hidden=false suspended=false stopped="
        f"{_flag(not android.device.pid_of(app.package))} enabled=0\n      firstInstallTime={installed}"
    )


REPORTS: dict[str, Report] = {
    "activity": _activity,
    "battery": _battery,
    "display": _display,
    "input_method": _input_method,
    "package": _package,
    "power": _power,
    "SurfaceFlinger": _surface,
    "trust": _trust,
    "window": _window,
}
