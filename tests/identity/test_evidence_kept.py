"""How long a document is kept is what the policy of each controller says, on the page and in the tidying."""

from datetime import timedelta
from pathlib import Path

import time_machine
from django.conf import LazySettings
from django.test import TestCase

from dsar.enums import Role
from dsar.models import Controller
from dsar.services import endings, tidying
from identity.enums import Doubt, EvidenceKind
from identity.methods import document
from identity.models import Evidence
from identity.services import checks, evidence, representatives
from tests.dsar.policies.samples import loaded
from tests.factories.office import NOW, a_submission, an_office
from tests.factories.staff import a_colleague
from tests.identity.requester import Requester, text_of
from tests.identity.world import a_document, upload

DAY = timedelta(days=1)


def kept_by(controller: Controller) -> tuple[Evidence, str]:
    """A document that this controller accepted, and the page on which it was asked for."""
    case = a_submission(controller).cases.get()
    caseworker = a_colleague(controller, Role.CASEWORKER)
    checks.ask(case, doubt=Doubt.UNUSUAL, why="The letters differ.", actor=caseworker, now=NOW)
    someone = Requester(case.submission).come_in()
    page = text_of(someone.page())
    someone.client.post("/r/request/proof/", {"kind": "passport", "file": upload()})
    evidence = Evidence.objects.get(submission=case.submission)
    document.accept(evidence, compared="The name", actor=caseworker, now=NOW + DAY)
    return evidence, page


def test_each_controller_keeps_documents_as_its_policy_says(
    db: None, settings: object, tmp_path: object
) -> None:
    settings.FILES_ROOT = tmp_path  # type: ignore[attr-defined]  # the fixture of pytest-django
    short = loaded("D")
    Controller.objects.filter(pk=short.pk).update(keep_evidence_days=2)
    with time_machine.travel(NOW, tick=False):
        soon_gone, page_of_two = kept_by(Controller.objects.get(pk=short.pk))
        still_there, page_of_seven = kept_by(an_office())
    assert "2 days" in page_of_two
    assert "7 days" in page_of_seven
    with TestCase.captureOnCommitCallbacks(execute=True):
        tidying.tidy(NOW + 4 * DAY)
    assert not soon_gone.file.path.exists()
    assert still_there.file.path.exists()


def test_one_paper_may_answer_who_somebody_is_and_whether_they_may_act(
    db: None, settings: LazySettings, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path
    submission = a_submission()
    sent = [
        document.arrive(
            submission,
            kind=EvidenceKind.PASSPORT,
            name="scan.pdf",
            content_type="application/pdf",
            chunks=[b"%PDF-1.7 one scan of both"],
            now=NOW,
            method=method,
        )
        for method in (document.NAME, representatives.AUTHORITY, document.NAME)
    ]
    assert sent[0] == sent[2] != sent[1]
    assert sorted(each.method for each in Evidence.objects.all()) == ["authority", "document"]


def test_a_paper_that_nobody_looked_at_goes_when_the_request_has_ended(
    db: None, settings: LazySettings, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path
    submissions = [a_submission(), a_submission()]
    taken_back, open_ = [a_document(each, now=NOW) for each in submissions]
    endings.withdraw(
        submissions[0].cases.get(), on=NOW.date(), actor=a_colleague(an_office(), Role.CASEWORKER), now=NOW
    )
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert evidence.delete_old(now=NOW + 6 * DAY) == 0
        assert evidence.delete_old(now=NOW + 8 * DAY) == 1
    assert not taken_back.file.path.exists()
    assert open_.file.path.exists()
