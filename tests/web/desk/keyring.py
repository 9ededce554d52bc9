"""The addresses of keys to persons' own pages, whose doors test_keys tries."""

ADDRESSES = {"keys", "key_issue", "key_reissue", "key_revoke"}
