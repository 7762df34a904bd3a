"""TELEGRAM INWARD (入口): one update → one act → one reply; screens and wizards, no rules, no SQL."""
