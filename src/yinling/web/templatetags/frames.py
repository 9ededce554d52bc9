"""Filters that the shared frames need."""

from __future__ import annotations

from django import template
from django.contrib.messages.storage.base import Message

from yinling.web.frames import UNDO

register = template.Library()


@register.filter
def undo_address(message: Message) -> str:
    """Where a POST takes back what the message tells of; empty when nothing can."""
    tags = message.extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
