"""Everybody who might knock at an address, and something of each kind that an address can name."""

from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern
from django.urls.converters import UUIDConverter

from config.demo.office import connect_crm
from dsar.enums import DeliveryKind, Right, Role
from dsar.models import Delivery, HolderTask, StoredFile, Submission, User
from dsar.spokes import link_for
from exports.models import Material, Package, SourceConnection
from identity.enums import Doubt, Purpose
from identity.services import checks, sessions
from identity.views import cookies
from tests.dsar.requester.room import MESSAGES, at_home, post
from tests.dsar.test_rules import addresses, ours
from tests.factories.complaints import a_complaint
from tests.factories.office import NOW, a_case, an_office, staff
from tests.factories.rights import asked_for, begun, decided
from tests.factories.road import in_review, searched, settled
from tests.factories.staff import a_colleague, another_controller, client_of, signed_in
from tests.identity.world import a_document

__all__ = ["Walls", "addresses", "build", "rows"]
#: Addresses about a decision and its tasks: they are asked of a case of deeds.
DEEDS: Final = ("case_work", "case_begin", "case_reconsider", "case_restrict", "case_refuse")


@dataclass
class Walls:
    """Who knocks, by what they are; and what the addresses name, by the name of the part."""

    clients: dict[str, Client] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    deeds: UUID = field(default_factory=uuid4)

    def address(self, route: str, pattern: URLPattern, *, missing: bool = False) -> str:
        """An address of a route, with what exists, or with ids that exist nowhere."""
        path = route
        for name, converter in pattern.pattern.converters.items():
            value = self.deeds if name == "case_id" and pattern.name in DEEDS else self.things[name]
            if missing and isinstance(converter, UUIDConverter):
                value = UUID(int=7)
            kind = next(k for k in ("uuid", "slug", "int", "str", "") if f"<{k}:{name}>" in path or not k)
            path = path.replace(f"<{kind}:{name}>" if kind else f"<{name}>", str(value))
        return f"/{path}"


def rows() -> list[tuple[str, URLPattern]]:
    """Every address of ours, by name."""
    return sorted(ours(), key=lambda row: row[0])


def build(crm_address: str) -> Walls:
    """An office with a case in review, one of deeds, a complaint, a proof, messages; and everybody."""
    walls, office = Walls(), an_office()
    connect_crm(office, crm_address, NOW)
    case = a_case()
    checks.ask(case, doubt=Doubt.UNUSUAL, why="Unsure.", actor=staff(Role.CASEWORKER), now=NOW)
    evidence = a_document(case.submission, now=NOW)
    case = in_review(searched(settled(case)))
    deeds = decided(begun(asked_for(Right.ERASURE, email="other@example.org").cases.get()))
    walls.deeds = deeds.pk
    package = Package.objects.get(case=case)
    letter = SimpleUploadedFile("note.txt", b"My order was number 4711.\n")
    post(at_home(case.submission, _now()), MESSAGES, "Here it is.", upload=letter)
    walls.things = {
        "case_id": case.pk,
        "package_id": package.pk,
        "answer_id": package.answer,
        "evidence_id": evidence.pk,
        "material_id": Material.objects.filter(case=case).earliest("position").pk,
        "delivery_id": Delivery.objects.get(kind=DeliveryKind.ACKNOWLEDGEMENT, submission=case.submission).pk,
        "file_id": StoredFile.objects.filter(submission=case.submission, purpose="message").latest("pk").pk,
        "task_id": HolderTask.objects.filter(case=deeds).earliest("pk").pk,
        "complaint_id": a_complaint().pk,
        "source_id": SourceConnection.objects.get(controller=office).pk,
        "system_id": office.systems.get(name="Staff records").pk,
        **{name: uuid4() for name in ("key", "identifier_id", "suppression_id")},
        "number": 1,
        "position": 0,
        "kind": "postgresql",
        "method": "in_person",
        "name": "refuse",
        "slug": office.slug,
        "token": "x",
        "secret": link_for(case.submission, _now()).split("/")[-2],
    }
    _people(walls, case.submission, deeds.submission)
    return walls


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def _people(walls: Walls, own: Submission, other: Submission) -> None:
    """Each role here, one with every role elsewhere, one with none, two requesters, and nobody."""
    office = own.controller
    for role in (Role.DPO, Role.CASEWORKER, Role.AUDITOR, Role.MANAGER):
        walls.clients[str(role)] = client_of(role)
    walls.clients["holder"] = signed_in(a_colleague(office, Role.HOLDER))
    birch = another_controller()
    stranger = a_colleague(birch, Role.DPO)
    with transaction.atomic():
        for role in (Role.CASEWORKER, Role.MANAGER, Role.AUDITOR, Role.HOLDER):
            stranger.memberships.create(controller=birch, role=role)
    walls.clients["stranger"] = signed_in(stranger)
    walls.clients["no role"] = signed_in(User.objects.create_user("new@alder.example.org", name="New"))
    for who, submission in (("requester", own), ("other requester", other)):
        client = Client()
        for purpose, name in cookies.NAMES.items():
            client.cookies[name] = sessions.start(submission, Purpose(purpose), now=_now())
        walls.clients[who] = client
    walls.clients["nobody"] = Client()
