"""The officer's door: what waits for him, the people he keeps, their services.

Nouns: work (a line that waits for an act), dossier, card, receipt, seat. It refuses to know how anything is decided
or kept: a screen asks one app or sends it one act, and puts the answer or the refusal into words.
"""
