"""One set of facts for every template of a notice, as the rooms freeze them: what the channel must be able to send."""

from __future__ import annotations

from typing import Any

from rendering.elections_notices import TOLD
from sandbox.client import Message
from tests.channels.sample_facts import (
    ANNOUNCEMENT,
    BOARD,
    CONSULTATION,
    ELECTION,
    FAULT,
    FELL,
    FULL,
    FUND_DAYS,
    FUND_DEED,
    FUND_LINE,
    FUND_SUMS,
    HOME,
    ISSUE,
    LABEL,
    LATE,
    MATTER,
    MEETING,
    MOMENT,
    NEW_ISSUE,
    NEWS,
    OBJECTING,
    PERIOD,
    PETITION,
    PLACED,
    POLL,
    PROPOSAL,
    RATED,
    REMINDER,
    RESULT,
    SOUNDING,
    STEP,
    VOTE,
    VOTE_RESULT,
    VOTERS,
    WALL,
)
from tests.channels.sample_fees import FEES

Facts = dict[str, Any]


def enclosure(message: Message) -> dict[str, str]:
    """The file of a message that somebody sent, as facts name it."""
    kind = next(kind for kind in ("photo", "document", "voice", "video") if kind in message.raw)
    file = message.raw[kind][-1] if kind == "photo" else message.raw[kind]
    return {"kind": kind, "file_id": file["file_id"]}


