"""The countries within which data needs no safeguard of Art. 46: the United Kingdom and the EEA."""

UK = frozenset(
    {"united kingdom", "uk", "gb", "great britain", "england", "scotland", "wales", "northern ireland"}
)
EEA_CODES = frozenset(
    {"at", "be", "bg", "hr", "cy", "cz", "dk", "ee", "fi", "fr", "de", "gr", "hu", "is", "ie", "it", "lv"}
    | {"li", "lt", "lu", "mt", "nl", "no", "pl", "pt", "ro", "sk", "si", "es", "se", "eu", "eea"}
)
EEA_NAMES = frozenset(
    {
        "austria",
        "belgium",
        "bulgaria",
        "croatia",
        "cyprus",
        "czechia",
        "czech republic",
        "denmark",
        "estonia",
        "finland",
        "france",
        "germany",
        "greece",
        "hungary",
        "iceland",
        "ireland",
        "italy",
        "latvia",
        "liechtenstein",
        "lithuania",
        "luxembourg",
        "malta",
        "netherlands",
        "the netherlands",
        "norway",
        "poland",
        "portugal",
        "romania",
        "slovakia",
        "slovenia",
        "spain",
        "sweden",
        "european union",
        "european economic area",
    }
)


def at_home(country: str) -> bool:
    """Return whether a register's word for a country (English name or ISO code) means the UK or the EEA.

    A word that is not known counts as abroad: then the register must name what protects the data there.
    """
    return country.strip().casefold() in UK | EEA_CODES | EEA_NAMES
