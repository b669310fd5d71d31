"""The whole installation behind a real socket, for a browser that keeps cookies and posts forms."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from django.test.testcases import LiveServerThread


@contextmanager
def served() -> Iterator[str]:
    """Serve the database that Django points at, with its static files; yields the address."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    with override_settings(ALLOWED_HOSTS=["127.0.0.1"]):
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        try:
            yield f"http://127.0.0.1:{thread.port}"
        finally:
            thread.terminate()
            thread.join()
