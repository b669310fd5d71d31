"""The demo office's cases come by the real services, and the house is whole with them."""

from datetime import UTC, datetime

from django.conf import LazySettings

from config.demo import cases, office
from dsar.models import Case
from dsar.services.doctor import examine
from tests.dsar.deadline.conftest import told
from tests.factories.office import an_office
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_the_demo_cases_stand_where_their_stories_end(
    committed_db: CommittedDatabase, crm_address: str, bed: Bed, settings: LazySettings
) -> None:
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    controller = an_office(NOW)
    office.connect_crm(controller, crm_address, NOW)
    assert cases.furnish(controller, NOW) == len(cases.STORIES)
    assert cases.furnish(controller, NOW) == 0
    stands = sorted(Case.objects.values_list("status", flat=True))
    assert stands == sorted(
        [
            "closed",
            "preparing",
            "preparing",
            "preparing",
            "awaiting_identity",
            "in_review",
            "ready",
            "ready",
            "received",
        ]
    )
    assert Case.objects.filter(limit_on__lt=NOW.date()).exclude(status="closed").count() == 1
    assert list(examine(NOW, strict=True)) == []
    for case in Case.objects.all():
        told(case, NOW)  # the replay of its events tells the dates that are stored
