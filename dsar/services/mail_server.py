"""Handing one mail to the mail server, and hearing whom of its recipients the server refused.

Django forgets the refusals when at least one recipient was taken, and so would a colleague be who never got
the reminder that the others got.
"""

from collections.abc import Mapping

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend


def hand_over(message: EmailMultiAlternatives) -> list[int]:
    """Send a mail; answers the server's codes for the recipients that it refused, none when it took all.

    Raises what smtplib raises, also when every recipient was refused.
    """
    connection = message.get_connection()
    if not isinstance(connection, EmailBackend):
        message.send()
        return []
    connection.open()
    try:
        smtp = connection.connection
        if smtp is None:
            raise OSError("the mail server gave no connection")
        refused: Mapping[str, tuple[int, bytes]] = smtp.send_message(
            message.message(), from_addr=message.from_email, to_addrs=message.recipients()
        )
    finally:
        connection.close()
    return sorted(code for code, _words in refused.values())
