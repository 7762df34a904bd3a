"""How long records are kept (保存期限): one table, printed in docs/privacy.md and carried out every night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.effects import Schedule

PURGE = "privacy.purge"
WHOLE_HOUSE = "installation"
NIGHT = time(3, 0)
"""Local time of the nightly purge: before the nightly backup, which should not keep what goes."""


class Kept(StrEnum):
    """What is kept for a while (有期限的记录)."""

    LETTERS = "letters"  # that an update was answered; its words go with the answer
    DEAD_LETTERS = "dead_letters"  # updates that broke something, whole
    OUTCOMES = "outcomes"  # what a press or message was answered with
    DRAFTS = "drafts"
    NOTICES = "notices"  # what private notices said
    NOTICE_ROWS = "notice_rows"  # that a private notice left
    INCIDENTS = "incidents"
    ACCESSES = "accesses"
    HOME_REQUESTS = "home_requests"  # declined or given up
    INVITATIONS = "invitations"
    HOUSEHOLD_NOTES = "household_notes"
    LINKS = "links"
    REPORT_FILES = "report_files"
    REPORTS = "reports"
    CHOICES = "choices"
    BALLOTS = "ballots"
    CANDIDACIES = "candidacies"
    OPINIONS = "opinions"
    SUPPORTS = "supports"
    UNIT_ANSWERS = "unit_answers"  # who answered for a unit
    WHISTLE_ANSWERS = "whistle_answers"  # who answered for a called unit
    LIST_ITEMS = "list_items"  # struck off
    MINUTES = "minutes"  # of monthly meetings, with the topics of the day
    WISHES = "wishes"  # words of wishes that are over, and whose they were
    ERRANDS = "errands"  # whose errands that are over were, and what was said of them
    BANK_WORDS = "bank_words"  # what a bank says of payments
    SERVICES = "services"  # what residents said of a month, and photos of what was done by the hour
    PREPAID = "prepaid"  # which home a receipt of a settled round was
    PLEDGES = "pledges"  # whose number of money put together it was
    HOME_ROLES = "home_roles"
    CONSENTS = "consents"
    STRANGERS = "strangers"


@dataclass(frozen=True)
class Keeping:
    """One line of the table (一条期限): so many days after what the document says."""

    what: Kept
    days: int

    def before(self, at: datetime) -> datetime:
        """What happened before this moment goes."""
        return at - timedelta(days=self.days)


RETENTION: dict[Kept, Keeping] = {
    what: Keeping(what, days)
    for what, days in (
        (Kept.LETTERS, 2),
        (Kept.DEAD_LETTERS, 14),
        (Kept.OUTCOMES, 7),
        (Kept.DRAFTS, 3),
        (Kept.NOTICES, 3),
        (Kept.NOTICE_ROWS, 365),
        (Kept.INCIDENTS, 180),
        (Kept.ACCESSES, 365),
        (Kept.HOME_REQUESTS, 30),
        (Kept.INVITATIONS, 30),
        (Kept.HOUSEHOLD_NOTES, 90),
        (Kept.LINKS, 30),
        (Kept.REPORT_FILES, 365),
        (Kept.REPORTS, 3 * 365),
        (Kept.CHOICES, 180),
        (Kept.BALLOTS, 365),
        (Kept.CANDIDACIES, 365),
        (Kept.OPINIONS, 365),
        (Kept.SUPPORTS, 365),
        (Kept.UNIT_ANSWERS, 365),
        (Kept.WHISTLE_ANSWERS, 365),
        (Kept.LIST_ITEMS, 3 * 365),
        (Kept.MINUTES, 3 * 365),
        (Kept.WISHES, 365),
        (Kept.ERRANDS, 365),
        (Kept.BANK_WORDS, 365),
        (Kept.SERVICES, 365),
        (Kept.PREPAID, 5 * 365),
        (Kept.PLEDGES, 365),
        (Kept.HOME_ROLES, 3 * 365),
        (Kept.CONSENTS, 3 * 365),
        (Kept.STRANGERS, 365),
    )
}
"""Days each kind is kept; the reasons stand in docs/privacy.md (个保法第19、47条: as short as the purpose allows)."""


def next_purge(at: datetime, *, zone: ZoneInfo) -> Schedule:
    """The next night's purge, as a due row."""
    local = at.astimezone(zone)
    night = datetime.combine(local.date(), NIGHT, tzinfo=zone)
    return Schedule(PURGE, WHOLE_HOUSE, night if night > local else night + timedelta(days=1))


def kept_days() -> list[str]:
    """The table in lines: `what | days`."""
    return [f"{keeping.what} | {keeping.days}" for keeping in RETENTION.values()]
