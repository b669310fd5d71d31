"""Two tabs at the same instant, on a database that commits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections
from django.test import Client

from dsar.models import Case, Delivery, Draft, Event, Submission
from tests.dsar.public.conftest import new_controller
from tests.dsar.public.filler import ANSWERS, Filler
from tests.support.databases import CommittedDatabase


def twin(filler: Filler) -> Client:
    """Another tab of the same browser."""
    client = Client()
    client.cookies.update(filler.client.cookies)
    return client


def test_pressed_in_several_tabs_at_once_it_is_one_submission(committed_db: CommittedDatabase) -> None:
    controller = new_controller()
    filler = Filler(controller)
    filler.answer()
    revision = filler.get("check").context["revision"]
    tabs = [twin(filler) for _ in range(4)]
    together = Barrier(len(tabs))

    def press(tab: Client) -> str:
        try:
            together.wait()
            sent = tab.post(f"{filler.root}check/", {"revision": revision})
            page = tab.get(sent.headers["Location"])
            return page.context["submission"].reference
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tabs)) as pool:
        references = set(pool.map(press, tabs))
    submission = Submission.objects.get()
    assert references == {submission.reference}
    assert Case.objects.count() == 1
    assert Delivery.objects.count() == 1
    assert Event.objects.filter(type="submission_received").count() == 1


def test_two_pages_saved_at_once_keep_both(committed_db: CommittedDatabase) -> None:
    controller = new_controller()
    filler = Filler(controller)
    filler.answer()
    changes = {
        "details": ANSWERS["details"] | {"name": "Changed at once"},
        "help": {"finding": "Number 4711", "adjustments": ""},
    }
    together = Barrier(2)

    def save(page: str) -> None:
        tab = twin(filler)
        try:
            together.wait()
            tab.post(f"{filler.root}{page}/", changes[page])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(save, changes))
    page = filler.get("check").content.decode()
    assert "Changed at once" in page
    assert "Number 4711" in page
    assert Draft.objects.count() == 1
