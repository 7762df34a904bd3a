"""All templates of notices (通知模板), by key: each room brings its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.moments import read_moment
from rendering import (
    announcements,
    answers_notices,
    boards,
    chats,
    checklists,
    consultations_notices,
    deliberation_doors,
    deliberation_full_notices,
    deliberation_notices,
    deliberation_revisions,
    deliberation_stops,
    elections_notices,
    errands,
    fund_deeds,
    fund_periods,
    funds,
    hourly,
    households,
    issues,
    issues_board,
    issues_faults,
    issues_months,
    issues_recurrence,
    issues_urgent,
    matter_news,
    meetings,
    outbox,
    pledges,
    polls,
    prepay,
    proposals_notices,
    registry,
    settlements,
    soundings,
    task_notices,
    teams,
    upkeep,
    vote_meetings,
    vote_papers,
    vote_proxies,
    vote_reminders,
    voting_doubts,
    voting_namings,
    voting_notices,
    walls,
    whistles_notices,
    wishes,
)
from rendering.dates import moment
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Screen, lines
from rendering.texts import Texts

LONGEST_QUESTION = 300
"""Characters of a poll's question (core.telegram.org/bots/api#sendpoll)."""

TEMPLATES: dict[str, Template] = {
    **registry.NOTICES,
    **households.NOTICES,
    **chats.NOTICES,
    **issues.NOTICES,
    **issues_board.NOTICES,
    **issues_faults.NOTICES,
    **issues_months.NOTICES,
    **issues_recurrence.NOTICES,
    **issues_urgent.NOTICES,
    **whistles_notices.NOTICES,
    **checklists.NOTICES,
    **wishes.NOTICES,
    **errands.NOTICES,
    **meetings.NOTICES,
    **funds.NOTICES,
    **fund_deeds.NOTICES,
    **fund_periods.NOTICES,
    **prepay.NOTICES,
    **hourly.NOTICES,
    **settlements.NOTICES,
    **pledges.NOTICES,
    **boards.NOTICES,
    **soundings.NOTICES,
    **teams.NOTICES,
    **polls.NOTICES,
    **voting_notices.NOTICES,
    **voting_namings.NOTICES,
    **voting_doubts.NOTICES,
    **vote_reminders.NOTICES,
    **vote_papers.NOTICES,
    **vote_proxies.NOTICES,
    **vote_meetings.NOTICES,
    **deliberation_full_notices.NOTICES,
    **deliberation_revisions.NOTICES,
    **deliberation_doors.NOTICES,
    **deliberation_stops.NOTICES,
    **deliberation_notices.NOTICES,
    **consultations_notices.NOTICES,
    **proposals_notices.NOTICES,
    **task_notices.NOTICES,
    **matter_news.NOTICES,
    **answers_notices.NOTICES,
    **elections_notices.NOTICES,
    **announcements.NOTICES,
    **outbox.NOTICES,
    **walls.NOTICES,
    **upkeep.NOTICES,
}

SAYS_ITSELF = frozenset({"announcements.post", "announcements.files", "polls.result"})
"""Templates that have their own words for being late."""


def draw(template: str, drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    """Draw a notice; whatever its template, what is late says so, what goes out a second time begins with 「补发」."""
    dispatch = TEMPLATES[template](drawing, facts)
    since = None if template in SAYS_ITSELF else facts.get("late_since")
    dispatch = dispatch if since is None else _late(dispatch, drawing, read_moment(since))
    return _again(dispatch, drawing.texts) if facts.get("again") else dispatch


def _late(dispatch: Dispatch, drawing: Drawing, since: datetime) -> Dispatch:
    if dispatch.screen is None:
        return dispatch
    said = drawing.texts.say("outbox.late", moment=moment(drawing.texts, since, drawing.zone))
    return replace(dispatch, screen=replace(dispatch.screen, text=lines(dispatch.screen.text, "", said)))


def _again(dispatch: Dispatch, texts: Texts) -> Dispatch:
    screen, poll = dispatch.screen, dispatch.poll
    if screen is not None:
        screen = replace(screen, text=texts.say("outbox.again", words=screen.text))
    elif poll is not None:
        poll = replace(poll, question=texts.plain("outbox.again", words=poll.question)[:LONGEST_QUESTION])
    else:
        screen = Screen(texts.say("outbox.again_files"))
    return replace(dispatch, screen=screen, poll=poll)
