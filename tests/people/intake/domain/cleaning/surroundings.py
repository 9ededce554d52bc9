"""The surroundings of cells under test: a roster of Lanzhou as of the end of 2017."""

from __future__ import annotations

from datetime import date

from yinling.people.intake.domain.cleaning.context import Context
from yinling.people.intake.domain.cleaning.places import Places

AREAS = [
    ("62", "甘肃省", "甘肃"),
    ("6201", "兰州市", "兰州"),
    ("620102", "城关区", "城关"),
    ("620103", "七里河区", "七里河"),
    ("620123", "榆中县", "榆中"),
    ("620102001", "酒泉路街道", "酒泉路"),
    ("31", "上海市", "上海"),
    ("310104", "徐汇区", "徐汇"),
]
LANZHOU = Places.build(AREAS, "6201")


def context(**changes: object) -> Context:
    """A fresh context: nothing remembered."""
    plain: dict[str, object] = {"on": date(2017, 12, 31), "person_type": "", "places": LANZHOU}
    return Context(**{**plain, **changes})
