"""Permissions (权限): one table that can be printed, who may do what and where."""

from __future__ import annotations

from enum import StrEnum

from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place, RoleKind


class Act(StrEnum):
    """Acts that need a role (需要身份的事项)."""

    FOUND_COMPOUND = "found_compound"  # 建立小区
    APPOINT = "appoint"  # 任命
    APPOINT_LEADER = "appoint_leader"  # 任命楼栋长、网格员
    CONFIRM_RESIDENT = "confirm_resident"  # 确认居民登记
    SEE_ROSTER = "see_roster"  # 看名册
    BIND_GROUP = "bind_group"  # 绑定群
    HANDLE_ISSUE = "handle_issue"  # 答复、办结报事
    DECIDE_APPEAL = "decide_appeal"  # 看申诉有没有理
    BLOW_WHISTLE = "blow_whistle"  # 吹哨
    KEEP_PARTNERS = "keep_partners"  # 写包建单位
    KEEP_WISHES = "keep_wishes"  # 代登记微心愿、居中、遮住
    SERVE_ERRANDS = "serve_errands"  # 在窗口办事、改清单
    KEEP_CHECKLIST = "keep_checklist"  # 列问题清单、记办完
    FORM_TEAMS = "form_teams"  # 成立居民小组、请组员
    HOLD_MEETING = "hold_meeting"  # 办每月的议事会
    ASK_HOMES = "ask_homes"  # 征集问题
    KEEP_FUNDS = "keep_funds"  # 记账、复核
    TAKE_FEES = "take_fees"  # 收预交的费
    DO_HOURS = "do_hours"  # 做计时服务，签到
    START_POLL = "start_poll"  # 发起意见征询
    START_VOTE = "start_vote"  # 发起正式表决
    CONFIRM_VOTE = "confirm_vote"  # 核对表决结果
    RUN_ELECTION = "run_election"  # 办选举: conditions, notice, list, appointment, voters' list
    RUN_MATTER = "run_matter"  # 办楼栋小事
    RUN_PROCEDURE = "run_procedure"  # 办一征三议两公开
    CANVASS = "canvass"  # 表决时上门、录纸票、核对纸票
    ANNOUNCE = "announce"  # 发公告
    PUBLISH_BOARD = "publish_board"  # 把公示栏公开到网上、收起来
    EDIT_UNITS = "edit_units"  # 建门牌、改门牌
    IMPORT_REGISTRY = "import_registry"  # 导入名册
    EXPORT_REGISTRY = "export_registry"  # 导出名册
    SEE_HOUSEHOLD = "see_household"  # 看一户的登记情况
    DRAW_GRIDS = "draw_grids"  # 划网格
    PRINT_SLIPS = "print_slips"  # 印一户一码
    PRINT_POSTERS = "print_posters"  # 印二维码海报
    CHOOSE_PROFILE = "choose_profile"  # 选城市规则
    SET_LEADS = "set_leads"  # 写明水、电、气各找谁
    LINK_WALL = "link_wall"  # 接发布点、停用、看发布情况
    NAME_PROCESSOR = "name_processor"  # 写明由谁对个人信息负责


