"""Formal votes (表决): who counts how much, by which rule, what came of it; pure, exact, by article.

    roll = build_roll(units)                       owners become heads, each with its area
    result = tally(roll, ballots, OWNERS_GENERAL)  counts, quorum, majority, and why

Nothing here rounds: shares are compared as whole numbers (`3 * part >= 2 * total`).
"""
