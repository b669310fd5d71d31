"""Compresses in a thread of its own, so that the next rows are put into words meanwhile on another core."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

MOST_BYTES = 4 * 1024 * 1024
"""What may wait to be compressed; whoever asks for more waits too, and memory stays bounded."""


class Press:
    """One thread: work is done, and its results are handed on, in the order in which it was asked for."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="package")
        self._waiting: deque[tuple[Future[bytes], int, Callable[[bytes], None]]] = deque()
        self._weight = 0

    def __enter__(self) -> "Press":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=True)

    def ask(self, work: Callable[[bytes], bytes], content: bytes, then: Callable[[bytes], None]) -> None:
        """Let some bytes be worked on; ``then`` gets the result here, at the latest by ``settle``."""
        self._waiting.append((self._thread.submit(work, content), len(content), then))
        self._weight += len(content)
        while self._waiting and (self._weight > MOST_BYTES or self._waiting[0][0].done()):
            self._hand_on()

    def settle(self) -> None:
        """Wait until everything is done and handed on; an error of the work is raised here, or by ``ask``."""
        while self._waiting:
            self._hand_on()

    def _hand_on(self) -> None:
        future, weight, then = self._waiting.popleft()
        self._weight -= weight
        then(future.result())
