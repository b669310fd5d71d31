"""Searching the sources for a case: which ones, by what, and when the search is over."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType, JobKind, Status
from dsar.models import Case, User
from dsar.permissions import acting_role
from dsar.services import acting, cases, jobs
from dsar.services.errors import Refused
from exports.enums import CollectionState
from exports.models import Collection, SourceConnection
from exports.services.connections import current_map
from exports.services.leads import OPEN, Leads
from exports.services.material import retire_material


def sources_for(case: Case) -> list[SourceConnection]:
    """Return the sources to be searched: those of systems that hold people of this relation."""
    relation = case.submission.person.relation
    rows = SourceConnection.objects.filter(controller=case.controller, active=True).select_related("system")
    return [
        row for row in rows.order_by("name") if not row.system.relations or relation in row.system.relations
    ]


def start(case: Case, *, actor: User, now: datetime) -> Case:
    """Begin the search of every source of a case; what has no source waits for its holders (`by_hand`).

    Raises Refused when no system holds people of this relation, or it is not time.
    """
    with transaction.atomic():
        chosen = sources_for(case)
        if not chosen and not acting.systems_for(case):
            raise Refused(_("No system of the register holds people of this relation."))
        case = cases.move(case, "search", actor=actor, now=now, data={"sources": [str(s.id) for s in chosen]})
        for row in chosen:
            opened_anew(case, row, now)
        finish_if_over(case, now=now)
    return Case.objects.get(pk=case.pk)


def again(case: Case, row: SourceConnection, *, actor: User, now: datetime) -> Case:
    """Search one source again, also while others are still searched; what they found stays.

    What this one found before is retired; so is what sources found that lead to it and back, for each rests
    on the other. Raises Refused while one of them is being searched.
    """
    with transaction.atomic():
        case = cases.locked(case)
        found = _with_those_that_lead_back(case, row)
        data: dict[str, object] = {"sources": [str(each.id) for each in found]}
        if case.status == Status.SEARCHING:
            _log(EventType.SEARCH_STARTED, case, data, actor, now)
        else:
            case = cases.move(case, "search_again", actor=actor, now=now, data=data)
        for each in found:
            opened_anew(case, each, now)
        _go_on(case, now)
    return case


def _with_those_that_lead_back(case: Case, row: SourceConnection) -> list[SourceConnection]:
    """Return a source with those to be searched anew with it; Refused while one of them is being searched."""
    searches = current(case)
    own = next((each for each in searches if each.source_id == row.pk), None)
    others = Leads(searches).back_and_forth(own) if own else []
    if own is not None and own.state in OPEN:
        raise Refused(_("This source is being searched now."))
    for each in others:
        if each.state == CollectionState.RUNNING:
            sentence = _("%(name)s is being searched now and leads on to here. Wait until it is done.")
            raise Refused(sentence % {"name": each.source.name})
    return [row, *(each.source for each in others if each.state != CollectionState.WAITING)]


def stop(case: Case, row: SourceConnection, *, actor: User, now: datetime) -> Case:
    """Stop the search of one source; what it found so far stays, and stands as not searched to its end.

    Raises Refused when it is over already.
    """
    with transaction.atomic():
        case = cases.locked(case)
        collection = _open(case).filter(source=row).first()
        if collection is None:
            raise Refused(_("This search is over already."))
        _cancel(collection, _("It was stopped before its end."), now)
        _log(EventType.SEARCH_STOPPED, case, {"source": str(row.id)}, actor, now)
        finish_if_over(case, now=now)
    return Case.objects.get(pk=case.pk)


def abandon(case: Case, now: datetime) -> None:
    """Stop every search of a case that has ended; called within the transaction that ends it."""
    for collection in _open(case):
        _cancel(collection, _("The request ended before it did."), now)


def _open(case: Case) -> QuerySet[Collection]:
    return Collection.objects.filter(case=case, superseded_at=None, state__in=OPEN)


def _cancel(collection: Collection, reason: str, now: datetime) -> None:
    collection.state, collection.ended_at, collection.reason = CollectionState.CANCELLED, now, reason
    collection.save(update_fields=["state", "ended_at", "reason"])
    jobs.cancel([collection.pk], now=now)


def _log(event: EventType, case: Case, data: dict[str, object], actor: User, now: datetime) -> None:
    record(event, at=now, case=case, actor=actor, role=acting_role(actor, case), data=data)


def _go_on(case: Case, now: datetime) -> None:
    """Begin what waited for others to end, and search again where others lead to something else now.

    Sources that lead to each other are searched again one at a time: each reads what the other found.
    """
    found = current(case)
    leads = Leads(found)
    for each in found:
        if leads.changed(each) and not any(giver.state in OPEN for giver, _edge in leads.givers(each)):
            data = {"sources": [str(each.source_id)], "led": True}
            record(EventType.SEARCH_STARTED, at=now, case=case, data=data)
            opened_anew(case, each.source, now)
            _go_on(case, now)
            return
    for each in (each for each in found if each.state == CollectionState.WAITING):
        before = [one for one in leads.waits_for(each) if one.state in OPEN or leads.changed(one)]
        if before:
            names = ", ".join(one.source.name for one in before)
            reason = _("It waits for %(sources)s: what is found there leads on to here.") % {"sources": names}
            Collection.objects.filter(pk=each.pk).update(reason=reason)
        else:
            _begin(each, now)


def opened_anew(case: Case, row: SourceConnection, now: datetime) -> Collection:
    """Open one search of one source; what an earlier one found is retired."""
    earlier = Collection.objects.filter(case=case, source=row)
    for old in earlier.filter(superseded_at=None):
        retire_material(old, now=now)
    jobs.dismiss(earlier.values_list("pk", flat=True))
    earlier.filter(superseded_at=None).update(superseded_at=now)
    run = (earlier.aggregate(last=Max("run"))["last"] or 0) + 1
    return Collection.objects.create(case=case, source=row, data_map=current_map(row), run=run, asked_at=now)


def _begin(collection: Collection, now: datetime) -> None:
    """Hand a search to a worker, once; it waits for nobody else any more."""
    Collection.objects.filter(pk=collection.pk).exclude(reason="").update(reason="")
    jobs.enqueue(
        JobKind.COLLECT,
        key=f"collect:{collection.id}",
        controller=collection.case.controller,
        case=collection.case,
        subject_id=collection.id,
        now=now,
    )


def current(case: Case) -> list[Collection]:
    """Return the searches of a case that count, one per source."""
    rows = Collection.objects.filter(case=case, superseded_at=None)
    rows = rows.select_related("source", "source__system", "data_map")
    return list(rows.order_by("source__name"))


def finish_if_over(case: Case, *, now: datetime) -> None:
    """Take a case on when its last source has ended, well or badly; until then, begin what waited for it."""
    with transaction.atomic():
        case = cases.locked(case)
        if case.status != Status.SEARCHING:
            return
        _go_on(case, now)
        if not why_not_finished(case):
            found = current(case)
            cases.move(
                case,
                "finish_search",
                actor=None,
                now=now,
                data={
                    "rows": sum(each.rows for each in found),
                    "failed": [str(each.source_id) for each in found if each.state != CollectionState.DONE],
                },
            )


def why_not_finished(case: Case) -> str:
    """Return why the search of a case is not over, or nothing."""
    still = [each.source.name for each in current(case) if each.state in OPEN]
    return _("Still searching: %(sources)s.") % {"sources": ", ".join(still)} if still else ""
