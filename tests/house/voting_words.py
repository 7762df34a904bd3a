"""Families of words (文案族) of votes of several constituencies and among options."""

from collections.abc import Iterable

from domain.vote_wizard import AMONG
from domain.voting.constituencies import BY_HOMES, MEMBERS, Constituency
from domain.voting.deemed import Precondition
from domain.voting.deliveries import DeliveryWay
from domain.voting.owners_matters import MatterGroup
from domain.voting.papers import VoidReason
from handlers import voting_doubts
from rendering import door_list, vote_proxies
from rendering.elections_voters import VOTERS_COLUMNS
from rendering.vote_doors import TO_TICK

COUNTED_AS = ("meeting", "heads", "homes")
OTHERS = set(Constituency) - {Constituency.OWNERS}

HEADS = (
    *vote_proxies.TOLD,
    *("posted", "card", "consulted", "called", "cancelled", "to_confirm", "result", "objection"),
    *("naming", "doors", "papers", "paper_void", "meeting", "hands", "doubt", "looked"),
)
"""What a notice or a screen of a vote begins with, beside its state."""

OF_PAPERS = ("paper_ballot", "paper_receipt", "paper_withdrawn", "paper_void", "proxy_stands")
"""Notes for letter boxes that come of a vote."""

FAMILIES: dict[str, Iterable[str]] = {
    "paper.ballot.hash*": ("", "_card"),
    "paper.ballot.signed_*": ("heads", "homes"),
    "paper.ballot.worth_*": ("heads", "homes"),
    "paper.doors.*": {*door_list.COLUMNS, *TO_TICK, *VOTERS_COLUMNS},
    "households.paper.*": ("joined", "cleared", *OF_PAPERS),
    "refusals.wrong_state.vote_roll_*": MEMBERS.keys() | BY_HOMES,
    "voting.ballot.*": ("yes-no-abstain", *AMONG),
    "voting.enough_*": COUNTED_AS,
    "voting.lacking_*": COUNTED_AS,
    "voting.turnout_*": COUNTED_AS,
    "voting.meeting.*": ("hands_sent", "hands_nobody", "hands_counted", "hands_again", "silent", "absent"),
    "voting.measures.*": ("area", "heads", "homes"),
    "voting.proxy.line_*": ("entered", "confirmed"),
    "voting.void.*": VoidReason,
    "voting.result.papers_*": ("void", "disowned"),
    "voting.units.*": ("area", "heads", "homes"),
    "voting.mine.nobody_*": OTHERS,
    "voting.posted.roll_*": OTHERS,
    "voting.result.others_*": COUNTED_AS,
    "voting.matters.*": MatterGroup,
    "voting.doubt.ask_*": voting_doubts.STEP.values(),
    "voting.doubt.seen_*": voting_doubts.STEP.values(),
    "voting.doubt.sent_*": voting_doubts.STEP.values(),
    "voting.key.send_*": voting_doubts.STEP.values(),
    "voting.seat.*": Constituency,
    "voting.delivery_way.*": DeliveryWay,
    "voting.silence.*": ("follow_majority", "participate_only"),
    "voting.deemed.*": ("follow_majority", "participate_only"),
    "voting.wanting.*": Precondition,
    "voting.whose.*": Constituency,
    "voting.options.*": (
        "chosen",
        "none",
        "elected",
        "none_elected",
        "no_quorum",
        "tied",
        "again",
        "standing",
        "enough",
        "short",
    ),
}
