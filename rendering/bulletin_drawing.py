"""A paper for the wall out of its material (文书成稿): which template, filled with what."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.bulletins import (
    ElectionMaterial,
    FundMaterial,
    Lettering,
    MatterMaterial,
    MeetingMaterial,
    PaperHead,
    PaperKind,
    PaperMaterial,
    VoteMaterial,
)
from rendering.bulletin_elections import candidates_sheet
from rendering.bulletin_form import Sheet
from rendering.bulletin_matters import TEXTS, accounts_sheet, progress_sheet, text_sheet
from rendering.bulletin_meetings import call_of_agenda, minutes_sheet
from rendering.bulletin_money import statement_sheet, year_sheet
from rendering.bulletin_votes import attendance_sheet, call_of, call_sheet, result_sheet, roll_sheet
from rendering.texts import Texts


def draw_paper(texts: Texts, head: PaperHead, found: PaperMaterial, lettering: Lettering, zone: ZoneInfo) -> Sheet:
    """The sheet of this material."""
    made = found.made_from
    if isinstance(made, MatterMaterial):
        return _matter(texts, head, made, lettering, zone)
    if isinstance(made, VoteMaterial):
        return _vote(texts, head, made, lettering, zone)
    if isinstance(made, ElectionMaterial):
        return candidates_sheet(texts, head, made.election, made.members, lettering)
    if isinstance(made, FundMaterial):
        return statement_sheet(texts, head, made.told, lettering)
    if isinstance(made, MeetingMaterial):
        return _meeting(texts, head, made, lettering, zone)
    return year_sheet(texts, head, made, lettering)


def _matter(texts: Texts, head: PaperHead, made: MatterMaterial, lettering: Lettering, zone: ZoneInfo) -> Sheet:
    if head.kind in TEXTS:
        return text_sheet(texts, head, made.matter, made.ends, zone, lettering)
    if head.kind is PaperKind.PROGRESS:
        return progress_sheet(texts, head, made.matter, made.spending, made.photos, lettering)
    return accounts_sheet(texts, head, made.matter, made.spending, lettering)


def _vote(texts: Texts, head: PaperHead, made: VoteMaterial, lettering: Lettering, zone: ZoneInfo) -> Sheet:
    if head.kind is PaperKind.ROLL:
        return roll_sheet(texts, head, made.vote, made.roll, zone, lettering)
    if head.kind is PaperKind.RESULT:
        return result_sheet(texts, head, made.vote, lettering)
    if head.kind is PaperKind.CALLED:
        return call_sheet(texts, head, call_of(texts, made.vote), zone, lettering)
    return attendance_sheet(texts, head, made.vote, made.members, zone, lettering)


def _meeting(texts: Texts, head: PaperHead, made: MeetingMaterial, lettering: Lettering, zone: ZoneInfo) -> Sheet:
    if head.kind is PaperKind.MEETING:
        return call_sheet(texts, head, call_of_agenda(texts, made.agenda), zone, lettering)
    return minutes_sheet(texts, head, made.meeting, max(made.meeting.held), zone, lettering)
