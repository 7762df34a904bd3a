"""The catalogue (文案) is whole: both languages, every word the code asks for, no word that nobody asks for."""

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from bot import registry_files
from bot.timetable import TIMETABLE
from domain import announcements
from domain.community_desk import Needed, Wait
from domain.days import DayKind
from domain.issues_categories import Category, Lead
from domain.issues_hiding import SHOWN as COME_BACK
from domain.issues_hiding import HideReason
from domain.links import LinkPurpose
from domain.notices import NoticeState
from domain.office_wizard import Step
from domain.offices import LEVELS, PARTY_LEVELS
from domain.outcomes import Reason
from domain.permissions import Act
from domain.poll_wizard import FIELDS
from domain.polls import CountedBy, PollState
from domain.privacy import CLAUSES, Access, Purpose
from domain.privacy_keeping import Kept
from domain.profiles import PERIODS, SECTIONS, Decider, ElectronicVote, specs
from domain.readiness import Lack
from domain.registry import Basis, Organ, RoleKind
from domain.registry_import import ChangeKind
from domain.seats import Missing
from domain.units import AreaSource, UnitKind
from domain.vote_wizard import TYPED
from domain.voting.ballots import Choice
from domain.voting.deemed import DeemedPolicy
from domain.voting.doors import DoorNote, DoorState
from domain.voting.owners_matters import OwnersMatter
from domain.voting.rules import RULES, Measure
from domain.voting.tally import Criterion
from domain.voting.votes import LegalWeight, VoteState
from domain.workbooks import Column, Flaw
from domain.workdays import HolidaySource
from handlers.anything import ODD
from handlers.commands import LISTS
from rendering import homes, households, menu, poster_sheet, privacy, privacy_mine, vote_papers, vote_proxies
from rendering.announcements import WAITING
from rendering.registry import STEPS
from rendering.registry_workbook import GRID
from rendering.texts import SPOKEN
from rendering.units import CORRECTIONS
from storage.privacy_records import SHOWN
from tests.house import (
    bulletin_words,
    deliberation_words,
    elections_words,
    funds_words,
    issues_words,
    voting_words,
    walls_words,
)
from tests.house.plan import HAN, listed
from tests.house.words import GIVEN, Message, catalogue, given, literals, messages, patterns, refusals, spoken

THRESHOLDS = {threshold.key for rule in RULES.values() for threshold in (rule.quorum, rule.majority)}
FIGURES = {f"{section}.{name}": spec for section in SECTIONS for name, spec in specs(section).items()}
WANTED = {spec.kind.wanted for spec in FIGURES.values()}
STANDING = (*VoteState, "ended", "overtaken")
OBJECTABLE = (VoteState.POSTED, VoteState.PUBLISHED)
SHEET = ("question", "what", "group", "closed", "named", "counted_by", "number", "option", "people_count", "of", "name")

