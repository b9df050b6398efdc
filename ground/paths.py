"""Where things lie on disk. `THUMBWRIGHT_HOME` moves all of it into one folder (tests set it); files are the user's alone."""

import os
from pathlib import Path

import platformdirs

from ground.errors import DiskError


def _base(kind: str) -> Path:
    home = os.environ.get("THUMBWRIGHT_HOME")
    if home:
        return Path(home).expanduser() / kind
    dirs = platformdirs.PlatformDirs("thumbwright", appauthor=False)
    return Path({"config": dirs.user_config_dir, "data": dirs.user_data_dir, "cache": dirs.user_cache_dir}[kind])


def private_dir(path: Path) -> Path:
    """Return `path`, created with mode 0700 where it is new, as are the folders above it. Raises DiskError."""
    if not path.is_dir():
        private_dir(path.parent)  # mkdir's `parents` would make those for everybody to read
        try:
            path.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise DiskError(
                f"The folder {path} can't be made: {error.strerror or error}. Another place for all of it: THUMBWRIGHT_HOME=…"
            ) from None
    return path


def is_ours(path: Path) -> bool:
    """Whether a file lies where we keep things, and not where a person told us to put something."""
    models = os.environ.get("THUMBWRIGHT_MODELS")
    folders = [*map(_base, ("config", "data", "cache")), *([Path(models).expanduser()] if models else [])]
    return any(path.absolute().is_relative_to(folder.absolute()) for folder in folders)


def config_file() -> Path:
    """The settings file; it need not exist."""
    return _base("config") / "settings.toml"


def secret_names_file() -> Path:
    """Which secrets the system's keyring keeps for us: their names alone."""
    return private_dir(_base("data")) / "secrets.json"


def docs_dir() -> Path:
    """App docs, one JSON file a package, with an overlay file beside it where somebody edited by hand."""
    return private_dir(_base("data") / "apps")


def tasks_dir() -> Path:
    """Saved tasks, one readable file each."""
    return private_dir(_base("data") / "tasks")


def database() -> Path:
    """The session store."""
    return private_dir(_base("data")) / "sessions.db"


def models_dir() -> Path:
    """Model files; `THUMBWRIGHT_MODELS` overrides, so that several homes can share 1.1 GB."""
    override = os.environ.get("THUMBWRIGHT_MODELS")
    return private_dir(Path(override).expanduser() if override else _base("data") / "models")


def adapters_dir() -> Path:
    """Adapters that were trained on this machine or put there: NAME.gguf, and NAME.toml with what is known of it."""
    return private_dir(_base("data") / "adapters")


def training_dir() -> Path:
    """What an adapter of the person's own is trained on, and how far that is; safe to delete, it begins anew."""
    return private_dir(_base("data") / "training")


def prefix_dir() -> Path:
    """KV states of prompt prefixes; safe to delete, they are made again."""
    return private_dir(_base("cache") / "prefixes")


def vectors_dir() -> Path:
    """What apps' controls mean, as numbers; safe to delete, it is computed again."""
    return private_dir(_base("cache") / "vectors")


def described_dir() -> Path:
    """What the model said of apps' controls, by what it was asked; safe to delete, it is asked again."""
    return private_dir(_base("cache") / "described")


def locks_dir() -> Path:
    """Which phones are in use, and by whom; a file a phone."""
    return private_dir(_base("data") / "phones-in-use")


def checked_dir() -> Path:
    """What model files were like when every byte of them was looked at; safe to delete, they are looked at again."""
    return private_dir(_base("cache") / "checked")


def kernels_file() -> Path:
    """That llama.cpp's fast way doesn't work on this machine; safe to delete, it is found out again."""
    return private_dir(_base("cache")) / "plain-kernels"


def workers_dir() -> Path:
    """How a script's worker is begun with the system's bounds around it; safe to delete, it is written again."""
    return private_dir(_base("cache") / "workers")


def left_open_dir() -> Path:
    """What runs could not take back, a file for each app on each phone: for the next one."""
    return private_dir(_base("data") / "left-open")


def phone_tags_file() -> Path:
    """What phones are tagged with, serial to tags; it need not exist."""
    return private_dir(_base("data")) / "phone-tags.toml"


def launcher_names_file() -> Path:
    """What apps are called on phones' own home screens, by serial; it need not exist."""
    return private_dir(_base("data")) / "launcher-names.json"


def farm_dir() -> Path:
    """What a host of a farm keeps: which tasks it has begun, and where the farm that runs here can be met."""
    return private_dir(_base("data") / "farm")


def farm_key_file() -> Path:
    """The key that a farm's machines know one another by; it need not exist."""
    return private_dir(_base("config")) / "farm.pem"


def demo_dir() -> Path:
    """The demo phone's storage and its adb key store."""
    return private_dir(_base("data") / "demophone")


def log_file() -> Path:
    """What the terminal UI writes about its own faults."""
    return private_dir(_base("data")) / "thumbwright.log"
