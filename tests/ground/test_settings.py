"""Settings: where they come from, what wins, what is refused, and that a person's file stays theirs."""

import inspect
import stat
from pathlib import Path
from typing import Any

import pytest

from ground import paths, settings
from ground.errors import SettingsError
from ground.exits import ExitCode
from ground.settings import Settings, load_settings, save_setting


def write(text: str) -> Path:
    file = paths.config_file()
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return file


def test_without_a_file_the_defaults_hold() -> None:
    assert load_settings() == Settings.model_construct()
    assert load_settings().ask_from == "commit"
    assert not paths.config_file().exists(), "reading writes nothing"


def test_an_argument_beats_the_environment_and_that_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write('serial = "file"\nthreads = 1\ntheme = "from-file"\n')
    monkeypatch.setenv("THUMBWRIGHT_SERIAL", "environment")
    monkeypatch.setenv("THUMBWRIGHT_THREADS", "2")
    found = load_settings(serial="argument")
    assert (found.serial, found.threads, found.theme) == ("argument", 2, "from-file")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("threads = -1\n", "threads", id="out of range"),
        pytest.param('keep_screens_days = "soon"\n', "keep_screens_days", id="wrong kind"),
        pytest.param("tempo = 3\n", "tempo", id="no such setting"),
        pytest.param("threads = = 3\n", "not valid TOML", id="no TOML"),
        pytest.param('server_url = "https://example.com/v1"\n', "must be on this machine", id="a server elsewhere"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_file(text: str, words: str) -> None:
    file = write(text)
    with pytest.raises(SettingsError, match=words) as caught:
        load_settings()
    assert str(file) in str(caught.value)
    assert caught.value.exit_code == ExitCode.USAGE


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/v1", "http://localhost:1/v1", "http://[::1]:8080/v1", ""])
def test_servers_on_this_machine_are_taken(url: str) -> None:
    assert load_settings(server_url=url).server_url == url


def test_saving_one_setting_leaves_comments_and_the_rest_alone() -> None:
    file = write('# mine\nserial = "abc"  # the old phone\n\ntheme = "nord"\n')
    save_setting("serial", "xyz")
    assert file.read_text("utf-8") == '# mine\nserial = "xyz"  # the old phone\n\ntheme = "nord"\n'


def test_a_new_file_is_the_persons_alone() -> None:
    save_setting("allow", ["commit"])
    assert load_settings().allow == ["commit"]
    assert stat.S_IMODE(paths.config_file().stat().st_mode) == 0o600
    assert [path.name for path in paths.config_file().parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("tempo", "fast", id="no such setting"),
        pytest.param("threads", -1, id="out of range"),
        pytest.param("server_url", "http://example.com", id="a server elsewhere"),
    ],
)
def test_what_could_not_be_read_again_is_not_written(key: str, value: Any) -> None:
    file = write('theme = "nord"\n')
    with pytest.raises(SettingsError):
        save_setting(key, value)
    assert file.read_text("utf-8") == 'theme = "nord"\n'


def test_every_setting_says_what_it_means() -> None:
    source = inspect.getsource(settings)
    for name in Settings.model_fields:
        after = source.partition(f"\n    {name}: ")[2].splitlines()
        assert after[1].strip().startswith('"""'), f"{name} has no line that says what it means"
