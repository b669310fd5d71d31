"""The demo office: one invented CRM consultancy, its staff, its register and its sources.

The policy is that of a consultancy which may ask who somebody is, keeps to the statutory month and has no
online self-service (docs/architecture.md, example policies).
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from config.demo.crm import loading as crm
from config.demo.hr import loading as hr
from dsar.enums import IdentityRule, ReleaseMode, Role
from dsar.models import Controller, Membership, Recipient, System, User
from exports.datamap.reading import read_map
from exports.models import DataMapVersion, SourceConnection

SLUG = "alder"
STAFF_RECORDS = "Staff records"


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

_RECIPIENTS = (
    ("Fernhill Hosting", "keeps the servers on which the CRM runs", "United Kingdom", ""),
    ("Willow Lane Mail", "sends our e-mails", "Ireland", "UK adequacy regulations for the EEA"),
    (
        "Ridgeway Support Tools",
        "lets our staff answer tickets",
        "United States",
        "the UK extension to the EU–US Data Privacy Framework",
    ),
)


@transaction.atomic
def furnish(now: datetime) -> Controller:
    """Make the controller, its staff (without a way to sign in) and its register; return the controller."""
    controller = Controller.objects.create(
        slug=SLUG,
        name="Alder CRM",
        legal_name="Alder CRM Ltd",
        address="1 Example Street\nAnytown\nAN1 1AA",
        accent="#0b5c5a",
        jurisdiction="uk-ew",
        dpo_name="Marcus Thornbury",
        dpo_email="dpo@alder.example.org",
        dpo_phone="01632 960 012",
        other_ways="Write to our data protection officer at 1 Example Street, Anytown AN1 1AA.",
        identity_rule=IdentityRule.IN_DOUBT,
        release_mode=ReleaseMode.SECOND_PERSON,
        opened_at=now,
    )
    for colleague in STAFF:
        user = User.objects.create_user(colleague.mailbox, name=colleague.name)
        Membership.objects.create(user=user, controller=controller, role=colleague.role)
    _register(controller)
    return controller


def _register(controller: Controller) -> System:
    """Enter the CRM, with all that an answer to an access request must say of it."""
    system = System.objects.create(
        controller=controller,
        name="Customer records and support desk",
        purpose="To supply what you ordered, to invoice it, and to answer your questions",
        lawful_basis="Contract with you, Art. 6(1)(b); for invoices our legal duty, Art. 6(1)(c)",
        categories="Name and contact details, orders and invoices, support tickets, messages and attachments",
        origin="You, and our own staff who dealt with you",
        retention="Orders and invoices 6 years after the tax year; tickets 2 years after they were closed",
        location="United Kingdom",
        automated_decisions="We take no decision about you by automated means alone.",
        holder_name="Head of operations",
        relations=["customer", "supplier", "other"],
    )
    Recipient.objects.bulk_create(
        Recipient(system=system, name=name, what_for=what_for, country=country, safeguard=safeguard)
        for name, what_for, country, safeguard in _RECIPIENTS
    )
    return system


def connect_crm(controller: Controller, address: str, now: datetime) -> SourceConnection:
    """Give the office's CRM database to the product as a source, or renew its address."""
    system = controller.systems.get(name="Customer records and support desk")
    return _connect(system, "CRM", crm.DATA_MAP, address, now)


@transaction.atomic
def connect_hr(controller: Controller, address: str, now: datetime) -> SourceConnection:
    """Give the office's staff records to the product as a source, or renew their address."""
    system = controller.systems.filter(name=STAFF_RECORDS).first() or _register_hr(controller)
    return _connect(system, "HR", hr.DATA_MAP, address, now)


def _register_hr(controller: Controller) -> System:
    """Enter the staff records; customers are looked for there too, as some work or applied here."""
    system = System.objects.create(
        controller=controller,
        name=STAFF_RECORDS,
        purpose="To employ and pay our staff, and to choose among those who apply",
        lawful_basis="Contract, Art. 6(1)(b); for tax and absences our legal duty, Art. 6(1)(c) and 9(2)(b)",
        categories="Contracts, pay, absences and appraisals of staff; applications and notes of interviews",
        origin="You, those who assessed you, and HM Revenue and Customs",
        retention="Staff records 6 years after the employment ends; applications 6 months after the decision",
        location="United Kingdom",
        automated_decisions="We take no decision about you by automated means alone.",
        holder_name="Head of people",
        relations=["employee", "applicant", "customer"],
    )
    Recipient.objects.create(
        system=system,
        name="Fernhill Payroll",
        what_for="works out and pays salaries",
        country="United Kingdom",
        safeguard="",
    )
    return system


def _connect(system: System, name: str, data_map: Path, address: str, now: datetime) -> SourceConnection:
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
