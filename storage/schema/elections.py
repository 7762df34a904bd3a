"""Tables of elections (选举): conditions, candidacies with who signed, objections, petitions, counts on paper."""

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, String, Table, UniqueConstraint

from storage.schema.base import Json, Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

elections = Table(
    "elections",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    to("buildings", "building_id", nullable=True),
    Column("organ", String(32), nullable=False),
    Column("seats", Integer, nullable=False),
    Column("conditions", Json, nullable=False),  # 资格条件, published before anybody is nominated
    Column("terms", Json, nullable=False),  # what the profile said on that day
    Column("state", String(16), nullable=False),
    to("people", "started_by"),
    Column("opened_at", Moment, nullable=False),
    Column("noticed_at", Moment),
    Column("notice_until", Moment),
    to("votes", "vote_id", nullable=True),
    Column("settled_at", Moment),
    to("people", "recorded_by", nullable=True),
    to("people", "confirmed_by", nullable=True),  # 聘任由第二个人核对
    Column("group_state", String(8)),  # 筹备组: posted, or changed since
    Column("document", Json),  # 聘任文件
    Column("result", Json),
    Column("filed_on", String(10)),  # 备案
    Column("handed_on", String(10)),  # 移交
    CheckConstraint("seats > 0", name="seats"),
)

candidacies = Table(
    "candidacies",
    metadata,
    own_id(),
    to("elections", "election_id", index=True),
    to("people", "person_id", nullable=True),
    Column("name", Sealed(), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("resident", Boolean, nullable=False),
    Column("posts", Sealed(facts=True), nullable=False),  # 交叉任职, as declared
    to("people", "added_by", nullable=True),
    Column("at", Moment, nullable=False),
    Column("consents", Boolean, nullable=False, server_default="0"),
    Column("on_paper", Boolean, nullable=False, server_default="0"),  # 本人书面同意
    to("people", "seen_by", nullable=True),  # who has seen it
    Column("fulfils", Boolean, nullable=False, server_default="0"),
    Column("noticed", Boolean, nullable=False, server_default="0"),  # on the candidates' notice
    Column("out", Boolean, nullable=False, server_default="0"),
    Column("withdrawn", Boolean, nullable=False, server_default="0"),
    Column("elected", Boolean, nullable=False, server_default="0"),
    UniqueConstraint("election_id", "person_id"),
)

candidacy_signers = Table(
    "candidacy_signers",
    metadata,
    own_id(),
    to("candidacies", "candidacy_id"),
    Column("home", String(32), nullable=False),  # a home signs once
    to("people", "person_id", nullable=True),
    Column("at", Moment, nullable=False),
    UniqueConstraint("candidacy_id", "home"),
)

candidacy_objections = Table(
    "candidacy_objections",
    metadata,
    own_id(),
    to("candidacies", "candidacy_id", index=True),
    to("people", "person_id", nullable=True),
    Column("words", Sealed(), nullable=False),
    Column("at", Moment, nullable=False),
    Column("upheld", Boolean),  # None: not answered yet
    Column("answer", Sealed()),
    to("people", "answered_by", nullable=True),
)

petitions = Table(
    "petitions",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    to("buildings", "building_id", nullable=True),
    Column("organ", String(32), nullable=False),
    Column("share", Json, nullable=False),  # the share of homes that is asked for
    Column("source", String(64), nullable=False),
    Column("homes", Integer, nullable=False),  # of how many
    to("people", "started_by", nullable=True),
    Column("at", Moment, nullable=False),
    Column("reached_at", Moment),
)

petition_signatures = Table(
    "petition_signatures",
    metadata,
    own_id(),
    to("petitions", "petition_id"),
    to("dwelling_units", "unit_id", index=True),
    to("people", "person_id", nullable=True),
    Column("withdrawn", Boolean, nullable=False, server_default="0"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("petition_id", "unit_id", "person_id"),
)

election_members = Table(
    "election_members",
    metadata,
    own_id(),
    to("elections", "election_id"),
    Column("name", Sealed(), nullable=False),
    Column("seat", String(32), nullable=False),
    to("people", "added_by", nullable=True),
)

count_sheets = Table(
    "count_sheets",
    metadata,
    own_id(),
    to("elections", "election_id", index=True),
    Column("sheet", Json, nullable=False),  # issued, returned, invalid, votes by candidacy
    to("people", "entered_by"),
    Column("entered_at", Moment, nullable=False),
    to("people", "confirmed_by", nullable=True),
    Column("confirmed_at", Moment),
    CheckConstraint("entered_by <> confirmed_by", name="second_person"),
)

voter_lists = Table(
    "voter_lists",
    metadata,
    own_id(),
    to("elections", "election_id"),
    Column("answer_days", Integer, nullable=False),
    Column("source", String(64), nullable=False),
    to("people", "posted_by"),
    Column("posted_at", Moment, nullable=False),
    Column("objections_until", Moment, nullable=False),
    Column("opens_at", Moment, nullable=False),  # from then on ballots may be given out
    UniqueConstraint("election_id"),
)

voter_list_homes = Table(
    "voter_list_homes",
    metadata,
    own_id(),
    to("voter_lists", "list_id"),
    to("dwelling_units", "unit_id", index=True),
    UniqueConstraint("list_id", "unit_id"),
)

voter_objections = Table(
    "voter_objections",
    metadata,
    own_id(),
    to("voter_lists", "list_id", index=True),
    to("people", "person_id", nullable=True),
    Column("words", Sealed(), nullable=False),
    Column("at", Moment, nullable=False),
    Column("answer_by", Moment, nullable=False),
    Column("upheld", Boolean),  # None: not answered yet
    Column("answer", Sealed()),
    to("people", "answered_by", nullable=True),
)

election_turnout = Table(
    "election_turnout",
    metadata,
    own_id(),
    to("elections", "election_id"),
    Column("round", Integer, nullable=False),  # counts that were confirmed before, and one
    to("dwelling_units", "unit_id", index=True),
    to("people", "by"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("election_id", "round", "unit_id"),  # a home is given one ballot
)
