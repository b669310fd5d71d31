"""PDF: opened by qpdf, whole, without a password, without programs or files inside it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from dsar.services.parsing.faults import Fault, Faulty
from dsar.services.parsing.kinds import HEAD, MARKUP

MAX_PAGES: Final = 2000
MAX_OBJECTS: Final = 1_000_000

_TAIL: Final = 66_000
_AFTER_END = re.compile(rb"%%EOF[\s\x00]*\Z")
_KEYS: Final = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"})
_ACTIONS: Final = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition"})
_SUBTYPES: Final = frozenset({"/RichMedia", "/3D", "/Movie", "/Screen", "/FileAttachment"})


def check(data: bytes) -> None:
    """Raise Faulty unless it is a PDF that a person can open and that does nothing by itself."""
    if MARKUP.search(data[:HEAD]) or b"PK\x05\x06" in data[-_TAIL:]:
        raise Faulty(Fault.EXTRA)
    if not _AFTER_END.search(data[-HEAD:]):
        raise Faulty(Fault.EXTRA if b"%%EOF" in data else Fault.DAMAGED)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if not 0 < len(pdf.pages) <= MAX_PAGES:
                raise Faulty(Fault.TOO_BIG if len(pdf.pages) else Fault.DAMAGED)
            for found in _dictionaries(pdf):
                _refuse_active(found)
    except pikepdf.PasswordError:
        raise Faulty(Fault.LOCKED) from None
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        raise Faulty(Fault.DAMAGED) from None


def _dictionaries(pdf: Any) -> Iterator[Any]:
    """Every dictionary of the file, those within others too; indirect ones come once, on their own."""
    count = 0
    for top in pdf.objects:
        stack = [top]
        while stack:
            found = stack.pop()
            count += 1
            if count > MAX_OBJECTS:
                raise Faulty(Fault.TOO_BIG)
            if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
                yield found
                children = [found.get(key) for key in found.keys()]  # noqa: SIM118 - not a dict, does not iterate
            elif isinstance(found, pikepdf.Array):
                children = list(found)
            else:
                continue
            stack += [c for c in children if isinstance(c, pikepdf.Object) and not c.is_indirect]


def _refuse_active(found: Any) -> None:
    if not _KEYS.isdisjoint(found.keys()):
        raise Faulty(Fault.ACTIVE)
    if _name(found.get("/S")) in _ACTIONS or _name(found.get("/Subtype")) in _SUBTYPES:
        raise Faulty(Fault.ACTIVE)


def _name(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""
