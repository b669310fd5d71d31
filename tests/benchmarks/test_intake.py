"""How many submissions are taken in durably in a second through gunicorn: on disk, acknowledged, logged."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from dsar.audit.verify import verify
from dsar.enums import DeliveryKind
from dsar.models import Controller, Delivery, Draft, Event, Job, Submission
from dsar.services import drafts
from tests.benchmarks.served import CONNECTIONS, Round, Served
from tests.factories.office import an_office
from tests.support.bed import Bed, new_folder
from tests.support.broker import Broker
from tests.support.databases import pointed_at

pytestmark = pytest.mark.bench
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "4"))
#: Posts in a round, of either kind.
POSTS = 400
FORMS = 80
ANSWERS: dict[str, dict[str, Any]] = {
    "rights": {"rights": ["access"]},
    "details": {
        "name": "Sofia Lindqvist",
        "phone": "",
    },
    "relation": {"relation": "customer"},
    "about": {"scope": "everything", "which": "", "since": "", "until": ""},
    "help": {"finding": "", "adjustments": ""},
}


@pytest.fixture
def served(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[Served]:
    """The product on a PostgreSQL of its own that writes to disk before it answers, as in production."""
    bed, broker = Bed(new_folder()), Broker(tmp_path / "redis")
    bed.ensure()
    bed.postgres.durable = True
    bed.postgres.start()
    bed.clone("durable")
    (tmp_path / "redis").mkdir()
    broker.start()
    with pointed_at("durable", str(bed.postgres.sockets)), django_db_blocker.unblock():
        server = Served(bed, "durable", broker.url, tmp_path)
        an_office(timezone.now())
        server.start()
        yield server
        server.stop()
    broker.stop()
    bed.stop()


def _written(controller: Controller, now: datetime) -> list[str]:
    """A form that somebody else than before has filled in: what their browser posts to send it."""
    draft, token = drafts.begin(controller, now)
    own = {"email": f"{draft.pk.hex}@example.org", "address": f"{draft.pk}\nOttermouth\nZZ7 3BN"}
    revision = 0
    for page, answer in ANSWERS.items():
        kept = answer | own if page == "details" else answer
        revision = drafts.keep(draft, page, kept, now).revision
    return [f"/c/{controller.slug}/check/", token, f"revision={revision}"]


def _proven(tokens: list[str]) -> None:
    """Each submission that was acknowledged is there once, with its case, its mail and the mail's job."""
    hashes = [hashlib.sha256(token.encode()).digest() for token in tokens]
    found = Submission.objects.filter(pk__in=Draft.objects.filter(token_hash__in=hashes).values("pk"))
    assert found.count() == len(set(tokens)) == len(tokens)
    assert found.filter(cases__number=1, cases__limit_on__isnull=False).distinct().count() == len(tokens)
    posted = Delivery.objects.filter(submission__in=found, kind=DeliveryKind.ACKNOWLEDGEMENT)
    assert posted.count() == len(tokens)
    assert Job.objects.filter(subject_id__in=posted.values("pk")).count() == len(tokens)


def test_submissions_in_a_second(served: Served) -> None:
    """The final post of the form; then whole forms, every page opened and sent; a bare INSERT beside them."""
    controller = Controller.objects.get()
    sent, bare, tokens = Round(), Round(), []
    for number in range(ROUNDS + 1):
        now = timezone.now()
        posts = [_written(controller, now) for _ in range(POSTS)]
        tokens += [token for _, token, _ in posts]
        one, other = served.visit(posts=posts), served.visit(posts=[["/bare", "", ""]] * POSTS)
        assert set(one.answers) == {f"302 /c/{controller.slug}/sent/"}
        assert set(other.answers) == {"200"}
        if number:  # the first round warms up
            sent, bare = sent + one, bare + other
    forms = served.visit(forms=FORMS, slug=controller.slug)
    _proven(tokens + forms.answers)
    submissions, events = Submission.objects.count(), Event.objects.exclude(submission=None).count()
    line = {
        "bench": "intake",
        "connections": CONNECTIONS,
        "submissions_per_s": sent.per_s,
        "bare_inserts_per_s": bare.per_s,
        "ratio": round(sent.per_s / bare.per_s, 3),
        "whole_forms_per_s": forms.per_s,
        "processor_ms_each": sent.processor(),
        "bare_processor_ms_each": bare.processor(),
        "form_processor_ms_each": forms.processor(),
        "events_each": round(events / submissions, 1),
        "submissions": submissions,
    }
    sys.stdout.write("\n" + json.dumps(line) + "\n")
    assert submissions == len(tokens) + FORMS
    assert list(verify()) == []
