"""Writes of proxies: rights are recorded, revoked and, the same day, restored; keys are issued."""

from yinling.people.proxies.actions.rights import RightMoved, record_right, restore_right, revoke_right

__all__ = ["RightMoved", "record_right", "restore_right", "revoke_right"]
