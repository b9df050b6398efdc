"""Which app a script file is for: what its head says, else the app whose screens it names. Never the file's own name."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Sequence

from apidocs.doc import AppDoc
from apidocs.doc.api import FUNCTIONS
from ground.errors import DocError
from interpreter.check.checking import check
from interpreter.reading.scripts import parsed

_HEAD = re.compile(r"#\s*app\s*:\s*(\S.*?)\s*", re.IGNORECASE)
_OURS = {method.name for method in FUNCTIONS} | set(dir(builtins))
_SAY_IT = "Name it in the script's first lines (`# app: NAME`) or with --app NAME"


def app_of_script(script: str, docs: Sequence[AppDoc], name: str) -> str:
    """Package or name of the app that a script is for. `name` is the file's, for messages alone. Raises DocError where neither
    head nor names tell, or two apps fit."""
    if said := said_in_head(script):
        return said
    used = _names(script)
    fitting = {doc.package: len(used & {screen.name for screen in doc.screens}) for doc in docs}
    most = max(fitting.values(), default=0)
    if not most:
        screens = f" (it uses {', '.join(sorted(used))})" if used else ""
        raise DocError(f"Nothing in {name} says which app it is for{screens}. {_SAY_IT}")
    best = [doc for doc in docs if fitting[doc.package] == most]
    if len(best) > 1:
        best = [doc for doc in best if check(script, doc).ok] or best
    if len(best) > 1:
        labels = " or ".join(doc.label for doc in best)
        raise DocError(f"{name} may be for {labels}: all of them have the screens that it names. {_SAY_IT}")
    return best[0].package


def said_in_head(script: str) -> str:
    """What `# app: NAME` says among the comments before the first line of code; empty where nothing does."""
    for line in script.lstrip("\ufeff").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            return ""
        if found := _HEAD.fullmatch(line.strip()):
            return found[1]
    return ""


def _names(script: str) -> set[str]:
    """What the script uses without having made it; nothing where it is no Python."""
    tree = parsed(script)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)] if tree is not None else []
    made = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    return {node.id for node in names} - made - _OURS
