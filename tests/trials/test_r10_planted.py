"""R10: what is planted is nowhere in clear: database, files, broker, logs; with new keys all still opens."""

import base64
import io
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import psycopg
import pytest
import redis
from django.apps import apps
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from config.demo.office import connect_crm
from dsar.crypto.sealed import CannotOpen
from dsar.enums import Role, Status
from dsar.models import Case, DataKey, Delivery, SealedField, SealingModel, StoredFile
from dsar.models import keys as key_store
from dsar.services import files
from dsar.services.doctor import examine
from exports.models import Package
from exports.services import material, prepare, release, search
from identity.enums import Doubt
from identity.methods import document
from identity.models import Evidence
from identity.services import checks
from tests.dsar.public.filler import Filler
from tests.exports.services.conftest import MAP, Shop
from tests.exports.services.test_decisions import withhold
from tests.factories.office import an_office, staff
from tests.support.bed import Bed
from tests.support.broker import Broker
from tests.support.databases import CommittedDatabase
from tests.support.mail import MailServer
from tests.support.processes import Worker, WorkerFactory
from tests.support.rounds import size
from tests.trials.conftest import figures, until
from tests.trials.planted import Planted

ROWS = size(30, 1_000, 10_000)


class Told:
    """All that Redis was told, from beside it."""

    def __init__(self, broker: Broker) -> None:
        self._client = redis.Redis.from_url(broker.url)
        self.lines: list[str] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        with suppress(redis.ConnectionError), self._client.monitor() as monitor:
            for line in monitor.listen():
                self.lines.append(json.dumps(line, default=str))


@pytest.fixture
def shop(bed: Bed) -> Iterator[Shop]:
    """The source, emptied for what is planted."""
    shop = Shop(bed)
    shop.execute("TRUNCATE people, orders, scans")
    yield shop
    shop.drop()


@pytest.fixture
def planted() -> Planted:
    """The words of this trial."""
    return Planted()


@pytest.fixture
def person(planted: Planted, shop: Shop) -> dict[str, str]:
    """Somebody, as the source knows them: in rows, in the names of files and in their bytes."""
    email = f"{planted.word('mailbox')}@example.org".lower()
    name = planted.word("source name")
    with psycopg.connect(shop.owner_url, autocommit=True) as rows:
        rows.execute("INSERT INTO people VALUES (1, %s, %s)", [name, email])
        for number in range(ROWS):
            rows.execute(
                "INSERT INTO orders VALUES (%s, 1, %s)", [number, f"for {planted.word(f'order {number}')}"]
            )
        for number in range(3):
            named, held = planted.word(f"scan name {number}"), planted.word(f"scan bytes {number}")
            rows.execute(
                "INSERT INTO scans VALUES (%s, 1, %s, %s)",
                [number, f"{named}.bin", f"\x00\x01{held}".encode()],
            )
    return {"email": email}


def image(text: str) -> bytes:
    """A picture with a text in it."""
    note = PngInfo()
    note.add_text("Comment", text)
    raw = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(raw, "PNG", pnginfo=note)
    return raw.getvalue()


def filled_in(planted: Planted, email: str) -> Case:
    """The form, filled in over HTTP with words of every kind, and a file."""
    filler = Filler(an_office())
    filler.answer(
        details={
            "name": f"{planted.word('first name')} {planted.word('last name')}",
            "email": email,
            "phone": "01632 960 417",
            "address": f"1 {planted.word('street')}\n{planted.word('town')}",
        },
        about={"scope": "some", "which": planted.word("which"), "since": "2024", "until": ""},
        help={"finding": planted.word("finding"), "adjustments": planted.word("adjustments")},
    )
    note = SimpleUploadedFile(f"{planted.word('upload name')}.txt", planted.word("upload bytes").encode())
    assert filler.post("files", {"upload": [note]}).status_code == 302
    assert filler.send().status_code == 302
    return Case.objects.get()


def mail_with(server: MailServer, pattern: str, after: int) -> str:
    """Wait for a mail after so many others, and give what the pattern catches in it."""

    def caught() -> str:
        for message in server.messages[after:]:
            body = message.get_body(("plain",))
            if body is not None and (found := re.search(pattern, body.get_content())):
                return found[1]
        return ""

    until(lambda: bool(caught()), 60)
    return caught()


