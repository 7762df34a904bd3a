"""What a matter offers whoever reads it (能做什么), by where it stands and who they are; the next action first."""

from __future__ import annotations

from collections.abc import Mapping

from domain.deliberation.matters import Matter, MatterPage, deciding_vote
from domain.deliberation.outlooks import passed
from domain.deliberation.stages import MatterAct, Need, Stage
from rendering.answer_buttons import ReadDigest
from rendering.buttons import Button
from rendering.consultation_buttons import ShowUnits
from rendering.deliberation_buttons import (
    AskEvening,
    DoubtWork,
    FetchBundle,
    FinishWork,
    MatterPhotos,
    ReadMatter,
    ReadOpinions,
    SettleDoubt,
    ShowWork,
    SpeakOnMatter,
)
from rendering.deliberation_doors import door_key
from rendering.deliberation_full_buttons import (
    AskGrow,
    NoteRecord,
    ObjectToMatter,
    ReadObjections,
    ReadRecords,
    ReadVersion,
    RunMatter,
    ShowApplication,
    ShowWay,
)
from rendering.deliberation_lines import beginning
from rendering.deliberation_stops import stop_keys
from rendering.issues_chain import chain_of_matter
from rendering.screens import Key
from rendering.task_buttons import OpenRating, OpenTasks
from rendering.texts import Texts
from rendering.voting_buttons import ShowVote
from rendering.wall_buttons import ShowPublished

ORDER = (
    *("fixed", "still_not", "accept", "rate", "put", "done", "work", "run", "check_application"),
    *("door", "object", "not_done", "speak", "enter"),
    *(
        "opinions",
        "rated",
        "bundle",
        "published",
        "digest",
        "objections",
        "tasks",
        "way",
        "vote",
        "owners_vote",
        "residents_vote",
        "units",
    ),
    *("photos", "read", "records", "versions", "grow", "stop", "chain"),
)
"""What is asked of somebody before what can be read; what ends it last. A vote that is on comes before all of it."""

SPOKEN = frozenset({MatterAct.OBJECT, MatterAct.REPLY})
"""Acts of the steps in which objections are read and answered."""

WORKED = frozenset({Stage.DOING, Stage.REPORTING, Stage.RATING, Stage.ARCHIVED})
"""Stages in which everybody may see how far the work is."""

Offers = Mapping[str, tuple[bool, Button]]


def offered(texts: Texts, found: MatterPage) -> list[Key]:
    """Everything this reader can do with it and read of it."""
    matter = found.matter
    offers = {**_to_do(found), **_to_read(found), **(_full(found) if matter.full else _leading(found))}
    keys = {name: [Key(texts.plain(_label(name), n=found.photos), press)] for name, (on, press) in offers.items() if on}
    if found.chained:
        keys["chain"] = [chain_of_matter(texts, matter.id)]
    if found.doorless:
        keys["door"] = [door_key(texts, found.doorless)]
    if found.leads and not matter.full:
        keys["stop"] = stop_keys(texts, found)
    if matter.stage is Stage.VOTING and matter.vote_id is not None:
        keys["vote"] = [Key(texts.plain("deliberation.key.vote_now"), ShowVote(matter.vote_id))]
    votes = {"vote": matter.vote_id, "owners_vote": matter.owners_vote_id, "residents_vote": matter.residents_vote_id}
    now = [name for name, number in votes.items() if number is not None and number == deciding_vote(matter)]
    return [key for name in (*now, *(one for one in ORDER if one not in now)) for key in keys.get(name, ())]


ELSEWHERE = {"digest": "answers.key.digest", "published": "walls.key.published"}
"""Labels that another room words."""


def _label(name: str) -> str:
    return ELSEWHERE.get(name, f"deliberation.key.{name}")


def _to_do(found: MatterPage) -> Offers:
    """What any neighbour can do."""
    matter = found.matter
    acts = matter.procedure.step(matter.stage).acts
    doubts = MatterAct.NOT_DONE in acts and found.concerned and not found.own
    return {
        "speak": (MatterAct.SPEAK in acts, SpeakOnMatter(matter.id, 0)),
        "fixed": (found.asked_again, SettleDoubt(matter.id)),
        "still_not": (found.asked_again, DoubtWork(matter.id)),
        "not_done": (doubts and not found.asked_again, DoubtWork(matter.id)),
    }


def _to_read(found: MatterPage) -> Offers:
    """What was said, decided and shown; the whole text where it is long; its file once it is over."""
    matter = found.matter
    votes = {"vote": matter.vote_id, "owners_vote": matter.owners_vote_id, "residents_vote": matter.residents_vote_id}
    return {
        "opinions": (found.heard.total > 0, ReadOpinions(matter.id, 0)),
        "digest": (matter.procedure.wants(Need.ANSWERED), ReadDigest(matter.id, 0)),
        "read": (matter.over or beginning(matter).endswith("…"), ReadMatter(matter.id)),
        "photos": (found.photos > 0, MatterPhotos(matter.id)),
        "bundle": (matter.over, FetchBundle(matter.id)),
        "published": (matter.over or (matter.stage in WORKED and not found.leads), ShowPublished("matter", matter.id)),
        **{name: (number is not None, ShowVote(number or 0)) for name, number in votes.items()},
    }


def _full(found: MatterPage) -> Offers:
    """What a full matter has besides; whoever runs it does so on a screen of its own."""
    matter = found.matter
    acts = matter.procedure.step(matter.stage).acts
    accepting = Need.ACCEPTED in {one.need for one in found.missing} and found.concerned and not found.leads
    return {
        "run": (found.leads and not matter.over, RunMatter(matter.id)),
        "check_application": (found.to_check is not None and matter.over, ShowApplication(matter.id)),
        "object": (MatterAct.OBJECT in acts and found.objects, ObjectToMatter(matter.id)),
        "units": (_consulted(matter), ShowUnits(matter.id, 0)),
        "objections": (bool(SPOKEN & acts) and found.objections > 0, ReadObjections(matter.id, 0)),
        "tasks": (matter.stage in WORKED and matter.procedure.wants(Need.TASKS), OpenTasks(matter.id, 0)),
        "rate": (MatterAct.RATE in acts, OpenRating(matter.id)),
        "rated": (matter.stage is Stage.ARCHIVED, OpenRating(matter.id)),
        "accept": (accepting, NoteRecord(matter.id, Need.ACCEPTED.value)),
        "way": (True, ShowWay(matter.id)),
        "records": (found.records > 0, ReadRecords(matter.id, 0)),
        "versions": (matter.version > 1, ReadVersion(matter.id, 0)),
    }


def _consulted(matter: Matter) -> bool:
    """Whether units are asked, or were."""
    return Stage.CONSULTING in (matter.stage, *passed(matter.procedure, matter.stage))


def _leading(found: MatterPage) -> Offers:
    """What whoever runs a small one can do now."""
    matter = found.matter
    acts = matter.procedure.step(matter.stage).acts
    proven = Need.PROOF not in {one.need for one in found.missing}
    return {
        "enter": (found.leads and MatterAct.SPEAK in acts, SpeakOnMatter(matter.id, 1)),
        "put": (found.leads and MatterAct.PUT in acts and not found.missing, AskEvening(matter.id)),
        "work": (found.leads and MatterAct.SHOW in acts, ShowWork(matter.id)),
        "done": (found.leads and MatterAct.DONE in acts and proven, FinishWork(matter.id)),
        "grow": (found.leads and found.grows, AskGrow(matter.id)),
    }
