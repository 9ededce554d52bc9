"""Notices and kept filters on the desk of 城关区."""

# Their addresses: test_door knows them by these; test_announcements and test_saved_filters try them.
ADDRESSES = {"announcements", "announcement_end", "filter_keep", "filter_drop"}
