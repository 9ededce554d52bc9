"""How large a roster may be before it is refused: what one server can hold in memory while it reads."""

MAX_BYTES = 60 * 1024 * 1024  # of the file as it is sent
MAX_ROWS = 200_000  # of one sheet
MAX_COLUMNS = 500
MAX_CELLS = 30_000_000  # of one sheet's full rectangle: what a reader must hold
MAX_FIELD = 32_767  # characters in one cell, as Excel has it
MAX_UNZIPPED = 800 * 1024 * 1024  # bytes of all parts of a workbook
MAX_RATIO = 120  # unzipped to zipped; a workbook of mere blanks reaches about 60
MAX_PARTS = 4_000
MAX_TEXT = 2_000_000_000  # characters when every cell repeats its shared string
