"""公共用房和场地: rooms stand behind an account too, and a contract says which of them it lets."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

VOIDS = """
DELETE FROM fund_deeds WHERE kind = 'void' AND EXISTS (
    SELECT 1 FROM fund_deeds AS rooms
    WHERE rooms.fund_id = fund_deeds.fund_id AND rooms.kind = 'room'
    AND CAST(rooms.number AS VARCHAR(18)) = fund_deeds.code
)
"""
"""Without its room a 作废 would take back whatever is written under the number next."""


def upgrade() -> None:
    with op.batch_alter_table("fund_deeds", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owned", sa.String(length=16), server_default="", nullable=False))
        batch_op.add_column(sa.Column("use", sa.String(length=16), server_default="", nullable=False))
        batch_op.add_column(sa.Column("area", sa.BigInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("room", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("matter_id", KEY, nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_fund_deeds_matter_id"), "matters", ["matter_id"], ["id"])


def downgrade() -> None:
    op.execute(VOIDS)  # first: they are known by the rooms they take back
    op.execute("DELETE FROM fund_deeds WHERE kind = 'room'")
    with op.batch_alter_table("fund_deeds", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_fund_deeds_matter_id"), type_="foreignkey")
        batch_op.drop_column("matter_id")
        batch_op.drop_column("room")
        batch_op.drop_column("area")
        batch_op.drop_column("use")
        batch_op.drop_column("owned")
