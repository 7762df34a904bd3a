"""The facts of notices about fees and services, as the rooms freeze them."""

from __future__ import annotations

from domain.outcomes import Facts

ROUND: Facts = {"round_id": 1, "name": "2027年卫生费 <b>&"}
MONTH: Facts = {
    **{"service_id": 1, "name": "保洁 <b>&", "month": "2026-12", "planned": 480, "done": 330, "missed": 150},
    **{"fee": 240_00, "deducted": 75_00, "pay": 165_00},
}
GIVEN: Facts = {"drive_id": 1, "name": "大门 <b>&", "number": 7, "amount": 100_00}
FEES: dict[str, Facts] = {
    "prepay.look": ROUND | {"what": "settlement", "number": 1, "building": "3号楼"},
    "prepay.opened": ROUND | {"basis": "area", "rate": 50, "months": 12},
    "prepay.settled": {
        **ROUND,
        **{"building": "3号楼", "received": 480_00, "carried": 0, "spent": 80_00, "refunded": 0, "surplus": 400_00},
        **{"homes": 678, "paid": 677, "share": 9985},
    },
    "prepay.receipt": ROUND | {"number": 7, "door": "3号楼2单元301", "amount": 200_00, "left": 40_00},
    "prepay.refunding": ROUND | {"door": "3号楼2单元301", "amount": 180_00},
    "prepay.unrefunded": ROUND | {"door": "3号楼2单元301", "amount": 180_00, "why": "写错了 <b>&"},
    "prepay.fallen": ROUND | {"number": 7, "door": "3号楼2单元301", "amount": 200_00, "why": "记重了 <b>&"},
    "prepay.taken_down": {
        **ROUND,
        **{"building_id": 3, "building": "3号楼", "receipts": 2, "amount": 400_00, "alone": 1, "why": "记重了 <b>&"},
    },
    "prepay.voided": ROUND | {"number": 7, "amount": 200_00},
    "settlements.look": {"sheet_id": 1, "year": 2025, "fund": "卫生费 <b>&"},
    "settlements.sent_back": {"sheet_id": 1, "year": 2025, "fund": "卫生费 <b>&"},
    "settlements.published": {
        **{
            "sheet_id": 1,
            "year": 2025,
            "fund": "卫生费 <b>&",
            "compound": "中华园 <b>&",
            "opening": 0,
            "income": 60_000_00,
        },
        **{"costs": 62_000_00, "surplus": -2_000_00, "used": 0, "closing": -2_000_00},
    },
    "pledges.look": {"drive_id": 1, "name": "大门 <b>&"},
    "pledges.opened": {"drive_id": 1, "name": "大门 <b>&", "purpose": "修大门 <b>&", "target": 30_000_00},
    "pledges.ended": {
        **{"drive_id": 1, "name": "大门 <b>&", "target": 30_000_00, "state": "short", "unmet": "back"},
        **{"pledged": 28_000_00, "received": 20_000_00, "receipts": 12, "waiting": 2},
    },
    "pledges.recounted": {
        **{"drive_id": 1, "name": "大门 <b>&", "target": 30_000_00, "state": "short", "unmet": "back"},
        **{"received": 25_000_00, "less": False},
    },
    "pledges.came": GIVEN,
    "pledges.owed": GIVEN,
    "pledges.returning": GIVEN,
    "pledges.undone": GIVEN | {"why": "数错了 <b>&"},
    "pledges.unreturned": GIVEN | {"why": "数错了 <b>&"},
    "hourly.look": {"service_id": 1, "name": "保洁 <b>&"},
    "hourly.listed": {
        **{"service_id": 1, "name": "保洁 <b>&", "minutes": 90, "times": 4, "rate": 30_00, "since": "2026-12"}
    },
    "hourly.over": MONTH,
    "hourly.accepted": MONTH,
    "hourly.unaccepted": {
        **{"service_id": 1, "name": "保洁 <b>&", "month": "2026-12", "homes": 1, "doubts": 2},
    },
    "hourly.doubt": {"service_id": 1, "name": "保洁 <b>&", "month": "2026-12", "words": "扶手有灰 <b>&"},
}
