"""The notice of candidates (候选人公示): whom the list names, by which channel, what each has declared."""

from __future__ import annotations

from collections.abc import Sequence

from domain.bulletins import Lettering, PaperHead
from domain.elections import Candidacy, Election
from rendering.bulletin_form import Sheet, listing, sheet
from rendering.elections_words import organ
from rendering.texts import Texts


def candidates_sheet(
    texts: Texts,
    head: PaperHead,
    election: Election,
    members: Sequence[Candidacy],
    lettering: Lettering = Lettering.PLAIN,
) -> Sheet:
    """候选人: in the order of the list; only what each has declared for the notice."""
    called = organ(texts, election.organ)
    lead = texts.plain("bulletin.lead.candidates", organ=called, seats=election.seats, n=len(members))
    rows = [_row(texts, n, one) for n, one in enumerate(members, start=1)]
    middle = {
        "lead": [lead],
        "listing": listing(texts, ("#row", "name", "+channel", "party", "+posts"), rows),
        "after": [texts.plain("bulletin.after.candidates")],
    }
    return sheet(texts, head, lettering, "bulletin_listing.typ", middle, (lead,), about=called)


def _row(texts: Texts, n: int, one: Candidacy) -> list[str]:
    candidate = one.candidate
    party = "—" if candidate.party is None else texts.plain("bulletin.yes" if candidate.party else "bulletin.no")
    posts = texts.plain("voting.between").join(candidate.cross_posts) or "—"
    return [str(n), one.name, texts.plain(f"elections.channel.{candidate.channel}"), party, posts]
