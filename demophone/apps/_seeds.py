"""What is stored in the apps of a fresh phone: a believable person's notes, contacts and alarms."""

from __future__ import annotations

from typing import Any

_NOTES = [
    ("Groceries", "Milk\nEggs\nWholemeal bread\nTomatoes\nCoffee beans\nOlive oil", "Home", "2024-05-02 18:20", True),
    ("Book club",
     "Next meeting: Thursday 19:30 at Priya's.\nRead up to chapter 12.",
     "Personal", "2024-05-06 09:12", False),
    ("Draft: letter to landlord",
     "Dear Mr Hughes,\nthe boiler has been making a noise since Monday.",
     "Home", "2024-04-28 21:47", False),
    ("Flat viewing questions",
     "Council tax band?\nIs the heating electric?\nWhen were the windows done?",
     "Home", "2024-04-21 11:05", False),
    ("Trip to Lisbon",
     "Flight TP1363 on 14 June, 07:40\nHotel: Rua da Prata 52\nTram 28, Belem, Sintra",
     "Travel", "2024-05-11 20:33", False),
    ("Sprint retro",
     "Went well: release on time.\nTo improve: flaky login test.\nAction: Omar to look at logs.",
     "Work", "2024-05-10 16:02", False),
    ("draft agenda May", "1. Budget\n2. Hiring\n3. Office move", "Work", "2024-05-01 08:55", False),
    ("Gift ideas",
     "Mum: gardening gloves\nJonas: chess clock\nElif: concert tickets",
     "Personal", "2024-03-30 22:10", False),
    ("Wifi at the cabin", "Network: Fjord-Guest\nPassword: salmon-42-river", "Travel", "2024-02-18 14:26", False),
    ("Running log", "Mon 5 km 27:40\nWed 8 km 45:10\nSat 12 km 1:09:30", "Personal", "2024-05-12 10:48", False),
    ("Quotes",
     "\"Simplicity is prerequisite for reliability.\"\n\"Make it work, make it right, make it fast.\"",
     "Personal", "2023-12-05 19:00", False),
    ("Talk outline (draft)", "Opening story\nThree demos\nQuestions", "Work", "2024-04-16 13:37", False),
    ("Bike repair",
     "Rear brake pads, size B05S\nInner tube 700x28\nShop closes at 18:00",
     "Home", "2024-03-11 17:15", False),
    ("Recipe: lentil soup",
     "200 g red lentils\n1 onion, 2 carrots\n1 l stock\nCumin, lemon\nSimmer 25 minutes",
     "Home", "2024-01-27 12:30", False),
]  # fmt: skip


def notes() -> list[dict[str, Any]]:
    """Notes as the Notes app stores them."""
    return [
        {"id": number, "title": title, "body": body, "folder": folder, "created": when, "edited": when, "pinned": pinned,
         "items": None, "deleted": False}
        for number, (title, body, folder, when, pinned) in enumerate(_NOTES, 1)
    ]  # fmt: skip


_PEOPLE = [
    ("Aisha", "Rahman", "+44 7700 900112", "aisha.rahman@example.com", "Northwind", True),
    ("Ben", "Carter", "+44 7700 900245", "ben.carter@example.com", "", False),
    ("Carla", "Mendes", "+44 7700 900318", "carla@example.org", "Studio Mendes", False),
    ("Daniel", "Okafor", "+44 7700 900457", "d.okafor@example.com", "City Clinic", False),
    ("Elif", "Yilmaz", "+44 7700 900501", "elif.yilmaz@example.net", "", True),
    ("Emma", "Clarke", "+44 7700 900533", "emma.clarke@example.com", "", False),
    ("Farid", "Haddad", "+44 7700 900604", "farid.h@example.com", "Haddad & Sons", False),
    ("Grace", "Lin", "+44 7700 900622", "grace.lin@example.org", "Acme", False),
    ("Hannah", "Schmidt", "+49 1555 0100234", "hannah.schmidt@example.com", "", False),
    ("Ivan", "Petrov", "+44 7700 900711", "ivan.p@example.net", "", False),
    ("Jonas", "Berg", "+47 405 55 012", "jonas.berg@example.com", "Fjord Tours", True),
    ("Julia", "Novak", "+44 7700 900745", "julia.novak@example.com", "Acme", False),
    ("Kenji", "Tanaka", "+81 90 5550 0187", "k.tanaka@example.jp", "", False),
    ("Liam", "Walsh", "+353 85 555 0136", "liam.walsh@example.ie", "", False),
    ("Lucy", "Adams", "+44 7700 900803", "lucy.adams@example.com", "Acme", False),
    ("Maria", "Lopez", "+34 655 550 121", "maria.lopez@example.es", "Casa Lopez", True),
    ("Mark", "Evans", "+44 7700 900838", "mark.evans@example.com", "", False),
    ("Nadia", "Kowalska", "+48 555 010 229", "nadia.k@example.pl", "", False),
    ("Omar", "Farouk", "+44 7700 900871", "omar.farouk@example.com", "Northwind", False),
    ("Priya", "Nair", "+44 7700 900890", "priya.nair@example.com", "", True),
    ("Rachel", "Green", "+44 7700 900902", "rachel.green@example.com", "", False),
    ("Sam", "Hughes", "+44 7700 900934", "sam.hughes@example.com", "Hughes Lettings", False),
    ("Sofia", "Rossi", "+39 355 555 0144", "sofia.rossi@example.it", "", False),
    ("Thomas", "Weber", "+43 650 555 0119", "t.weber@example.at", "City Clinic", False),
    ("Victoria", "Stone", "+44 7700 900966", "victoria.stone@example.com", "Northwind", False),
    ("Yara", "Costa", "+351 915 555 017", "yara.costa@example.pt", "", False),
]  # fmt: skip


def contacts() -> list[dict[str, Any]]:
    """Contacts as the Contacts app stores them."""
    groups = {"Acme": ["Work"], "Northwind": ["Work"]}
    return [
        {"id": number, "first": first, "last": last, "phone": phone, "email": email, "company": company, "favourite": favourite,
         "groups": groups.get(company, ["Family"] if last in ("Clarke", "Evans") else []), "note": "", "birthday": ""}
        for number, (first, last, phone, email, company, favourite) in enumerate(_PEOPLE, 1)
    ]  # fmt: skip


_ALARMS = [
    (6, 15, [], False, "Airport", True, "Sunrise"),
    (7, 0, ["Mon", "Tue", "Wed", "Thu", "Fri"], True, "Get up", True, "Morning walk"),
    (7, 45, ["Mon", "Wed", "Fri"], True, "School run", False, "Bells"),
    (9, 30, ["Sat", "Sun"], True, "", True, "Sunrise"),
    (22, 30, ["Mon", "Tue", "Wed", "Thu", "Sun"], False, "Wind down", False, "Harp"),
]  # fmt: skip


def alarms() -> list[dict[str, Any]]:
    """Alarms as the Clock app stores them."""
    return [
        {"id": number, "hour": hour, "minute": minute, "days": days, "on": on, "label": label, "vibrate": vibrate, "sound": sound}
        for number, (hour, minute, days, on, label, vibrate, sound) in enumerate(_ALARMS, 1)
    ]  # fmt: skip
