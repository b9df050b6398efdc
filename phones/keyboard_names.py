"""Which packages are on-screen keyboards, told by their names: for a dump that nobody can ask the phone about any more."""

from __future__ import annotations

import re

KEYBOARDS = re.compile(
    r"inputmethod|input_?method|keyboard|honeyboard|swiftkey|touchtype|\.latin\b|\.ime\b|\.input(_\w+)?$|\.input\.|pinyin|wetype|"
    r"gboard|florisboard|openboard|heliboard|anysoft|typewise|fleksy|grammarly|sogou|iflytek|^com\.github\.uiautomator$",
    re.IGNORECASE,
)
