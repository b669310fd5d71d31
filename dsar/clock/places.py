"""Jurisdictions by code: `uk-ew` and its sisters, `eu-de`, `eu-de-by`, `eea-no`; and the zone of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays

from dsar.clock.codes import RefusalCode
from dsar.clock.refusal import FactsError

UK_NATIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "uk-ew": ("ENG", "WLS"),
        "uk-eng": ("ENG",),
        "uk-wls": ("WLS",),
        "uk-sct": ("SCT",),
        "uk-nir": ("NIR",),
        "uk-common": ("ENG", "WLS", "SCT", "NIR"),
    }
)
EU_ZONES: Mapping[str, str] = MappingProxyType(
    {
        "at": "Europe/Vienna",
        "be": "Europe/Brussels",
        "bg": "Europe/Sofia",
        "cy": "Asia/Nicosia",
        "cz": "Europe/Prague",
        "de": "Europe/Berlin",
        "dk": "Europe/Copenhagen",
        "ee": "Europe/Tallinn",
        "es": "Europe/Madrid",
        "fi": "Europe/Helsinki",
        "fr": "Europe/Paris",
        "gr": "Europe/Athens",
        "hr": "Europe/Zagreb",
        "hu": "Europe/Budapest",
        "ie": "Europe/Dublin",
        "it": "Europe/Rome",
        "lt": "Europe/Vilnius",
        "lu": "Europe/Luxembourg",
        "lv": "Europe/Riga",
        "mt": "Europe/Malta",
        "nl": "Europe/Amsterdam",
        "pl": "Europe/Warsaw",
        "pt": "Europe/Lisbon",
        "ro": "Europe/Bucharest",
        "se": "Europe/Stockholm",
        "si": "Europe/Ljubljana",
        "sk": "Europe/Bratislava",
    }
)
EEA_ZONES: Mapping[str, str] = MappingProxyType(
    {"is": "Atlantic/Reykjavik", "li": "Europe/Vaduz", "no": "Europe/Oslo"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction taken apart; a day is off when all `subdivisions` (or the country) have a holiday."""

    union: str
    country: str
    subdivisions: tuple[str, ...]
    zone: str


@cache
def place_of(jurisdiction: str) -> Place:
    """Take a jurisdiction apart; `UNKNOWN_JURISDICTION` for anything else, letter case included."""
    if jurisdiction in UK_NATIONS:
        return Place("uk", "GB", UK_NATIONS[jurisdiction], "Europe/London")
    union, _, rest = jurisdiction.partition("-")
    country, dash, subdivision = rest.partition("-")
    zone = {"eu": EU_ZONES, "eea": EEA_ZONES}.get(union, {}).get(country)
    if zone is None or jurisdiction != jurisdiction.lower() or (dash and not _known(country, subdivision)):
        raise FactsError(RefusalCode.UNKNOWN_JURISDICTION, {"jurisdiction": jurisdiction})
    return Place(union, country.upper(), (subdivision.upper(),) if subdivision else (), zone)


def _known(country: str, subdivision: str) -> bool:
    return subdivision.upper() in holidays.list_supported_countries().get(country.upper(), [])


def check_jurisdiction(jurisdiction: str) -> None:
    """Refuse an unknown jurisdiction."""
    place_of(jurisdiction)


@cache
def check_zone(zone: str) -> None:
    """Refuse a time zone that the zone database does not know (`UNKNOWN_ZONE`)."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise FactsError(RefusalCode.UNKNOWN_ZONE, {"zone": zone}) from error


def default_zone(jurisdiction: str) -> str:
    """The time zone of the jurisdiction's capital, for callers that know no controller."""
    return place_of(jurisdiction).zone
