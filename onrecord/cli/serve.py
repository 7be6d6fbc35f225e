"""A record -> its pages in a browser, served from this machine."""

from __future__ import annotations

import os

import click

from onrecord.cli.prompt import Prompt, open_record, pass_prompt, record_option

SECONDS_TO_START = 1.5  # before the browser is sent to the first page


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), metavar="N")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to listen. On any address but this machine's own a password is asked for.",
)
@click.option("--open", "in_browser", is_flag=True, help="Open the first page in the browser.")
@record_option
@pass_prompt
def serve(prompt: Prompt, /, port: int, host: str, in_browser: bool) -> None:
    """Read and judge the record in a browser, until Ctrl-C.

    The password for others is the one in the environment variable ONRECORD_PASSWORD; without it
    one is made up and printed. What is sent is not encrypted: beyond a network you trust, put a
    proxy with TLS before it.
    """
    open_record(prompt.record).close()  # said here, before anything listens, if it cannot be used
    if in_browser:
        open_soon(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
    from onrecord import web

    password = os.environ.get("ONRECORD_PASSWORD", "")
    web.serve(prompt.record, host=host, port=port, password=password)


def open_soon(url: str) -> None:
    """Send the browser to a page once the server has had time to start."""
    import threading
    import webbrowser

    timer = threading.Timer(SECONDS_TO_START, webbrowser.open, [url])
    timer.daemon = True
    timer.start()
