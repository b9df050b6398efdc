"""One tree of errors, each branch with an exit code of its own."""

import importlib
import pickle
import pkgutil

import pytest

import ground.errors as errors
from ground.errors import NotLearned, PluginError, ThumbwrightError
from ground.exits import ExitCode
from phones.errors import AdbMissing, NoPhone

BRANCHES: list[type[ThumbwrightError]] = [
    kind for kind in vars(errors).values() if isinstance(kind, type) and kind.__base__ is ThumbwrightError
]
EXTRAS = ("llama_cpp", "numpy")
"""What some modules need that an installation without extras hasn't."""
ROOMS = ["agent", "apidocs", "bench", "interpreter", "phones", "sessions"]


def test_no_two_branches_share_an_exit_code() -> None:
    codes = [kind.exit_code for kind in BRANCHES]
    assert len(codes) == len(set(codes)) >= 8


@pytest.mark.parametrize("kind", BRANCHES, ids=lambda kind: kind.__name__)
def test_an_error_says_who_sees_it_and_fails_the_command(kind: type[ThumbwrightError]) -> None:
    assert kind.__doc__
    assert kind.exit_code != ExitCode.DONE
    assert str(kind("What, on what, what to do.")) == "What, on what, what to do."


@pytest.mark.parametrize("room", ROOMS)
def test_the_errors_of_a_room_hang_on_the_tree(room: str) -> None:
    """Whatever a room raises by a name of its own reaches the person as a message, not as a traceback."""
    package = importlib.import_module(room)
    for found in pkgutil.walk_packages(package.__path__, f"{room}."):
        if found.name.rsplit(".", 1)[1] in ("__main__", "plain_client"):
            continue
        try:
            module = importlib.import_module(found.name)
        except ModuleNotFoundError as error:
            assert error.name in EXTRAS, found.name
            continue
        for name, kind in vars(module).items():
            if isinstance(kind, type) and issubclass(kind, Exception) and kind.__module__ == found.name:
                inner = name.startswith("_") or not name.endswith(("Error", "Failed", "Lost", "Missing", "Refused"))
                assert inner or issubclass(kind, ThumbwrightError), f"{found.name}.{name}"


@pytest.mark.parametrize(
    ("message", "what", "to_do"),
    [
        ("Not run: The phone is away. Wait for it.", "Not run: The phone is away.", "Wait for it."),
        ('No phone "S1". Connected: none. Plug one in.', 'No phone "S1".', "Connected: none. Plug one in."),
        ('It says "No." Say it again.', 'It says "No."', "Say it again."),
        ("What happened", "What happened", ThumbwrightError.advice),
        ("", "", ThumbwrightError.advice),
    ],
)
def test_a_message_is_what_happened_and_what_to_do(message: str, what: str, to_do: str) -> None:
    error = ThumbwrightError(message)
    assert (error.what, error.to_do, error.where) == (what, to_do, "")


def test_an_error_says_where_as_far_as_it_knows() -> None:
    assert NotLearned("a.b", "B").where == "a.b"
    assert PluginError("x", "pack 1.0", "it raises").where == "x (pack 1.0)"
    assert ThumbwrightError("What.", where="there").where == "there"


@pytest.mark.parametrize(
    "error",
    [
        AdbMissing("adb", "it doesn't start"),
        NoPhone("R59N", ["R58N"]),
        ThumbwrightError("It fails. Look there.", where="Notes"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_of_another_process_arrives_as_it_was(error: ThumbwrightError) -> None:
    arrived = pickle.loads(pickle.dumps(error))
    assert type(arrived) is type(error)
    assert (str(arrived), arrived.what, arrived.where, vars(arrived)) == (
        str(error), error.what, error.where, vars(error),
    )  # fmt: skip