FAMILIES: dict[str, Iterable[str]] = (
    voting_words.FAMILIES
    | elections_words.FAMILIES
    | deliberation_words.FAMILIES
    | issues_words.FAMILIES
    | funds_words.FAMILIES
    | bulletin_words.FAMILIES
    | walls_words.FAMILIES
    | {
        "acts.*": Act,
        "announcements.entry.*": announcements.AnnouncementState,
        "announcements.kinds.*": announcements.KINDS,
        "announcements.mend.*": ("text", "files", "place", "when"),
        "announcements.report.*": {"waiting", *NoticeState} - WAITING - {NoticeState.FAILED},
        "announcements.scheduled.*": ("now", "later"),
        "announcements.state.*": announcements.AnnouncementState,
        "announcements.toggle.pin*": "01",
        "announcements.toggle.urgent*": "01",
        "announcements.when.*": ("now", "evening", "morning"),
        "chats.standing.*": ("open", "muted", "closed"),
        "cli.*": ("run", "migrate", "doctor", *registry_files.COMMANDS),
        "cli.*.file": registry_files.COMMANDS,
        "slips.bound.*": (Basis.UNMATCHED, Basis.FAMILY),
        "voting.*.head": (
            *voting_words.HEADS,
            *vote_papers.TOLD,
            *(f"state.{s}" for s in STANDING),
        ),
        "voting.ask.*": TYPED,
        "voting.*.text": (*vote_papers.TOLD, *vote_proxies.TOLD, "doubt", "looked"),
        "voting.papers.*": vote_papers.ANSWERS,
        "voting.proxy.*": vote_proxies.ANSWERS,
        "voting.doors.label_*": DoorState,
        "voting.door_note.*": DoorNote,
        "voting.door_state.*": DoorState,
        "voting.choice.*": Choice,
        "voting.counted.*": Criterion,
        "voting.key.*": ("look", "vote", "come"),
        "voting.key.object_*": OBJECTABLE,
        "voting.lacking.*": Measure,
        "voting.matter.*": OwnersMatter,
        "voting.naming.*": ("paper", "press", "unknown"),
        "voting.naming.toast_*": ("named", "said"),
        "voting.alone.*": ("owners", "others"),
        "voting.objection.ask_*": OBJECTABLE,
        "voting.outcome.*": ("passed", "failed", "no_quorum"),
        "voting.state.*": STANDING,
        "voting.reached.*": THRESHOLDS,
        "voting.threshold.*": THRESHOLDS,
        "voting.until.*": (VoteState.PUBLISHED, VoteState.FINAL, "ended", "overtaken"),
        "voting.weight.*": (*LegalWeight, "on_paper"),
        "announcements.together.*": ("all", "none"),
        "community.thing.*": Needed,
        "community.wait.*": Wait,
        "commands.*": {name for names in LISTS.values() for name in names},
        "due.*": ("notice", *TIMETABLE),
        "intake.category.*": Category,
        "intake.hide.*": (*HideReason, COME_BACK),
        "intake.lead.*": Lead,
        "homes.which_*": ("entrance", "floor", "door"),
        "households.alarm.*": ("own", "other"),
        "households.basis.*": ("unknown", *Basis),
        "households.disowned.*": ("own", "other"),
        "households.door.*": ("joined", "out", "fresh"),
        "households.choose_*": ("one", "of"),
        "households.family_*": ("one", "of"),
        "households.home.slip_*": ("out", "used", "none"),
        "households.out_*": ("one", "of"),
        "households.served.which_*": ("entrance", "floor", "door"),
        "households.to_check.*": (Basis.UNMATCHED, Basis.FAMILY),
        "households.told.*": households.TOLD,
        "issues.similar.*": ("own", "joined", "add", "join"),
        "menu.go.*": {
            *menu.RESIDENT_DOORS,
            *menu.AT_HOME.values(),
            *(name for name, _ in (*menu.STAFF_DOORS, menu.ROSTER_DOOR, menu.PRINT_DOOR)),
            "more",
            menu.DESK_DOOR,
            menu.TOGETHER_DOOR,
            *menu.TOGETHER,
            menu.LIFE_DOOR,
            *menu.LIFE,
            *menu.ROOMS,
        },
        "menu.help.*": ("report", "progress", "home", "me", "staff"),
        "menu.said.*": menu.IN_WORDS,
        "menu.odd.*": {*ODD.values(), "greeting", "emoji", "empty", "other", "command", "link", "edit"},
        "offices.as_*": LEVELS,
        "offices.ask_*": set(Step) - {Step.CHECK},
        "offices.duty_*": {*LEVELS, RoleKind.OPERATOR},
        "offices.level_*": {level for found in LEVELS.values() if len(found) > 1 for level in found} | {*PARTY_LEVELS},
        "offices.seats.*": ("leaders", "workers"),
        "organs.*": Organ,
        "paper.poster.*": ("scan", "type"),
        "polls.cancelled.*": ("unsent", "unsure"),
        "polls.page.*": PollState,
        "polls.result.*": ("early", "late", "in_time"),
        "polls.result.by_*": set(CountedBy) - {CountedBy.TELEGRAM},
        "polls.sheet.*": (*SHEET, "standing", "choice"),
        "polls.sheet.by_*": CountedBy,
        "polls.state.*": PollState,
        "polls.step.*": FIELDS,
        "profiles.figure.*": FIGURES,
        "profiles.problem.*": WANTED,
        "profiles.section.*": SECTIONS,
        "profiles.wait.*": PERIODS,
        "profiles.word.*": {*HolidaySource, *ElectronicVote, *DeemedPolicy, *Decider},
        "privacy.consent.*": ("kept", "why", "seen", "how_long", "abroad"),
        "privacy.access.*": Access,
        "privacy.group.*": privacy_mine.GROUPS,
        "privacy.keep.*": Kept,
        "privacy.key.*": {
            *(f"withdraw_{clause.purpose}" for clause in CLAUSES if clause.necessary),
            *(f"{turned}_{clause.purpose}" for clause in CLAUSES if not clause.necessary for turned in ("on", "off")),
        },
        "privacy.page.*": privacy.PAGE,
        "privacy.processor.*": ("name", "contact"),
        "privacy.purpose.*": Purpose,
        "privacy.table.*": SHOWN,
        "privacy.whole.*": privacy.WHOLE,
        "posters.again_*": poster_sheet.LAYOUTS,
        "posters.layout_*": poster_sheet.LAYOUTS,
        "readiness.*_lacks": ("household", "owners"),
        "readiness.*_ready": ("household", "owners"),
        "readiness.lack_*": Lack,
        "privacy.withdraw.*": [clause.purpose for clause in CLAUSES if clause.necessary],
        "refusals.wrong_state.announcement_*": announcements.AnnouncementState,
        "registry.compound.*": STEPS,
        "registry.home.i_am_*": homes.KINDS,
        "registry.home_settled.*": ("confirmed", "declined"),
        "registry.home_told.*": ("confirmed", "declined"),
        "registry.mine.speak_*": SPOKEN,
        "registry.lacks.*": Missing,
        "registry.waits.*": ("requests", "reports", "vacancies"),
        "roles.*": RoleKind,
        "units.ask_*": CORRECTIONS,
        "units.correct.*": CORRECTIONS,
        "units.corrected_*": ("add", "rename", "back"),
        "days.kind.*": DayKind,
        "web.link.*": LinkPurpose,
        "workbook.change.*": set(ChangeKind) - {ChangeKind.NEW},
        "workbook.column.*": {*Column, GRID},
        "workbook.finding.*": ("new", "other", "same_name", "missing", "doubts", "unknown", "unwanted"),
        "workbook.flaw.*": Flaw,
        "workbook.import.how_*": ("send", "headings", "form", "safe"),
        "workbook.kind.*": UnitKind,
        "workbook.list.*": ("weight", "sheet", "where", "what"),
        "workbook.source.*": AreaSource,
    }
)
"""Ids that are put together, and what may stand for the star."""

