"""`python -m bot.practice.telegram --port 0`: a practice Telegram in a process of its own.

Prints ``practice telegram ready on http://HOST:PORT`` when it answers, and runs until it is told to stop.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from typing import Final

from bot.practice.telegram.serving import serving
from bot.practice.telegram.world import World

TOKEN: Final = "1000000:practice"  # noqa: S105 - everybody may know it


async def main(token: str, host: str, port: int) -> None:
    """Answer until cancelled."""
    async with serving(World(token, now=time.time), host=host, port=port) as practice:
        sys.stdout.write(f"practice telegram ready on {practice.url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--token", default=TOKEN, help="the token the bot must show")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    told = parser.parse_args()
    try:
        asyncio.run(main(told.token, told.host, told.port))
    except KeyboardInterrupt:
        sys.exit(0)
