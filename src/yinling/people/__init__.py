"""Know the person: who they are, how they live, what they need (需求调研)."""
