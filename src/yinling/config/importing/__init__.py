"""`yinling import`: rosters taken in, decided about, listed and taken back from the command line.

`command` reads what was typed; the other files need Django and do it.
"""
