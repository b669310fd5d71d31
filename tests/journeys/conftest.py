"""What journeys need: the office's CRM, to be searched for real."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from config.demo.crm import loading
from config.demo.office import connect_crm
from dsar.models import System
from exports.datamap.reading import read_map
from exports.models import DataMapVersion, SourceConnection
from tests.factories.office import NOW, an_office
from tests.support.bed import Bed


@pytest.fixture(autouse=True)
def unhurried(settings: LazySettings, tmp_path: Path) -> None:
    """Workers have all the time they need: no heart beats where another connection sees nothing yet."""
    settings.FILES_ROOT, settings.JOB_LEASE_SECONDS = tmp_path, 600


@pytest.fixture
def searching(bed: Bed, settings: LazySettings) -> None:
    """Sources may be searched."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]


@pytest.fixture
def crm(crm_address: str, searching: None) -> None:
    """The office's CRM database, to be searched."""
    connect_crm(an_office(), crm_address, NOW)


def connected(system: System, address: str) -> SourceConnection:
    """A system of any controller, kept in a database with the tables of the office's CRM."""
    row = SourceConnection(
        controller=system.controller, system=system, name=system.name, kind="postgresql", added_at=NOW
    )
    row.seal("address", address)
    row.save()
    text = loading.DATA_MAP.read_text()
    DataMapVersion.objects.create(
        source=row, version=1, text=text, sha256=read_map(text).version, added_at=NOW
    )
    return row
