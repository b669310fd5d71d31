"""S8: random walks through the states of each right, by everybody who has no business there too."""

import random
import time
from pathlib import Path

import pytest
from django.conf import LazySettings

from dsar.enums import Right
from tests.dsar.rights.walking import Tally, everybody, road, walk
from tests.support.rounds import size
from tests.trials.conftest import figures

WALKS = size(30, 1_000, 10_000)
#: Stops on all roads together: nine for data, ten for deeds, three for what takes effect at once.
STOPS = 9 * 2 + 10 * 5 + 3 * 2


@pytest.mark.django_db
def test_no_walk_leads_where_the_law_does_not(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
) -> None:
    settings.FILES_ROOT, settings.JOB_LEASE_SECONDS = tmp_path, 600
    # Where a case may go does not hang on type: setting a letter costs more than a hundred steps.
    monkeypatch.setattr("dsar.letters.letter.to_pdf", lambda _html: b"%PDF-1.7 a letter that is not set")
    dice, tally = random.Random(8), Tally()
    begun, worked = time.monotonic(), time.process_time()
    actors = everybody()
    for right in Right:
        for case in road(right):
            for _walk in range(WALKS // STOPS + (dice.random() < WALKS / STOPS % 1)):
                walk(case, actors, dice, tally)
    seconds = time.monotonic() - begun
    figures(
        "S8",
        walks=tally.walks,
        steps=tally.steps,
        refused=tally.refused,
        moves=sum(tally.moves.values()),
        ways=len(tally.moves),
        seconds=round(seconds, 1),
        of_them_ours=round(time.process_time() - worked, 1),
    )
    assert tally.walks >= WALKS * 0.8
    assert tally.refused < tally.steps
    assert sum(tally.moves.values()) > tally.steps / 20, "the walks hardly got anywhere"
