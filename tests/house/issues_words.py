"""Words of reports that are put together (报事的文案), and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.issues_board import Column
from domain.issues_deadlines import STANDS
from domain.issues_ladder import Rung
from domain.issues_life import FORMS, STAFF_ALONE, WHO, Side, State, Step, Why, Words
from domain.issues_ratings import Saying
from domain.issues_statistics import SHARES
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
FAMILIES: dict[str, Iterable[str]] = {
    **whistles_words.FAMILIES,
    **checklists_words.FAMILIES,
    **wishes_words.FAMILIES,
    **errands_words.FAMILIES,
    "issues.board.head.*": Column,
    "issues.board.tab.*": Column,
    "issues.month.share.*": SHARES,
    "issues.month.count.*": (*COUNTS, *SHARES),
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
    "issues.ladder.*": (*LEVELS, "reopened", "reporter"),
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
