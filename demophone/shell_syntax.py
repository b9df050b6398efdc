"""Reading a line of shell: words, quotes, variables, redirections, and what joins the commands.

Covers what adb clients write: `;`, newline, `&&`, `||`, `|`, `>`, `>>`, `<`, `2>`, `2>&1`, `&>`, single and double quotes,
backslashes, `$NAME`, `${NAME}`, `$?`, assignments before a command, comments. Not covered, and refused as Android's
shell refuses nonsense: subshells, command substitution, loops, functions, background jobs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Join = Literal[";", "&&", "||"]
_VARIABLE = re.compile(r"\$(?:\{(\w+|\?)\}|([A-Za-z_]\w*|[?$#0-9]))")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_REDIRECTION = re.compile(r"(\d?)(>>|>&|>|<)|(&>>?)")


class ShellSyntaxError(ValueError):
    """The line can't be read; the message is what the shell prints."""


@dataclass
class Word:
    """Pieces of text: as they stand, to be globbed, or the name of a variable."""

    pieces: list[tuple[Literal["text", "pattern", "variable"], str]] = field(default_factory=list)

    def expand(self, variables: Mapping[str, str]) -> str:
        return "".join(variables.get(text, "") if kind == "variable" else text for kind, text in self.pieces)

    @property
    def is_pattern(self) -> bool:
        return any(kind == "pattern" and any(char in text for char in "*?[") for kind, text in self.pieces)

    @property
    def leading(self) -> str:
        """What stands there unquoted at the start: where an assignment is told from a word."""
        return self.pieces[0][1] if self.pieces and self.pieces[0][0] == "pattern" else ""


@dataclass(frozen=True)
class Redirection:
    fd: int
    """1 or 2 for output, 0 for input; -1 for both outputs."""
    target: Word | int
    """A file, or the descriptor it becomes the same as."""
    append: bool = False


@dataclass
class Command:
    words: list[Word] = field(default_factory=list)
    assignments: list[tuple[str, Word]] = field(default_factory=list)
    redirections: list[Redirection] = field(default_factory=list)


@dataclass
class Pipeline:
    join: Join
    """What must have become of the one before."""
    commands: list[Command]


def parse(line: str) -> list[Pipeline]:
    """Raises ShellSyntaxError."""
    return _Reader(line).pipelines()


class _Reader:
    def __init__(self, line: str) -> None:
        self._line = line
        self._at = 0

    def pipelines(self) -> list[Pipeline]:
        result: list[Pipeline] = []
        join: Join = ";"
        commands = [Command()]
        while True:
            self._skip_blanks()
            operator = self._operator()
            if operator is None and self._at < len(self._line):
                self._part(commands[-1])
                continue
            if operator == "|":
                if not _written(commands[-1]):
                    raise ShellSyntaxError("syntax error: unexpected '|'")
                commands.append(Command())
                continue
            if _written(commands[-1]):
                result.append(Pipeline(join, commands))
            elif operator in ("&&", "||") or len(commands) > 1 or join != ";":
                raise ShellSyntaxError(f"syntax error: unexpected {'EOF' if operator is None else repr(operator)}")
            if operator is None:
                return result
            join = "&&" if operator == "&&" else "||" if operator == "||" else ";"
            commands = [Command()]

    def _skip_blanks(self) -> None:
        while self._at < len(self._line):
            char = self._line[self._at]
            if self._line.startswith("\\\n", self._at):
                self._at += 2
            elif char in " \t\r":
                self._at += 1
            elif char == "#":
                end = self._line.find("\n", self._at)
                self._at = len(self._line) if end < 0 else end
            else:
                return

    def _operator(self) -> str | None:
        for operator in ("&&", "||", "|", ";", "\n"):
            if self._line.startswith(operator, self._at):
                self._at += len(operator)
                return operator
        char = self._line[self._at : self._at + 1]
        if char in ("(", ")", "`") and char or char == "&" and not self._line.startswith("&>", self._at):
            raise ShellSyntaxError(f"syntax error: unexpected '{char}'")
        return None

    def _part(self, command: Command) -> None:
        redirection = _REDIRECTION.match(self._line, self._at)
        if redirection:
            self._at = redirection.end()
            self._redirect(command, redirection)
            return
        word = self._word()
        assignment = _ASSIGNMENT.match(word.leading)
        if assignment and not command.words:
            name = assignment.group(0)[:-1]
            rest = word.leading[assignment.end() :]
            command.assignments.append((name, Word([("text", rest), *word.pieces[1:]])))
        else:
            command.words.append(word)

    def _redirect(self, command: Command, found: re.Match[str]) -> None:
        fd, how, both = found.groups()
        if how == ">&":
            target = self._word().expand({})
            if not target.isdecimal():
                raise ShellSyntaxError(f"syntax error: {target}: illegal file descriptor name")
            command.redirections.append(Redirection(int(fd or 1), int(target)))
            return
        self._skip_blanks()
        word = self._word()
        if not word.pieces:
            raise ShellSyntaxError("syntax error: unexpected newline")
        number = -1 if both else 0 if how == "<" else int(fd or 1)
        command.redirections.append(Redirection(number, word, append=(both or how).endswith(">>")))

    def _word(self) -> Word:
        word = Word()
        plain = ""

        def end_plain() -> None:
            nonlocal plain
            if plain:
                word.pieces.append(("pattern", plain))
                plain = ""

        while self._at < len(self._line):
            char = self._line[self._at]
            if char in " \t\r\n;|&<>()`":
                break
            if char == "\\":
                end_plain()
                word.pieces.append(("text", self._line[self._at + 1 : self._at + 2]))
                self._at += 2
            elif char == "'":
                end_plain()
                word.pieces.append(("text", self._until("'")))
            elif char == '"':
                end_plain()
                self._double_quoted(word)
            elif char == "$" and self._variable_at():
                end_plain()
                self._variable(word)
            else:
                plain += char
                self._at += 1
        end_plain()
        return word

    def _until(self, quote: str) -> str:
        end = self._line.find(quote, self._at + 1)
        if end < 0:
            raise ShellSyntaxError("no closing quote")
        text = self._line[self._at + 1 : end]
        self._at = end + 1
        return text

    def _double_quoted(self, word: Word) -> None:
        self._at += 1
        text = ""
        while True:
            char = self._line[self._at : self._at + 1]
            if not char:
                raise ShellSyntaxError("no closing quote")
            if char == '"':
                self._at += 1
                word.pieces.append(("text", text))  # even an empty one: "" is a word
                return
            if char == "\\" and self._line[self._at + 1 : self._at + 2] in tuple('"\\$`\n'):
                escaped = self._line[self._at + 1]
                text += "" if escaped == "\n" else escaped
                self._at += 2
            elif char == "`" or char == "$" and self._variable_at():
                word.pieces.append(("text", text))
                text = ""
                self._variable(word)
            else:
                text += char
                self._at += 1

    def _variable_at(self) -> bool:
        return bool(_VARIABLE.match(self._line, self._at)) or self._line.startswith("$(", self._at)

    def _variable(self, word: Word) -> None:
        found = _VARIABLE.match(self._line, self._at)
        if found is None:
            raise ShellSyntaxError("syntax error: command substitution is not offered by the demo phone")
        word.pieces.append(("variable", found.group(1) or found.group(2)))
        self._at = found.end()


def _written(command: Command) -> bool:
    return bool(command.words or command.assignments or command.redirections)
