"""A run as an agent's client is told of it: steps as progress, consents and questions as the protocol's own questions to the
person. For the run's thread; how it gets to the client is `following`'s."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agent.task.task_result import Watcher
from apidocs.doc import Effect
from ground.errors import RefusedError
from interpreter.calls import Call, Outcome, Person, Question
from interpreter.check.checking import CheckReport
from interpreter.consent.policy import Policy, Rule
from interpreter.reading.edits import Change
from interpreter.replay.replaying import CallVerdict, ReplayWatcher, call_text
from sessions.records import CallRecord

from ..console import LOOP_CONSENTS, will
from .jobs import Ask, Job
from .plain_text import one_line

YES, NO, ALL = "yes", "no", "yes to all"
CANNOT = (
    "{what} needs the person's consent, and this client can't ask them (it offers no elicitation). Nothing was done. They can "
    "allow it beforehand where this server is set up (--allow {effect}), or run it themselves: thumbwright run"
)
FORBIDDEN = "A rule forbids what this script would do (line {line}: {effect}). Nothing was done."


class AskedPerson(Person):
    """The person behind the client. Whoever can't be asked has said no."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def consent(self, question: Question) -> int:
        rows = f"\n{one_line(question.next_rows)}" if question.next_rows else ""
        message = (
            f"{one_line(question.what)}\nOn phone {self._job.phone}. This may {will(question.effect.value)}. "
            f"In the script: {one_line(question.literal)}{rows}"
        )
        said = self._job.ask(Ask(message, (YES, ALL, NO) if question.in_loop else (YES, NO)))
        if said == ALL and question.in_loop:
            return LOOP_CONSENTS
        return int(said == YES)

    def ask(self, question: str, options: Sequence[str] = ()) -> str:
        """A question that a script may have worded, so it says where it comes from; no answer to it is a consent."""
        shown = {one_line(option): option for option in options}
        said = self._job.ask(
            Ask(f"About what is done on phone {self._job.phone}: {one_line(question, 600)}", tuple(shown))
        )
        if said is None:
            raise RefusedError(f"The script asks {question!r}, and nobody answered.")
        return shown.get(said, said)


class ToldWatcher(Watcher):
    """Lets a script run where what it would do can be consented to: by rule, or by a person who can be asked."""

    def __init__(self, job: Job, policy: Policy, app: Callable[[], str]) -> None:
        """`app` gives the task's package, which is known only when the script is."""
        self._job, self._policy, self._app = job, policy, app
        self.kept_from = ""
        """Why a script was not let run; empty where it was."""

    def writing(self, number: int, why: str) -> None:
        self._job.say("writing the script" + (f": {why}" if why else ""))

    def token(self, text: str) -> None:
        return

    def script(self, text: str, notes: Sequence[str], report: CheckReport) -> None:
        self._job.say(f"the script has {len(text.splitlines())} lines")

    def offered(self, offers: Sequence[Change]) -> None:
        return

    def approve(self, text: str, report: CheckReport) -> str | None:
        self.kept_from = kept_from(report, self._policy, self._app(), self._job.can_ask)
        return None if self.kept_from else text

    def called(self, call: Call) -> None:
        return

    def done(self, call: Call, outcome: Outcome) -> None:
        name = f"{call.ref}.{call.op}".removesuffix(".do") if str(call.ref) else call.op
        self._job.say(f"line {call.line}: {one_line(name, 120)}: {outcome.status}")


class ToldReplay(ReplayWatcher):
    """Each call of a replay as it is made."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def calling(self, record: CallRecord) -> bool:
        self._job.say(one_line(call_text(record), 150))
        return not self._job.cancel.is_set()

    def done(self, verdict: CallVerdict) -> None:
        return


def kept_from(report: CheckReport, policy: Policy, app: str, can_ask: bool) -> str:
    """Why a script isn't to begin, told before the phone is touched; empty where it may. What it does is known from the check, so
    nothing is begun whose end nobody could consent to."""
    for line in report.effects:
        rule = policy.rule(line.effect, app)
        if rule is Rule.NEVER:
            return FORBIDDEN.format(line=line.line, effect=line.effect.value)
        if rule is Rule.ASK and not can_ask:
            return CANNOT.format(what=f"Line {line.line} ({line.what}.{line.op})", effect=line.effect.value)
    return ""


def rule_of(effect: Effect, policy: Policy, app: str) -> str:
    return policy.rule(effect, app).value
