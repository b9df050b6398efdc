from pathlib import Path

import pytest

RECORDINGS = Path(__file__).parents[3].parent / "shared" / "droidtask"


@pytest.fixture(scope="session")
def recordings() -> list[Path]:
    folders = [one for one in sorted(RECORDINGS.glob("*")) if (one / "tasks.json").is_file()]
    if not folders:
        pytest.skip(f"no recordings of real apps in {RECORDINGS}: they have no licence and are not part of the project")
    return folders
