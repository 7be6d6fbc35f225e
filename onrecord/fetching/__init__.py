"""Web address -> the WARC of what came from it, fetched as a polite and wary guest.

The only room that asks the network for anything. Everything it is told (addresses, redirects,
robots.txt, headers, sizes) is somebody else's word: nothing is taken beyond the limits in Manners,
and nothing is asked of a machine that is not on the public network, unless a person said so.
"""

from __future__ import annotations

from onrecord.fetching.fetcher import Fetched, Fetcher
from onrecord.fetching.manners import Manners

__all__ = ["Fetched", "Fetcher", "Manners"]
