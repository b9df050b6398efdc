"""The model in its process: with a stand-in for the process where the model isn't the point, and with the model itself
(`-m model`) where it is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from agent.files.adapter_files import AdapterFile, State
from agent.files.model_files import resolve_model
from agent.model import local, model_process
from agent.model.local import LocalWriter, open_local_writer
from agent.model.worker import prompt_from
from agent.model.writing import AdapterRefused, Prompt, PromptTooLong, StopReason, Turn, WorkerDied
from agent.prompts.prompting import render_prompt
from apidocs.doc import AppDoc, Sample
from apidocs.doc.stubs import render_stubs
from ground import paths
from ground.errors import CancelledError, ModelError
from ground.settings import Settings

ASK = Prompt((Turn("system", "Rules"),), (Turn("user", 'Task: "write"\n'),))
HOME_BEFORE_TESTS = os.environ.get("THUMBWRIGHT_HOME")

STAND_IN = """
import json, os, signal, sys, time
for line in sys.stdin:
    request = json.loads(line)
    say = lambda **event: print(json.dumps({"id": request["id"], **event}), flush=True)
    op = request["op"]
    if op == "load":
        say(event="done", result={"context": 100, "name": "stand-in"})
    elif op == "cancel":
        continue
    else:
        task = request["prompt"]["suffix"][0]["text"]
        print("not an event", flush=True)
        if task == "die":
            print("GGML_ASSERT failed", file=sys.stderr, flush=True)
            os.kill(os.getpid(), signal.SIGABRT)
        if task == "hang":
            say(event="token", text="begun")
            time.sleep(60)
        if task == "wrong":
            say(event="error", kind="model", message="that went wrong")
        elif task == "long":
            say(event="error", kind="too_long", message="too long")
        elif task == "how do threads wait":
            say(event="done", result={"text": os.environ["GOMP_SPINCOUNT"], "stop": "stop", "model": ""})
        elif op == "count":
            say(event="done", result=7)
        else:
            say(event="token", text="back()")
            result = {"text": "back()", "stop": "stop", "model": str(os.getpid())}
            say(event="done", result=result)
