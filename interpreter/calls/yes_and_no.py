"""What a button's words answer to what a dialog asks: yes, or no. Words alone; what stands where is `dialogs`'s matter."""

from __future__ import annotations

_YES = frozenset(
    """ok okay yes done save apply set confirm accept agree allow continue create add rename select choose submit delete
    remove discard send move copy replace import export sure""".split()
) | {"got it"}
_NO = frozenset("cancel no dismiss close back keep later never deny stay skip".split()) | {
    "keep editing",
    "not now",
    "don't allow",
    "no thanks",
    "go back",
    "maybe later",
}


def says_yes(label: str) -> bool:
    """Whether a button's words go on with what the dialog asks: "OK", "Yes, delete"."""
    return plain(label) in _YES or label.casefold().startswith("yes, ")


def says_no(label: str) -> bool:
    """Whether a button's words take back or put off."""
    return plain(label) in _NO


def plain(label: str) -> str:
    """As the lists have it: small letters, straight apostrophes, no full stop."""
    return label.strip().rstrip(".!").replace("’", "'").casefold()
