"""What identity tests share: a file that passes inspection, a member of staff who is signed in."""

from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from dsar.enums import Role
from dsar.models import Job, Submission, User
from dsar.services import job_runner
from identity.enums import EvidenceKind
from identity.methods import document
from identity.models import Evidence
from tests.dsar.uploads.hostile import png
from tests.factories.office import staff


def upload(content: bytes | None = None, name: str = "licence.png") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, png() if content is None else content)


def a_document(
    submission: Submission, *, now: datetime, content: bytes = b"scan", **given: object
) -> Evidence:
    """A document of a submission, taken in by the service."""
    options: dict[str, object] = {
        "kind": EvidenceKind.DRIVING_LICENCE,
        "name": "licence.png",
        "content_type": "image/png",
        "chunks": [content],
    }
    return document.arrive(submission, now=now, **(options | given))  # type: ignore[arg-type]


def desk(role: Role) -> tuple[Client, User]:
    """A browser in which the member of staff with a role is signed in, with a second factor."""
    from allauth.mfa.models import Authenticator

    user = staff(role)
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
    client = Client()
    client.force_login(user)
    return client, user


def work_off(now: datetime | None = None) -> None:
    """Run what waits, as a worker would, but send no mail."""
    for pk in list(Job.objects.filter(state="waiting").exclude(kind="send").values_list("pk", flat=True)):
        job_runner.run(pk, clock=lambda: now or timezone.now())
