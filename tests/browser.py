"""Chromium for the tests: found, installed where it may be (`python -m tests.browser`), started.

Also serves a site on a free port of this computer for as long as a test looks at it.
"""

from __future__ import annotations

import ast
import os
import pathlib
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

CHROMIUM = pathlib.Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = pathlib.Path(__file__).parent
TESTS = [HERE / "test_browser.py", HERE / "test_hostile_pages.py"]


def main() -> None:
    """Install Debian's chromium where that is possible; otherwise name the tests left out."""
    if CHROMIUM.exists():
        print(f"browser tests: {CHROMIUM} is there")
        return
    reason = why_not_installable() or installed()
    if not reason:
        print(f"browser tests: {CHROMIUM} was installed")
        return
    print(f"browser tests: left out, {reason}. These are not run:", file=sys.stderr)
    for path in TESTS:
        for name in names_of_tests(path):
            print(f"  {path.name}::{name}", file=sys.stderr)


def why_not_installable() -> str:
    """Return why chromium cannot be installed here, "" where it can."""
    if shutil.which("apt-get") is None:
        return f"{CHROMIUM} is missing and there is no apt-get here"
    if os.geteuid() != 0:
        return f"{CHROMIUM} is missing; as root: apt-get install chromium"
    return ""


def installed() -> str:
    """Install chromium; return "" when it is there, or else why it is not."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            return f"{' '.join(command[:2])} failed ({last})"
    return "" if CHROMIUM.exists() else f"{CHROMIUM} did not come with Debian's chromium"


def names_of_tests(path: pathlib.Path) -> list[str]:
    """Return the names of the tests in a file, all of which need a browser."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        one.name
        for one in tree.body
        if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")
    ]


@contextmanager
def chromium() -> Iterator[Any]:
    """Start chromium without a window and close it again."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), headless=True, args=FLAGS
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(site: Any) -> Iterator[str]:
    """Serve an ASGI application on a free port; yield its address, without a last slash."""
    import uvicorn

    from onrecord.web.serving import listening

    with listening("127.0.0.1", 0) as listener:
        config = uvicorn.Config(site, log_level="error", lifespan="on", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


if __name__ == "__main__":
    main()
