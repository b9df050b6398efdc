"""Profiles: what an agent may have done at most, as rules of the existing policy. The stricter of a profile and of the person's own
rules holds; no profile allows anything that is asked about otherwise."""

from __future__ import annotations

from enum import StrEnum

from apidocs.doc import Effect
from ground.settings import RuleWord, Settings
from thumbwright.use.policies import RULED


class Profile(StrEnum):
    """From strict to lax."""

    READONLY = "readonly"
    NO_COMMERCE = "no-commerce"
    FULL = "full"


NEVER: dict[Profile, frozenset[Effect]] = {
    Profile.READONLY: frozenset(RULED),
    Profile.NO_COMMERCE: frozenset({Effect.PAY, Effect.INSTALL}),
    Profile.FULL: frozenset(),
}
MEANS: dict[Profile, str] = {
    Profile.READONLY: "apps are opened and read; nothing is typed, switched, saved or sent",
    Profile.NO_COMMERCE: "nothing is bought, no app is installed or removed; what saves, sends, calls or deletes is asked about",
    Profile.FULL: "what saves, sends, calls, pays, deletes or installs is asked about",
}
"""Beside what the person's own rules say."""


def profiled(settings: Settings, profile: Profile) -> Settings:
    """The settings with the profile's rules in them."""
    forbidden: dict[str, RuleWord] = {effect.value: "never" for effect in sorted(NEVER[profile])}
    apps = {name: {**rules, **forbidden} for name, rules in settings.policy.items() if isinstance(rules, dict)}
    every = {name: rule for name, rule in settings.policy.items() if isinstance(rule, str)}
    policy: dict[str, RuleWord | dict[str, RuleWord]] = {**every, **forbidden, **apps}
    return settings.model_copy(update={"policy": policy})
