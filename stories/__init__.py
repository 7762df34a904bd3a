"""Executable stories (故事): people of the town talk with the bot, and every expectation is checked.

A story is `async def play(town, code)`: it acts and looks through the sandbox's HTTP alone, so its transcript is what
anyone would see on their phone. All but those `FROM_NOTHING` begin where the opening ends.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from sandbox.client import Town
from stories import (
    announcement,
    checklist,
    chronic,
    complaint_to_closed,
    deemed,
    election,
    errand,
    first_evening,
    gate_fund,
    hourly_service,
    join_and_leave,
    monthly_report,
    not_fixed,
    opening,
    owners_vote,
    paper_election,
    poll,
    prepay,
    quarter,
    rental,
    report,
    representatives,
    resident_proposal,
    settlement,
    small_matter,
    urgent,
    urgent_repair,
    whistle,
    wish,
    yizheng,
    yizheng_278,
    yizheng_refusals,
)

Story = Callable[[Town, str], Awaitable[None]]

OPENING: Story = opening.play
PUBLISHING: Story = opening.publish
"""What the demo plays after the opening, so that its own pages show a board; no story begins there."""
STORIES: dict[str, Story] = {
    "opening": opening.play,
    "first-evening": first_evening.play,
    "report": report.play,
    "complaint-to-closed": complaint_to_closed.play,
    "not-fixed": not_fixed.play,
    "whistle": whistle.play,
    "checklist": checklist.play,
    "monthly-report": monthly_report.play,
    "chronic": chronic.play,
    "urgent": urgent.play,
    "wish": wish.play,
    "errand": errand.play,
    "prepay": prepay.play,
    "settlement": settlement.play,
    "hourly-service": hourly_service.play,
    "poll": poll.play,
    "announcement": announcement.play,
    "join-and-leave": join_and_leave.play,
    "owners-vote": owners_vote.play,
    "deemed": deemed.play,
    "representatives": representatives.play,
    "election": election.play,
    "paper-election": paper_election.play,
    "small-matter": small_matter.play,
    "resident-proposal": resident_proposal.play,
    "yizheng": yizheng.play,
    "yizheng-278": yizheng_278.play,
    "yizheng-refusals": yizheng_refusals.play,
    "urgent-repair": urgent_repair.play,
    "gate-fund": gate_fund.play,
    "quarter": quarter.play,
    "rental": rental.play,
}
FROM_NOTHING = (
    *("opening", "first-evening", "owners-vote", "deemed", "election", "paper-election", "small-matter"),
    *("resident-proposal", "yizheng", "yizheng-278", "yizheng-refusals", "urgent-repair", "gate-fund"),
)
"""Stories that begin at an empty machine: they claim the bot themselves."""

BYLAWS: dict[str, Mapping[str, str]] = {"deemed": deemed.BYLAWS}
"""Stories whose compound has rules of its own: its file of by-laws, by compound."""
