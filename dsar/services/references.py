"""References that people can read out: two groups of four, without letters that look or sound alike."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_reference() -> str:
    """Return a fresh reference such as ``K7QM-2XPD`` (8 of 31 characters: 8.5e11 of them)."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def tidy_reference(text: str) -> str:
    """Return what somebody typed as a reference in its written form, so far as it is one."""
    letters = "".join(c for c in text.upper() if c in ALPHABET)
    return f"{letters[:4]}-{letters[4:8]}" if len(letters) >= 8 else ""
