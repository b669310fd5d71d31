"""R5: the mail server is slow, says later, says never, hangs up: none is lost, none goes twice in vain."""

import asyncio
import random
import time
from collections import Counter
from typing import Any

from dsar.enums import DeliveryKind, DeliveryState, EventType
from dsar.models import Delivery, Event, Job
from dsar.services import deliveries, job_runner
from dsar.services.doctor import examine
from tests.factories.office import NOW, an_office
from tests.factories.road import due_now
from tests.support.databases import CommittedDatabase
from tests.support.mail import MailServer
from tests.support.rounds import size
from tests.support.threads import at_once
from tests.trials.conftest import figures

MESSAGES = size(40, 500, 5_000)
TROUBLES = ("slow", "later", "later at the recipient", "cut before", "cut after", "busy")
FOR_GOOD = ("never", "nobody here")


class Moody:
    """What the server does to each recipient, in turn; when nothing is left it takes the message."""

    def __init__(self, server: MailServer, dice: random.Random) -> None:
        self.plans: dict[str, list[str]] = {}
        self.done: Counter[str] = Counter()
        self._take = server.handle_DATA
        self._dice = dice
        server.handle_RCPT = self.recipient  # type: ignore[attr-defined]
        server.handle_DATA = self.data  # type: ignore[method-assign]

    def plan(self, address: str) -> None:
        """Invent up to five troubles; for one address in ten, the last is for good."""
        plan = [self._dice.choice(TROUBLES) for _ in range(self._dice.randint(0, 5))]
        self.plans[address] = plan + ([self._dice.choice(FOR_GOOD)] if self._dice.random() < 0.1 else [])

    def for_good(self) -> set[str]:
        """Who will never get theirs."""
        return {address for address, plan in self.plans.items() if plan and plan[-1] in FOR_GOOD}

    async def recipient(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """Answer RCPT."""
        trouble = self.plans[address][0] if self.plans[address] else ""
        if trouble in ("later at the recipient", "nobody here"):
            self._passed(address)
            return "450 4.2.1 Greylisted" if trouble == "later at the recipient" else "550 5.1.1 Nobody here"
        envelope.rcpt_tos.append(address)
        return "250 Fine"

    async def data(self, server: Any, session: Any, envelope: Any) -> str:
        """Answer DATA."""
        (address,) = envelope.rcpt_tos
        while (trouble := self._passed(address)) == "slow":
            await asyncio.sleep(0.05)
        if trouble in ("later", "later at the recipient", "busy"):
            return "421 4.7.0 Too many of you" if trouble == "busy" else "451 4.3.0 Later"
        if trouble in FOR_GOOD:
            return "554 5.7.1 Never"
        if trouble == "cut before":
            server.transport.abort()
            return "451 cut"
        answer = await self._take(server, session, envelope)
        if trouble == "cut after":
            server.transport.abort()
        return answer

    def _passed(self, address: str) -> str:
        trouble = self.plans[address].pop(0) if self.plans[address] else ""
        self.done[trouble] += 1
        return trouble


def write(moody: Moody) -> dict[str, str]:
    """Put all messages into the outbox; answer who gets which Message-ID."""
    controller = an_office()
    told = {}
    for number in range(MESSAGES):
        address = f"person-{number}@example.org"
        moody.plan(address)
        delivery = deliveries.post(
            DeliveryKind.CODE,
            about=f"code:{number}",
            to=address,
            controller=controller,
            context={"controller_name": "Alder CRM", "dpo_email": "dpo@alder.example.org", "minutes": 10},
            secrets={"code": "12345678"},
            now=NOW,
        )
        assert delivery is not None
        told[address] = delivery.message_id
    return told


def send_all() -> int:
    """Four workers over and over, the waits between tries let go by; answer how often they went round."""
    for turn in range(1, 30):
        waiting = list(Job.objects.filter(state="waiting"))
        if not waiting:
            return turn
        for job in waiting:
            due_now(job)
        at_once(4, lambda number, jobs=waiting: [run(job) for job in jobs[number::2]])
    raise AssertionError("some are still waiting")


def run(job: Job) -> None:
    job_runner.run(job.pk, clock=lambda: NOW)


def test_none_is_lost(committed_db: CommittedDatabase, smtp_server: MailServer) -> None:
    moody = Moody(smtp_server, random.Random(5))
    told = write(moody)
    never = moody.for_good()
    cuts = Counter(
        message_id
        for address, message_id in told.items()
        for trouble in moody.plans[address]
        if trouble == "cut after" and address not in never
    )
    begun = time.monotonic()
    turns = send_all()
    taken = Counter(str(message["Message-ID"]) for message in smtp_server.messages)
    failed = Delivery.objects.filter(state=DeliveryState.FAILED)
    figures(
        "R5",
        messages=MESSAGES,
        troubles=dict(moody.done),
        turns=turns,
        sent=len(taken),
        failed=failed.count(),
        again_after_a_lost_answer=sum(cuts.values()),
        seconds=round(time.monotonic() - begun, 1),
    )
    got = {message_id for address, message_id in told.items() if address not in never}
    assert {row.open("to") for row in failed} == never
    assert got <= set(taken), "none is lost"
    assert {m: taken[m] for m in got} == {m: 1 + cuts[m] for m in got}, "again only where the answer was lost"
    assert Delivery.objects.filter(state=DeliveryState.SENT, secrets=None).count() == len(got)
    assert Event.objects.filter(type=EventType.MESSAGE_SENT).count() == len(got)
    assert Event.objects.filter(type=EventType.MESSAGE_FAILED).count() == len(never)
    assert list(examine(NOW, strict=True)) == []
