"""The demo office: one invented CRM consultancy, its staff, its register and its sources.

Its policy and register are the file policies/alder.toml: a consultancy which may ask who somebody is, keeps
to the statutory month and has no online self-service.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from config.demo.crm import loading as crm
from config.demo.hr import loading as hr
from dsar.enums import Role
from dsar.models import Controller, Membership, System, User
from dsar.services.policies.loading import load
from dsar.services.policies.reading import read_file
from exports.datamap.reading import read_map
from exports.models import DataMapVersion, SourceConnection

SLUG = "alder"
CUSTOMERS = "Customer records and support desk"
STAFF_RECORDS = "Staff records"

#: The five example policies; docs/policies.md says which is which.
POLICIES = Path(__file__).parent / "policies"


@dataclass(frozen=True, slots=True)
class Colleague:
    """One member of the demo staff."""

    name: str
    mailbox: str
    role: Role


STAFF = (
    Colleague("Ines Calloway", "caseworker@alder.example.org", Role.CASEWORKER),
    Colleague("Marcus Thornbury", "dpo@alder.example.org", Role.DPO),
    Colleague("Priya Valedale", "auditor@alder.example.org", Role.AUDITOR),
    Colleague("Owen Hartgrove", "manager@alder.example.org", Role.MANAGER),
)


@transaction.atomic
def furnish(now: datetime) -> Controller:
    """Make the controller from its policy, and its staff (without a way to sign in); return it."""
    controller = load(read_file(POLICIES / f"{SLUG}.toml"), now=now).controller
    for colleague in STAFF:
        user = User.objects.create_user(colleague.mailbox, name=colleague.name)
        Membership.objects.create(user=user, controller=controller, role=colleague.role)
    return controller


def connect_crm(controller: Controller, address: str, now: datetime) -> SourceConnection:
    """Give the office's CRM database to the product as a source, or renew its address."""
    return connect(controller.systems.get(name=CUSTOMERS), "CRM", crm.DATA_MAP, address, now)


def connect_hr(controller: Controller, address: str, now: datetime) -> SourceConnection:
    """Give the office's staff records to the product as a source, or renew their address."""
    return connect(controller.systems.get(name=STAFF_RECORDS), "HR", hr.DATA_MAP, address, now)


def connect(system: System, name: str, data_map: Path, address: str, now: datetime) -> SourceConnection:
    """Make the source with the first version of its map, or renew its address."""
    row = SourceConnection.objects.filter(
        controller=system.controller, name=name
    ).first() or SourceConnection(
        controller=system.controller, system=system, name=name, kind="postgresql", added_at=now
    )
    row.seal("address", address)
    row.save()
    text = data_map.read_text()
    if not row.maps.exists():
        digest = read_map(text).version
        DataMapVersion.objects.create(source=row, version=1, text=text, sha256=digest, added_at=now)
    return row
