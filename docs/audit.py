"""`python docs/audit.py`: known weaknesses of the packages that constraints.txt names, as the package index tells them.

Where the index can't be asked, or knows nothing of weaknesses (a mirror), that is said and nothing fails: a check that needs the
net must not stop work without one. One that is known fails.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT_S = 120


def audited(text: str) -> tuple[list[str], int, int]:
    """What pip-audit's JSON says: the weaknesses in a line each, how many packages were looked at, how many could not be."""
    found, seen, unseen = [], 0, 0
    for package in json.loads(text)["dependencies"]:
        if "skip_reason" in package:
            unseen += 1
            continue
        seen += 1
        for one in package["vulns"]:
            better = f", mended in {', '.join(one['fix_versions'])}" if one["fix_versions"] else ""
            found.append(f"{package['name']} {package['version']}: {one['id']}{better}")
    return found, seen, unseen


def main() -> int:
    words = [
        "-r",
        str(ROOT / "constraints.txt"),
        "--no-deps",
        "--disable-pip",
        "-f",
        "json",
        "--progress-spinner",
        "off",
    ]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pip_audit", *words], capture_output=True, text=True, timeout=TIMEOUT_S
        )
        found, seen, unseen = audited(done.stdout)
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        print("Known weaknesses of the packages: not looked up, the index doesn't answer.", file=sys.stderr)
        return 0
    if not seen:
        print(f"Known weaknesses of the packages: the index here knows of none of the {unseen}.", file=sys.stderr)
        return 0
    print(
        "\n".join([*found, f"{seen} packages looked up, {unseen} unknown to the index, {len(found)} weaknesses known."])
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