NO_WORDS = {
    **dict.fromkeys(("proposals.*", "consultations.*"), "a template of notices, or what a draft waits for"),
    "deliberation.*": "a template, or the step a draft has reached",
    **dict.fromkeys(("polls.*", "registry.*", "voting.*", "units.*", "tasks.*"), "what a draft waits for"),
    **dict.fromkeys(
        ("checklists.*", "meetings.*", "wishes.*", "errands.*", "settlements.*", "pledges.*"),
        "what a draft waits for, and a template of notices",
    ),
    **dict.fromkeys(("prepay.*", "hourly.*", "funds.*"), "what a draft waits for, and a template of notices"),
    **dict.fromkeys(("offices.*", "outbox.*", "households.*"), "the name of a template of notices"),
    **dict.fromkeys(("checklists.*", "meetings.*", "funds.*"), "what a draft waits for, and a template of notices"),
    **dict.fromkeys(("offices.*", "outbox.*", "households.*", "walls.*"), "the name of a template of notices"),
    "registry.home_*": "the name of a template of notices",
    "elections.*": "the name of a template of notices, and what a draft waits for",
    "terms.*": "the name of a key in a profile file",
    "refusals.*": "tried by themselves, below",
}
"""Strings that look like ids of that kind and are none."""

ELSEWHERE = {
    "domain/outcomes.py": (),  # reads a refusal back as it was stored
    "services/issues_offers.py": ("refusals.already_done.report",),
    "services/polls.py": ("refusals.not_permitted.poll",),
    "handlers/poll_wizard.py": ("refusals.not_permitted.poll",),
}
"""Refusals that are put together: where, and the words they come to."""

EXAMPLE = "an example of what to type: doors are typed as they are on the door"
ENGLISH_MAY_SAY = {
    "chats.hello": "the pavilion's own name",
    "chats.knock.words": "the pavilion's own name",
    "menu.first.named": "the pavilion's own name",
    "menu.first.plain": "the pavilion's own name",
    "registry.compound.community": "names of places are typed as they are on the door",
    "registry.compound.consists": "names of places",
    "registry.compound.name": "names of places",
    "registry.compound.one": "names of places",
    "registry.compound.street": "names of places",
    "registry.mine.speak_zh_Hans": "a language is called by its own name",
    "refusals.invalid.door": EXAMPLE,
    "refusals.invalid.layout_both": EXAMPLE,
    "refusals.invalid.layout_count": EXAMPLE,
    "refusals.invalid.layout_doors": EXAMPLE,
    "refusals.invalid.layout_floors": EXAMPLE,
    "refusals.invalid.layout_rest": EXAMPLE,
    "refusals.invalid.renaming": EXAMPLE,
    "refusals.invalid.which_entrance": EXAMPLE,
    "registry.compound.buildings": EXAMPLE,
    "units.ask.example_all": EXAMPLE,
    "units.ask.example_one": EXAMPLE,
    "units.ask.shops": EXAMPLE,
    "units.ask_add": EXAMPLE,
    "units.ask_remove": EXAMPLE,
    "units.ask_rename": EXAMPLE,
    "web.other_language": "a language is called by its own name",
}
"""Messages that hold Chinese in English too: names only."""

