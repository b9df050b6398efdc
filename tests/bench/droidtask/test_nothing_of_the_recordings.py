"""Nothing that is an app's own stands in our source: mechanisms were built, not answers."""

from pathlib import Path

import pytest

from demophone.recorded.recording import Recording

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[3]
ROOMS = ("agent", "apidocs", "bench", "demophone", "interpreter", "phones", "sessions", "thumbwright", "ui")
OURS = "android:id/"
WELL_KNOWN = ("known_apps.toml", "apps.toml")
"""The world's well-known apps by name, whichever of them was recorded."""


def test_no_package_id_or_long_label_of_a_recorded_app_is_in_our_source(recordings: list[Path]) -> None:
    source = "\n".join(
        path.read_text("utf-8").casefold()
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*"))
        if path.suffix in (".py", ".toml", ".j2") and path.name not in WELL_KNOWN
    )
    own: set[str] = set()
    for folder in recordings:
        for state in Recording(folder).states.values():
            for node in state.root.walk():
                if not node.package or node.package.startswith(("com.android", "android", "com.google")):
                    continue
                own.add(node.package.casefold())
                # an id of a web page may be a plain word, `stage`, as any source has it
                if not node.resource_id.startswith(OURS) and not node.resource_id.isalpha():
                    own.add(node.resource_id.casefold())
                label = " ".join(node.text.split()).casefold()
                if len(label.split()) >= 4:
                    own.add(label)
    assert len(own) > 500
    assert not {words for words in own if words and words in source}
