"""The facts of notices about fees and services, as the rooms freeze them."""

from __future__ import annotations

from domain.outcomes import Facts

ROUND: Facts = {"round_id": 1, "name": "2027年卫生费 <b>&"}
MONTH: Facts = {
    **{"service_id": 1, "name": "保洁 <b>&", "month": "2026-12", "planned": 480, "done": 330, "missed": 150},
    **{"fee": 240_00, "deducted": 75_00, "pay": 165_00},
}
FEES: dict[str, Facts] = {
    "prepay.look": ROUND | {"what": "settlement", "number": 1, "building": "3号楼"},
    "prepay.opened": ROUND | {"basis": "area", "rate": 50, "months": 12},
    "prepay.settled": {
        **ROUND,
        **{"building": "3号楼", "received": 480_00, "carried": 0, "spent": 80_00, "refunded": 0, "surplus": 400_00},
        **{"homes": 678, "paid": 677, "share": 9985},
    },
    "prepay.receipt": ROUND | {"number": 7, "door": "3号楼2单元301", "amount": 200_00, "left": 40_00},
    "prepay.voided": ROUND | {"number": 7, "amount": 200_00},
    "hourly.look": {"service_id": 1, "name": "保洁 <b>&"},
    "hourly.listed": {
        **{"service_id": 1, "name": "保洁 <b>&", "minutes": 90, "times": 4, "rate": 30_00, "since": "2026-12"}
    },
    "hourly.over": MONTH,
    "hourly.accepted": MONTH,
    "hourly.doubt": {"service_id": 1, "name": "保洁 <b>&", "month": "2026-12", "words": "扶手有灰 <b>&"},
}
