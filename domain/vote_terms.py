"""What a vote goes by (表决约定): frozen from the profile on the day the vote is posted, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.outcomes import Reason, Refusal
from domain.periods import calendar_days, full_days
from domain.profiles import ElectronicVote, Profile
from domain.voting.constituencies import RULE_OF, Constituency
from domain.voting.deemed import DeemedPolicy
from domain.voting.meetings import LASTS
from domain.voting.owners_matters import SPECIAL, OwnersMatter
from domain.voting.rules import WRITTEN_FORM
from domain.voting.timelines import DISMISSAL_DAYS
from domain.voting.votes import LegalWeight, Motion, Vote
from domain.workdays import WorkDays

LAST_CALL = time(20)
"""The hour of the last day at which a vote closes: people are awake."""

FORMAL = frozenset({ElectronicVote.WITH_IDENTITY})
"""Where a vote on the phone is one in law. Where the government's own system is asked for, ours is consultative."""


@dataclass(frozen=True)
class Schedule:
    """When a vote opens and closes (日程): after full days of notice, for full days of voting (民法典201、203)."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Agreed:
    """What a procedure says of its own vote (程序自己的约定), in place of the profile: when it is, and its terms."""

    period: Schedule
    terms: Mapping[str, Any]


NOTICE_DAYS = {Constituency.REPRESENTATIVES: 10, Constituency.COMMITTEE: 7}
"""Full days of notice before those who hold an office decide (居委会组织法26, 指导规则39); others: the profile."""


def terms_of(profile: Profile, constituency: Constituency = Constituency.OWNERS) -> dict[str, Any]:
    """The terms as facts; only owners' votes depend on whether the city lets them vote on the phone."""
    if constituency is not Constituency.OWNERS:
        return _terms_of_others(profile, constituency)
    electronic = profile.counting.electronic_vote
    weight = LegalWeight.FORMAL if electronic.value in FORMAL else LegalWeight.CONSULTATIVE
    return {
        "profile": profile.name,
        "weight": weight.value,
        "weight_source": electronic.source.words,
        "notice_days": notice_days(profile),
        "parking": profile.counting.parking_counted.value,
        "proxies": profile.counting.proxies_most.value,
        "result_days": profile.owners.result_days.value,
    }


def _terms_of_others(profile: Profile, constituency: Constituency) -> dict[str, Any]:
    notice = profile.residents.notice_days.value if constituency is Constituency.RESIDENTS else notice_days(profile)
    return {
        "profile": profile.name,
        "weight": LegalWeight.FORMAL,
        "weight_source": RULE_OF[constituency].article,
        "notice_days": NOTICE_DAYS.get(constituency, notice),
        "parking": False,
        "result_days": profile.owners.result_days.value,
    }


def paper_terms(motion: Motion) -> dict[str, Any]:
    """On paper alone it is a vote in law everywhere, and the phone takes no ballot; else nothing."""
    if not motion.on_paper:
        return {}
    return {"weight": LegalWeight.FORMAL.value, "weight_source": WRITTEN_FORM, "on_paper": True}


def needs_paper(profile: Profile, constituency: Constituency) -> bool:
    """Whether an office can be filled on paper ballots alone there: the phone only consults."""
    return bool(terms_of(profile, constituency)["weight"] == LegalWeight.CONSULTATIVE)


def silence_terms(profile: Profile, motion: Motion) -> dict[str, Any]:
    """What silence counts as, and by which clause (从众条款), where the owners say yes or no; else nothing.

    What three quarters decide is not covered unless a clause names it.
    """
    if motion.constituency is not Constituency.OWNERS or not motion.question.yes_no:
        return {}
    policy, special = profile.counting.deemed, profile.counting.deemed_special
    grave = motion.matter in SPECIAL
    if policy.value is DeemedPolicy.OFF or (grave and not special.value):
        return {}
    clause = (special if grave else policy).source.words
    return {"silence": {"policy": policy.value.value, "clause": clause}}


def notice_days(profile: Profile) -> int:
    """Full days between posting and opening: the longer of the notice (物业管理条例14) and the roll's posting."""
    return max(profile.owners.notice_days.value, profile.owners.roll_days.value)


def check_days(profile: Profile, days: int) -> Refusal | None:
    """Why a vote cannot run for so many days."""
    least, most = profile.owners.voting_days_least.value, profile.owners.voting_days_most.value
    if least <= days <= most:
        return None
    return Refusal(Reason.INVALID, {"what": "voting_days", "least": least, "most": most})


def schedule(terms: Mapping[str, Any], days: int, *, at: datetime, zone: ZoneInfo, work_days: WorkDays) -> Schedule:
    """From the day of posting."""
    opens_at = full_days(at.astimezone(zone).date(), terms["notice_days"], work_days).over(zone)
    last = full_days(opens_at.date(), days, work_days).last
    return Schedule(opens_at, datetime.combine(last, LAST_CALL, tzinfo=zone))


def meeting_schedule(
    terms: Mapping[str, Any], meets_at: datetime, days: int = 0, *, at: datetime, zone: ZoneInfo, work_days: WorkDays
) -> Schedule | Refusal:
    """A meeting at this moment, after full days of notice; it is over when it is closed, or half a day later.

    `days`: so many full days whoever could not come can still take part.
    """
    earliest = full_days(at.astimezone(zone).date(), terms["notice_days"], work_days).over(zone)
    if meets_at < earliest:
        notice, month, day = terms["notice_days"], earliest.month, earliest.day
        return Refusal(
            Reason.WRONG_STATE, {"what": "vote_meeting_notice", "notice": notice, "month": month, "day": day}
        )
    if not days:
        return Schedule(meets_at, meets_at + LASTS)
    last = full_days(meets_at.astimezone(zone).date(), days, work_days).last
    return Schedule(meets_at, datetime.combine(last, LAST_CALL, tzinfo=zone))


def objections_until(terms: Mapping[str, Any], *, at: datetime, zone: ZoneInfo, work_days: WorkDays) -> datetime:
    """Until when a result that is posted on this day can be objected to."""
    day, days = at.astimezone(zone).date(), terms["result_days"]
    period = calendar_days(day, days) if terms.get("calendar_days") else full_days(day, days, work_days)
    return period.over(zone)


def dismissal_ends(vote: Vote, *, at: datetime, zone: ZoneInfo, work_days: WorkDays) -> date | None:
    """The last day of the written notice that a property company has when it is dismissed on this day (民法典946)."""
    dismissal = vote.matter == OwnersMatter.MANAGER and vote.question.yes_no
    if not dismissal or not vote.carried:
        return None
    return full_days(at.astimezone(zone).date(), DISMISSAL_DAYS, work_days).last


def years_around(at: datetime) -> range:
    """Years whose days off matter to a vote of this day."""
    first: date = at.date()
    return range(first.year, (first + timedelta(days=400)).year + 1)
