"""The list of formal votes (表决清单): what each is, where it stands, and for those who may, the way to a new one."""

from __future__ import annotations

from collections.abc import Sequence

from domain.issues import shorten
from domain.voting.votes import LegalWeight, Vote, VoteState
from rendering.deliberation_buttons import NewMatter
from rendering.election_buttons import OpenElections
from rendering.menu import go
from rendering.proposal_buttons import OpenProposals
from rendering.screens import Key, Screen, rows
from rendering.texts import Texts
from rendering.voting_buttons import NewVote, ShowVote
from rendering.voting_screens import SHORT_TITLE, state_of


def votes(texts: Texts, found: Sequence[Vote], *, starts: bool) -> Screen:
    """正式表决: the votes, and for those who may, the way to a new one."""
    keys = [Key(f"{_listed(texts, vote)} · {shorten(vote.title, SHORT_TITLE)}", ShowVote(vote.id)) for vote in found]
    new = [Key(texts.plain("deliberation.key.new"), NewMatter()), Key(texts.plain("voting.key.new"), NewVote())]
    words = texts.say("voting.list.head" if found else "voting.list.none")
    elected = Key(texts.plain("elections.key.all"), OpenElections())
    proposed = Key(texts.plain("proposals.key.list"), OpenProposals())
    more = rows(*(new if starts else ()), elected, proposed)
    return Screen(words, (*rows(*keys, per_row=1), *more, (go(texts, "start"),)))


def _listed(texts: Texts, vote: Vote) -> str:
    """The same in the list of votes, where nothing else says that it is no formal vote."""
    consulted = vote.state is VoteState.OPEN and vote.weight is LegalWeight.CONSULTATIVE
    return texts.plain("voting.consulted") if consulted else texts.plain(f"voting.state.{state_of(vote)}")
