"""Colours: roles in a light and a dark palette, tinted by each app's accent, and how a role becomes a colour."""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageColor

Rgb = tuple[int, int, int]

LIGHT = {
    "surface": "#FBFAFD",
    "bar": "#FBFAFD",
    "card": "#F1F0F6",
    "dialog": "#F5F4FA",
    "on_surface": "#1B1B20",
    "muted": "#5D5E66",
    "disabled": "#A9AAB2",
    "outline": "#D9D9E1",
    "field": "#ECECF2",
    "on_accent": "#FFFFFF",
    "wall": "#274060",
    "on_wall": "#FFFFFF",
    "dock": "#3A557A",
    "keyboard": "#E4E5EC",
    "error": "#B3261E",
}
DARK = {
    "surface": "#131318",
    "bar": "#131318",
    "card": "#1F1F26",
    "dialog": "#26262E",
    "on_surface": "#E6E5EC",
    "muted": "#A6A6B0",
    "disabled": "#5E5E68",
    "outline": "#3A3A44",
    "field": "#24242C",
    "on_accent": "#111318",
    "wall": "#101A28",
    "on_wall": "#E8EDF5",
    "dock": "#1E2B3E",
    "keyboard": "#1C1C22",
    "error": "#F2B8B5",
}


@lru_cache(maxsize=512)
def rgb(value: str) -> Rgb:
    """A colour by its `#rrggbb`."""
    parsed = ImageColor.getrgb(value)
    return parsed[0], parsed[1], parsed[2]


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """`share` of the second in the first."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


@lru_cache(maxsize=2048)
def color(role: str, accent: str, dark: bool) -> Rgb:
    """The colour of a role (or a `#rrggbb`) in an app with this accent."""
    palette = DARK if dark else LIGHT
    if role.startswith("#"):
        return rgb(role)
    strong = mix(rgb(accent), (255, 255, 255), 0.45) if dark else rgb(accent)
    if role == "accent":
        return strong
    if role == "container":
        return mix(rgb(palette["surface"]), strong, 0.24 if dark else 0.16)
    return rgb(palette[role])
