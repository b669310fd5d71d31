"""What is answered to a complaint, and how it is kept: sealed, with the complaint."""

import json
from dataclasses import asdict, dataclass, replace

from dsar.enums import ComplaintOutcome
from dsar.models import Complaint


@dataclass(frozen=True, slots=True)
class Answer:
    """Each point and what we say to it, what is put right, what changes; if nobody else looked, why."""

    outcome: ComplaintOutcome
    points: tuple[tuple[str, str], ...]
    remedy: str = ""
    changes: str = ""
    independent: bool = True
    why_not_independent: str = ""

    def looked_at_by(self, *, independent: bool) -> "Answer":
        """Return the answer with whether somebody gave it who had no part; a reason only where none had."""
        why = "" if independent else self.why_not_independent
        return replace(self, independent=independent, why_not_independent=why)


def keep(complaint: Complaint, answer: Answer) -> None:
    """Seal an answer into a complaint, without saving."""
    complaint.outcome, complaint.independent = answer.outcome, answer.independent
    complaint.seal("answer", json.dumps(asdict(answer)))


def of(complaint: Complaint) -> Answer | None:
    """Return the answer of a complaint, None while there is none."""
    if complaint.answer is None:
        return None
    told = json.loads(complaint.open("answer"))
    points = tuple((point, said) for point, said in told.pop("points"))
    return Answer(outcome=ComplaintOutcome(told.pop("outcome")), points=points, **told)
