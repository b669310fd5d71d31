"""Ids made of what a row is about, so that a story told again finds what it made before."""

from uuid import NAMESPACE_URL, UUID, uuid5


def id_of(*parts: str) -> UUID:
    """Return the id of what these words name."""
    return uuid5(NAMESPACE_URL, "https://demo.example.org/" + "/".join(parts))