PERMISSIONS: dict[Act, frozenset[RoleKind]] = {
    Act.FOUND_COMPOUND: frozenset({RoleKind.OPERATOR}),
    Act.APPOINT: frozenset({RoleKind.OPERATOR}),
    Act.APPOINT_LEADER: frozenset({RoleKind.OPERATOR, RoleKind.COMMITTEE}),
    Act.CONFIRM_RESIDENT: frozenset({RoleKind.OPERATOR, RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER}),
    Act.SEE_ROSTER: frozenset({RoleKind.OPERATOR, RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER}),
    Act.BIND_GROUP: frozenset({RoleKind.OPERATOR, RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER}),
    Act.HANDLE_ISSUE: frozenset({RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER, RoleKind.GRID_WORKER}),
    Act.DECIDE_APPEAL: frozenset({RoleKind.COMMITTEE}),
    Act.BLOW_WHISTLE: frozenset({RoleKind.COMMITTEE, RoleKind.GRID_WORKER}),
    Act.KEEP_PARTNERS: frozenset({RoleKind.COMMITTEE}),
    Act.KEEP_WISHES: frozenset({RoleKind.COMMITTEE}),
    Act.SERVE_ERRANDS: frozenset({RoleKind.COMMITTEE}),
    Act.KEEP_CHECKLIST: frozenset({RoleKind.COMMITTEE}),
    Act.FORM_TEAMS: frozenset({RoleKind.COMMITTEE}),
    Act.HOLD_MEETING: frozenset({RoleKind.COMMITTEE}),
    Act.ASK_HOMES: frozenset({RoleKind.COMMITTEE}),
    Act.KEEP_FUNDS: frozenset({RoleKind.COMMITTEE}),
    Act.TAKE_FEES: frozenset({RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER}),
    Act.DO_HOURS: frozenset({RoleKind.COMMITTEE, RoleKind.GRID_WORKER, RoleKind.CONCERNED_UNIT}),
    Act.START_POLL: frozenset({RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER}),
    Act.START_VOTE: frozenset({RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER}),
    Act.CONFIRM_VOTE: frozenset({RoleKind.SCRUTINEER, RoleKind.COMMITTEE}),
    Act.RUN_ELECTION: frozenset({RoleKind.COMMITTEE}),
    Act.RUN_MATTER: frozenset({RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER}),
    Act.RUN_PROCEDURE: frozenset({RoleKind.COMMITTEE}),
    Act.CANVASS: frozenset({RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER, RoleKind.SCRUTINEER}),
    Act.ANNOUNCE: frozenset({RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER}),
    Act.PUBLISH_BOARD: frozenset({RoleKind.COMMITTEE}),
    Act.EDIT_UNITS: frozenset({RoleKind.OPERATOR, RoleKind.COMMITTEE}),
    Act.IMPORT_REGISTRY: frozenset({RoleKind.OPERATOR, RoleKind.COMMITTEE}),
    Act.EXPORT_REGISTRY: frozenset(
        {RoleKind.OPERATOR, RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER, RoleKind.GRID_WORKER}
    ),
    Act.SEE_HOUSEHOLD: frozenset({RoleKind.OPERATOR, RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER}),
    Act.DRAW_GRIDS: frozenset({RoleKind.OPERATOR, RoleKind.COMMITTEE}),
    Act.PRINT_SLIPS: frozenset({RoleKind.OPERATOR, RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER}),
    Act.PRINT_POSTERS: frozenset(
        {RoleKind.OPERATOR, RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER, RoleKind.GRID_WORKER}
    ),
    Act.CHOOSE_PROFILE: frozenset({RoleKind.OPERATOR, RoleKind.COMMITTEE}),
    Act.SET_LEADS: frozenset({RoleKind.OPERATOR, RoleKind.COMMITTEE}),
    Act.LINK_WALL: frozenset({RoleKind.OPERATOR, RoleKind.COMMITTEE}),
    Act.NAME_PROCESSOR: frozenset({RoleKind.OPERATOR, RoleKind.COMMITTEE}),
}


def appointing(kind: RoleKind) -> Act:
    """Which act it is to give this role (任命)."""
    return Act.APPOINT if kind is RoleKind.COMMITTEE else Act.APPOINT_LEADER


def printed() -> list[str]:
    """The table in lines (权限表), an act each: `act | role, role`, in the order of the kinds."""
    return [
        f"{act.value} | {', '.join(kind.value for kind in RoleKind if kind in PERMISSIONS[act])}" for act in PERMISSIONS
    ]


def permit(actor: Actor, act: Act, place: Place) -> Refusal | None:
    """None when `actor` may do `act` in `place`; else the refusal that names who may."""
    allowed = PERMISSIONS[act]
    if any(role.kind in allowed and role.place.covers(place) for role in actor.roles):
        return None
    return Refusal(Reason.NOT_PERMITTED, {"act": act.value, "who": sorted(kind.value for kind in allowed)})


def places(actor: Actor, act: Act) -> tuple[Place, ...]:
    """Where `actor` may do `act`, in the order the roles were given."""
    allowed = PERMISSIONS[act]
    return tuple(dict.fromkeys(role.place for role in actor.roles if role.kind in allowed))


def first_compound(actor: Actor, act: Act) -> Place | None:
    """The first compound where `actor` may do `act`; None: nowhere."""
    return next((Place(place.compound_id) for place in places(actor, act) if place.compound_id is not None), None)
