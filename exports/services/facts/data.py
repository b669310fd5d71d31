"""The facts of an answer with data: access, and data to take elsewhere (Art. 15 and 20)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.letters.facts import (
    DataSet,
    Decided,
    Ending,
    LetterFacts,
    PackageLink,
    PartRelease,
    Supplement,
    ToCome,
    Withheld,
)
from dsar.models import Case
from exports.enums import Decision, MaterialKind
from exports.models import Material
from exports.services import words
from exports.services.facts.frame import identity_of
from exports.services.facts.searches import searches_of, statements_of
from exports.services.withheld import Kept, Unsaid, file_name, told


def access(frame: LetterFacts, case: Case, material: Sequence[Material]) -> LetterFacts:
    """Return the facts of an answer to an access request; what is unsaid is not in them."""
    unsaid = Unsaid(material)
    sayable = unsaid.sayable(material)
    said = words.of(case)
    return replace(
        frame,
        systems=statements_of(case, sayable),
        searches=searches_of(case, unsaid),
        withheld=tuple(_withheld(kept) for kept in told(material)),
        delivery=_link(case),
        identity_sentence=identity_of(case),
        partial=_partial(said, sayable),
        supplement=_supplement(case, said),
    )


def _link(case: Case) -> PackageLink:
    """Return where the copy is fetched; to somebody without a mailbox it goes in the envelope."""
    by_post = case.submission.person.email is None
    return PackageLink(address=settings.BASE_URL, days=case.controller.link_days, by_post=by_post)


def _withheld(kept: Kept) -> Withheld:
    return Withheld(what=kept.what(), exemption_title=kept.title, citation=kept.citation, reason=kept.reason)


def _partial(said: words.Words, sayable: Sequence[Material]) -> PartRelease | None:
    """Return what comes now and what follows, where the DPO decided to answer in part."""
    if not said.follows or said.follows_by_on is None:
        return None
    now = [each.title for each in sayable if each.decision != Decision.WITHHOLD]
    later = ToCome(what=said.follows, by_on=said.follows_by_on)
    return PartRelease(now=tuple(dict.fromkeys(now)), later=(later,))


def _supplement(case: Case, said: words.Words) -> Supplement | None:
    earlier = words.released_before(case)
    if not said.added or earlier is None or earlier.released_at is None:
        return None
    return Supplement(
        answered_on=civil_date(case.controller, earlier.released_at),
        added=tuple(said.added),
        why_not_before=said.why_not_before,
    )


def portability(
    frame: LetterFacts, case: Case, material: Sequence[Material], *, written_on: date
) -> LetterFacts:
    """Return the facts of an answer with data to take elsewhere: decided set by set, the rest offered."""
    unsaid = Unsaid(material)
    sets = tuple(_sets(unsaid.sayable(material), written_on))
    given = [each.given for each in sets]
    ending: Ending = "refused" if not any(given) else "done" if all(given) else "part"
    return replace(
        frame,
        searches=searches_of(case, unsaid),
        delivery=_link(case),
        identity_sentence=identity_of(case),
        data_sets=sets,
        decided=Decided(
            right=case.right,
            outcome=ending,
            ground=_("What you gave us, used with your consent or for a contract with you"),
            citation="Art. 20(1)",
            reasons=_("Each set of data was looked at by itself; beside what is left out stands why."),
            decider_role=_("the team that looks after data protection requests"),
            format=_how_to_open(),
            transfer=words.of(case).transfer,
        ),
    )


def _sets(material: Sequence[Material], written_on: date) -> Iterator[DataSet]:
    """Yield each record set and file that is given, and each thing that is not, with its reason."""
    day = date_format(written_on, "j F Y")
    for each in material:
        if each.decision in (Decision.INCLUDE, Decision.WITHHOLD_ROWS):
            is_file = each.kind == MaterialKind.FILE
            yield DataSet(
                name=f"{each.title}: {file_name(each)}" if is_file else each.title,
                given=True,
                file_format=_("the file as we hold it")
                if is_file
                else _("CSV and JSON Lines, each with a description that programs can read"),
                fields=_("one file") if is_file else ", ".join(str(c["name"]) for c in each.columns),
                period=_("all that we held on %(day)s") % {"day": day},
            )
    for kept in told(material):
        yield DataSet(name=kept.what(), given=False, reason=kept.why())


def _how_to_open() -> str:
    return _(
        "Unpack the file that you download. In the folder “data” each set of data lies twice: as CSV, which "
        "every spreadsheet and database reads, and as JSON Lines, for programs. Beside each lies a "
        "description of its fields (CSVW and JSON Schema, which are open standards)."
    )
