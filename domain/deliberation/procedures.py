"""The procedures we ship (议事程序): 楼栋小事, 一征三议两公开, 急修; each a constant, another is another constant."""

from __future__ import annotations

from collections.abc import Mapping

from domain.deliberation.classification import Track
from domain.deliberation.stages import Least, MatterAct, Need, Procedure, Stage, Step
from domain.permissions import Act

CHARTER = "议事亭的通常做法"
"""Where a building has no by-laws of its own (楼院章程): ours stand in for them, and say so."""

SMALL = Procedure(
    "small",
    CHARTER,
    Act.RUN_MATTER,
    (
        Step(
            Stage.SOLICITING,
            frozenset({MatterAct.SPEAK, MatterAct.SUPPORT, MatterAct.PUT, MatterAct.STOP}),
            (Need.TIME,),
            Least(72, full_days=False, source=CHARTER),
            stop_alone=True,
        ),
        Step(Stage.VOTING, frozenset(), (Need.CARRIED,)),
        Step(Stage.DISCLOSING, frozenset({MatterAct.STOP}), (Need.TIME,), Least(1, True, CHARTER), by_itself=True),
        Step(Stage.DOING, frozenset({MatterAct.SHOW, MatterAct.DONE, MatterAct.STOP}), (Need.PROOF,), tells=True),
        Step(
            Stage.REPORTING,
            frozenset({MatterAct.NOT_DONE}),
            (Need.TIME, Need.SETTLED),
            Least(1, True, CHARTER),
            by_itself=True,
        ),
        Step(Stage.ARCHIVED),
    ),
)
"""楼栋小事: what is no matter of 民法典278, spends nothing that is common, and concerns some homes."""

METHOD = "一征三议两公开"
WEEK = Least(7, True, METHOD, "six_steps.solicitation_days", runs_on=True)
UNITS_NOTICE = Least(3, True, METHOD, "six_steps.units_notice_days", runs_on=True)
MEETING_NOTICE = Least(10, True, METHOD, "residents.notice_days", runs_on=True)
DISCLOSURE = Least(15, True, METHOD, "six_steps.disclosure_days", runs_on=True)
RATING = Least(7, True, METHOD, "six_steps.rating_days", runs_on=True)

BESIDE_VOTE = (Need.PARTY, Need.MONITORS)
"""党员会议, 居务监督委员会: they meet before the representatives; noted until the resolution is published."""

