"""Why something is kept back: on which ground, for what reason, and whether even that may be said."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from dsar.grounds import ground
from dsar.models import Case, Exemption, User
from dsar.services.errors import Refused
from exports.models import Material, Withholding


@dataclass(frozen=True, slots=True)
class Silence:
    """Why not even the keeping back may be said (law.md 1j), and what the second person asked answered."""

    because: str
    second_opinion: str


@dataclass(frozen=True, slots=True)
class Because:
    """An exemption, or a ground of the right itself, and why it applies here."""

    exemption: Exemption | None = None
    ground: str = ""
    reason: str = ""
    silence: Silence | None = None

    @property
    def code(self) -> str | None:
        """Return the code of the exemption or ground, as the log keeps it."""
        return self.exemption.code if self.exemption is not None else self.ground or None

    def check(self, case: Case) -> None:
        """Raise Refused unless this is a ground for a case of this right, with all that it needs."""
        if self.exemption is not None and self.ground:
            raise Refused(_("Choose one ground, not two."))
        if not self._applies(case):
            raise Refused(_("Choose the exemption that lets you withhold this."))
        if not self.reason.strip():
            raise Refused(_("Say why the exemption applies. The DPO and the requester need the reason."))
        if self.silence is None:
            return
        if self.exemption is None:
            raise Refused(_("Only an exemption allows to neither confirm nor deny."))
        if not self.silence.because.strip():
            raise Refused(_("Say why the harm would be done by saying that it exists."))
        if not self.silence.second_opinion.strip():
            raise Refused(_("Say whom you asked for a second opinion, and what they said."))

    def _applies(self, case: Case) -> bool:
        if self.exemption is not None:
            return case.right in self.exemption.rights
        found = ground(case.right_kind, self.ground)
        return found is not None and found.denies

    def keep(self, material: Material, row: int | None, *, actor: User, now: datetime) -> None:
        """Write down that a piece of material, or one row of it, is kept back."""
        held = Withholding(
            material=material,
            submission_id=material.submission_id,
            row=row,
            exemption=self.exemption,
            ground=self.ground,
            withheld_at=now,
            withheld_by=actor,
        )
        held.seal("reason", self.reason.strip())
        if self.silence is not None:
            held.seal("silent_because", self.silence.because.strip())
            held.seal("second_opinion", self.silence.second_opinion.strip())
        held.save(force_insert=True)
