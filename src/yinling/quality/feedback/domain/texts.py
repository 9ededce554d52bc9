"""What people write about a service, as it is kept, and how long it may be."""

LONGEST_REMARK = 500
LONGEST_COMPLAINT = 1_000
LONGEST_ANSWER = 500
SHORTEST = 2


def fits(text: str, longest: int) -> bool:
    """Whether a text that must be there says something and is not too long."""
    return SHORTEST <= len(text) <= longest
