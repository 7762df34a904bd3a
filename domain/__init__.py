"""THE RULES (规则): frozen dataclasses and pure functions; no I/O, no clock, no dice."""