SIX_STEPS = Procedure(
    "six_steps",
    METHOD,
    Act.RUN_PROCEDURE,
    (
        Step(
            Stage.SOLICITING,
            frozenset({MatterAct.SPEAK, MatterAct.SUPPORT, MatterAct.ANSWER, MatterAct.MOVE, MatterAct.STOP}),
            (Need.TIME, Need.CHANNELS, Need.ANSWERED),
            WEEK,
            by_two=True,
            tells=True,
        ),
        Step(
            Stage.PROPOSING,
            frozenset({MatterAct.NOTE, MatterAct.DRAFT, MatterAct.MOVE, MatterAct.STOP}),
            (Need.STUDIED, Need.PRESENT, Need.DECLARED, Need.BUDGET, Need.MINUTES),
            by_two=True,
            tells=True,
        ),
        Step(
            Stage.CONSULTING,
            frozenset({MatterAct.INVITE, MatterAct.NOTE, MatterAct.DRAFT, MatterAct.MOVE, MatterAct.STOP}),
            (Need.UNITS, Need.TIME, Need.MINUTES),
            UNITS_NOTICE,
            by_two=True,
            tells=True,
        ),
        Step(
            Stage.ANNOUNCING,
            frozenset({MatterAct.CALL, MatterAct.NOTE, MatterAct.REVISE, MatterAct.STOP}),
            (Need.CALLED, Need.TIME),
            MEETING_NOTICE,
            by_itself=True,
            notes=(Need.CORRECTION, Need.CHOSEN, *BESIDE_VOTE),
            revise_alone=True,
            announced=True,
            tells=True,
        ),
        Step(
            Stage.RESOLVING,
            frozenset({MatterAct.NOTE}),
            (Need.CARRIED,),
            notes=BESIDE_VOTE,
            tells=True,
        ),
        Step(
            Stage.OWNERS,
            frozenset({MatterAct.PUT_OWNERS, MatterAct.NOTE, MatterAct.REVISE, MatterAct.STOP}),
            (Need.OWNERS_CARRIED,),
            notes=BESIDE_VOTE,
            announced=True,
            tells=True,
            track=Track.OWNERS,
        ),
        Step(
            Stage.RESIDENTS,
            frozenset({MatterAct.CALL_RESIDENTS, MatterAct.REPLY, MatterAct.REVISE, MatterAct.STOP}),
            (Need.RESIDENTS,),
            MEETING_NOTICE,
            announced=True,
            tells=True,
            called_up=True,
        ),
        Step(
            Stage.DISCLOSING,
            frozenset({MatterAct.NOTE, MatterAct.OBJECT, MatterAct.REPLY, MatterAct.REVISE}),
            (Need.PAPER, Need.TIME, Need.OBJECTIONS),
            DISCLOSURE,
            by_itself=True,
            notes=(Need.CORRECTION,),
            announced=True,
            tells=True,
        ),
        Step(
            Stage.DOING,
            frozenset({MatterAct.TASK, MatterAct.SHOW, MatterAct.NOTE, MatterAct.REVISE, MatterAct.MOVE}),
            (Need.TASKS, Need.PROOF, Need.ACCOUNTS),
            by_two=True,
            tells=True,
        ),
        Step(
            Stage.REPORTING,
            frozenset({MatterAct.NOTE, MatterAct.NOT_DONE}),
            (Need.PAPER, Need.TIME, Need.ACCEPTED),
            DISCLOSURE,
            by_itself=True,
            announced=True,
            tells=True,
        ),
        Step(Stage.RATING, frozenset({MatterAct.RATE, MatterAct.NOT_DONE}), (Need.TIME,), RATING, by_itself=True),
        Step(Stage.ARCHIVED, announced=True),
    ),
)
"""一征三议两公开: opinions solicited; proposed, consulted, resolved; the resolution and its carrying out disclosed.

A resolution that so many object to while it is disclosed goes back one step, to the residents' meeting; only what that
agrees to is disclosed again, anew.
"""

EXCEPTION = "民法典第281条第二款"

URGENT = Procedure(
    "urgent",
    EXCEPTION,
    Act.RUN_PROCEDURE,
    (
        Step(
            Stage.EXAMINING,
            frozenset({MatterAct.NOTE, MatterAct.MOVE, MatterAct.GROW, MatterAct.STOP}),
            (Need.DANGER, Need.SOURCE),
            by_two=True,
            notes=(Need.APPLIED,),
        ),
        Step(
            Stage.DOING,
            frozenset({MatterAct.SHOW, MatterAct.NOTE, MatterAct.MOVE}),
            (Need.PROOF, Need.ACCOUNTS),
            by_two=True,
            notes=(Need.APPLIED,),
            announced=True,
            tells=True,
        ),
        Step(
            Stage.REPORTING,
            frozenset({MatterAct.NOTE, MatterAct.NOT_DONE, MatterAct.OBJECT, MatterAct.REPLY, MatterAct.GROW}),
            (Need.PAPER, Need.TIME, Need.OBJECTIONS),
            DISCLOSURE,
            by_itself=True,
            notes=(Need.CORRECTION, Need.APPLIED),
            announced=True,
            tells=True,
        ),
        Step(
            Stage.RATING,
            frozenset({MatterAct.RATE, MatterAct.NOT_DONE, MatterAct.NOTE}),
            (Need.TIME,),
            RATING,
            by_itself=True,
            notes=(Need.APPLIED,),
        ),
        Step(Stage.ARCHIVED, announced=True),
    ),
)
"""急修: a danger from a closed list is repaired before anybody votes, once two have looked; then all of it is shown."""

PROCEDURES: Mapping[str, Procedure] = {procedure.name: procedure for procedure in (SMALL, SIX_STEPS, URGENT)}
