"""One's own data in words (我的信息): what is held, who looked, how long it stays, correcting and erasing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.privacy import Look
from domain.privacy_keeping import RETENTION, Kept
from rendering.buttons import Button
from rendering.dates import moment
from rendering.privacy import back
from rendering.privacy_buttons import (
    AskErase,
    CorrectName,
    ExportMine,
    FollowTelegram,
    GiveUp,
    ReallyErase,
    ShowPrivacy,
)
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts

GROUPS: dict[str, tuple[str, ...]] = {
    "me": ("people", "roles", "home_requests", "owners", "ownerships", "slips", "household_notes", "consents"),
    "said": (
        "issues",
        "issue_steps",
        "issue_additions",
        "attachments",
        "openings",
        "poll_answers",
        "vote_heads",
        "vote_voters",
        "ballots",
        "vote_objections",
        "candidacies",
        "candidacy_signers",
        "candidacy_objections",
        "voter_objections",
        "petitions",
        "petition_signatures",
        "opinions",
        "opinion_supports",
        "matter_objections",
        "matter_doubts",
        "answer_tellings",
        "ratings",
        "issue_ratings",
        "matter_optouts",
        "opinion_clusters",
        "channel_uses",
        "proposals",
        "proposal_supports",
        "sounding_answers",
        "team_members",
        "wishes",
        "wish_contacts",
        "errands",
        "meeting_topics",
        "fault_followers",
        "drafts",
        "inbox",
    ),
    "told": ("chats", "outbox", "posts", "accesses"),
    "done": (
        "announcements",
        "announcement_versions",
        "polls",
        "votes",
        "vote_papers",
        "vote_proxies",
        "vote_deliveries",
        "elections",
        "election_members",
        "count_sheets",
        "voter_lists",
        "election_turnout",
        "matters",
        "matter_versions",
        "matter_records",
        "tasks",
        "consulted_units",
        "unit_answers",
        "unit_meetings",
        "partners",
        "whistles",
        "whistle_units",
        "whistle_entries",
        "soundings",
        "teams",
        "errand_services",
        "checklists",
        "checklist_items",
        "root_causes",
        "known_faults",
        "urgent_reports",
        "boards",
        "funds",
        "fund_deeds",
        "fund_lines",
        "fund_periods",
        "bank_files",
        "bank_notes",
        "prepay_rounds",
        "prepay_lines",
        "prepay_settlements",
        "hourly_services",
        "hourly_visits",
        "hourly_words",
        "fee_changes",
        "settlement_sheets",
        "settlement_lines",
        "pledge_drives",
        "pledges",
        "pledge_receipts",
        "walls",
        "meetings",
        "meeting_days",
        "meeting_actions",
        "invitations",
        "home_confirmations",
        "posters",
        "personal_links",
        "issue_seals",
        "issue_proxies",
        "issue_hidings",
    ),
}
"""Tables as people think of them: who I am, what I said, what I was told, what I did for all."""

ON_SCREEN = (Kept.HOME_ROLES, Kept.REPORTS, Kept.REPORT_FILES, Kept.CHOICES, Kept.NOTICES, Kept.ACCESSES)
YEAR = 365


def held(texts: Texts, counts: Mapping[str, int]) -> Screen:
    """看看记了什么: every table that holds something, with its count."""
    shown = [_group(texts, group, tables, counts) for group, tables in GROUPS.items()]
    keys = ((_key(texts, "export", ExportMine()), _key(texts, "name", CorrectName())), (back(texts),))
    return Screen(lines(texts.say("privacy.held.head"), *shown, texts.say("privacy.held.more")), keys)


def _group(texts: Texts, group: str, tables: Sequence[str], counts: Mapping[str, int]) -> Markup | None:
    words = [texts.plain(f"privacy.table.{table}", n=counts[table]) for table in tables if counts.get(table)]
    return texts.say(f"privacy.group.{group}", what=texts.plain("privacy.between").join(words)) if words else None


def _key(texts: Texts, name: str, press: Button) -> Key:
    return Key(texts.plain(f"privacy.key.{name}"), press)


def looks(texts: Texts, found: Sequence[Look], zone: ZoneInfo) -> Screen:
    """谁看过我的信息, latest first."""
    shown = [texts.say("privacy.looks.one", at=moment(texts, look.at, zone), who=looked(texts, look)) for look in found]
    head = texts.say("privacy.looks.head" if shown else "privacy.looks.none")
    return Screen(lines(head, *shown, texts.say("privacy.looks.how")), ((back(texts),),))


def looked(texts: Texts, look: Look) -> str:
    """李楼长（楼长）：看了报的事."""
    roles = texts.plain("privacy.between").join(texts.plain(f"roles.{kind}") for kind in look.kinds)
    nobody = texts.plain("privacy.looks.terminal" if look.terminal else "privacy.looks.gone")
    by = nobody if look.by is None else look.by
    named = texts.plain("privacy.looks.serving", name=by, roles=roles) if roles else by
    return texts.plain("privacy.looks.who", name=named, what=texts.plain(f"privacy.access.{look.what}"))


def keeping(texts: Texts) -> Screen:
    """留多久: what concerns most people; the whole table is in what one exports."""
    shown = [kept(texts, what) for what in ON_SCREEN]
    return Screen(
        lines(texts.say("privacy.keeping.head"), *shown, texts.say("privacy.keeping.more")), ((back(texts),),)
    )


def kept(texts: Texts, what: Kept) -> Markup:
    """One line of the table."""
    return texts.say(f"privacy.keep.{what}", period=_period(texts, RETENTION[what].days))


def _period(texts: Texts, days: int) -> str:
    if days % YEAR == 0:
        return texts.plain("privacy.period.years", n=days // YEAR)
    return texts.plain("privacy.period.days", n=days)


def ask_name(texts: Texts, draft_id: int) -> Screen:
    """您想叫什么."""
    keys = (
        (_key(texts, "follow_telegram", FollowTelegram(draft_id)),),
        (_key(texts, "give_up", GiveUp(draft_id)),),
    )
    return Screen(lines(texts.say("privacy.name.ask"), texts.say("privacy.name.seen")), keys)


def named(texts: Texts, name: str) -> Screen:
    """改好了."""
    return Screen(texts.say("privacy.name.done", name=name), ((back(texts),),))


def following(texts: Texts) -> Screen:
    """还用 Telegram 上的名字."""
    return Screen(texts.say("privacy.name.following"), ((back(texts),),))


def exporting(texts: Texts) -> Screen:
    """正在整理: said before the files are made."""
    return Screen(texts.say("privacy.export.working"))


def exported(texts: Texts, document: bytes, facts: bytes, *, day: str) -> tuple[Screen, Screen]:
    """The two files: one to read, one for programs."""
    name = texts.plain("privacy.export.name", day=day)
    return (
        Screen(texts.say("privacy.export.readable"), document=document, filename=f"{name}.pdf"),
        Screen(texts.say("privacy.export.facts"), ((back(texts),),), document=facts, filename=f"{name}.json"),
    )


def ask_erase(texts: Texts, *, open_reports: int) -> Screen:
    """删除我的记录, first look: what goes, what stays and why."""
    waiting = texts.say("privacy.erase.open", n=open_reports) if open_reports else None
    text = lines(
        texts.say("privacy.erase.goes"),
        texts.say("privacy.erase.stays"),
        waiting,
        texts.say("privacy.erase.elsewhere"),
    )
    keys = (
        (_key(texts, "export_first", ExportMine()), _key(texts, "keep", ShowPrivacy())),
        (_key(texts, "go_on_erasing", AskErase(2)),),
    )
    return Screen(text, keys)


def surely_erase(texts: Texts) -> Screen:
    """Second look: nothing has happened yet."""
    keys = ((_key(texts, "keep", ShowPrivacy()), _key(texts, "really_erase", ReallyErase())),)
    return Screen(texts.say("privacy.erase.surely"), keys)


def erased(texts: Texts) -> Screen:
    """删好了."""
    return Screen(lines(texts.say("privacy.erase.done"), texts.say("privacy.erase.again")))
