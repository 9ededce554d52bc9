"""Reads of candidates: which entitlements there are, who is perhaps entitled, what is missing."""

from yinling.decisions.entitlements.queries.finding import CandidateFilter, branches_of, count_candidates
from yinling.decisions.entitlements.queries.lists import (
    PAGE,
    SORTS,
    CandidateLine,
    CandidatePage,
    CandidateSort,
    MissingFact,
    candidates,
)
from yinling.decisions.entitlements.queries.overview import (
    Entitlement,
    EntitlementLine,
    entitlements,
    entitlements_uncounted,
    rule_of,
)
from yinling.decisions.entitlements.queries.persons import (
    Candidate,
    Paper,
    Possible,
    Seen,
    candidate,
    evidence_of,
    of_person,
)
from yinling.decisions.entitlements.queries.requirements import all_requirements, requirements_of

__all__ = [
    "PAGE",
    "SORTS",
    "Candidate",
    "CandidateFilter",
    "CandidateLine",
    "CandidatePage",
    "CandidateSort",
    "Entitlement",
    "EntitlementLine",
    "MissingFact",
    "Paper",
    "Possible",
    "Seen",
    "all_requirements",
    "branches_of",
    "candidate",
    "candidates",
    "count_candidates",
    "entitlements",
    "entitlements_uncounted",
    "evidence_of",
    "of_person",
    "requirements_of",
    "rule_of",
]
