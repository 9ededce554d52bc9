"""What comes from outside: files of offices, opened without trusting them, as plain sheets or a refusal that helps."""

from yinling.people.intake.outside.opening import MAX_BYTES, open_roster, refuse_size
from yinling.people.intake.outside.refusals import FileRefused

__all__ = ["MAX_BYTES", "FileRefused", "open_roster", "refuse_size"]
