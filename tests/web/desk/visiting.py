"""The addresses of visits, whose doors test_visits tries."""

ADDRESSES = {"visit", "visit_photo", "visit_unlock", "visit_confirm"}
