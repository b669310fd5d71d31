"""Handing a sealed file to a member of staff: always as an attachment, never run by the browser."""

from collections.abc import Iterator
from contextlib import ExitStack

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from dsar.crypto.sealed import CannotOpen
from dsar.models import StoredFile
from dsar.services import files


class _Chunks:
    """The opened bytes of a file; the file is closed when the answer is, read or not."""

    def __init__(self, stored: StoredFile) -> None:
        self._held = ExitStack()
        self._reader = self._held.enter_context(files.open_reader(stored))

    def __iter__(self) -> Iterator[bytes]:
        yield from self._reader.chunks()

    def close(self) -> None:
        """Close the file."""
        self._held.close()


def attachment(stored: StoredFile, name: str) -> StreamingHttpResponse:
    """Return a file as a download; Http404 when its bytes are gone."""
    try:
        chunks = _Chunks(stored)
    except CannotOpen:
        raise Http404 from None
    response = StreamingHttpResponse(chunks, content_type=stored.content_type)
    response["Content-Length"] = str(stored.size)
    _closed_in(response, name)
    return response


def made(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Return bytes made for this answer as a download."""
    response = HttpResponse(content, content_type=content_type)
    _closed_in(response, name)
    return response


def _closed_in(response: HttpResponse | StreamingHttpResponse, name: str) -> None:
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
