"""What the sources hold: searched, decided, prepared, reviewed, fetched."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from config.demo.scene import Scene, Untold
from config.demo.stories import text_of
from dsar.enums import Status
from dsar.models import Case, Exemption
from dsar.services import cases
from exports.enums import Decision
from exports.models import Material
from exports.services import download, outcomes, prepare, release, search, words
from exports.services import material as materials
from exports.services.because import Silence


def begin_search(scene: Scene, case: Case, _argument: str) -> None:
    """The sources are searched."""
    search.start(case, actor=scene.caseworker, now=scene.at)


def include(scene: Scene, case: Case, _argument: str) -> None:
    """All that is not decided yet is included, as far as the right covers it."""
    materials.include_rest(case, actor=scene.caseworker, now=scene.at)


def withhold(scene: Scene, case: Case, key: str) -> None:
    """Something is kept back on an exemption: a record set, some rows of it, or all of it in silence."""
    told = text_of("exemptions", key)
    silence = Silence(told["silent_because"], told["second_opinion"]) if "silent_because" in told else None
    for each in _chosen(case, told.get("sets", [])):
        rows = range(min(told["rows"], each.rows)) if "rows" in told else ()
        materials.decide(
            each,
            Decision.WITHHOLD_ROWS if rows else Decision.WITHHOLD,
            actor=scene.caseworker,
            now=scene.at,
            rows=list(rows),
            exemption=Exemption.objects.get(code=told["exemption"]),
            reason=told["reason"],
            silence=silence,
        )


def _chosen(case: Case, sets: Sequence[str]) -> list[Material]:
    """Return all that was found, or of these record sets the first that was."""
    found = materials.of_case(case)
    if not sets:
        return found
    named = [each for record_set in sets for each in found if each.record_set == record_set]
    if not named:
        raise Untold(f"nothing was found in {', '.join(sets)}")
    return named[:1]


def make_ready(scene: Scene, case: Case, _argument: str) -> None:
    """The answer is prepared and sent to review."""
    prepare.prepare(case, actor=scene.caseworker, now=scene.at)


def send_back(scene: Scene, case: Case, reason: str) -> None:
    """The DPO returns the answer."""
    release.return_to_preparer(case, reason=reason, actor=scene.dpo, now=scene.at)


def let_go(scene: Scene, case: Case, _argument: str) -> None:
    """The DPO releases the answer."""
    package = release.under_review(case)
    release.release(case, package_id=package.id, actor=scene.dpo, now=scene.at)


def in_part(scene: Scene, case: Case, key: str) -> None:
    """The DPO decides that this is a first part; the letter is made to say so."""
    told = text_of("parts", key)
    by_on = scene.on + timedelta(days=told["days"])
    release.release_in_part(case, what=told["what"], by_on=by_on, actor=scene.dpo, now=scene.at)


def _read(chunks: Iterable[bytes]) -> None:
    for _chunk in chunks:
        pass


def fetch(scene: Scene, _case: Case, _argument: str) -> None:
    """The requester reads the letter and downloads what there is."""
    for package in download.letters(scene.received(), now=scene.at):
        if all(each.letter_only for each in download.available(scene.received(), now=scene.at)):
            _read(download.stream_letter(package, now=scene.at))
    for package in download.available(scene.received(), now=scene.at):
        if not package.letter_only:
            _read(download.stream(package, 0, package.size, now=scene.at))


def unfetched(scene: Scene, case: Case, _argument: str) -> None:
    """Nobody fetched it for as long as it was there: the house closes what was answered."""
    for each in case.submission.cases.filter(status=Status.RELEASED):
        cases.close(scene.case(each.number), outcome=outcomes.outcome_of(each), actor=None, now=scene.at)


def transferred(scene: Scene, case: Case, result: str) -> None:
    """Data to take elsewhere was sent straight to another organisation."""
    words.transferred(case, result=result, actor=scene.caseworker, now=scene.at)


STEPS = {
    "search": begin_search,
    "include": include,
    "withhold": withhold,
    "prepare": make_ready,
    "send_back": send_back,
    "release": let_go,
    "in_part": in_part,
    "fetch": fetch,
    "unfetched": unfetched,
    "transferred": transferred,
}
