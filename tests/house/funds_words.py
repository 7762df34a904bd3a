"""Words of 账目 that are put together, and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.fund_bank_reading import BankFlaw
from domain.fund_deeds import DeedKind, RoomOwner, RoomUse
from domain.fund_periods import PeriodState, Span
from domain.fund_statements import Flag
from domain.funds import FundKind, LineKind, LineSource
from handlers import bank_files, fund_deeds, fund_periods, fund_rooms, funds_opening, funds_writing
from rendering.fund_deeds import WRITTEN
from rendering.fund_periods import ASKED, MOVED
from rendering.fund_rooms import CHANGED
from rendering.fund_workbook import COLUMNS, HEADED, ROOM_COLUMNS
from rendering.funds import SKIPS
from tests.house import fees_words

ROOMS = (funds_opening, funds_writing, fund_deeds, fund_rooms, fund_periods, bank_files)
STEPS = {step: then for room in ROOMS for step, then in room.STEPS.items()}
FAMILIES: dict[str, Iterable[str]] = {
    "funds.ask.*": {step.removeprefix("funds.") for step in STEPS},
    "funds.bank.flaw.*": BankFlaw,
    "funds.flag.*": Flag,
    "funds.key.*": {*SKIPS.values(), *WRITTEN},
    "funds.deeds.kind.*": DeedKind,
    "funds.deeds.told.*": ("waiting", "declined"),
    "funds.kind.*": FundKind,
    "funds.period.now.*": (*PeriodState, MOVED),
    "funds.period.short.*": Span,
    "funds.period.span.*": Span,
    "funds.period.state.*": PeriodState,
    "funds.period.surely.*": Span,
    "funds.period.toast.*": ("signed", "closed", "opened", "kept"),
    "funds.period.told.*": ASKED,
    "funds.period.*": ("sources", "uses"),
    "funds.sheet.*": {*(HEADED.get(name, name) for name in COLUMNS), *ROOM_COLUMNS},
    "funds.rooms.change.*": CHANGED,
    "funds.rooms.owned.*": RoomOwner,
    "funds.rooms.use.*": RoomUse,
    "funds.rooms.whose.*": RoomOwner,
    "funds.sheet.state.*": ("stands", "waits", "withdrawn", "declined"),
    "funds.state.*": ("waits", "withdrawn", "declined"),
    "funds.source.*": (*LineSource, "none"),
    "funds.bank.*": ("bank_only", "book_only"),
    "funds.thanks.*": (
        *("opened", "posted", "deed_written", "deed_declined", "deed_withdrawn"),
        *funds_writing.THANKS.values(),
    ),
    "funds.way.*": (*LineKind, LineSource.BROUGHT_IN),
    **fees_words.FAMILIES,
}
