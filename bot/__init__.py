"""THE PROCESS (进程): start, wire, tick, fail."""
