"""The log: ``record`` appends, ``verify`` proves, ``checkpoint`` signs, ``sentences`` tells."""

from dsar.audit.recording import record

__all__ = ["record"]
