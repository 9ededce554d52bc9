"""What a profile may say, and what it means for being sent."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from yinling.supply.workforce.domain import MOST, Profile, Wrong, is_away, knows, wrongs

KNOWN = {"kinds": {"staff", "provider"}, "sexes": {"", "1", "2"}, "languages": {"cmn", "ii"}, "skills": {"02", "0201"}}


def test_a_plain_profile_is_well():
    said = Profile("provider", "金城护理", "2", ("cmn", "ii"), ("02",), 3, "13900001234")
    assert wrongs(said, **KNOWN) == []


def test_each_field_is_refused_by_its_name():
    said = Profile("robot", "", "3", ("cmn", "cmn"), ("0301",), 0, "12")
    assert wrongs(said, **KNOWN) == [
        Wrong.KIND, Wrong.SEX, Wrong.LANGUAGES, Wrong.SKILLS, Wrong.MOST_AT_ONCE, Wrong.PHONE,
    ]  # fmt: skip
    assert wrongs(Profile("staff", "金城护理"), **KNOWN) == [Wrong.PROVIDER_NAME]
    assert wrongs(Profile("provider"), **KNOWN) == [Wrong.PROVIDER_NAME]
    assert wrongs(Profile("staff", most_at_once=MOST + 1, phone="１３９００００１２３４"), **KNOWN) == [
        Wrong.MOST_AT_ONCE, Wrong.PHONE,
    ]  # fmt: skip


def test_what_changed_is_named():
    before = Profile("staff", sex="2", skills=("02",))
    assert Profile("staff", sex="2", skills=("02", "0301"), most_at_once=4).changed_from(before) == (
        "skills", "most_at_once",
    )  # fmt: skip
    assert before.changed_from(before) == ()


def test_who_is_sent_to_what():
    assert knows((), "0201")
    assert knows(("02",), "0214")
    assert knows(("0214", "03"), "0214")
    assert not knows(("0215", "03"), "0214")
    assert knows(("03",), ""), "what the catalogue does not know anybody may do"


@given(
    start=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    length=st.none() | st.integers(1, 60),
    day=st.dates(date(2026, 1, 1), date(2027, 3, 1)),
)
def test_away_is_half_open(start, length, day):
    end = None if length is None else date.fromordinal(start.toordinal() + length)
    assert is_away(start, end, day) == (start <= day and (end is None or day < end))
    assert not is_away(None, None, day)
