"""Runs maps against their databases for one person, and writes what the requester would get to a file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import override

from dsar.enums import Right
from dsar.labels import RIGHTS
from exports.labels import IDENTIFIERS
from exports.package import (
    NotCoveredLine,
    PackageError,
    PackagePlan,
    SourceLine,
    write_package,
)
from exports.package.plan import HOUSE_ACCENT
from exports.rehearsal.asked import Asked, Unusable
from exports.rehearsal.spool import Spool
from exports.sources.base import Identity, SourceError
from exports.sources.spill import Spill

_OWNER_ONLY = 0o600


@dataclass(slots=True)
class Outcome:
    """What a rehearsal came to; `failed` has a sentence for each source that could not be searched."""

    rows: int = 0
    files: int = 0
    not_covered: int = 0
    failed: list[str] = field(default_factory=list)


def rehearse(
    asked: Sequence[Asked], identities: Sequence[Identity], output: Path, *, as_of: datetime, language: str
) -> Outcome:
    """Search every source and write the package; Unusable when no source or no file can be had.

    The file appears whole or not at all, and only its owner can read it.
    """
    outcome = Outcome()
    with Spill() as spill, override(language):
        spool = Spool(spill)
        gaps: list[NotCoveredLine] = []
        lines = [_search(one, identities, spool, gaps, outcome, as_of) for one in asked]
        if len(outcome.failed) == len(asked):
            raise Unusable("\n".join(outcome.failed))
        outcome.rows, outcome.files, outcome.not_covered = spool.rows, len(spool.files()), len(gaps)
        plan = _plan(asked, spool, gaps, lines, as_of, language)
        with _for_its_owner(output) as file:
            for chunk in _written(plan):
                file.write(chunk)
    return outcome


def _search(
    one: Asked,
    identities: Sequence[Identity],
    spool: Spool,
    gaps: list[NotCoveredLine],
    outcome: Outcome,
    as_of: datetime,
) -> SourceLine:
    """Search one source; what it holds and the map does not name is noted as not covered."""
    rows, state = 0, "done"
    try:
        with closing(one.source.walk(identities)) as walked:
            rows = spool.take(walked, one.title)
        gaps += [NotCoveredLine(gap.what, gap.why) for gap in one.source.not_covered()]
        gaps += _beyond(one)
    except SourceError as error:
        state = "failed"
        outcome.failed.append(f"{one.title}: {error.sentence}")
        gaps.append(NotCoveredLine(one.title, error.sentence))
    return SourceLine(
        name=one.title,
        map_version=one.data_map.version[:12],
        searched_by=", ".join(dict.fromkeys(str(IDENTIFIERS[identity.kind]) for identity in identities)),
        started_at=as_of,
        ended_at=None,
        state=state,
        rows=rows,
    )


def _beyond(one: Asked) -> Iterator[NotCoveredLine]:
    """What the map refers to in other databases: only the search of a case has them all."""
    why = _("A rehearsal searches each database by itself. The search of a case follows this reference.")
    for own, reference in one.data_map.abroad():
        words = {"own": own, "other": reference.target}
        yield NotCoveredLine(_("what %(own)s refers to in %(other)s") % words, why)


def _plan(
    asked: Iterable[Asked],
    spool: Spool,
    gaps: Iterable[NotCoveredLine],
    lines: Iterable[SourceLine],
    as_of: datetime,
    language: str,
) -> PackagePlan:
    name = ", ".join(dict.fromkeys(one.title for one in asked))
    return PackagePlan(
        controller_name=name,
        accent=HOUSE_ACCENT,
        dpo_contact=_("nobody, for this is a rehearsal and not an answer"),
        reference=_("REHEARSAL"),
        case_label=str(RIGHTS[Right.ACCESS]),
        title=_("Your data from %(controller)s") % {"controller": name},
        as_of=as_of,
        language=language,
        letter=None,
        record_sets=spool.record_sets(),
        files=spool.files(),
        not_covered=tuple(gaps),
        withheld=(),
        sources=tuple(lines),
        rehearsal=True,
    )


def _written(plan: PackagePlan) -> Iterator[bytes]:
    """The package; what cannot be written in it is a sentence."""
    try:
        yield from write_package(plan)
    except PackageError as error:
        raise Unusable(str(error)) from None
    except SourceError as error:  # a file of a folder that is no longer as it was found
        raise Unusable(error.sentence) from None


@contextmanager
def _for_its_owner(output: Path) -> Iterator[IO[bytes]]:
    """A file beside the output that takes its place when all is written."""
    if output.is_dir() or not output.name:
        raise Unusable(f"{output} is a folder; name the file to write.")
    part = output.with_name(f".{output.name[:100]}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(output)
    except OSError as error:
        raise Unusable(f"{output} cannot be written: {error.strerror}.") from None
    finally:
        with suppress(OSError):
            part.unlink()
