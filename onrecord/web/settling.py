"""Decisions that unsettle a record -> entities and comparisons worked out again, meanwhile.

On a large record that takes longer than anybody waits for a page. One thread does it, once for
however many decisions have come since it last began.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.record import Record

PATIENCE = 30.0  # seconds that the end of the site waits for it


class Settling:
    """Brings a record up to date in a thread of its own."""

    def __init__(self, record: Callable[[], Record]) -> None:
        self._record = record
        self._lock = threading.Lock()
        self._wanted = False
        self._thread: threading.Thread | None = None
        self.problem = ""

    @property
    def working(self) -> bool:
        """Whether anything is still being worked out."""
        return self._thread is not None

    def soon(self) -> None:
        """Have the record brought up to date."""
        with self._lock:
            self._wanted = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()

    def wait(self) -> None:
        """Wait until all is worked out, but not for ever."""
        if thread := self._thread:
            thread.join(PATIENCE)

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._wanted:
                    self._thread = None
                    return
                self._wanted = False
            try:
                self._record().update()
                self.problem = ""
            except OnrecordError as error:
                self.problem = str(error)
