"""A real SMTP server in a thread, which can be told to refuse mail or to hang up."""

import email
import email.policy
import socket
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import LazySettings


class MailServer:
    """Keeps what it took in ``messages``; ``answer`` is the reply to DATA, ``cut`` hangs up after DATA.

    Recipients in ``unknown`` are refused, each for itself.
    """

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.answer = "250 Taken"
        self.cut = False
        self.unknown: set[str] = set()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def start(self) -> None:
        """Listen on a free port of the loopback."""
        self._controller.start()

    def stop(self) -> None:
        """Stop listening."""
        if self._controller.server is not None:
            self._controller.stop()

    @property
    def url(self) -> str:
        """The value of ``EMAIL_URL`` for a process that sends through it."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient unless it is unknown."""
        if address in self.unknown:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        """Keep the message unless told to refuse it."""
        if self.answer.startswith("2"):
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            message = email.message_from_bytes(content, policy=email.policy.default)
            assert isinstance(message, EmailMessage)
            self.messages.append(message)
            self.envelopes.append((str(envelope.mail_from), list(map(str, envelope.rcpt_tos))))
        if self.cut and server.transport is not None:
            server.transport.abort()
        return self.answer


@pytest.fixture
def smtp_server(settings: LazySettings) -> Iterator[MailServer]:
    """Start an SMTP server and let this process send through it."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield server
    server.stop()
