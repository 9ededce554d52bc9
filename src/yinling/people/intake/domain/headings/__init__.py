"""What a column's heading means: folded to its plain words, looked up among known headings, proposed as a term."""

from yinling.people.intake.domain.headings.folding import fold
from yinling.people.intake.domain.headings.groups import fold_heading
from yinling.people.intake.domain.headings.proposing import Column, Proposal, is_heading, propose
from yinling.people.intake.domain.headings.table import IGNORED, SERIAL

__all__ = ["IGNORED", "SERIAL", "Column", "Proposal", "fold", "fold_heading", "is_heading", "propose"]
