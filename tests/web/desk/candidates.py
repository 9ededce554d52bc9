"""Candidates on the desk of 城关区."""

# Every address of the entitlements: test_door knows them by these, test_entitlements tries them.
LISTS = ("entitlements", "entitlements_counted")
OF_CODE = ("candidates", "candidates_count", "candidates_export", "candidate")
OF_EVIDENCE = ("evidence_withdraw", "evidence_read")
ADDRESSES = {*LISTS, *OF_CODE, *OF_EVIDENCE}
