"""Facts that several samples of notices share."""

from __future__ import annotations

from typing import Any

Facts = dict[str, Any]

MOMENT = "2026-11-24T02:00:00+00:00"
LABEL = {"id": "announcements.number", "compound": "中华园", "year": 2026, "number": 3}
POLL = {
    "label": "大门换不换",
    "question": "大门换不换 <b>&",
    "options": ["换", "不换"],
    "several": False,
    "named": True,
    "closes_at": MOMENT,
}
RESULT = POLL | {
    "by": "telegram",
    "counts": [2, 1],
    "total": 3,
    "registered": 2,
    "residents": 6,
    "closed_at": MOMENT,
    "early": False,
    "late": False,
}
PERIOD = {
    **{"total": 9, "came": 7, "closed": 5, "open": 3, "reopened": 1},
    **{"in_time": [6, 7], "replies": [4, 5], "solved": [3, 4], "satisfied": [2, 3]},
    **{"median": [4, 1], "oldest": [12, 30]},
}
MATTER = {
    "matter_id": 1,
    "number": 1,
    "title": "楼道装灯 <b>&",
    "procedure": "small",
    "homes": "3号楼1单元",
    "n": 12,
    "stage": "soliciting",
    "ends": MOMENT,
    "heard": 2,
    "supports": 1,
    "vote_id": None,
    "figures": None,
    "reason": "",
}
FULL = MATTER | {"procedure": "six_steps", "stage": "disclosing"}
OBJECTING = {"homes": 12, "of_homes": 96, "representatives": 1, "of_representatives": 8}
FELL = {
    "findings": [
        {"criterion": "quorum", "measure": "heads", "count": 60, "of": 96},
        {"criterion": "majority", "measure": "heads", "count": 30, "of": 60},
    ],
    "rejected": {"heads": 28},
    "abstained": {"heads": 2},
    "passed": False,
}
WALL: Facts = {"wall_id": 1, "kind": "wecom", "title": "…5a8c"}
FUND_DEED = {"deed_id": 1, "fund": "公共收益 <b>&", "kind": "contract", "words": "架空层 <b>&", "why": "错了 <b>&"}
FUND_LINE: Facts = {
    **{"line_id": 1, "fund": "公共收益 <b>&", "kind": "out", "amount": -12_600_00},
    **{"purpose": "换灯 <b>&", "why": ""},
}
FUND_DAYS: Facts = {
    **{"period_id": 1, "fund": "公共收益 <b>&", "span": "statement", "why": ""},
    **{"since": "2026-10-01", "until": "2026-12-31"},
}
FUND_SUMS: Facts = {
    **{"opening": 1_000_00, "received": 200_000_00, "spent": 70_000_00, "closing": 131_000_00},
    **{"sources": [["spaces", 86_000_00], ["", 114_000_00]], "lines": 12, "flagged": 1},
}
MEETING: Facts = {
    **{"meeting_id": 1, "kind": "topic_day", "spot": "会议室 <b>&", "meets_at": MOMENT, "topics": 3, "late": 1},
    **{"verdicts": {"adopted": 1, "partly": 1, "declined": 1}, "actions": 2},
}
SOUNDING: Facts = {
    **{"sounding_id": 1, "question": "先修什么 <b>&", "closes_at": MOMENT},
    **{"homes": 620, "answered": 50, "ranked": [["消防 <b>&", 43], ["停车", 20]]},
}
CONSULTATION = {"matter_id": 1, "procedure": "six_steps", "number": 1, "title": "院内路灯 <b>&", "version": 2}
PROPOSAL = {
    "proposal_id": 1,
    "number": 1,
    "title": "院里装充电桩 <b>&",
    "state": "reached",
    "count": 10,
    "wanted": 10,
    "answer_by": MOMENT,
    "overdue": False,
    "way": None,
    "reason": "",
}
LATE = {
    "matter_id": 1,
    "number": 1,
    "title": "院内路灯 <b>&",
    "task": 1,
    "what": "装灯 <b>&",
    "holder": "照明公司 <b>&",
    "due": "2026-12-04",
    "first_due": "2026-12-01",
    "moved": "下雨 <b>&",
    "late": 1,
}
RATED = {
    "matter_id": 1,
    "procedure": "six_steps",
    "number": 1,
    "title": "院内路灯 <b>&",
    "homes": 8,
    "worked": {"done": 3, "not_done": 4},
    "content": {"pleased": 1, "fair": 2, "displeased": 3},
    "anew": True,
}
NEWS = {
    "matter_id": 1,
    "number": 1,
    "title": "院内路灯 <b>&",
    "news": [{"what": "stage", "stage": "doing"}] * 2 + [{"what": "task", "task": "装灯 <b>&"}],
}
NO_ROOM = {"state": "refused", "reason": "没有地方 <b>&"}
PLACED = {"kind": "owner", "place": "中华园3号楼"}
FAULT = {
    **{"fault_id": 1, "compound": "中华园", "building": "3号楼 <b>&", "category": "water", "ends_by": MOMENT},
    **{"late": True, "ended_at": None, "by_itself": False},
}
ISSUE = {"id": 1, "number": "0001", "text": "电梯坏了 <b>&"}
DECLINED = {"resumes": None, "main": None, "until": MOMENT, "state": "declined", "why": "private"}
STEP = {"step": "decline", "by": "building_leader", "side": "staff", "files": []}
NEW_ISSUE = ISSUE | {
    "urgent": True,
    "compound": "中华园",
    "building": "3号楼",
    "registered": True,
    "reporter": "王阿姨",
    "at": MOMENT,
    "spot": [39_962_100, 116_301_500],
}
REMINDER = {
    "question": "大门换不换",
    "closes_at": MOMENT,
    "group": "中华园邻里群",
    "chat": -1_001_234_567_890,
    "message": 7,
}
ELECTION = {
    "election_id": 1,
    "organ": "property",
    "way": "appointment",
    "seats": 5,
    "conditions": ["有时间 <b>&"],
    "days": 7,
    "candidates": [{"name": "王桂兰", "channel": "self", "posts": ["科长"]}] * 13,
    "until": MOMENT,
    "vacant": 1,
    "left": 1,
    "members": [{"name": "韩科长", "seat": "subdistrict"}],
    "names": ["王桂兰"],
    "by_lot": 1,
    "sums": {"voters": 10, "issued": 8, "returned": 7, "invalid": 1},
    "votes": [["<王桂兰>", 5], ["刘德胜", 4]],
    "enough": False,
    "number": "春晖街办〔2026〕12号",
    "day": "2026-12-20",
}
VOTERS = {"homes": 678, "until": MOMENT, "opens": MOMENT, "source": "居委会组织法第17条"}
PETITION = {
    "petition_id": 1,
    "organ": "property",
    "count": 38,
    "homes": 382,
    "wanted": 20,
    "source": "物业管理条例第13条",
    "reached": False,
}
ANNOUNCEMENT = {
    "label": LABEL,
    "text": "明天停水 <b>&",
    "due": MOMENT,
    "late": True,
    "corrected": MOMENT,
    "pin": True,
}
VOTE = {
    "vote_id": 1,
    "number": 3,
    "title": "解聘物业 <b>&",
    "text": "解聘现在的物业公司，三个月内另选一家。 <b>&",
    "hash": "8f3a21bc",
    "matter": "manager",
    "rule": "owners-general",
    "weight": "formal",
    "weight_source": "郑州市物业管理条例（2021）第17条",
    "heads": 678,
    "area": 6_102_000,
    "opens_at": MOMENT,
    "closes_at": "2026-12-24T12:00:00+00:00",
}
VOTE_RESULT = {
    "passed": True,
    "quorum_met": True,
    "set_aside": 1,
    "rejected": {"area": 1_000_000, "heads": 121},
    "abstained": {"area": 1_025_000, "heads": 104},
    "findings": [
        {"criterion": "quorum", "measure": "area", "count": 4_068_000, "of": 6_102_000},
        {"criterion": "quorum", "measure": "heads", "count": 452, "of": 678},
        {"criterion": "majority", "measure": "area", "count": 2_043_000, "of": 4_068_000},
        {"criterion": "majority", "measure": "heads", "count": 227, "of": 452},
    ],
}
HOME = {"kind": "owner", "name": "<陈>", "home": "3号楼2单元301"}
BOARD = {"compound_id": 1, "compound": "中华园 <b>&"}
