"""`manage.py keys status` and `manage.py keys rotate`: the data keys and the master keys that wrap them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dsar.crypto.master import BadMasterKeysError, MasterKeys
from dsar.crypto.sealed import CannotOpen
from dsar.models import DataKey
from dsar.models.keys import master_keys


class Command(BaseCommand):
    """Shows which master key wraps how many data keys; rewraps all of them under the current one.

    To change the master key without a pause: add the new one to MASTER_KEYS as the second everywhere; put it
    first everywhere; `keys rotate`; when `keys status` shows none under the old one, take that out.
    """

    help = "Show the data keys by master key (status), or wrap all of them under the current one (rotate)."

    def add_arguments(self, parser: CommandParser) -> None:
        """One word: what to do."""
        parser.add_argument("action", choices=["status", "rotate"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it; CommandError, with a sentence and exit status 1, when a key cannot be opened."""
        try:
            masters = master_keys()
            if options["action"] == "rotate":
                self._rotate(masters)
            else:
                self._status(masters)
        except (BadMasterKeysError, CannotOpen) as error:
            raise CommandError(str(error)) from error

    def _rotate(self, masters: MasterKeys) -> None:
        total = 0
        while count := DataKey.objects.rewrap():
            total += count
        self.stdout.write(f"{total} data keys rewrapped; all live keys are under {masters.current}.")

    def _status(self, masters: MasterKeys) -> None:
        live = DataKey.objects.filter(destroyed_at=None)
        wrapped: Counter[str] = Counter()
        unopened: list[str] = []
        for row in live.order_by("pk").iterator():
            wrapped[row.master_id] += 1
            try:
                row.unwrapped()
            except CannotOpen as error:
                unopened.append(str(error))
        for name in dict.fromkeys((*masters.ids, *sorted(wrapped))):
            self.stdout.write(f"{name}: {wrapped[name]} live data keys{self._remark(name, masters)}")
        self.stdout.write(f"destroyed: {DataKey.objects.exclude(destroyed_at=None).count()}")
        if unopened:
            raise CommandError(f"{len(unopened)} live data keys cannot be opened. The first: {unopened[0]}")

    @staticmethod
    def _remark(name: str, masters: MasterKeys) -> str:
        if name == masters.current:
            return " (current)"
        return "" if name in masters.ids else " (not in MASTER_KEYS)"
