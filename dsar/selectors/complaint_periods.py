"""How many complaints there were in a quarter, and how they ended (DPA 2018 s.164B): no names, no words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncQuarter

from dsar.enums import ComplaintOutcome, ComplaintState
from dsar.models import Complaint

QUARTERS = 5


@dataclass(frozen=True, slots=True)
class Period:
    """The complaints that arrived in one quarter; ``in_time`` were acknowledged or answered by their day."""

    first_on: date
    received: int
    in_time: int
    waiting: int
    upheld: int
    partly: int
    not_upheld: int
    withdrawn: int

    @property
    def last_on(self) -> date:
        """Return the first day of the quarter's last month."""
        return self.first_on.replace(month=self.first_on.month + 2)


def periods(controllers: Iterable[UUID]) -> list[Period]:
    """Return the counts of the last quarters in which complaints arrived, newest first."""
    by_day = Q(acknowledged_at__date__lte=F("by_on")) | Q(closed_at__date__lte=F("by_on"))
    counts = {
        "received": Q(),
        "in_time": by_day,
        "waiting": ~Q(state=ComplaintState.CLOSED),
        "upheld": Q(outcome=ComplaintOutcome.UPHELD),
        "partly": Q(outcome=ComplaintOutcome.PARTLY_UPHELD),
        "not_upheld": Q(outcome=ComplaintOutcome.NOT_UPHELD),
        "withdrawn": Q(outcome=ComplaintOutcome.WITHDRAWN),
    }
    dated = Complaint.objects.filter(controller__in=list(controllers)).annotate(
        first_on=TruncQuarter("received_on"), by_on=Coalesce("ack_by_on", "ack_target_on")
    )
    found: QuerySet[Any, Any] = dated.values("first_on").annotate(
        **{n: Count("pk", filter=q) for n, q in counts.items()}
    )
    return [
        Period(row["first_on"], **{name: row[name] for name in counts})
        for row in found.order_by("-first_on")[:QUARTERS]
    ]
