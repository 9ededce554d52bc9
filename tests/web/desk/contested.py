"""Contests on the desk of 城关区."""

# Every address of the contests: test_door knows them by these, test_contests tries them.
LISTS = ("contests",)
OF_PERSON = ("contest", "judged")
OF_CONTEST = ("contest_decide", "contest_withdraw", "contest_reopen")
ADDRESSES = {*LISTS, *OF_PERSON, *OF_CONTEST}