def opened_page(case: Case, server: MailServer) -> Client:
    """The requester's browser, after the link and the code of two mails."""
    secret = mail_with(server, r"/r/([\w-]{20,})/", 0)
    client, before = Client(), len(server.messages)
    client.post(f"/r/{secret}/code/")
    digits = mail_with(server, r"\b(\d{4} ?\d{4})\b", before)
    assert client.post(f"/r/{secret}/open/", {"digits": digits}).status_code == 302
    assert Case.objects.get(pk=case.pk).submission.contact_proven_at
    return client


def proven(case: Case, client: Client, planted: Planted) -> None:
    """Doubted, a document sent over HTTP and refused, a second one accepted."""
    now, worker = timezone.now(), staff(Role.CASEWORKER)
    checks.ask(case, doubt=Doubt.NAME_DIFFERS, why=planted.word("doubt"), actor=worker, now=now)
    for number in range(2):
        content = image(planted.word(f"evidence bytes {number}"))
        name = f"{planted.word(f'evidence name {number}')}.png"
        sent = client.post(
            "/r/request/proof/", {"kind": "passport", "file": SimpleUploadedFile(name, content)}
        )
        assert sent.status_code == 302, sent.content.decode()
        evidence = Evidence.objects.get(state="waiting")
        if number == 0:
            document.reject(evidence, reason=planted.word("refusal"), actor=worker, now=now)
        else:
            document.accept(evidence, compared=planted.word("compared"), actor=worker, now=now)


def at(case: Case, status: Status) -> Callable[[], bool]:
    return lambda: Case.objects.get(pk=case.pk).status == status


def answered(case: Case, planted: Planted) -> Package:
    """Searched, decided, returned once, made again and released, with words of staff on the way."""
    now, worker, dpo = timezone.now(), staff(Role.CASEWORKER), staff(Role.DPO)
    until(at(case, Status.READY), 30)
    search.start(case, actor=worker, now=now)
    until(at(case, Status.PREPARING), 60)
    orders = next(m for m in material.of_case(case) if m.record_set == "orders")
    withhold(orders, [0], reason=planted.word("ground"))
    for number in range(2):
        material.include_rest(case, actor=worker, now=now)
        prepare.prepare(case, actor=worker, now=now)
        until(at(case, Status.IN_REVIEW), 90)
        if number == 0:
            release.return_to_preparer(case, reason=planted.word("returned"), actor=dpo, now=now)
    package = release.under_review(case)
    release.release(case, package_id=package.id, actor=dpo, now=now)
    return package


def downloaded(package: Package, client: Client, server: MailServer) -> bytes:
    """The package over HTTP, after a code of its own."""
    before = len(server.messages)
    client.post("/r/request/download/code/")
    digits = mail_with(server, r"\b(\d{4} ?\d{4})\b", before)
    client.post("/r/request/download/open/", {"digits": digits})
    reply = client.get(f"/r/request/package/{package.id}/")
    assert reply.status_code == 200
    return b"".join(reply.streaming_content)  # type: ignore[attr-defined]


def dumped(bed: Bed, database: CommittedDatabase) -> bytes:
    """The whole database as pg_dump writes it for a superuser."""
    program = bed.postgres.programs / "pg_dump"
    done = subprocess.run(
        [str(program), database.superuser_url], check=True, capture_output=True, env=os.environ
    )
    return done.stdout


def everything_opens() -> int:
    """Open every sealed value and every kept file; answer how many."""
    count = 0
    sealing = [model for model in apps.get_models() if issubclass(model, SealingModel)]
    for model in sealing:
        names = [field.name for field in model._meta.concrete_fields if isinstance(field, SealedField)]
        for row in model.objects.all():  # type: ignore[attr-defined]
            count += sum(1 for name in names if getattr(row, name) is not None and row.open(name))
    for stored in StoredFile.objects.filter(state="ready"):
        with files.open_reader(stored) as reader:
            count += sum(len(chunk) for chunk in reader.chunks()) == stored.size
    return count


def forget_keys() -> None:
    """Forget opened keys, as a process does that starts."""
    key_store._opened.drop(DataKey.objects.values_list("pk", flat=True))


