"""What 王桂兰 left on fees and services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.services.planted_boards import Boards


async def plant_fees(boards: Boards, fund: int) -> None:
    """Everything of these rooms that names her."""
    await prepaid(boards, fund)
    await by_the_hour(boards)
    await settled(boards, fund)
    await put_together(boards, fund)


async def prepaid(boards: Boards, fund: int) -> None:
    """A round she asked for and one she confirmed, a fee she took, a building she settled."""
    at, chair, building = boards.at, boards.chair, boards.town.buildings["3号楼"]
    what: dict[str, Any] = {"compound_id": boards.town.compound_id, "fund_id": fund, "name": "卫生费", "basis": "home"}
    what |= {"rate": 100, "months": 12, "asked_at": at}
    number = await boards.row("prepay_rounds.asked_by", **what)
    await boards.row("prepay_rounds.confirmed_by", **what, asked_by=chair)
    line = {"round_id": number, "building_id": building, "unit_id": boards.unit, "kind": "received", "amount": 100}
    await boards.row("prepay_lines.by", **line, at=at)
    settled = {"round_id": number, "next_id": number, "surplus": 0, "homes": 1, "paid": 1, "asked_at": at}
    nine = boards.town.buildings["9号楼"]
    await boards.row("prepay_settlements.asked_by", **settled, building_id=building)
    await boards.row("prepay_settlements.confirmed_by", **settled, building_id=nine, asked_by=chair)


async def by_the_hour(boards: Boards) -> None:
    """A service she asked for and one she confirmed, a time she did it, what she says of a month, a fee she wants."""
    at, chair, compound = boards.at, boards.chair, boards.town.compound_id
    what = {"compound_id": compound, "name": "保洁", "standard": "无垃圾", "minutes": 60, "times": 4, "rate": 30_00}
    number = await boards.row("hourly_services.asked_by", **what, asked_at=at)
    await boards.row("hourly_services.confirmed_by", **what, asked_at=at, asked_by=chair)
    await boards.row("hourly_visits.by", service_id=number, on="2026-11-24", minutes=60, at=at)
    said = {"service_id": number, "month": "2026-11", "fine": False, "unit_id": boards.unit}
    await boards.row("hourly_words.person_id", **said, words="没扫干净", at=at)
    await boards.row("fee_changes.asked_by", compound_id=compound, was=30, wanted=50, asked_at=at)


async def settled(boards: Boards, fund: int) -> None:
    """Years she began, asked for and published, and a line she wrote."""
    at, chair = boards.at, boards.chair
    what = {"compound_id": boards.town.compound_id, "fund_id": fund, "begun_at": at}
    number = await boards.row("settlement_sheets.begun_by", **what, year=2023)
    await boards.row("settlement_sheets.asked_by", **what, year=2024, begun_by=chair)
    await boards.row("settlement_sheets.published_by", **what, year=2025, begun_by=chair)
    line = {"sheet_id": number, "head": "wages", "words": "门卫", "amount": 100}
    await boards.row("settlement_lines.by", **line, at=at)


async def put_together(boards: Boards, fund: int) -> None:
    """Money she asked for and confirmed, what she promised, what she took."""
    at, chair = boards.at, boards.chair
    what = {"compound_id": boards.town.compound_id, "fund_id": fund, "name": "大门", "purpose": "修大门", "target": 100}
    what |= {"ends_at": at, "unmet": "back", "state": "open", "asked_at": at}
    number = await boards.row("pledge_drives.asked_by", **what)
    await boards.row("pledge_drives.confirmed_by", **what, asked_by=chair)
    pledge = await boards.row("pledges.person_id", drive_id=number, number=1, amount=100, at=at, name="王桂兰")
    line = {"fund_id": fund, "kind": "in", "amount": 100, "on": "2026-11-24", "purpose": "大门", "posted_at": at}
    posted = await boards.row("fund_lines.posted_by", **line, number=3)
    await boards.row("pledge_receipts.by", pledge_id=pledge, amount=100, fund_line_id=posted, at=at)
