"""What cells mean: each cell is read by a named rule, and what a rule cannot settle becomes a doubt on that field."""
