"""A process that ends in the middle of a reminder has kept nothing of it: the next one is whole."""

import pytest

from dsar.enums import DeliveryKind, Right
from dsar.models import Delivery, Job
from dsar.services import jobs, reminders
from tests.factories.rights import asked_for, days
from tests.support.databases import CommittedDatabase


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.slow
def test_a_reminder_has_its_job_or_is_not_there(
    committed_db: CommittedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for(Right.ACCESS)

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(jobs, "enqueue", killed)
        with pytest.raises(Killed):
            reminders.remind(days(29))
    reminders.remind(days(29))
    written = Delivery.objects.filter(kind=DeliveryKind.REMINDER)
    assert written.exists()
    assert Job.objects.filter(subject_id__in=written.values("pk")).count() == written.count()
