"""The words a person reads for the vocabularies of collection and packages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exports.enums import CollectionState, Decision, PackageState

COLLECTIONS: dict[str, str | Promise] = {
    CollectionState.WAITING: _("waiting"),
    CollectionState.RUNNING: _("searching"),
    CollectionState.DONE: _("searched"),
    CollectionState.FAILED: _("failed"),
    CollectionState.CANCELLED: _("stopped"),
}

DECISIONS: dict[str, str | Promise] = {
    Decision.UNDECIDED: _("to decide"),
    Decision.INCLUDE: _("included"),
    Decision.WITHHOLD_ROWS: _("withheld in part"),
    Decision.WITHHOLD: _("withheld"),
}

#: The same for data to take elsewhere: what is kept back is what the right does not cover.
PORTABLE: dict[str, str | Promise] = DECISIONS | {
    Decision.WITHHOLD_ROWS: _("covered in part"),
    Decision.WITHHOLD: _("not covered by this right"),
}

PACKAGES: dict[str, str | Promise] = {
    PackageState.MAKING: _("being made"),
    PackageState.READY: _("awaiting release"),
    PackageState.FAILED: _("failed"),
    PackageState.RETURNED: _("returned"),
    PackageState.RELEASED: _("released"),
}

#: What a person was searched by, as staff say it.
IDENTIFIERS: dict[str, str | Promise] = {
    "email": _("e-mail address"),
    "phone_number": _("telephone number"),
    "customer_number": _("customer number"),
    "external_id": _("id in another system"),
    "reference": _("references of other systems"),
}
