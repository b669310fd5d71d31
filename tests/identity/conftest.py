"""The demo office with its CRM as a source, for tests that take a case to its answer."""

from typing import Any

import pytest

from config.demo.office import connect_crm
from tests.factories.office import NOW, an_office
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase


@pytest.fixture
def crm(committed_db: CommittedDatabase, crm_address: str, settings: Any, bed: Bed) -> None:
    """Let the office search its CRM."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    connect_crm(an_office(), crm_address, NOW)
