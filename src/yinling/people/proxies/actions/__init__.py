"""Writes of proxies: rights are recorded, revoked and, the same day, restored; keys are issued."""

from yinling.people.proxies.actions.keys import (
    CannotIssue,
    KeyExists,
    close_keys,
    follow_card,
    issue_key,
    open_key,
    reissue_key,
    revoke_key,
)
from yinling.people.proxies.actions.reading import read_record
from yinling.people.proxies.actions.rights import RightMoved, record_right, restore_right, revoke_right

__all__ = [
    "CannotIssue", "KeyExists", "RightMoved", "close_keys", "follow_card", "issue_key", "open_key", "read_record",
    "record_right", "reissue_key", "restore_right", "revoke_key", "revoke_right",
]  # fmt: skip
