"""Taking in rosters: from the workbook that an office really has to clean records, with nothing lost.

Nouns: roster, sheet, roster row, heading, mapping, cleaned cell, doubt, candidate, decision. Every row ends as exactly
one of new, merged, held, refused, not a person. It refuses to know what a record is used for.
"""
