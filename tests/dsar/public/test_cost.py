"""Sending costs few messages to the database, and none of what it saves is ever stale."""

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dsar.enums import KeyScope
from dsar.models import Case, Controller, DataKey, Delivery, Draft, Event, Submission
from dsar.models.keys import KeyDestroyed
from dsar.models.once import change
from dsar.services import drafts
from dsar.views.public.frame import COOKIE
from tests.dsar.public.conftest import new_controller
from tests.dsar.public.filler import ANSWERS, Filler
from tests.support.databases import CommittedDatabase

#: The draft with its controller and key; two counters; the draft again, locked; the submission; which
#: calendar holds; eight tables in one; who else wrote; the draft's files; the draft.
MOST = 9


def _found(filler: Filler) -> Draft:
    draft = drafts.find("alder", filler.client.cookies[COOKIE].value, timezone.now())
    assert draft is not None
    return draft


def test_sending_is_nine_messages(committed_db: CommittedDatabase) -> None:
    """Each is a wait of web and database for each other, and so of the person."""
    controller = new_controller()
    first, second = Filler(controller), Filler(controller)
    first.answer()
    first.send()  # the first of a controller makes its calendar and the key of its index
    second.answer(details=ANSWERS["details"] | {"name": "Jo Larch", "email": "jo@example.org"})
    revision = second.get("check").context["revision"]
    with CaptureQueriesContext(connection) as messages:
        assert second.post("check", {"revision": revision}).status_code == 302
    said = [each["sql"] for each in messages if each["sql"] not in ("BEGIN", "COMMIT")]
    assert len(said) <= MOST, "\n".join(each[:80] for each in said)
    assert Submission.objects.count() == Delivery.objects.count() == Case.objects.count() == 2


def test_the_log_tells_the_receipt_in_its_order(filler: Filler) -> None:
    filler.answer()
    filler.send()
    events = Event.objects.exclude(submission=None).order_by("sequence")
    assert [each.type for each in events] == ["submission_received", "case_opened", "message_queued"]


def test_a_draft_is_found_as_it_stands_with_its_controller_as_it_stands(
    controller: Controller, filler: Filler
) -> None:
    filler.answer()
    _found(filler)
    Controller.objects.filter(pk=controller.pk).update(promise_days=7, languages=["en-gb", "cy"])
    again = _found(filler)
    for found, kept in ((again, Draft.objects.get()), (again.controller, Controller.objects.get())):
        columns = [each.attname for each in kept._meta.concrete_fields]
        assert [getattr(found, name) for name in columns] == [getattr(kept, name) for name in columns]
    filler.send()
    assert Event.objects.get(type="case_opened").data["promise_days"] == 7


def test_a_destroyed_key_is_not_remembered_by_finding_its_draft(filler: Filler) -> None:
    filler.answer()
    draft = _found(filler)
    DataKey.objects.destroy(KeyScope.SUBMISSION, draft.pk, timezone.now())
    again = _found(filler)
    with pytest.raises(KeyDestroyed):
        again.open("answers")


def test_a_row_that_is_gone_is_not_changed_in_silence(filler: Filler) -> None:
    filler.answer()
    draft = _found(filler)
    Draft.objects.all().delete()
    with pytest.raises(DatabaseError):
        change(draft, "answers", "expires_at")
