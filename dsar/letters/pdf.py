"""Turns a letter's HTML into a tagged PDF; nothing but ``data:`` is ever fetched."""

import contextlib
import hashlib
import io
import sys
from typing import Any

INSTALL = {
    "darwin": "brew install pango",
    "linux": "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 "
    "libfontconfig1 fonts-dejavu-core",
}


class PangoMissing(RuntimeError):
    """The libraries that set type are not on this machine; the message says the one line that brings them."""


class OutsideReference(RuntimeError):
    """A letter tried to load something from a file or the network; it is not issued."""


def to_pdf(html: str) -> bytes:
    """Return ``html`` as PDF/UA-1; the same text gives the same bytes on the same machine.

    Raises ``PangoMissing`` or ``OutsideReference``. The identifier is a digest of the text; no clock is read.
    """
    weasyprint = _weasyprint()
    fatal: type[BaseException] = weasyprint.urls.FatalURLFetchingError
    try:
        document = weasyprint.HTML(string=html, base_url=None, url_fetcher=_data_only(weasyprint))
        pdf: bytes = document.write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=hashlib.sha256(html.encode()).digest()[:16]
        )
    except fatal as error:
        raise OutsideReference(
            "The letter refers to something outside itself, so it was not made."
        ) from error
    return pdf


def _weasyprint() -> Any:
    """Import WeasyPrint when first needed; its own notice about missing libraries is kept off the screen."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import weasyprint
            import weasyprint.urls
    except OSError as error:
        line = INSTALL.get(sys.platform, INSTALL["linux"])
        raise PangoMissing(f"Letters need Pango, which this machine lacks. Run: {line}") from error
    return weasyprint


def _data_only(weasyprint: Any) -> Any:
    """Return a fetcher that opens ``data:`` and stops the letter at everything else, redirects included."""
    return weasyprint.urls.URLFetcher(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
