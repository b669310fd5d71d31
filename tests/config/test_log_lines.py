"""The log says what failed and where; it holds no words of anybody, and no secret that opens a page."""

import logging
import sys
from logging import LogRecord
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from config.log_lines import Lines

WORDS, MAILBOX = "Sofia Lindqvist, 12 Lantern Row", "sofia@example.org"
SECRET = "fK2v-Xw_7QJpYt0aBcDeFgHiJkLmNoPq"


def line(message: str, *args: object, error: Any = None, name: str = "dsar") -> str:
    record = LogRecord(name, logging.ERROR, __file__, 1, message, args, error)
    return Lines(settings.LOGGING["formatters"]["line"]["format"]).format(record)


def failed() -> Any:
    try:
        try:
            raise ValueError(WORDS)
        except ValueError as error:
            raise LookupError(MAILBOX) from error
    except LookupError:
        return sys.exc_info()


def test_an_error_is_told_by_its_class_and_place() -> None:
    told = line("job %s failed", "4711", error=failed())
    assert "job 4711 failed" in told
    assert "in failed" in told
    assert told.index("ValueError") < told.index("LookupError")
    assert "Lindqvist" not in told
    assert "sofia@" not in told


def test_each_error_of_a_group_is_told() -> None:
    try:
        raise ExceptionGroup(WORDS, [KeyError(MAILBOX), failed()[1]])
    except ExceptionGroup:
        told = line("failed", error=sys.exc_info())
    assert all(name in told for name in ("KeyError", "ValueError", "LookupError", "ExceptionGroup"))
    assert "sofia@" not in told


def test_what_another_handler_wrote_of_it_is_not_taken_over() -> None:
    record = LogRecord("dsar", logging.ERROR, __file__, 1, "failed", (), failed())
    logging.Formatter().format(record)
    assert "Lindqvist" in str(record.exc_text)
    assert "Lindqvist" not in Lines().format(record)


def test_a_task_that_failed_is_told_without_the_words_of_its_error() -> None:
    error = failed()
    context = {"name": "dsar.tidy", "id": "7", "exc": repr(error[1]), "traceback": "sofia@example.org"}
    told = line("Task %(name)s[%(id)s]: %(exc)s %(traceback)s", context, error=error, name="celery.app.trace")
    assert "Task dsar.tidy[7]: LookupError" in told
    assert "sofia@" not in told


def test_the_secret_of_a_page_is_left_out_and_the_id_of_a_row_is_not() -> None:
    assert line("Too Many Requests: %s", f"/r/{SECRET}/code/").endswith("Too Many Requests: /r/…/code/")
    case = "/desk/cases/0e3a1c44-5f0e-4c1d-9a55-0f8c4f1f3b7a/assign/"
    assert line("Forbidden: %s", case).endswith(case)
    signed = "/c/hartwell/complaint/0e3a1c445f0e4c1d9a550f8c4f1f3b7a:Zk3_b-9xQ/"
    assert line("Not Found: %s", signed).endswith("/c/hartwell/complaint/…/")


@pytest.mark.django_db
def test_a_refused_look_at_a_link_logs_no_secret(caplog: pytest.LogCaptureFixture, client: Client) -> None:
    assert client.get(reverse("identity:link_code", args=[SECRET])).status_code == 405
    record = next(each for each in caplog.records if SECRET in each.getMessage())
    assert SECRET not in Lines().format(record)
