"""A case taken along its road through the real services, as far as a test needs it."""

from datetime import datetime

from django.db import connection

from dsar.enums import Role
from dsar.models import Case, Job
from dsar.services import job_runner
from exports.models import Package
from exports.services import material, prepare, release, search
from identity.services import checks
from tests.factories.office import NOW, staff


def due_now(job: Job) -> None:
    """Let the time go by that a job is to wait."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dsar_job SET start_after_at = now() WHERE id = %s", [job.pk])


def work_off(
    now: datetime = NOW, *, kinds: tuple[str, ...] = ("match_contact", "collect", "package")
) -> None:
    """Run what waits, as workers would in the end, until nothing of these kinds waits any more."""
    for _ in range(40):
        waiting = list(Job.objects.filter(state="waiting", kind__in=kinds).order_by("created_at", "pk"))
        if not waiting:
            return
        for job in waiting:
            due_now(job)
            job_runner.run(job.pk, clock=lambda: now)
    raise AssertionError(f"still waiting: {list(Job.objects.values_list('kind', 'state', 'reason'))}")


def settled(case: Case, *, now: datetime = NOW) -> Case:
    """The case with the question settled who is asking."""
    caseworker = staff(Role.CASEWORKER)
    checks.settle(case.submission, method="document", arrived_on=now.date(), actor=caseworker, now=now)
    return Case.objects.get(pk=case.pk)


def searched(case: Case, *, now: datetime = NOW) -> Case:
    """The settled case after its search."""
    search.start(case, actor=staff(Role.CASEWORKER), now=now)
    work_off(now)
    return Case.objects.get(pk=case.pk)


def in_review(case: Case, *, now: datetime = NOW) -> Case:
    """The searched case with all else included, and its package made."""
    material.include_rest(case, actor=staff(Role.CASEWORKER), now=now)
    prepare.prepare(case, actor=staff(Role.CASEWORKER), now=now)
    work_off(now)
    return Case.objects.get(pk=case.pk)


def released(case: Case, *, now: datetime = NOW) -> Package:
    """The released package of a case in review."""
    package = release.under_review(case)
    release.release(case, package_id=package.id, actor=staff(Role.DPO), now=now)
    return Package.objects.select_related("case__submission", "case__controller", "file").get(pk=package.pk)
