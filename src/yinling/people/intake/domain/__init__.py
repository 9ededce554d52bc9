"""Pure decisions of the intake: layout of sheets, meaning of headings, cleaning of cells, matching of persons."""
