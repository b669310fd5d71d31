"""Uploads sealed as they stream in, so that no plaintext of a file ever reaches the disk.

Django would put files over 2.5 MB in clear into the temporary folder. Here each file goes, chunk by chunk,
into a nameless spool file, sealed under a key that lives only in memory: gone when the request ends.
"""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Final, cast
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dsar.crypto.files import CHUNK, SealedReader, SealedWriter
from dsar.crypto.sealed import KEY_BYTES, Key
from dsar.services.file_names import NAMELESS, clean_name

MAX_FILES: Final = 10
MAX_TOTAL: Final = 25_000_000
MAX_BODY: Final = 30_000_000
# A body up to this size is read to its end, so that the form can answer; a larger one is cut off with a 400.
MAX_DRAINED: Final = 10 * MAX_BODY

TOO_MANY = _("You can send up to 10 files at once. Choose the most important ones, or send the rest later.")
TOO_LARGE = _("The files are larger than 25 MB together. Send fewer files, or smaller ones.")
EMPTY = _("The file is empty. Check it on your device and choose it again.")
NO_FILE = _("Only the name of this file arrived, or a file without a name. Choose it again.")
NO_ROOM = _("We cannot take files at the moment. Send the form without them; you can add them later.")


if TYPE_CHECKING:
    _Uploaded = UploadedFile[bytes]
else:
    _Uploaded = UploadedFile


class SealedUpload(_Uploaded):
    """One uploaded file, readable while the request lasts; `refusal` says why it was not taken, or is ""."""

    DEFAULT_CHUNK_SIZE = CHUNK

    def __init__(
        self, file: IO[bytes] | SealedReader, name: str, size: int, refusal: str | Promise = ""
    ) -> None:
        super().__init__(cast("IO[bytes]", file), name, "application/octet-stream", size)
        self.refusal = refusal

    @classmethod
    def refused(cls, name: str, refusal: str | Promise) -> SealedUpload:
        """A file of which nothing was kept."""
        return cls(io.BytesIO(), name, 0, refusal)


class _Parser(MultiPartParser):
    """Django's own, which drops a file named "." without a word; here it is kept under a plain name."""

    def sanitize_file_name(self, file_name: str) -> str:
        """The name as Django cleans it; "file" where nothing is left of it."""
        return super().sanitize_file_name(file_name) or NAMELESS


class _Spool:
    """One file on its way: a nameless sealed file and its key."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._id, self._key = uuid4(), Key(uuid4(), os.urandom(KEY_BYTES))
        # Without a name where the file system can (O_TMPFILE), else unlinked at once.
        self._raw = cast("BinaryIO", tempfile.TemporaryFile(dir=folder))  # noqa: SIM115 - closed by its owner
        self.writer = SealedWriter(self._raw, self._key, self._id)

    def finish(self) -> SealedReader:
        self.writer.close()
        self._raw.flush()
        return SealedReader(self._raw, self._key, self._id)

    def close(self) -> None:
        with suppress(OSError):  # a full disk speaks up again when the rest is flushed
            self._raw.close()


class SealedUploadHandler(FileUploadHandler):
    """Takes up to 10 files and 25 MB; what goes beyond is read to its end and comes back refused."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._refuse_all = False
        self._parsing = False
        self._count = 0
        self._total = 0
        self._spool: _Spool | None = None
        self._refusal: str | Promise = ""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        boundary: bytes | str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, UploadedFile[Any]]] | None:
        """Read the body by our own parser; RequestDataTooBig (400) for one that is beyond reading."""
        if self._parsing:
            return None  # our own parser asks as well: it is to go on
        if content_length > MAX_DRAINED:
            raise RequestDataTooBig(f"The body has {content_length} bytes.")
        self._refuse_all = content_length > MAX_BODY
        self._parsing = True
        return _Parser(META, input_data, [self], encoding).parse()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, or refuse it before its first byte."""
        super().new_file(*args, **kwargs)
        self._drop()
        self._count += 1
        self._refusal = TOO_LARGE if self._refuse_all else ""
        if self._count > MAX_FILES:
            self._refusal = TOO_MANY
        if not self._refusal:
            try:
                self._spool = _Spool(Path(settings.FILES_ROOT) / "spool")
            except OSError:
                self._refuse(NO_ROOM)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal what came, unless the file is refused; then it is only read."""
        if self._spool is None:
            return
        self._total += len(raw_data)
        if self._total > MAX_TOTAL:
            self._refuse_all = True
            self._refuse(TOO_LARGE)
            return
        try:
            self._spool.writer.write(raw_data)
        except OSError:
            self._refuse(NO_ROOM)

    def file_complete(self, file_size: int) -> SealedUpload:
        """The finished file, or the refused one, under its cleaned name."""
        name = clean_name(self.file_name)
        if self._spool is not None and file_size == 0:
            self._refuse(EMPTY)
        if self._spool is not None:
            try:
                upload = SealedUpload(self._spool.finish(), name, file_size)
            except OSError:
                self._refuse(NO_ROOM)
            else:
                self._spool = None
                return upload
        return SealedUpload.refused(name, self._refusal)

    def upload_interrupted(self) -> None:
        """Drop the file that was cut."""
        self._drop()

    def _refuse(self, refusal: str | Promise) -> None:
        self._refusal = refusal
        self._drop()

    def _drop(self) -> None:
        if self._spool is not None:
            self._spool.close()
            self._spool = None
