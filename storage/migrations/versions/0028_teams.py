"""居民小组: groups of residents, who is in them, and which group a list belongs to."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "teams",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("made_by", KEY, nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_teams_compound_id")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_teams_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("compound_id", "kind", name=op.f("uq_teams_compound_id_kind")),
    )
    op.create_table(
        "team_members",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("named_by", KEY, nullable=True),
        sa.Column("named_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_team_members_team_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_team_members_person_id")),
        sa.ForeignKeyConstraint(["named_by"], ["people.id"], name=op.f("fk_team_members_named_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_members")),
        sa.UniqueConstraint("team_id", "person_id", name=op.f("uq_team_members_team_id_person_id")),
    )
    with op.batch_alter_table("team_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_members_person_id"), ["person_id"], unique=False)
    with op.batch_alter_table("checklists", schema=None) as batch_op:
        batch_op.add_column(sa.Column("team_id", KEY, nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_checklists_team_id"), "teams", ["team_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("checklists", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_checklists_team_id"), type_="foreignkey")
        batch_op.drop_column("team_id")
    op.drop_table("team_members")
    op.drop_table("teams")
