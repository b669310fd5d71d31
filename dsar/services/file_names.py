"""Names of files as strangers give them."""

import unicodedata
from typing import Final

LONGEST: Final = 200
NAMELESS: Final = "file"
_LONGEST_ENDING: Final = 12


def clean_name(given: str | None) -> str:
    """The last path component of a file name, without control, format (bidi) and surrogate characters.

    At most 200 characters, the ending kept; "file" when nothing is left. The name is for showing and for the
    Content-Disposition of an attachment; on disk a file is named by its id.
    """
    text = unicodedata.normalize("NFC", given or "").replace("\\", "/")
    shown = "".join(
        sign for sign in text if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    )
    last = " ".join(shown.rstrip("/ .").rpartition("/")[2].split()).strip(" .")
    if len(last) > LONGEST:
        stem, dot, ending = last.rpartition(".")
        kept = dot + ending if stem and len(ending) <= _LONGEST_ENDING else ""
        last = last[: LONGEST - len(kept)] + kept
    return last or NAMELESS