MARK = re.compile(r"</?[a-z-]+")


def chinese() -> dict[str, Message]:
    """What is written first."""
    return catalogue("zh_Hans")


def families() -> set[str]:
    return {*FAMILIES, *GIVEN}


def members(family: str) -> set[str]:
    return {family.replace("*", str(value)) for value in (*FAMILIES.get(family, ()), *given(family))}


def asked_for() -> frozenset[str]:
    """Every id the code can come to."""
    refused = {one.key for one in refusals()[0]} | {f"refusals.{reason}" for reason in Reason}
    put_together = (members(family) for family in families())
    return literals() | refused | {key for keys in (*put_together, *ELSEWHERE.values()) for key in keys}


def test_both_languages_say_the_same_things() -> None:
    assert listed(chinese().keys() ^ catalogue("en").keys()) == ""


@pytest.mark.parametrize("locale", SPOKEN)
def test_nothing_is_said_twice(locale: str) -> None:
    counts = Counter(key for key, _ in messages(locale))
    assert listed(key for key, count in counts.items() if count > 1) == ""


@pytest.mark.parametrize("locale", SPOKEN)
def test_nothing_is_left_unsaid(locale: str) -> None:
    assert listed(key for key, message in messages(locale) if not all(form.strip() for form in message.forms)) == ""


def test_both_languages_stand_in_files_of_the_same_name() -> None:
    english = catalogue("en")
    assert (
        listed(key for key, one in chinese().items() if one.file.split("/")[-1] != english[key].file.split("/")[-1])
        == ""
    )


def test_both_languages_name_the_same_facts() -> None:
    english = catalogue("en")
    assert listed(key for key, message in chinese().items() if message.blanks != english[key].blanks) == ""


def test_both_languages_are_marked_up_alike() -> None:
    english = catalogue("en")
    marks = {
        key: (set(MARK.findall(one.whole)), set(MARK.findall(english[key].whole))) for key, one in chinese().items()
    }
    assert listed(key for key, (ours, theirs) in marks.items() if ours != theirs) == ""


def test_every_word_the_code_asks_for_is_there() -> None:
    assert listed(f"{call.place} {call.key}" for call in spoken() if call.key not in chinese()) == ""


def test_every_word_is_given_the_facts_it_wants() -> None:
    """Else a person would meet a KeyError, in one language perhaps and not in the other."""
    calls = [call for call in spoken() if call.facts is not None]
    wanting = [(call, chinese()[call.key].blanks - call.facts) for call in calls if call.facts is not None]
    assert listed(f"{call.place} {call.key}: {', '.join(missing)}" for call, missing in wanting if missing) == ""


def test_plain_words_carry_no_markup() -> None:
    """Buttons and toasts would show the angle brackets."""
    calls = (call for call in spoken() if call.how == "plain")
    assert listed(f"{call.place} {call.key}" for call in calls if MARK.search(chinese()[call.key].whole)) == ""


def test_every_word_that_is_put_together_is_there() -> None:
    assert listed(key for family in families() for key in members(family) - chinese().keys()) == ""


def test_every_way_of_putting_words_together_is_known_here() -> None:
    known = families() | NO_WORDS.keys()
    assert listed(f"{place} {text}" for text, place in patterns().items() if text not in known) == ""


def test_families_are_those_of_the_code() -> None:
    found = {*patterns(), *(one.key for one in refusals()[0])}
    assert listed((families() | NO_WORDS.keys()) - found) == ""


def test_every_reason_has_words() -> None:
    assert listed(reason for reason in Reason if f"refusals.{reason}" not in chinese()) == ""


def test_every_refusal_has_words_and_the_facts_they_want() -> None:
    found = [one for one in refusals()[0] if "*" not in one.key]
    assert listed(f"{one.place} {one.key}" for one in found if one.key not in chinese()) == ""
    wanting = [one for one in found if one.facts is not None and chinese()[one.key].blanks - one.facts]
    assert listed(f"{one.place} {one.key}" for one in wanting) == ""


def test_refusals_that_are_put_together_are_known_here() -> None:
    assert set(refusals()[1]) == ELSEWHERE.keys()
    assert listed(key for keys in ELSEWHERE.values() for key in keys if key not in chinese()) == ""


def test_no_word_waits_for_a_day_that_never_comes() -> None:
    """What nobody asks for any more is taken out."""
    assert listed(chinese().keys() - asked_for()) == ""


def test_english_is_english() -> None:
    chinese = {key for key, message in messages("en") if HAN.search(message.whole)}
    assert listed(chinese ^ ENGLISH_MAY_SAY.keys()) == ""
