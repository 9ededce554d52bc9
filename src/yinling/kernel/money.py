"""Money: whole fen, never fractions and never floats."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# What a PostgreSQL bigint holds, in either direction.
LARGEST_FEN: Final = 2**63 - 1

_YUAN: Final = re.compile(
    r"(?P<sign>[-+]?)[¥￥]?(?P<yuan>[0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.(?P<fraction>[0-9]{1,2}))?元?", re.ASCII
)


class MoneyInvalid(ValueError):
    """This is no amount of money in fen. Its message is Chinese and says what an amount looks like."""

    code = "money_invalid"


class ShareInvalid(ValueError):
    """An amount cannot be shared out by these weights. Its message is Chinese."""

    code = "share_invalid"


@dataclass(frozen=True, order=True)
class Fen:
    """An amount of renminbi in fen, a hundredth of a yuan; it may be negative.

    Raises MoneyInvalid for anything but an int, and beyond what a bigint holds.
    """

    fen: int

    def __post_init__(self) -> None:
        if isinstance(self.fen, bool) or not isinstance(self.fen, int):
            raise MoneyInvalid("金额必须是以分为单位的整数，不接受小数。")
        if abs(self.fen) > LARGEST_FEN:
            raise MoneyInvalid("金额太大，系统无法保存。请核对位数。")

    def __add__(self, other: Fen) -> Fen:
        return Fen(self.fen + other.fen) if isinstance(other, Fen) else NotImplemented

    def __sub__(self, other: Fen) -> Fen:
        return Fen(self.fen - other.fen) if isinstance(other, Fen) else NotImplemented

    def __neg__(self) -> Fen:
        return Fen(-self.fen)

    def __mul__(self, times: int) -> Fen:
        if isinstance(times, bool) or not isinstance(times, int):
            return NotImplemented
        return Fen(self.fen * times)

    __rmul__ = __mul__

    def __str__(self) -> str:
        return f"{'-' if self.fen < 0 else ''}¥{abs(self.fen) // 100:,}.{abs(self.fen) % 100:02}"

    @property
    def yuan_text(self) -> str:
        """The amount as a plain decimal number of yuan, `1234.50`: for files, not for people."""
        return f"{'-' if self.fen < 0 else ''}{abs(self.fen) // 100}.{abs(self.fen) % 100:02}"

    def allocate(self, weights: Sequence[int]) -> list[Fen]:
        """Share the amount out in proportion to `weights`, whole fen each, their sum being the amount.

        What rounding leaves goes fen by fen to the largest remainders, earlier ones first. A weight of 0 gets
        nothing. Raises ShareInvalid for no weights, a negative one, one that is no int, or all 0.
        """
        total = _sum_of_weights(weights)
        size, sign = abs(self.fen), -1 if self.fen < 0 else 1
        shares = [size * weight // total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda place: -(size * weights[place] % total))
        for place in by_remainder[: size - sum(shares)]:
            shares[place] += 1
        return [Fen(sign * share) for share in shares]


def parse_yuan(text: str) -> Fen:
    """The amount written in yuan with at most two decimals: `12.30`, `1,234.5`, `¥12`, `12元`, wide signs too.

    Raises MoneyInvalid for anything else, floats and numbers included: what is typed is text.
    """
    if not isinstance(text, str):
        raise MoneyInvalid("金额必须从文本读入，不接受小数类型的数值。")
    found = _YUAN.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if found is None:
        raise MoneyInvalid(f"“{text[:20]}”不是金额。请以元为单位填写，最多两位小数，例如1,234.50。")
    if len(found["yuan"]) > 30:
        raise MoneyInvalid("金额太大，系统无法保存。请核对位数。")
    fen = int(found["yuan"].replace(",", "")) * 100 + int((found["fraction"] or "").ljust(2, "0"))
    return Fen(-fen if found["sign"] == "-" else fen)


def _sum_of_weights(weights: Sequence[int]) -> int:
    if any(isinstance(weight, bool) or not isinstance(weight, int) or weight < 0 for weight in weights):
        raise ShareInvalid("分摊比例必须是不小于零的整数。")
    if not sum(weights):
        raise ShareInvalid("至少要有一个大于零的分摊比例。")
    return sum(weights)
