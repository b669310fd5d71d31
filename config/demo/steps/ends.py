"""Ends that are no answer, and the way back."""

from config.demo.scene import Scene
from config.demo.stories import text_of
from dsar.models import Case
from dsar.services import endings


def withdraw(scene: Scene, case: Case, _argument: str) -> None:
    """The requester rings: they take it back."""
    endings.withdraw(case, on=scene.on, actor=scene.caseworker, now=scene.at)


def took_back(scene: Scene, case: Case, _argument: str) -> None:
    """The requester takes it back on their own page."""
    endings.withdraw(case, on=scene.on, actor=None, now=scene.at)


def transfer(scene: Scene, case: Case, key: str) -> None:
    """Somebody else has to answer."""
    told = text_of("transfers", key)
    endings.transfer(case, actor=scene.caseworker, now=scene.at, **told)


def lapse(scene: Scene, case: Case, reason: str) -> None:
    """The right has ended."""
    endings.lapse(case, reason=reason, actor=scene.caseworker, now=scene.at)


def silence(scene: Scene, case: Case, missing: str) -> None:
    """Nothing was heard for as long as the policy waits."""
    endings.close_no_response(case, missing=missing, actor=scene.caseworker, now=scene.at)


def reopen(scene: Scene, case: Case, reason: str) -> None:
    """It is opened again, with a reason."""
    endings.reopen(case, reason=reason, actor=scene.caseworker, now=scene.at)


STEPS = {
    "withdraw": withdraw,
    "took_back": took_back,
    "transfer": transfer,
    "lapse": lapse,
    "silence": silence,
    "reopen": reopen,
}