WORDS: dict[str, Facts] = {
    "registry.accepted": PLACED | {"name": "李楼长"},
    "offices.handed_over": PLACED | {"name": "李楼长", "before": "张三"},
    "offices.ended": PLACED | {"name": "李楼长"},
    "offices.laid_down": PLACED | {"name": "李楼长", "fill": [1, "building_leader", "", "building", 3]},
    "households.joined": HOME | {"role_id": 1, "vouch": True},
    "households.alarm": HOME | {"own": False, "by": "王阿姨", "unit_id": 1},
    "households.to_check": HOME | {"role_id": 1, "basis": "unmatched", "unit_id": 1},
    "households.lost_slip": HOME | {"unit_id": 1},
    "households.notes": {"compound_id": 1, "place": "中华园3号楼"},
    **{f"households.{told}": HOME for told in ("cleared", "left", "suspended", "vouched")},
    "registry.home_request": PLACED | {"request_id": 1, "name": "王阿姨"},
    "registry.home_confirmed": PLACED,
    "registry.home_declined": PLACED,
    "chats.standing": {"title": "3号楼邻居", "state": "muted"},
    "chats.where": {"chat": 1, "title": "3号楼邻居", "choices": [[1, 0, "中华园"], [1, 3, "中华园3号楼"]]},
    "chats.waiting": {"chat": 1, "title": "3号楼邻居"},
    "chats.knock": {"chat": 1, "title": "3号楼邻居"},
    "chats.hello": {},
    "issues.card": ISSUE | {"building": "3号楼", "kinds": [], "state": "reported", "since": MOMENT},
    "issues.followed": ISSUE | {"state": "accepted", "files": []},
    "issues.lines": {"lines": [{"number": "0001", "text": "电梯坏了 <b>&", "n": 55}]},
    "issues.hidden": {"id": 1, "number": "0001", "reason": "rude"},
    "issues.rating": ISSUE
    | {"step_id": 1, "what": "appealed", "content": "fair", "compound": "中华园", "building": "3号楼"},
    "issues.late": ISSUE
    | {
        "compound": "中华园",
        "building": "3号楼",
        "level": 5,
        "cause": "late",
        "missed": MOMENT,
        "answered": True,
        "late": 2,
        "holder": "赵主任",
        "lead": "自来水公司 <b>&",
        "text": "漏水",
    },
    "issues.late_reporter": {"id": 1, "number": "0001", "late": 2, "missed": MOMENT},
    "issues.question": {"id": 1, "number": "0001"},
    "issues.root_cause": {
        **{"cause_id": 1, "compound": "中华园", "building": "3号楼2单元 <b>&", "category": "lift", "n": 3, "days": 90},
        "numbers": ["0012", "0034", "0051"],
    },
    "issues.urgent": {"id": 1, "number": "0001", "compound": "中华园", "building": "3号楼"}
    | {"criterion": "danger", "answer_by": MOMENT, "done_by": MOMENT, "missed": "answer", "lowered": False}
    | {"reason": "", "event": "missed_answer"},
    "issues.fault_card": FAULT,
    "issues.fault": FAULT | {"event": "late"},
    "polls.poll": POLL,
    "polls.result": RESULT,
    "polls.finished": RESULT | {"poll": 1},
    "polls.kept": RESULT | {"poll": 1},
    "polls.cancelled": {"question": "大门换不换", "why": "unsent"},
    "polls.reminder": REMINDER,
    "voting.posted": VOTE,
    "voting.card": VOTE | {"voted_heads": 431, "voted_area": 3841200},
    "voting.cancelled": VOTE,
    "voting.reminder": VOTE,
    **{
        f"voting.paper_{told}": VOTE | {"paper_id": 1, "serial": 137}
        for told in ("to_check", "unchecked", "rejected", "counted", "disowned", "withdrawn")
    },
    **{
        f"voting.proxy_{told}": VOTE | {"proxy_id": 1, "homes": "3号楼1单元301", "holder": "李建国"}
        for told in ("to_check", "stands", "given", "ended")
    },
    "voting.paper_void": VOTE | {"paper_id": 1, "serial": 137, "why": "unclear"},
    "voting.called": VOTE,
    "voting.to_confirm": VOTE,
    "voting.home_voted": VOTE | {"units": ["3号楼2单元301"]},
    "voting.hands": VOTE | {"hands": 3},
    "voting.result": VOTE | {"result": VOTE_RESULT, "objections_until": MOMENT, "dismissal_ends": "2027-01-23"},
    **{
        f"voting.{said}": VOTE | {"head_id": 1, "units": ["3号楼1单元301"], "name": "<王桂兰>"}
        for said in ("naming", "named")
    },
    "voting.doubt": VOTE | {"said": "纸票少了一张 <b>&"},
    "voting.looked": VOTE | {"said": "纸票都对过了 <b>&"},
    "voting.objection": VOTE | {"by": "<王阿姨>", "said": "我家面积写错了 <b>&"},
    **{f"elections.{said}": ELECTION for said in TOLD if said != "objection"},
    "elections.objection": ELECTION | {"name": "王桂兰", "said": "没有时间 <b>&"},
    "elections.answer": ELECTION | {"name": "王桂兰", "upheld": False, "answer": "有时间"},
    "elections.voters": ELECTION | VOTERS,
    "elections.voter_objection": ELECTION | {"said": "漏了一户 <b>&", "until": MOMENT},
    "elections.voter_answer": ELECTION | {"upheld": True, "answer": "补上了"},
    "elections.voters_answered": ELECTION | {"upheld": False, "answer": "户主会回来 <b>&"},
    "elections.petition": PETITION,
    "elections.reached": PETITION | {"reached": True},
    "answers.told": {
        "matter_id": 1,
        "number": 1,
        "title": "院内路灯 <b>&",
        "words": "太暗 <b>&",
        "verdict": "partly",
        "reason": "换灯 <b>&",
    },
    **{f"proposals.{said}": PROPOSAL for said in ("card", "reached", "remind", "overdue")},
    **{
        f"proposals.{said}": PROPOSAL | {"state": "refused", "reason": "没有地方 <b>&"} for said in ("answered", "told")
    },
    "tasks.late": LATE | {"level": 1},
    "tasks.late_group": LATE | {"level": 2},
    "ratings.reminder": MATTER | {"procedure": "six_steps"},
    "ratings.over": RATED,
    "matter_news.digest": {"matters": [NEWS, NEWS | {"matter_id": 2, "number": 2}]},
    "deliberation.card": MATTER,
    "deliberation.door_wanted": MATTER | {"building_id": 3, "closes": None},
    "deliberation.move_asked": FULL,
    "deliberation.move_returned": FULL | {"words": "预算没写清楚 <b>&"},
    "deliberation.stop_asked": FULL | {"words": "街道另有安排 <b>&"},
    "deliberation.revise_asked": FULL | {"words": "住户提的 <b>&"},
    "deliberation.revise_waits": FULL | {"words": "住户提的 <b>&"},
    "deliberation.revise_declined": FULL | {"words": "已经定下了 <b>&"},
    "deliberation.move_waits": FULL,
    "deliberation.stop_waits": FULL | {"words": "街道另有安排 <b>&"},
    "deliberation.lapsed": FULL | {"asked": "move", "why": "time"},
    "deliberation.stop_declined": FULL | {"words": "征求了一半 <b>&"},
    "deliberation.announced": FULL
    | {"stage": "reporting", "text": "装36盏灯 <b>&", "money": {"spent": 12_480_000, "budget": 12_600_000}},
    "deliberation.paper_wanted": FULL,
    "deliberation.corrected": FULL | {"words": "36盏误写为63盏 <b>&"},
    "deliberation.applied": FULL | {"application": {"day": "2026-11-23", "by": "committee", "checked": True}},
    "deliberation.application_asked": FULL | {"application": {"day": "2026-11-23", "by": "committee"}},
    "deliberation.receipt_lost": FULL | {"application": {"day": "2026-11-23", "by": "committee"}},
    "deliberation.application_waits": FULL | {"application": {"day": "2026-11-23", "by": "committee"}},
    "deliberation.objected": FULL | {"objection": 1, "words": "晃眼 <b>&"},
    "deliberation.objection_answered": FULL | {"objection": 1, "words": "晃眼 <b>&", "answer": "灯罩朝下 <b>&"},
    "deliberation.called_up": FULL | {"stage": "residents", "ends": None, "called_up": OBJECTING},
    "deliberation.fallen": FULL | {"stage": "residents", "ends": None, "figures": {"residents": FELL}},
    "deliberation.overtaken": FULL | {"stage": "soliciting", "words": "灯太亮 <b>&"},
    "deliberation.fallen_lead": FULL | {"stage": "residents", "ends": None},
    "consultations.answered": CONSULTATION | {"unit": "消防 <b>&", "says": "amend"},
    "consultations.chase": CONSULTATION | {"units": ["消防 <b>&", "供电"]},
    "issues.month": {
        **{"compound_id": 1, "compound": "中华园 <b>&", "first": "2026-11-01"},
        **{"now": PERIOD, "before": PERIOD | {"satisfied": [0, 0], "median": None, "oldest": None}},
    },
    "issues.week": {"compound_id": 1, "monday": "2026-11-23", **PERIOD},
    "issues.unaccepted": {
        **{"id": 1, "number": "0001", "compound": "中华园", "building": "3号楼 <b>&"},
        **{"holder": "孙网格", "since": MOMENT},
    },
    "whistles.told": {
        **{"whistle_id": 1, "unit_id": 1, "unit": "消防 <b>&", "topic": "消防通道 <b>&"},
        **{"event": "coming", "words": "马上来 <b>&", "comes_at": MOMENT},
    },
    "errands.told": {
        **{"errand_id": 1, "number": 3, "service": "门禁卡 <b>&", "event": "missing", "words": ""},
        **{"missing": ["身份证 <b>&"], "until": None},
    },
    "wishes.told": {
        **{"wish_id": 1, "number": 12, "wish": "要一副老花镜 <b>&", "event": "remind", "words": ""},
        **{"until": MOMENT},
    },
    "checklists.card": {"checklist_id": 1, "title": "消防清单 <b>&", "struck": 1, "items": 6},
    "checklists.told": {
        **{"checklist_id": 1, "title": "消防清单 <b>&", "item_id": 1, "number": 1},
        **{"spot": "车库 <b>&", "words": "缺灭火器", "event": "look"},
    },
    "teams.told": {"team_id": 1, "kind": "cleaning", "compound": "中华园 <b>&", "event": "asked", "n": 2},
    "meetings.notice": MEETING,
    "funds.waiting": FUND_LINE,
    **FEES,
    **dict.fromkeys(("boards.asked", "boards.opened", "boards.declined", "boards.closed"), BOARD),
    "funds.declined": FUND_LINE | {"why": "金额和发票不一样 <b>&"},
    **dict.fromkeys(("funds.deed_waiting", "funds.deed_declined"), FUND_DEED),
    **dict.fromkeys(("funds.drafted", "funds.signed", "funds.chased"), FUND_DAYS),
    **dict.fromkeys(("funds.opening", "funds.reopened"), FUND_DAYS | {"why": "漏了一张发票 <b>&"}),
    "funds.statement": FUND_DAYS | FUND_SUMS,
    "walls.trial": {"compound": "中华园 <b>&"},
    "walls.to_confirm": WALL,
    "walls.on": WALL,
    "walls.failed": WALL | {"label": LABEL, "why": "wecom 93000"},
    "meetings.held": MEETING,
    "soundings.card": SOUNDING,
    "soundings.result": SOUNDING,
    "soundings.finished": SOUNDING,
    "deliberation.stopped": MATTER | {"stage": "stopped", "ends": None, "reason": "街道给装了 <b>&"},
    "deliberation.time_over": MATTER,
    "deliberation.not_done": MATTER | {"words": "六楼不亮 <b>&"},
    "deliberation.doubt_asked": MATTER | {"words": "六楼换了灯泡 <b>&", "until": "2026-12-09T02:00:00+00:00"},
    "deliberation.doubt_waits": MATTER | {"words": "六楼换了灯泡 <b>&", "until": "2026-12-09T02:00:00+00:00"},
    "announcements.post": ANNOUNCEMENT,
    "announcements.unsent": {"announcement_id": 1, "label": LABEL},
    "outbox.doubt": {"notice_id": 1, "label": LABEL, "group": "中华园邻里群"},
    "outbox.failed": {"label": LABEL, "group": "中华园邻里群", "why": "chat closed"},
    "upkeep.backup_failed": {},
    "upkeep.files_full": {},
}
"""Template → facts, where they are words alone."""

FILES: dict[str, Facts] = {
    "issues.staff": NEW_ISSUE,
    "issues.files": {"number": "0001"},
    "deliberation.done": MATTER | {"stage": "reporting", "words": "都装好了"},
    "tasks.photos": {"before": 1, "after": 1},
    "deliberation.photos": {"matter_id": 1, "title": "院内路灯 <b>&", "counts": {"work": 1, "notice": 1}},
    "issues.told": ISSUE
    | STEP
    | {"resumes": None, "main": None, "until": MOMENT, "state": "declined", "why": "private"},
    "issues.work": ISSUE | STEP | {"step": "done", "compound": "中华园", "building": "3号楼"},
    "announcements.files": {"label": LABEL},
}
"""Template → facts, where files go with them."""


def samples(files: list[dict[str, str]]) -> dict[str, Facts]:
    """All of them; `files` are known to the messenger."""
    return WORDS | {template: facts | {"files": files} for template, facts in FILES.items()}
