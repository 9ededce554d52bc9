"""Where a phone says that it is: latitude and longitude in degrees, accuracy in metres (W3C Geolocation)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,20})?|[0-9]{1,9}(\.[0-9]{1,20})?", re.ASCII)
_WORST_METRES = 100_000  # a phone that knows only its province knows nothing about a door


class PlaceImpossible(ValueError):
    """What was sent is no place on earth, or too vague to be one."""


@dataclass(frozen=True)
class Place:
    """A point as a phone said it. Degrees on WGS 84; `accuracy` is a radius in whole metres, rounded up."""

    latitude: float
    longitude: float
    accuracy: int


def place_said(latitude: str, longitude: str, accuracy: str) -> Place:
    """A place out of three texts that a browser sent. Raises PlaceImpossible."""
    lat, lon, metres = (_number(text) for text in (latitude, longitude, accuracy))
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 <= metres <= _WORST_METRES):
        raise PlaceImpossible
    return Place(round(lat, 6), round(lon, 6), math.ceil(metres))


def _number(text: str) -> float:
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        raise PlaceImpossible
    return float(text)


def written_place(place: Place) -> str:
    """The point as the task's row keeps it, sealed; the accuracy stands beside it."""
    return f"{place.latitude:.6f},{place.longitude:.6f}"


def read_place(kept: str, accuracy: int) -> Place:
    """A place out of a task's row. Raises PlaceImpossible."""
    latitude, _comma, longitude = kept.partition(",")
    return place_said(latitude, longitude, str(accuracy))
