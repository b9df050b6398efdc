"""How a stored value stands on a screen: dates as the app writes them, numbers with their unit."""

from __future__ import annotations

from datetime import date

from .blueprint import Blueprint
from .domain import ThingField

NOT_SET = "Not set"
"""Stands where a thing's details have no value."""


def shown(blueprint: Blueprint, field: ThingField, value: str) -> str:
    """A value as its app shows it; empty where there is none."""
    if not value:
        return ""
    if field.kind == "date":
        return shown_date(blueprint, value)
    return f"{value} {field.unit}" if field.unit else value


def shown_date(blueprint: Blueprint, value: str) -> str:
    """A stored date (2026-03-09) as the app writes dates."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    # %-d is no part of strftime on every system
    return day.strftime(blueprint.dates.replace("%-d", str(day.day)))
