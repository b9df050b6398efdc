"""`thumbwright policy …`: what is allowed, asked about and never done."""

from __future__ import annotations

from typing import Any

import click

from interpreter.consent.policy import Rule
from ui.groups import ListingGroup
from ui.printing import print_json, print_table, say


@click.group("policy", cls=ListingGroup, default="show")
def command() -> None:
    """What is allowed, asked about and never done, in every app and in single ones: show, set."""


@command.command("show")
@click.option("--app", default="", help="Package or name: what holds for this app.")
@click.option("--json", "as_json", is_flag=True)
def show_command(app: str = "", as_json: bool = False) -> None:
    """The rule for each effect, and the rules of single apps."""
    rows = _rows(_package(app))
    if as_json:
        print_json(rows)
        return
    print_table(
        ("effect", "rule", "app", "from"), [(r["effect"], r["rule"], r["app"] or "every", r["from"]) for r in rows]
    )


@command.command("set")
@click.argument("effect")
@click.argument("rule", type=click.Choice([*(rule.value for rule in Rule), "default"]))
@click.option("--app", default="", help="Package or name: for this app alone.")
@click.option("--json", "as_json", is_flag=True)
def set_command(effect: str, rule: str, app: str, as_json: bool) -> None:
    """Let EFFECT be allowed, asked about, or never done; `default` takes the rule back.

    An app's rule holds in place of the one for every app. --allow answers what would be asked; what is never done stays undone.
    """
    from thumbwright.use.policies import set_rule

    package = _package(app)
    set_rule(effect, rule, package)
    rows = [row for row in _rows(package) if row["effect"] == effect]
    if as_json:
        print_json(rows)
        return
    where = f" in {package}" if package else ""
    say(f"{effect}{where}: {rows[0]['rule']}.")


def _package(app: str) -> str:
    """A package is taken as it is: there may be rules before the app is learned."""
    if not app or "." in app:
        return app
    from agent.prepare.choosing_aloud import resolve_app
    from apidocs.keep.store import load_all

    return resolve_app(app, load_all(), [])


def _rows(package: str) -> list[dict[str, Any]]:
    from thumbwright.use.policies import RULED, make_policy

    policy = make_policy(())
    apps = [package] if package else ["", *policy.apps]
    return [
        {
            "effect": effect.value,
            "rule": policy.kept(effect, app).value,
            "app": app,
            "from": "rule"
            if effect in policy.apps.get(app, {})
            else "rule for every app"
            if effect in policy.rules
            else "default",
        }
        for app in apps
        for effect in RULED
        if not app or package or effect in policy.apps[app]
    ]
