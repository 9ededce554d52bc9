"""The addresses of orders, workers and wishes, whose doors test_order and test_workers try."""

ADDRESSES = {
    "orders_count", "orders_export", "order", "ask_by_hand", "workers", "worker", "worker_edit", "worker_away",
    "worker_back", "wishes", "end_wish",
}  # fmt: skip
