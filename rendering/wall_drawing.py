"""A paper for the wall out of its material (文书成稿): which template, filled with what."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.wall_sheets import (
    ElectionMaterial,
    FundMaterial,
    Lettering,
    MatterMaterial,
    MeetingMaterial,
    VoteMaterial,
    WallHead,
    WallKind,
    WallMaterial,
)
from rendering.texts import Texts
from rendering.wall_elections import candidates_sheet
from rendering.wall_form import Sheet
from rendering.wall_matters import TEXTS, accounts_sheet, progress_sheet, text_sheet
from rendering.wall_meetings import call_of_agenda, minutes_sheet
from rendering.wall_money import statement_sheet, year_sheet
from rendering.wall_votes import attendance_sheet, call_of, call_sheet, result_sheet, roll_sheet


def draw_paper(texts: Texts, head: WallHead, found: WallMaterial, lettering: Lettering, zone: ZoneInfo) -> Sheet:
    """The sheet of this material."""
    made = found.made_from
    if isinstance(made, MatterMaterial):
        return _matter(texts, head, made, lettering, zone)
    if isinstance(made, VoteMaterial):
        return _vote(texts, head, made, lettering, zone)
    if isinstance(made, ElectionMaterial):
        return candidates_sheet(texts, head, made.election, made.members, lettering)
    if isinstance(made, FundMaterial):
        return statement_sheet(texts, head, made.fund, made.since, made.until, lettering)
    if isinstance(made, MeetingMaterial):
        return _meeting(texts, head, made, lettering, zone)
    return year_sheet(texts, head, made, lettering)


def _matter(texts: Texts, head: WallHead, made: MatterMaterial, lettering: Lettering, zone: ZoneInfo) -> Sheet:
    if head.kind in TEXTS:
        return text_sheet(texts, head, made.matter, made.ends, zone, lettering)
    if head.kind is WallKind.PROGRESS:
        return progress_sheet(texts, head, made.matter, made.spending, made.photos, lettering)
    return accounts_sheet(texts, head, made.matter, made.spending, lettering)


def _vote(texts: Texts, head: WallHead, made: VoteMaterial, lettering: Lettering, zone: ZoneInfo) -> Sheet:
    if head.kind is WallKind.ROLL:
        return roll_sheet(texts, head, made.vote, made.roll, zone, lettering)
    if head.kind is WallKind.RESULT:
        return result_sheet(texts, head, made.vote, lettering)
    if head.kind is WallKind.CALLED:
        return call_sheet(texts, head, call_of(texts, made.vote), zone, lettering)
    return attendance_sheet(texts, head, made.vote, made.members, zone, lettering)


def _meeting(texts: Texts, head: WallHead, made: MeetingMaterial, lettering: Lettering, zone: ZoneInfo) -> Sheet:
    if head.kind is WallKind.MEETING:
        return call_sheet(texts, head, call_of_agenda(texts, made.agenda), zone, lettering)
    return minutes_sheet(texts, head, made.meeting, max(made.meeting.held), zone, lettering)
