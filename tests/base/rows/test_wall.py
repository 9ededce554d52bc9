"""The wall as the database stands: an unset viewer sees nothing, each table has what it declared."""

import pytest
from django.db import connection

from yinling.base.rows.viewing import NoTransaction, state
from yinling.kernel.viewer import NOBODY


def test_first_of_all_an_unset_viewer_sees_nothing_here(sides):
    """The test connection itself, as application: this test guards all others against testing as owner."""
    sides.app()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, (SELECT guard.ok('general'))")
        assert cursor.fetchone() == ("yl_app", False)


@pytest.mark.django_db(transaction=True)
def test_a_viewer_is_not_stated_outside_a_transaction():
    with pytest.raises(NoTransaction):
        state(NOBODY)