def keys_changed(settings: LazySettings) -> None:
    """A new master key: put first, everything wrapped anew while others read, the old one taken out."""
    old, new = settings.MASTER_KEYS, "test-2:" + base64.b64encode(os.urandom(32)).decode()
    stop, faults = threading.Event(), []

    def reading() -> None:
        from django.db import connections

        while not stop.is_set():
            try:
                forget_keys()
                Delivery.objects.order_by("?")[0].open("context")
            except Exception as error:
                faults.append(error)
        connections.close_all()

    settings.MASTER_KEYS = f"{new},{old}"
    reader = threading.Thread(target=reading)
    reader.start()
    call_command("keys", "rotate")
    stop.set()
    reader.join()
    assert faults == []
    settings.MASTER_KEYS = new
    forget_keys()
    everything_opens()
    settings.MASTER_KEYS = old
    forget_keys()
    with pytest.raises(CannotOpen):
        everything_opens()
    settings.MASTER_KEYS = new
    forget_keys()


@pytest.mark.services
def test_nothing_planted_is_found(
    person: dict[str, str],
    planted: Planted,
    committed_db: CommittedDatabase,
    redis_server: Broker,
    smtp_server: MailServer,
    celery_worker_process: WorkerFactory,
    shop: Shop,
    bed: Bed,
    settings: LazySettings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    worker = a_worker(celery_worker_process, smtp_server, bed, settings)
    told = Told(redis_server)
    source = connect_crm(an_office(), shop.address, timezone.now())
    source.maps.all().delete()
    new_map(source)
    case = filled_in(planted, person["email"])
    client = opened_page(case, smtp_server)
    proven(case, client, planted)
    package = answered(case, planted)
    whole = downloaded(package, client, smtp_server)
    until(lambda: not Delivery.objects.exclude(state="sent").exists(), 60)
    assert Case.objects.get(pk=case.pk).status == Status.CLOSED

    looked_in = {
        "database": dumped(bed, committed_db),
        "files": b"\n".join(
            p.read_bytes() for p in sorted(committed_db.files_root.rglob("*")) if p.is_file()
        ),
        "names of files": str(sorted(committed_db.files_root.rglob("*"))).encode(),
        "broker": "\n".join(told.lines).encode(),
        "log of the worker": worker.output().encode(),
        "log of the web": _ours(caplog).encode(),
    }
    assert all(len(content) > 100 for content in looked_in.values()), {
        k: len(v) for k, v in looked_in.items()
    }
    assert case.submission.reference.encode() in looked_in["database"], "the dump holds what is in clear"
    assert _in_package(planted, whole) >= {"mailbox", "source name", "order 1", "scan bytes 0"}
    found = {place: planted.found_in(content) for place, content in looked_in.items()}
    keys_changed(settings)
    opened = everything_opens()
    figures(
        "R10",
        planted=len(planted.words),
        searched_mb=round(sum(map(len, looked_in.values())) / 1e6, 1),
        found=sum(map(len, found.values())),
        opened_after_rotation=opened,
    )
    assert found == {place: set() for place in looked_in}
    assert list(examine(timezone.now(), strict=True)) == []


def a_worker(start: WorkerFactory, mail: MailServer, bed: Bed, settings: LazySettings) -> Worker:
    """A real worker that may reach the source, and may be asked for much within an hour."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    return start(EMAIL_URL=mail.url, ALLOWED_SOURCE_HOSTS=str(bed.postgres.sockets))


def new_map(source: Any) -> None:
    """The map of the shop as the source's only one."""
    from exports.datamap.reading import read_map
    from exports.models import DataMapVersion

    text = MAP.read_text()
    DataMapVersion.objects.create(
        source=source, version=1, text=text, sha256=read_map(text).version, added_at=timezone.now()
    )


def _ours(caplog: pytest.LogCaptureFixture) -> str:
    """What was logged here, but for the test's own mail server."""
    return "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("mail")) + " " * 200


def _in_package(planted: Planted, whole: bytes) -> set[str]:
    """What of the planted words the requester got."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return planted.found_in(b"\n".join(archive.read(name) for name in archive.namelist()))


def test_the_search_finds_what_is_wrapped(planted: Planted) -> None:
    """The trial could not fail if its eyes were shut."""
    word = planted.word("here").encode()
    for wrapped in (
        word,
        word.upper(),
        rb"\x" + (b"\x00" + word).hex().encode(),
        b"{" + base64.b64encode(b"a" + word) + b"}",
        base64.urlsafe_b64encode(b"\xff\xfeab" + word),
        word.decode().encode("utf-16-le"),
    ):
        assert planted.found_in(b"some, " + wrapped + b" and more") == {"here"}
    assert planted.found_in(b"nothing" * 100) == set()
