"""Reads of candidates: which entitlements there are, who is perhaps entitled, what is missing."""

from yinling.decisions.entitlements.queries.requirements import all_requirements, requirements_of

__all__ = ["all_requirements", "requirements_of"]
