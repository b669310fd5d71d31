"""Handing one mail to the mail server, and hearing whom of its recipients the server refused.

Django forgets the refusals when at least one recipient was taken, and so would a colleague be who never got
the reminder that the others got.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address


def hand_over(message: EmailMultiAlternatives) -> list[int]:
    """Send a mail; answers the server's codes for the recipients that it refused, none when it took all.

    Raises what smtplib raises, also when every recipient was refused.
    """
    connection = message.connection
    if not isinstance(connection, EmailBackend):
        message.send()
        return []
    connection.open()
    try:
        smtp = connection.connection
        if smtp is None:
            raise OSError("the mail server gave no connection")
        written: Any = message.message()  # it takes a line separator, which the stubs do not know
        encoding = message.encoding or settings.DEFAULT_CHARSET
        refused: Mapping[str, tuple[int, bytes]] = smtp.sendmail(
            sanitize_address(message.from_email, encoding),
            [sanitize_address(address, encoding) for address in message.recipients()],
            written.as_bytes(linesep="\r\n"),
        )
    finally:
        connection.close()
    return sorted(code for code, _words in refused.values())
