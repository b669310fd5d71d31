"""Names that the clock's sentences need: places, legal sources, laws, states."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dsar.clock import RegimeCode, Source, State, place_of

Words = str | Promise

UK_PLACES: Mapping[str, Words] = {
    "uk-ew": _("England and Wales"),
    "uk-eng": _("England"),
    "uk-wls": _("Wales"),
    "uk-sct": _("Scotland"),
    "uk-nir": _("Northern Ireland"),
    "uk-common": _("every nation of the United Kingdom"),
}
COUNTRIES: Mapping[str, Words] = {
    "AT": _("Austria"),
    "BE": _("Belgium"),
    "BG": _("Bulgaria"),
    "CY": _("Cyprus"),
    "CZ": _("Czechia"),
    "DE": _("Germany"),
    "DK": _("Denmark"),
    "EE": _("Estonia"),
    "ES": _("Spain"),
    "FI": _("Finland"),
    "FR": _("France"),
    "GR": _("Greece"),
    "HR": _("Croatia"),
    "HU": _("Hungary"),
    "IE": _("Ireland"),
    "IS": _("Iceland"),
    "IT": _("Italy"),
    "LI": _("Liechtenstein"),
    "LT": _("Lithuania"),
    "LU": _("Luxembourg"),
    "LV": _("Latvia"),
    "MT": _("Malta"),
    "NL": _("the Netherlands"),
    "NO": _("Norway"),
    "PL": _("Poland"),
    "PT": _("Portugal"),
    "RO": _("Romania"),
    "SE": _("Sweden"),
    "SI": _("Slovenia"),
    "SK": _("Slovakia"),
}
SOURCES: Mapping[Source, Words] = {
    Source.ART_12A: _("UK GDPR Art. 12A"),
    Source.ART_12_3: _("UK GDPR Art. 12(3)"),
    Source.ART_12_3_2018: _("UK GDPR Art. 12(3), before 5 February 2026"),
    Source.ART_12_5: _("UK GDPR Art. 12(5)"),
    Source.ART_12_6: _("UK GDPR Art. 12(6)"),
    Source.EU_ART_12_3: _("GDPR Art. 12(3)"),
    Source.EU_ART_12_5: _("GDPR Art. 12(5)"),
    Source.EU_ART_12_6: _("GDPR Art. 12(6)"),
    Source.EDPB_01_2022: _("EDPB Guidelines 01/2022"),
    Source.RECITAL_63: _("GDPR recital 63"),
    Source.REG_1182_71: _("Regulation 1182/71"),
    Source.ICO_TIME_LIMITS: _("ICO, time limits"),
    Source.ICO_AUTHORITY: _("ICO, requests on behalf of others"),
    Source.DPA_164A: _("Data Protection Act 2018 s. 164A"),
    Source.HOUSE: _("our own promise"),
    Source.RECORD: _("the record"),
}
REGIMES: Mapping[RegimeCode, Words] = {
    RegimeCode.UK_2026: _("UK, from 5 February 2026"),
    RegimeCode.UK_2018: _("UK, before 5 February 2026"),
    RegimeCode.EU: _("EU"),
}
STATES: Mapping[State, Words] = {
    State.NOT_STARTED: _("not started"),
    State.RUNNING: _("running"),
    State.PAUSED: _("paused"),
    State.EXTENDED: _("extended"),
    State.CLOSED: _("closed"),
}
#: The same as STATES, as a page says it.
STANDING: Mapping[State, Words] = {
    State.NOT_STARTED: _("The time has not begun yet."),
    State.RUNNING: _("The time is running."),
    State.PAUSED: _("The time stands still."),
    State.EXTENDED: _("The time is running, and was made longer."),
    State.CLOSED: _("The time has ended."),
}


def calendar_words(version: str) -> str:
    """Return in words what a date was worked out with, such as `holidays-0.109+2`."""
    library, _plus, own = version.partition("+")
    words = {"own": own, "edition": library.removeprefix("holidays-")}
    if own:
        return gettext("version %(own)s of our calendar, public holidays of edition %(edition)s") % words
    return gettext("public holidays of edition %(edition)s") % words


def place(jurisdiction: str) -> str:
    """Return "Scotland" for `uk-sct`, "Germany" for `eu-de`, "Germany (BY)" for `eu-de-by`."""
    if jurisdiction in UK_PLACES:
        return str(UK_PLACES[jurisdiction])
    found = place_of(jurisdiction)
    country = str(COUNTRIES[found.country])
    return f"{country} ({found.subdivisions[0]})" if found.subdivisions else country


def source(code: Source) -> str:
    """Return the citation that stands beside a step."""
    return str(SOURCES[code])
