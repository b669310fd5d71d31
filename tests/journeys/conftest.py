"""What journeys need: the office's CRM, to be searched for real."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from config.demo.office import connect_crm
from tests.factories.office import NOW, an_office
from tests.support.bed import Bed


@pytest.fixture
def crm(crm_address: str, bed: Bed, settings: LazySettings, tmp_path: Path) -> None:
    """The office's CRM database, to be searched."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    settings.FILES_ROOT, settings.JOB_LEASE_SECONDS = tmp_path, 60
    connect_crm(an_office(), crm_address, NOW)
