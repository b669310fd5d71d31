"""The calendar of a controller: show it, change it, see which open cases a change moves, and move them.

``show`` its days; ``add DAY --name NAME`` (with ``--working``: strike a public holiday); ``remove DAY``;
``refresh`` takes the public holidays of the installed lists; ``moves`` lists what the newest version would
do to open cases, from which date to which; ``apply NUMBER`` moves them and writes an event for each.
"""

import sys
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dsar.audit.recording import civil_date
from dsar.clock import FactsError, read_day
from dsar.letters.clock_refusals import refusal
from dsar.models import Controller
from dsar.selectors import calendars as stored
from dsar.services import calendars, recompute
from dsar.services.errors import Refused


class Command(BaseCommand):
    """Exit status 1 when something was refused."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the controller, what to do, and with which day or number."""
        parser.add_argument("controller", help="its short name in addresses")
        parser.add_argument("what", choices=["show", "add", "remove", "refresh", "moves", "apply"])
        parser.add_argument("value", nargs="?", default="", help="a day as 2026-12-24; for apply the number")
        parser.add_argument("--name", default="", help="what the day is")
        parser.add_argument("--working", action="store_true", help="a public holiday on which we work")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        controller = Controller.objects.filter(slug=options["controller"]).first()
        now = timezone.now()
        try:
            if controller is None:
                raise Refused(f"There is no controller “{options['controller']}”.")
            self._do(controller, options, now)
        except FactsError as error:
            self._refuse(refusal(error))
        except Refused as refused:
            self._refuse(str(refused))

    def _do(self, controller: Controller, options: dict[str, Any], now: datetime) -> None:
        match options["what"]:
            case "add":
                day, name, working = read_day(options["value"]), options["name"], options["working"]
                calendars.add_day(controller, day, name, working=working, actor=None, now=now)
                self._moves(controller)
            case "remove":
                calendars.remove_day(controller, read_day(options["value"]), actor=None, now=now)
                self._moves(controller)
            case "refresh":
                calendars.refresh(controller, actor=None, now=now)
                self._moves(controller)
            case "moves":
                self._moves(controller)
            case "apply":
                self._apply(controller, options["value"], now)
            case _:
                self._show(controller, civil_date(controller, now))

    def _show(self, controller: Controller, today: date) -> None:
        version = stored.current(controller)
        if version is None:
            self.stdout.write("No calendar yet: the first version is made with the first case.")
            return
        self.stdout.write(f"Version {version.number}, {version.jurisdiction}, {version.library}")
        for on, name in sorted(version.official.items()):
            if on >= today.isoformat() and int(on[:4]) <= today.year + 1:
                self.stdout.write(f"{on}  {name}")
        for on, name, working in version.extra_days:
            self.stdout.write(f"{on}  {name} ({'we work' if working else 'own day'})")
        if calendars.outdated(version):
            self.stdout.write("The installed lists of public holidays differ: run refresh.")
        if calendars.runs_out(version, today):
            self.stdout.write(f"Public holidays are published up to {version.known_until_on} only.")

    def _moves(self, controller: Controller) -> None:
        version, found = stored.current(controller), recompute.moves(controller)
        for move in found:
            if move.moved or move.why_not:
                self.stdout.write(_line(move))
        moved = sum(move.moved for move in found)
        self.stdout.write(f"Open cases with an older calendar: {len(found)}; dates that would move: {moved}")
        if found and version is not None:
            self.stdout.write(f"Nothing has moved. To move them: apply {version.number}")

    def _apply(self, controller: Controller, number: str, now: datetime) -> None:
        if not number.isdecimal() or len(number) > 9:
            raise Refused("Say which version: look at the list of moves first.")
        found = recompute.apply_calendar(controller, int(number), actor=None, now=now)
        for move in found:
            if move.moved or move.why_not:
                self.stdout.write(_line(move))
        self.stdout.write(f"Dates moved: {sum(move.moved for move in found)}")

    def _refuse(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(1)


def _line(move: recompute.Move) -> str:
    if move.why_not:
        return f"{move.case.reference}  stays at {move.before[0]}: {move.why_not}"
    target = "" if move.after[1] == move.after[0] else f", target {move.before[1]} -> {move.after[1]}"
    return f"{move.case.reference}  {move.before[0]} -> {move.after[0]}{target}"
