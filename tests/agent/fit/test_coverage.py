"""Which words explain which."""

from __future__ import annotations

import pytest

from agent.fit.coverage import fits
from apidocs.doc.words import stem


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("trash", "delete"),
        ("picture", "photo"),
        ("sms", "message"),
        ("star", "favourite"),
        ("create", "add"),
        ("dial", "phone"),
        ("groceries", "grocery"),
        ("007", "7"),
    ],
)
def test_a_word_explains_its_like(said: str, called: str) -> None:
    assert fits(stem(said), {stem(called)}) and fits(stem(called), {stem(said)})


@pytest.mark.parametrize(("said", "called"), [("trash", "photo"), ("call", "mail"), ("7", "17"), ("send", "delete")])
def test_and_no_other(said: str, called: str) -> None:
    assert not fits(stem(said), {stem(called)})
