"""What an installation knows at its start; loaded again, nothing changes."""

import pytest

from yinling.base.access.models import Grant
from yinling.base.accounts.models import Account
from yinling.base.journal.models import Entry
from yinling.base.regions.models import Area
from yinling.base.units.models import Unit
from yinling.config.seeding import demo_accounts, seed
from yinling.decisions.rulebook.actions import SHIPPED as SHIPPED_RULES
from yinling.decisions.rulebook.models import Rule
from yinling.decisions.rulebook.outside import read_rule_file
from yinling.people.registry.models import Person


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Account, Grant, Area, Unit, Rule, Person, Entry)}


SHIPPED = len(read_rule_file(SHIPPED_RULES).rules)


@pytest.mark.slow  # scrypt for thirteen passwords
def test_a_demo_is_seeded_once(sides):
    sides.owner()
    made = seed(demo=True)
    assert [line.username for line in made] == [
        "lanzhou",
        "gansu",
        "chengguan",
        "qilihe",
        "kunming",
        "xiaozhou",
        "xiaoma",
        "xiaotian",
        "xiaohe",
        "aqgl",
        "aqfh",
        "sjgl",
        "xtgl",
    ]
    before = counts()
    assert (before["Account"], before["Grant"], before["Person"], before["Rule"]) == (13, 13, 0, SHIPPED)
    assert before["Area"] > 1_700
    assert seed(demo=True) == made
    assert counts() == before


def test_without_a_demo_there_are_no_accounts_and_no_units(sides):
    sides.owner()
    assert seed(demo=False) == ()
    assert (Account.objects.count(), Unit.objects.count(), Rule.objects.count()) == (0, 0, SHIPPED)


def test_each_demo_account_has_a_secret_of_its_own():
    secrets = {account.totp_secret for account in demo_accounts()}
    assert len(secrets) == 13
    assert {len(secret) for secret in secrets} == {32}
