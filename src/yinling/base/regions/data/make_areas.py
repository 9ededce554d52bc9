"""Make areas.csv from three public lists. How to run it, and what was decided: README.md beside this file."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

COLUMNS = (
    "code", "name", "short_name", "pinyin", "initials", "longitude", "latitude",
    "valid_from", "valid_to", "statutory", "confidence", "source",
)  # fmt: skip

# Counties that china_region still lists under an older name or prefecture: where they stand there.
OLD_NAMES = {
    "530114": ("昆明市", "呈贡县"),
    "530115": ("昆明市", "晋宁县"),
    "530303": ("曲靖市", "沾益县"),
    "530304": ("曲靖市", "马龙县"),
    "530402": ("玉溪市", "玉溪市"),
    "530403": ("玉溪市", "江川县"),
    "530481": ("玉溪市", "澄江县"),
    "530581": ("保山市", "腾冲县"),
    "530681": ("昭通市", "水富县"),
    "530822": ("墨江哈尼族自治县", "墨江哈尼族自治县"),
    "530823": ("墨江哈尼族自治县", "景东彝族自治县"),
    "530824": ("墨江哈尼族自治县", "景谷傣族彝族自治县"),
    "530826": ("墨江哈尼族自治县", "江城哈尼族彝族自治县"),
    "530828": ("墨江哈尼族自治县", "澜沧拉祜族自治县"),
    "530829": ("墨江哈尼族自治县", "西盟佤族自治县"),
    "532302": ("楚雄彝族自治州", "禄丰县"),
    "532503": ("红河哈尼族彝族自治州", "蒙自县"),
    "532504": ("红河哈尼族彝族自治州", "弥勒县"),
    "532601": ("文山壮族苗族自治州", "文山县"),
    "533103": ("德宏傣族景颇族自治州", "潞西市"),
    "533301": ("怒江傈僳族自治州", "泸水县"),
    "533401": ("迪庆藏族自治州", "香格里拉县"),
    "321012": ("扬州市", "江都市"),
}

# Written by hand: what none of the lists has. The day in 2021 on which 禄丰 became a city is not known to us.
BY_HAND = (
    ("0", "中华人民共和国", "全国", "quanguo", "qg", "", "", "", "", "true", "", "nation"),
    ("6201A1", "兰州新区", "兰州新区", "lanzhouxinqu", "lzxq", "", "", "", "", "false", "†", "nonstatutory"),
    ("532331", "禄丰县", "禄丰", "lufeng", "lf", "102.08", "25.15", "", "2021-01-01", "true", "‡", "gbt2260"),
)
VALID_FROM = {"532302": ("2021-01-01", "‡")}

Coordinates = dict[object, tuple[str, str]]


def main(areacity: Path, china_region: Path, cpca: Path, target: Path) -> None:
    """Read the three lists and write the file, sorted by code: a parent stands before its children."""
    divisions = list(_rows(areacity))
    names = {row["id"]: row["ext_name"] for row in divisions}
    seats: Coordinates = {
        (row["city"], row["county"]): (row["longitude"], row["latitude"]) for row in _rows(china_region)
    }
    centres: Coordinates = {
        row["adcode"][:6]: (row["longitude"], row["latitude"]) for row in _rows(cpca) if row["longitude"]
    }
    lines = [_line(row, names, seats, centres) for row in divisions]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted([*lines, *BY_HAND]))


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _line(row: dict[str, str], names: dict[str, str], seats: Coordinates, centres: Coordinates) -> tuple[str, ...]:
    code, syllables = row["id"], row["pinyin"].split()
    (longitude, latitude), source = _coordinates(code, names, seats, centres)
    valid_from, confidence = VALID_FROM.get(code, ("", "†" if len(code) == 9 else ""))
    initials = "".join(syllable[0] for syllable in syllables)
    place = (longitude, latitude, valid_from, "", "true", confidence, source)
    return (code, row["ext_name"], row["name"], "".join(syllables), initials, *place)


def _coordinates(
    code: str, names: dict[str, str], seats: Coordinates, centres: Coordinates
) -> tuple[tuple[str, str], str]:
    """Longitude and latitude of the seat with the source; townships have none."""
    if len(code) == 9:
        return ("", ""), "areacity"
    prefecture = names.get(code[:4], "")
    key = OLD_NAMES.get(code, (prefecture, names[code]))
    if key in seats:
        return seats[key], "areacity+china_region"
    return centres[code.ljust(6, "0")], "areacity+cpca"


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:5]))
