from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from yinling.people.intake.domain.matching.names import Names

PEOPLE = ["王秀英"] * 300 + ["张伟"] * 200 + ["李万梅", "万俟杼菏"] + [f"赵{chr(0x5000 + n)}" for n in range(9_500)]


def test_common_names_have_greater_shares() -> None:
    names = Names.counted(PEOPLE)
    shares = [names.share(name) for name in ("王秀英", "张伟", "李万梅", "万俟杼菏")]
    assert all(more >= less for more, less in pairwise(shares))
    assert 0.02 < shares[0] < 0.04
    assert shares[3] == 2.0**-17


def test_two_records_of_one_person_do_not_make_a_name_common() -> None:
    assert Names.counted(["万俟杼菏", "万俟杼菏"]).share("万俟杼菏") <= Names().share("万俟杼菏") * 1.2


def test_without_counts_a_name_is_taken_to_be_rather_common() -> None:
    assert 2.0**-11 < Names().share("张英") < 2.0**-9
    assert Names().share("王秀英") >= 2.0**-17


@given(st.lists(st.text(max_size=5), max_size=20), st.text(max_size=6))
def test_a_share_is_a_share(people: list[str], name: str) -> None:
    names = Names.counted(people)
    assert 2.0**-17 <= names.share(name) <= 1.0
    assert names.share(name) == names.share(name)
