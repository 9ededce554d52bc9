"""评: whether what was given was good: what people say about it, and what follows."""
