"""How staff sign in: no sign-up, second factors sealed at rest, every sign-in in the log."""

from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from dsar.crypto.sealed import Place, Sealed, open_sealed, seal
from dsar.enums import KeyScope
from dsar.models import DataKey

_PLACE = Place("mfa_authenticator", "secret", UUID(int=0))


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by the administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Answer that sign-up is closed."""
        return False


class StaffMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps the secrets of second factors sealed under the installation's key."""

    def encrypt(self, text: str) -> str:
        """Return a secret sealed."""
        return seal(text, DataKey.objects.key_for(KeyScope.INSTALLATION, None), _PLACE).token

    def decrypt(self, encrypted_text: str) -> str:
        """Return a sealed secret in clear."""
        sealed = Sealed(encrypted_text)
        return open_sealed(sealed, DataKey.objects.by_id(sealed.key_id), _PLACE)
