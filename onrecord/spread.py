"""One function and many things -> its results in the order of the things: here or on many cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait
from typing import TypeVar

from onrecord.errors import OnrecordError

Thing = TypeVar("Thing")
Result = TypeVar("Result")

AHEAD = 3  # things in flight for each core: enough to keep it busy, few enough for flat memory


def spread(
    function: Callable[[Thing], Result], things: Iterable[Thing], cores: int = 1
) -> Generator[Result, None, None]:
    """Yield the result of `function` for each thing, in order, working on so many cores.

    Things are taken only as results are taken, a few ahead of them. With more than one core the
    function must be picklable, and a program that calls this needs the usual
    `if __name__ == "__main__":`.
    """
    if cores < 1:
        raise ValueError(f"cores must be 1 or more, not {cores}")
    if cores == 1:
        return (function(thing) for thing in things)
    return _in_processes(function, things, cores)


def _in_processes(
    function: Callable[[Thing], Result], things: Iterable[Thing], cores: int
) -> Generator[Result, None, None]:
    # "spawn" and not "fork": the parent holds threads and an open database, which do not fork well.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(cores, mp_context=context, initializer=_follow_parent)
    things = iter(things)
    in_flight: deque[Future[Result]] = deque()
    try:
        while True:
            for thing in islice(things, cores * AHEAD - len(in_flight)):
                in_flight.append(pool.submit(function, thing))
            if not in_flight:
                return
            yield in_flight.popleft().result()
    except BrokenProcessPool as error:
        raise OnrecordError(
            "a worker process died (out of memory?); go on with fewer cores, or with one"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _follow_parent() -> None:
    """Leave Ctrl-C to the parent, and end with it when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
