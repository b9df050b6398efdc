"""The policy of the settings: which effects are allowed, asked about or never done, in every app and in single ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from apidocs.doc import Effect
from apidocs.doc.effects import severity
from ground import paths
from ground.errors import SettingsError
from ground.settings import Settings, load_settings, save_rule
from interpreter.consent.policy import Policy, Rule

RULED = [effect for effect in Effect if severity(effect) >= severity(Effect.INPUT)]
"""Effects that there can be a rule for: nothing is done without reading and going from screen to screen."""


def effects_of(names: Sequence[str]) -> frozenset[Effect]:
    """Raises SettingsError naming the effects there are."""
    try:
        return frozenset(Effect(name) for name in names)
    except ValueError:
        wrong = next(name for name in names if name not in set(Effect))
        raise SettingsError(f"There is no effect {wrong!r}. Effects: {', '.join(Effect)}") from None


def make_policy(allow: Sequence[str], settings: Settings | None = None) -> Policy:
    """The policy of the settings, with what `--allow` adds. Raises SettingsError."""
    chosen = settings or load_settings()
    every = {name: rule for name, rule in chosen.policy.items() if isinstance(rule, str) and "." not in name}
    apps = {name: rules for name, rules in chosen.policy.items() if isinstance(rules, dict)}
    astray = [name for name in chosen.policy if name not in every and name not in apps]
    if astray:
        raise SettingsError(
            f'[policy] of {paths.config_file()}: {astray[0]!r} is an app, so its rules stand in [policy."{astray[0]}"]'
        )
    return Policy(
        allow=effects_of(allow),
        ask_from=next(iter(effects_of([chosen.ask_from]))),
        rules={effect: Rule.ALLOW for effect in effects_of(chosen.allow)} | _rules(every, "[policy]"),
        apps={package: _rules(rules, f'[policy."{package}"]') for package, rules in apps.items()},
    )


def set_rule(effect: str, rule: str, package: str = "") -> None:
    """Keep a rule for every app, or for one; `default` takes it out. Raises SettingsError."""
    _rules({effect: "ask"}, "policy")
    if rule == "default":
        save_rule(effect, None, package)
        return
    save_rule(effect, Rule(rule).value, package)


def _rules(words: Mapping[str, str], where: str) -> dict[Effect, Rule]:
    for name in words:
        if name not in {effect.value for effect in RULED}:
            raise SettingsError(
                f"{where}: there can be no rule for {name!r}. Effects that can have one: {', '.join(RULED)}"
            )
    return {Effect(name): Rule(rule) for name, rule in words.items()}
