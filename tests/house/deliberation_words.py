"""Words of matters that are put together (议题的文案), and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.deliberation.answers import Verdict
from domain.deliberation.bundle_checks import Wrong
from domain.deliberation.bundles import PhotoOf
from domain.deliberation.cautions import NAMED, Caution
from domain.deliberation.classification import ITEMS, Touch, TouchKind
from domain.deliberation.opinions import Channel
from domain.deliberation.procedures import PROCEDURES, SMALL, URGENT
from domain.deliberation.proposals import ProposalState, ProposalWay
from domain.deliberation.ratings import Content, Worked
from domain.deliberation.record_details import Applicant, MoneySource
from domain.deliberation.records import FORMS, Recorder
from domain.deliberation.stages import OVER, MatterAct, Need, Stage
from domain.deliberation.tasks import TaskState
from domain.deliberation_alarms import Danger, Payer
from domain.deliberation_waits import Lapsed, Waits
from handlers import (
    deliberation_calling,
    deliberation_spoken,
    deliberation_texts,
    deliberation_words,
    deliberation_writing,
    tasks_writing,
)
from rendering import deliberation_notices, deliberation_offers
from rendering.deliberation_full import SUPPLIES
from tests.house import consultations_words

ASKED_APART = ("deliberation.record", "deliberation.record_day", "deliberation.residents_meet")
"""What is asked in words of its own."""

WRITING = {**deliberation_writing.STEPS, **deliberation_calling.STEPS, **deliberation_texts.STEPS}

STEPS = [step for procedure in PROCEDURES.values() for step in procedure.steps]
UNTIL = {step.stage for step in STEPS if step.least is not None}
"""Stages that take a time."""

NOTED = {need for step in STEPS for need in (*step.needs, *step.notes) if need in FORMS}
BY_STAFF = {need for need in NOTED if FORMS[need].recorder is Recorder.STAFF}
VOTED_ON = set(PROCEDURES) - {URGENT.name}
ANNOUNCED = {step.stage for step in STEPS if step.announced}
TOLD = {step.stage for step in STEPS if step.tells} | {Stage.SOLICITING}

FAMILIES: dict[str, Iterable[str]] = {
    **consultations_words.FAMILIES,
    "answers.answered.*": Verdict,
    "answers.key.*": ("sort", "use", "posters", "spots", "forward"),
    "answers.thanks.*": ("answered", "used", "amended"),
    "answers.verdict.*": Verdict,
    "deliberation.card_key.*": {*deliberation_notices.ASKED.values(), "look", "object"},
    "deliberation.channel.*": Channel,
    "deliberation.announced.*": ANNOUNCED,
    "deliberation.announced_do.*": ANNOUNCED,
    "deliberation.figures.*": (*VOTED_ON, "owners", "residents"),
    "deliberation.overview.*": ("back", "on"),
    "deliberation.overview.whose.*": ("residents", "owners", SMALL.name, URGENT.name),
    "deliberation.head.*": PROCEDURES,
    "deliberation.posted.*": VOTED_ON,
    "deliberation.alarm.*": ("words", "photo", "payer", "cost"),
    "deliberation.applicant.*": Applicant,
    "deliberation.ask.day.*": {need for need, form in FORMS.items() if form.dated},
    "deliberation.caution.*": Caution,
    "deliberation.check.*": ("anew", "anew_by_two", "redraft"),
    "deliberation.named.*": (*NAMED, "between", "kept", "none"),
    "deliberation.danger.*": Danger,
    "deliberation.payer.*": Payer,
    "deliberation.source.*": MoneySource,
    "deliberation.homes.*": PROCEDURES,
    "deliberation.item.*": set(ITEMS.values()),
    "deliberation.key.*": {
        *(
            "enter",
            "put",
            "work",
            "done",
            "grow",
            "confirm_stop",
            "ask_stop",
            "confirm_text",
            "ask_revision",
            "earlier",
            "later",
            "support",
            "unsupport",
        ),
        *(set(deliberation_offers.ORDER) - {*deliberation_offers.ELSEWHERE, "chain", "stop"}),
        *("units", "record_photos"),
        *("run", "object", "objections", "accept", "way", "records", "versions", "redraft", "revise"),
        *("version_before", "version_after", "chosen", "nothing", "tasks", "rate", "rated", "no_danger", "print"),
    },
    "deliberation.key.commons_*": ("yes", "no"),
    "deliberation.key.pooling_*": ("yes", "no"),
    "deliberation.doubt_*": ("asked", "waits"),
    "deliberation.missing.*": {need for step in STEPS for need in step.needs} - {Need.TIME},
    "deliberation.need.*": {*NOTED, Need.PROOF},
    "deliberation.objecting.*": ("homes", "homes_enough", "representatives", "representatives_enough"),
    "deliberation.now.*": {*TOLD, "again", "shown"},
    "deliberation.said.*": ("move_asked", "moved", "owners_asked", "grown"),
    "deliberation.supply.*": {*BY_STAFF, *SUPPLIES},
    "deliberation.stage.*": Stage,
    "deliberation.stage_line.*": Stage,
    "deliberation.stage_until.*": UNTIL,
    "deliberation.thanks.*": {
        *deliberation_words.WRITTEN,
        *("put", "record", "anew", "text", "meeting"),
        *(
            "objection_up",
            "fixed",
            "residents",
            "money",
            "stop_asked",
            "anew_asked",
            "application",
            *deliberation_spoken.ACTS,
        ),
    },
    "deliberation.lapsed.*": {f"{what}_{why}" for what in Waits for why in Lapsed} - {"move_called", "revise_called"},
    "deliberation.look_again.*": ("stop", "stop_by_two", *deliberation_spoken.ACTS),
    "deliberation.touch.*": Touch,
    "deliberation.touch_kind.*": TouchKind,
    "deliberation.track.*": ("owners", "owners_special"),
    "deliberation.write.*": {
        *deliberation_words.WRITTEN,
        *deliberation_spoken.ACTS,
        "applicant",
        *(step.removeprefix("deliberation.") for step in WRITING if step not in ASKED_APART),
    },
    "deliberation.write_record.*": NOTED - {Need.CORRECTION},
    "matter_bundles.photo.*": PhotoOf,
    "matter_bundles.section.*": (
        *("text", "opinions", "records", "units", "votes", "objections", "tasks", "rating", "photos", "journal"),
        "check",
    ),
    "matter_bundles.terminal.*": ("sound", "broken", "made", "no_matter", "no_file", "file_there", "what"),
    "matter_bundles.wrong.*": Wrong,
    "opinions.group.*": ("hint", "no_person", "taken", "left"),
    "proposals.key.*": ("support", "unsupport", "read", "withdraw", "take", "refuse", "discuss", "matter"),
    "proposals.key_way.*": ProposalWay,
    "proposals.state.*": ProposalState,
    "proposals.state_line.*": ProposalState,
    "proposals.thanks.*": ("proposed", "withdrawn", "taken", "refused"),
    "proposals.way.*": ProposalWay,
    "ratings.key.*": (*Worked, *Content),
    "ratings.key.again_*": ("worked", "content"),
    "tasks.ask.*": {step.removeprefix("tasks.") for step in tasks_writing.STEPS if step != "ratings.words"},
    "tasks.asked_late.*": ("1", "3"),
    "tasks.key.*": ("earlier", "later", "after", "before", "done", "move", "cancel", "photos"),
    "tasks.state.*": set(TaskState) - {TaskState.OPEN},
    "tasks.thanks.*": ("given_out", "photo", "done", "moved", "cancelled"),
    "tasks.words.*": set(TaskState) - {TaskState.OPEN},
    "refusals.empty.task_*": ("what", "holder", "words", "reason"),
    "refusals.too_long.task_*": ("what", "holder", "words", "reason"),
    "refusals.wrong_state.matter_*": {*Need, *OVER},
    "refusals.wrong_state.matter_act_*": MatterAct,
    "refusals.wrong_state.matter_touches_*": Touch,
    "refusals.wrong_state.proposal_*": (*ProposalState, "discussed"),
    "refusals.wrong_state.task_*": set(TaskState) - {TaskState.OPEN},
}
