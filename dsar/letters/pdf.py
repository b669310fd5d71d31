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


class DataOnly:
    """WeasyPrint's fetcher: opens ``data:``, refuses every other address and remembers that it did."""

    _fail_on_errors = True  # WeasyPrint reads this name: a refusal stops the letter instead of leaving a gap

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.refused = 0

    def __call__(self, url: str) -> Any:
        """Return what WeasyPrint makes of a ``data:`` address; raise ``ValueError`` for any other."""
        if not url.lower().startswith("data:"):
            self.refused += 1
            raise ValueError("a letter refers to nothing outside itself")
        return self.inner(url)


def to_pdf(html: str) -> bytes:
    """Return ``html`` as PDF/UA-1; the same text gives the same bytes on the same machine.

    Raises ``PangoMissing`` or ``OutsideReference``. The identifier is a digest of the text; no clock is read.
    """
    weasyprint = _weasyprint()
    fetcher = DataOnly(weasyprint.urls.URLFetcher(allowed_protocols=("data",), allow_redirects=False))
    fatal: type[BaseException] = weasyprint.urls.FatalURLFetchingError
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    pdf = b""
    # Inside an SVG picture WeasyPrint swallows the refusal and leaves the picture out: hence the count.
    with contextlib.suppress(fatal):
        document = weasyprint.HTML(string=html, base_url=None, url_fetcher=fetcher)
        pdf = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    if fetcher.refused or not pdf:
        raise OutsideReference("The letter refers to something outside itself, so it was not made.")
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
