"""`content`: rows of the providers that the shell may read and write: contacts and calendars, kept by their apps."""

from __future__ import annotations

from typing import Any

from .contract import HasApps
from .shell import Call, command

_CONTACTS, _CALENDARS = "app.demo.contacts", "com.android.providers.calendar"
Row = dict[str, Any]


@command("content")
def content(call: Call) -> int:
    call.option("--user")
    verb = call.args.pop(0) if call.args else ""
    uri = call.option("--uri") or ""
    authority, _, path = uri.removeprefix("content://").partition("/")
    if verb == "query":
        rows = _rows(call, authority, path)
        if rows is None:
            return call.complain(
                f"Error while accessing provider:{authority}\njava.lang.IllegalArgumentException: {uri}", 255
            )
        columns = (call.option("--projection") or "").split(":")
        for n, row in enumerate(rows):
            shown = columns if columns != [""] else list(row)
            call.print(f"Row: {n} " + ", ".join(f"{name}={row.get(name, 'NULL')}" for name in shown))
        if not rows:
            call.print("No result found.")
        return 0
    if verb == "insert":
        bound: Row = {}
        while (bind := call.option("--bind")) is not None:
            name, kind, value = (bind.split(":", 2) + ["", ""])[:3]
            bound[name] = int(value) if kind in ("i", "l") and value.lstrip("-").isdecimal() else value
        if _insert(call, authority, path, bound):
            return 0
        return call.complain(
            f"Error while accessing provider:{authority}\njava.lang.IllegalArgumentException: {uri}", 255
        )
    return call.complain(f"[ERROR] Unsupported operation: {verb}", 255)


def _store(call: Call, package: str) -> dict[str, Any] | None:
    device = call.android.device
    app = device.app_named(package) if isinstance(device, HasApps) else None
    return app.store if app is not None else None


def _name(contact: Row) -> str:
    return " ".join(part for part in (contact["first"], contact["last"]) if part)


def _rows(call: Call, authority: str, path: str) -> list[Row] | None:
    if authority == "com.android.contacts":
        contacts = (_store(call, _CONTACTS) or {}).get("contacts", [])
        if path in ("data/phones", "data/emails"):
            key = "phone" if path == "data/phones" else "email"
            return [{"display_name": _name(c), "data1": c[key]} for c in contacts if c[key]]
        return [{"_id": c["id"], "display_name": _name(c)} for c in contacts] if path == "raw_contacts" else None
    if authority == "com.android.calendar" and path in ("calendars", "events"):
        return list((_store(call, _CALENDARS) or {}).get(path, []))
    return None


def _insert(call: Call, authority: str, path: str, bound: Row) -> bool:
    """Add a row as the provider would; False for what it doesn't take."""
    if authority == "com.android.calendar" and path == "events":
        events = (_store(call, _CALENDARS) or {}).get("events")
        if events is None or not {"calendar_id", "title", "dtstart", "dtend", "eventTimezone"} <= set(bound):
            return False
        events.append({"_id": len(events) + 1, **bound})
        return True
    contacts = (_store(call, _CONTACTS) or {}).get("contacts")
    if authority != "com.android.contacts" or contacts is None:
        return False
    if path == "raw_contacts":
        texts = dict.fromkeys(("first", "last", "phone", "email", "company", "note", "birthday"), "")
        new = max((c["id"] for c in contacts), default=0) + 1
        contacts.append({"id": new, **texts, "favourite": False, "groups": []})
        return True
    contact = next((c for c in contacts if c["id"] == bound.get("raw_contact_id")), None)
    kind, value = str(bound.get("mimetype", "")).rpartition("/")[2], str(bound.get("data1", ""))
    if contact is None or path != "data":
        return False
    if kind == "name":
        contact["first"], _, contact["last"] = value.partition(" ")
    elif kind in ("phone_v2", "email_v2"):
        contact["phone" if kind == "phone_v2" else "email"] = value
    return kind in ("name", "phone_v2", "email_v2")
