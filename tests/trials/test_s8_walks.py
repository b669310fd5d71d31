"""S8: random walks through the states of each right, by everybody who has no business there too."""

import random
import time
from pathlib import Path

import pytest
from django.conf import LazySettings

from dsar.enums import RIGHTS_OF_LAW, Right
from dsar.states import OF_DATA, OF_EFFECT
from tests.dsar.rights.walking import Tally, everybody, road, walk
from tests.support.rounds import size
from tests.trials.conftest import figures

WALKS = size(36, 1_000, 10_000)
DEEDS = tuple(right for right in RIGHTS_OF_LAW if right not in (*OF_DATA, *OF_EFFECT))
#: Roads that several workers walk side by side, none of them much longer than another.
ROADS: dict[str, tuple[Right, ...]] = {
    "data": tuple(OF_DATA),
    "effect": tuple(OF_EFFECT),
    **{f"deeds-{number}": DEEDS[number - 1 :: 3] for number in (1, 2, 3)},
}
STOPS = {right: 9 if right in OF_DATA else 3 if right in OF_EFFECT else 10 for right in RIGHTS_OF_LAW}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROADS)
def test_no_walk_leads_where_the_law_does_not(
    name: str, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
) -> None:
    settings.FILES_ROOT, settings.JOB_LEASE_SECONDS = tmp_path, 600
    # Where a case may go does not hang on type: setting a letter costs more than a hundred steps.
    monkeypatch.setattr("dsar.letters.letter.to_pdf", lambda _html: b"%PDF-1.7 a letter that is not set")
    dice, tally = random.Random(name), Tally()
    begun, worked = time.monotonic(), time.process_time()
    actors, each = everybody(), WALKS / sum(STOPS.values())
    for right in ROADS[name]:
        for case in road(right):
            for _walk in range(int(each) + (dice.random() < each % 1)):
                walk(case, actors, dice, tally)
    seconds = time.monotonic() - begun
    figures(
        "S8",
        road=name,
        walks=tally.walks,
        steps=tally.steps,
        refused=tally.refused,
        moves=sum(tally.moves.values()),
        ways=len(tally.moves),
        seconds=round(seconds, 1),
        of_them_ours=round(time.process_time() - worked, 1),
    )
    assert tally.walks, "nobody walked"
    assert tally.refused < tally.steps
    assert tally.moves, "the walks got nowhere"


def test_the_walks_together_are_as_many_as_they_are_to_be() -> None:
    walked = [right for rights in ROADS.values() for right in rights]
    assert sorted(walked) == sorted(RIGHTS_OF_LAW), "each right is walked once"
