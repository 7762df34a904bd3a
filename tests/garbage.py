"""How often Python looks for garbage in a run of the tests; who wants it so sets it, importing this sets nothing."""

SELDOM = (50_000, 20, 50)
"""A fifth of the whole time went into looking as often as it does unasked."""