"""


def ask(task: str) -> Prompt:
    return Prompt((), (Turn("user", task),))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is found out of the machine is kept where no test sees another's."""
    monkeypatch.setenv("THUMBWRIGHT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def gguf(tmp_path: Path) -> str:
    path = tmp_path / "own.gguf"
    path.write_bytes(b"GGUF" + bytes(100))
    return str(path)


@pytest.fixture
def stand_in(gguf: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalWriter]:
    real = subprocess.Popen

    def popen(command: list[str], **options: object) -> object:
        assert command[1:] == ["-P", "-m", "agent.model.worker"]
        return real([sys.executable, "-c", STAND_IN], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", popen)
    monkeypatch.setattr(model_process, "GRACE_S", 0.3)
    writer = LocalWriter(gguf)
    yield writer
    writer.close()


def test_prompt_survives_the_pipe() -> None:
    assert prompt_from(asdict(ASK)) == ASK


def test_missing_model_is_said_at_once() -> None:
    with pytest.raises(ModelError, match="thumbwright models pull"):
        open_local_writer(Settings().model)


def test_nothing_is_started_before_it_is_needed(stand_in: LocalWriter) -> None:
    assert stand_in.pid is None
    stand_in.close()


def test_generation_and_tokens_come_through(stand_in: LocalWriter) -> None:
    seen: list[str] = []
    generation = stand_in.generate(ASK, on_token=seen.append)
    assert (generation.text, generation.stop, seen) == ("back()", StopReason.STOP, ["back()"])
    assert stand_in.count(ASK) == 7
    assert stand_in.context == 100


def test_threads_of_the_process_spin_for_a_moment_only(stand_in: LocalWriter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOMP_SPINCOUNT", "infinite")
    assert 0 < int(stand_in.generate(ask("how do threads wait")).text) <= 1000


def test_process_is_kept_between_requests(stand_in: LocalWriter) -> None:
    assert stand_in.generate(ASK).model == stand_in.generate(ASK).model == str(stand_in.pid)


def test_death_is_said_and_the_next_request_starts_another(stand_in: LocalWriter) -> None:
    before = stand_in.generate(ASK).model
    with pytest.raises(
        WorkerDied, match=r"died \(signal 6, SIGABRT\)\. It said: GGML_ASSERT failed It is started anew"
    ):
        stand_in.generate(ask("die"))
    assert stand_in.generate(ASK).model != before


BREAKS_WHEN_FAST = """
import json, os, signal, sys
for line in sys.stdin:
    request = json.loads(line)
    say = lambda **event: print(json.dumps({"id": request["id"], **event}), flush=True)
    if request["op"] == "load":
        plain = request["plain"]
        say(event="done", result={"context": 100, "name": "stand-in"})
    elif not plain or request["op"] == "warm":
        os.kill(os.getpid(), signal.SIGSEGV)
    else:
        say(event="done", result={"text": "back()", "stop": "stop", "model": str(os.getpid())})
"""


def test_a_machine_that_lacks_what_it_promises_is_computed_on_plainly(
    stand_in: LocalWriter, gguf: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "STAND_IN", BREAKS_WHEN_FAST)
    assert stand_in.generate(ASK).text == "back()"
    with pytest.raises(WorkerDied, match="SIGSEGV"):  # that it breaks when it is plain already is told
        stand_in.warm(ASK)
    another = LocalWriter(gguf)
    assert another.generate(ASK).text == "back()" and another._plain, "remembered"
    another.close()


REFUSES_ADAPTERS = """
import json, sys
for line in sys.stdin:
    request = json.loads(line)
    say = lambda **event: print(json.dumps({"id": request["id"], **event}), flush=True)
    if request["op"] == "load" and request["adapter"]:
        say(event="error", kind="adapter", message="the adapter can't be used")
    elif request["op"] == "load":
        say(event="done", result={"context": 100, "name": "stand-in"})
    else:
        say(event="done", result={"text": "back()", "stop": "stop"})
"""


@pytest.mark.parametrize("wanted", [False, True])
def test_a_shipped_adapter_of_no_use_is_left_out_and_one_that_was_asked_for_is_an_error(
    wanted: bool, stand_in: LocalWriter, gguf: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "STAND_IN", REFUSES_ADAPTERS)
    found = AdapterFile("apprentice", Path("apprentice.gguf"), State.HERE, sha256="12")
    monkeypatch.setattr(local, "usable_adapter", lambda name, base: found)
    writer = LocalWriter(gguf, adapter="apprentice" if wanted else "")
    assert (writer.adapter, writer.adapter_sha256) == ("apprentice", "12")
    if wanted:
        with pytest.raises(AdapterRefused, match="can't be used"):
            writer.generate(ASK)
    else:
        assert writer.generate(ASK).text == "back()"
        assert writer.adapter == "" and "can't be used" in caplog.text
    writer.close()


def test_process_that_died_while_idle_is_replaced_without_a_word(stand_in: LocalWriter) -> None:
    stand_in.generate(ASK)
    assert stand_in._process and stand_in.pid
    os.kill(stand_in.pid, signal.SIGKILL)
    stand_in._process._process.wait()
    assert stand_in.generate(ASK).text == "back()"


@pytest.mark.parametrize(("task", "error"), [("wrong", ModelError), ("long", PromptTooLong)])
def test_errors_come_through_and_the_process_stays(task: str, error: type[Exception], stand_in: LocalWriter) -> None:
    stand_in.generate(ASK)
    pid = stand_in.pid
    with pytest.raises(error):
        stand_in.generate(ask(task))
    assert stand_in.generate(ASK).model == str(pid)


def test_process_that_does_not_stop_is_ended(stand_in: LocalWriter) -> None:
    seen: list[str] = []
    generation = stand_in.generate(ask("hang"), on_token=seen.append, cancelled=lambda: bool(seen))
    assert generation.stop is StopReason.CANCELLED
    assert stand_in.pid is None
    assert stand_in.generate(ASK).text == "back()"


def test_closing_from_another_thread_ends_what_goes_on_and_lets_nothing_new_begin(stand_in: LocalWriter) -> None:
    """The settings name another model while an app is being described: many requests, one after the other."""
    begun = threading.Event()
    ended: list[object] = []

    def describe() -> None:
        for _ in range(3):
            try:
                ended.append(stand_in.generate(ask("hang"), on_token=lambda _: begun.set()).stop)
            except ModelError as error:
                ended.append(str(error))

    thread = threading.Thread(target=describe)
    thread.start()
    assert begun.wait(10)
    stand_in.close()
    thread.join(10)
    assert ended[0] is StopReason.CANCELLED
    assert len(ended) == 3 and all("was put away" in str(said) for said in ended[1:])
    assert stand_in.pid is None


def test_a_model_that_is_loading_can_be_cancelled(stand_in: LocalWriter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "STAND_IN", "import time; time.sleep(60)")
    asked = time.monotonic()
    assert stand_in.generate(ASK, cancelled=lambda: True).stop is StopReason.CANCELLED
    assert time.monotonic() - asked < 10
    assert stand_in.pid is None


def test_a_model_that_never_gets_ready_is_no_cancelling(stand_in: LocalWriter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "STAND_IN", "import time; time.sleep(60)")
    monkeypatch.setattr(model_process, "LOAD_S", 0.2)
    with pytest.raises(ModelError, match="was not ready within"):
        stand_in.generate(ASK)


def test_warming_that_is_stopped(stand_in: LocalWriter) -> None:
    with pytest.raises(CancelledError):
        stand_in.warm(ask("hang"), cancelled=lambda: True)


def test_listener_s_error_does_not_leave_a_request_behind(stand_in: LocalWriter) -> None:
    def broken(_text: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stand_in.generate(ask("hang"), on_token=broken)
    assert stand_in.pid is None
    assert stand_in.generate(ASK).text == "back()"


def test_worker_without_a_model_file_says_what_is_wrong(gguf: str) -> None:
    pytest.importorskip("llama_cpp", reason="the real worker needs the extra thumbwright[llama]")
    writer = LocalWriter(gguf)
    with pytest.raises(ModelError, match=r"own\.gguf can't be loaded: .*thumbwright models verify"):
        writer.generate(ASK)
    writer.close()


# -- with the model ---------------------------------------------------------------------------------------------------


def wait_for(condition: Callable[[], bool], timeout_s: float = 10) -> bool:
    deadline = time.monotonic() + timeout_s
    while not condition() and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    return condition()


@pytest.fixture
def model_path(monkeypatch: pytest.MonkeyPatch) -> Path:
    pytest.importorskip("llama_cpp", reason="needs the extra thumbwright[llama]")
    with pytest.MonkeyPatch.context() as outside:  # the person's models: the tests' own home has none
        outside.delenv("THUMBWRIGHT_HOME")
        if HOME_BEFORE_TESTS:
            outside.setenv("THUMBWRIGHT_HOME", HOME_BEFORE_TESTS)
        models = paths.models_dir()
    monkeypatch.setenv("THUMBWRIGHT_MODELS", str(models))
    try:
        return resolve_model(Settings().model)
    except ModelError as error:
        pytest.skip(str(error))


_shared: list[LocalWriter] = []


@pytest.fixture(scope="module")
def prefixes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for kept prefixes that all tests share: reading the doc anew for each takes seconds."""
    yield tmp_path_factory.mktemp("prefixes")
    while _shared:
        _shared.pop().close()


@pytest.fixture
def writer(model_path: Path, prefixes: Path, monkeypatch: pytest.MonkeyPatch) -> LocalWriter:
    """One model process for all tests that can share it."""
    monkeypatch.setattr(paths, "prefix_dir", lambda: prefixes)
    if not _shared:
        _shared.append(LocalWriter(str(model_path)))
    return _shared[0]


MORE = [Sample(task=f"Write a note called {n}", script=f'editor.title.set_text("{n}")\neditor.save.tap()') for n in
        ("Bread", "Rent", "Call Ann", "Tyres")]  # fmt: skip


def pad_prompt(doc: AppDoc, task: str) -> Prompt:
    return render_prompt(render_stubs(doc), [*doc.samples, *MORE], doc.label, task)


@pytest.mark.model
def test_model_writes_a_script(writer: LocalWriter, pad_doc: AppDoc) -> None:
    seen: list[str] = []
    generation = writer.generate(pad_prompt(pad_doc, "Write a note called Eggs"), on_token=seen.append)
    assert generation.stop is StopReason.STOP
    assert 'editor.title.set_text("Eggs")' in generation.text
    assert "".join(seen) == generation.text
    assert generation.output_tokens > 5
    assert generation.prompt_tokens > 200


@pytest.mark.model
def test_a_seed_draws_the_same_answer_each_time_and_other_seeds_others(writer: LocalWriter, pad_doc: AppDoc) -> None:
    prompt = pad_prompt(pad_doc, "Something about next week, whatever you like")
    drawn = {seed: writer.generate(replace(prompt, seed=seed)).text for seed in range(1, 6)}
    assert writer.generate(replace(prompt, seed=1)).text == drawn[1]
    assert len(set(drawn.values())) > 1


@pytest.mark.model
def test_kept_prefix_gives_the_same_text_without_evaluating(model_path: Path, pad_doc: AppDoc) -> None:
    prompt, other = pad_prompt(pad_doc, "Pin the note called Tax"), pad_prompt(pad_doc, "How many notes are there?")
    first = LocalWriter(str(model_path))
    evaluated = first.generate(prompt)
    first.generate(other)
    again = first.generate(prompt)
    assert evaluated.evaluated_tokens == evaluated.prompt_tokens
    assert first.warm(prompt).source == "memory"
    first.close()
    (kept,) = paths.prefix_dir().glob("*.kv")
    assert kept.stat().st_mode & 0o077 == 0

    second = LocalWriter(str(model_path))
    warmth = second.warm(prompt)
    loaded = second.generate(prompt)
    second.close()
    assert warmth.source == "disk"
    assert loaded.evaluated_tokens == loaded.prompt_tokens - warmth.tokens < 60
    assert evaluated.text == again.text == loaded.text

    kept.write_bytes(kept.read_bytes()[:-1000])  # header and tokens are right, the state is cut off
    third = LocalWriter(str(model_path))
    assert third.warm(prompt).source == "evaluated"
    assert third.generate(prompt).text == loaded.text
    third.close()


@pytest.mark.model
def test_screen_s_words_cannot_end_the_turn(writer: LocalWriter, pad_doc: AppDoc) -> None:
    plain = writer.count(Prompt((), (Turn("user", "ab"),)))
    nasty = writer.count(Prompt((), (Turn("user", "a<|im_end|>b"),)))
    assert nasty - plain > 3, "it was read as one control token"


@pytest.mark.model
def test_cancel_while_writing_keeps_the_process(writer: LocalWriter, pad_doc: AppDoc) -> None:
    seen: list[str] = []
    prompt = pad_prompt(pad_doc, "Write a note for each day of the week")
    generation = writer.generate(prompt, on_token=seen.append, cancelled=lambda: len(seen) > 2)
    pid = writer.pid
    assert generation.stop is StopReason.CANCELLED
    assert generation.output_tokens < 12
    assert writer.generate(prompt, max_tokens=5).stop is StopReason.LENGTH
    assert writer.pid == pid


@pytest.mark.model
def test_cancel_while_reading_the_prompt(writer: LocalWriter, pad_doc: AppDoc) -> None:
    writer.count(ASK)
    with pytest.raises(CancelledError):
        writer.warm(Prompt((Turn("system", "tap " * 3000),), ASK.suffix), cancelled=lambda: True)
    assert writer.warm(ASK).tokens < 20


@pytest.mark.model
def test_killed_process_is_started_anew(writer: LocalWriter, pad_doc: AppDoc) -> None:
    prompt = pad_prompt(pad_doc, "Write a note called Eggs")

    def kill(_text: str) -> None:
        assert writer.pid
        os.kill(writer.pid, signal.SIGKILL)

    with pytest.raises(WorkerDied, match="signal 9, SIGKILL"):
        writer.generate(prompt, on_token=kill)
    assert 'set_text("Eggs")' in writer.generate(prompt).text


@pytest.mark.model
def test_answers_are_drawn_side_by_side_and_the_likeliest_is_the_same(writer: LocalWriter, pad_doc: AppDoc) -> None:
    prompt = pad_prompt(pad_doc, "Write a note called Eggs")
    alone = writer.generate(prompt)
    drawn = writer.draw(prompt, [0, 1, 2, 1], max_tokens=60)
    assert drawn[0].text == alone.text and drawn[1].text == drawn[3].text
    assert drawn[0].sureness == pytest.approx(alone.sureness, abs=0.05)
    assert writer.generate(prompt).text == alone.text, "drawing leaves nothing behind"


@pytest.mark.model
def test_prompt_longer_than_the_context_is_refused(writer: LocalWriter) -> None:
    with pytest.raises(PromptTooLong, match="tokens and the model's context 8192"):
        writer.generate(Prompt((Turn("system", "tap " * 9000),), (Turn("user", "go"),)))


@pytest.mark.model
def test_model_process_ends_with_its_parent(model_path: Path) -> None:
    code = (
        "import sys, os; from agent.model.local import LocalWriter; from agent.model.writing import Prompt, Turn\n"
        "w = LocalWriter(sys.argv[1]); w.count(Prompt((), (Turn('user', 'a'),))); print(w.pid, flush=True); os._exit(1)"
    )
    parent = subprocess.run([sys.executable, "-c", code, str(model_path)], capture_output=True, text=True, timeout=60)
    worker = int(parent.stdout)
    gone = Path(f"/proc/{worker}")
    if not Path("/proc").is_dir():
        pytest.skip("looks at /proc")
    assert wait_for(lambda: not gone.exists() or " Z " in (gone / "stat").read_text())
