"""THE PROCESS (进程): start, wire, tick, fail."""

import gc

gc.set_threshold(50_000, 10, 10)
"""How often Python looks for garbage. Unasked it looks after every 700 new things, a quarter of a start."""
