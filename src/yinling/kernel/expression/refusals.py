"""What an expression is refused with: a place in the text and a sentence that its author understands."""

from __future__ import annotations

import unicodedata


class ExpressionError(ValueError):
    """The text is no valid expression.

    `code` is for machines, `message` is a Chinese sentence for the author. `position` counts characters from
    0, `line` and `column` count from 1, `length` is the number of characters meant (at least 1).
    """

    def __init__(self, *, code: str, message: str, text: str, start: int, end: int) -> None:
        self.code = code
        self.message = message
        self.text = text
        self.position = min(start, len(text))
        self.length = max(1, end - start)
        before = text[: self.position]
        self.line = before.count("\n") + 1
        self.column = self.position - (before.rfind("\n") + 1) + 1
        super().__init__(f"第{self.line}行第{self.column}个字：{message}")

    @property
    def pointer(self) -> str:
        """The line in question, and below it ^ under the place, aligned for fonts with wide characters."""
        shown = self.text.split("\n")[self.line - 1]
        meant = shown[self.column - 1 : self.column - 1 + self.length]
        gap = "".join("　" if _is_wide(character) else " " for character in shown[: self.column - 1])
        marks = "".join("^^" if _is_wide(character) else "^" for character in meant) or "^"
        return f"{shown}\n{gap}{marks}"


class FactError(ValueError):
    """A fact or parameter handed to the evaluator has another type than the expression was checked for."""

    code = "fact_of_wrong_kind"

    def __init__(self, name: str, expected: str) -> None:
        self.name = name
        self.message = f"“{name}”的值不是{expected}"
        super().__init__(self.message)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}
