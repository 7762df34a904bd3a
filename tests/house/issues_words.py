"""Words of reports that are put together (报事的文案), and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.issues_board import Column
from domain.issues_chain import OF_VOTES, OF_WORK, Part
from domain.issues_deadlines import STANDS
from domain.issues_faults import KINDS as FAULTS
from domain.issues_ladder import Rung
from domain.issues_life import FORMS, STAFF_ALONE, WHO, Side, State, Step, Why, Words
from domain.issues_ratings import Saying
from domain.issues_statistics import SHARES, Trend
from domain.issues_urgent import Criterion, Missed
from domain.issues_utilities import LED
from rendering.issues_months_files import COUNTS, HEADS
from rendering.issues_notices import ASKED_WHETHER_FIXED
from services.issues_life import SILENT
from services.issues_notices import WORK
from tests.house import checklists_words, errands_words, whistles_words, wishes_words

FILES = ("photo", "video", "video_note", "voice", "audio", "document", "animation")
BY_SOMEBODY = {step for step in Step if WHO.get(step, STAFF_ALONE)}
"""Steps that people take; time takes the others."""
IN_WORDS = {step for step, form in FORMS.items() if form.words is not Words.NO or form.proof}
BY_REPORTER = {step for step, sides in WHO.items() if sides == frozenset({Side.REPORTER})}
TOLD = ({*BY_SOMEBODY, *ASKED_WHETHER_FIXED} - SILENT - BY_REPORTER) | {"lapse_accepted", "lapse_closed"}
"""What a reporter is told: not what they did themselves."""

DECIDED = ("accepted", "refused", "accepted_reporter", "refused_reporter")
LEVELS = [str(int(rung)) for rung in Rung]
CAUSES = ("asked", "matter", "over", "aside")
EVENTS = ("declared", "lowered", *(f"missed_{one}" for one in Missed))
PRESSED = (*EVENTS, *(f"{event}_mine" for event in EVENTS))
FAMILIES: dict[str, Iterable[str]] = {
    **whistles_words.FAMILIES,
    **checklists_words.FAMILIES,
    "issues.cause.line.*": CAUSES,
    "issues.cause.stands.*": CAUSES,
    "issues.chain.part.*": Part,
    "issues.chain.step.*": (
        *("cause_found", "cause_aside", "matter_started", *(f"vote_{step}" for step in OF_VOTES)),
        *(f"work_{step}" for step in OF_WORK),
    ),
    "issues.pressing.why.*": Criterion,
    "issues.pressing.missed.*": Missed,
    "issues.pressing.told.*": PRESSED,
    "issues.fault.down.*": FAULTS,
    "issues.fault.back.*": FAULTS,
    "issues.fault.toast.*": ("noted", "moved", "ended"),
    "issues.fault.told.*": ("ended", "late", "moved", "asked", "ran_out", "ran_out_staff"),
    **wishes_words.FAMILIES,
    **errands_words.FAMILIES,
    "issues.board.head.*": Column,
    "issues.board.tab.*": Column,
    "issues.month.share.*": SHARES,
    "issues.month.count.*": (*COUNTS, *SHARES),
    "issues.month.change.*": {Trend.MORE, Trend.LESS, Trend.SAME},
    "issues.month.trend.*": Trend,
    "issues.month.sheets.*": HEADS,
    "issues.month.head.*": {head for heads in HEADS.values() for head in heads},
    "issues.open.*": ("back", "on"),
    "issues.ask.*": IN_WORDS,
    "issues.ask.read_by_*": Side,
    "issues.clock.*": LED,
    "issues_ratings.key.*": (*Saying, "rate", "change"),
    "issues_ratings.words.*": Saying,
    "issues_ratings.done.*": Saying,
    "issues_ratings.told.*": ("rated", "appealed", *DECIDED),
    "issues_ratings.*": ("left_out", "counts_on"),
    "issues.ladder.*": (*LEVELS, "reopened", "urgent", "reporter"),
    "issues.stands.*": STANDS,
    "issues.late.*": ("days", "today", "solve", "answer"),
    "issues.do.*": BY_SOMEBODY,
    "issues.files.*": (*FILES, "album", "bundle"),
    "issues.one.*": (*FILES, "album", "bundle", "spot"),
    "issues.several.*": FILES,
    "issues.state.*": State,
    "issues.step.*": Step,
    "issues.taken.*": BY_SOMEBODY - {Step.DISCUSS},
    "issues.told.*": TOLD,
    "issues.why.*": Why,
    "issues.work.*": {
        *(step for step in WORK if step is not Step.REOPEN),
        *(f"reopen_{side}" for side in Side),
    },
    "refusals.not_permitted.issue_*": {
        "own_work",
        *BY_REPORTER,
    },
}
