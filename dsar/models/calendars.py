"""The days on which no period ends, as data: each change is a further version, and none is ever changed."""

from typing import Any
from uuid import uuid4

from django.db import models


class CalendarVersion(models.Model):
    """One version of a controller's calendar; a case says by number which one its date was worked out with.

    ``official`` holds the public holidays as they were known then (ISO date to name, for the years from
    ``first_year`` to ``last_year``), with the ``library`` they came from, so that an old date can still be
    worked out when the lists have changed. ``extra_days``: the controller's own days as
    ``[ISO date, name, working]``.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    controller = models.ForeignKey("dsar.Controller", on_delete=models.PROTECT, related_name="calendars")
    number = models.PositiveIntegerField()
    jurisdiction = models.CharField(max_length=12)
    library = models.CharField(max_length=40)
    official: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    known_until_on = models.DateField()
    extra_days: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("dsar.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "number"], name="calendar_number_once")]

    def __str__(self) -> str:
        return f"calendar {self.number} of {self.controller_id}"
