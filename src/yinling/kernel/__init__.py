"""Pure decisions and values: no Django, no clock, no I/O. Everything else may stand on it; it stands on nothing."""
