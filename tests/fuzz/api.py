"""Throw at every operation of the API what its document allows and what it doesn't: ``python -m tests.fuzz.api``.

A real desk on loopback, asked as nobody, as a patron, as a librarian and as an admin. A server error is a finding; so
is an answer the document doesn't know.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.server.doors import session_cookie
from tests.bot.server.desk import Caller, OpenDesk, open_desk

DOCUMENT: Final = Path(__file__).parents[2] / "bot" / "openapi.yaml"
CHECKS: Final = "not_a_server_error,status_code_conformance,response_schema_conformance"
_NOT_ASKED: Final = "^(/api/session|/api/openapi.yaml|/telegram/.*|/demo/.*)$"
"""What would sign the asker out, the document itself, and what is only there with a bot or a demonstration."""


async def main() -> int:
    """Ask as each; returns 1 when one of them found something."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--examples", type=int, default=30, help="for each operation and asker")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--only", default="", help="paths that match this")
    told = asked.parse_args()
    if shutil.which("schemathesis", path=str(Path(sys.executable).parent)) is None:
        sys.exit("schemathesis is not here: python -m pip install schemathesis")
    found = 0
    with tempfile.TemporaryDirectory(prefix="smiledesk-fuzz-") as folder:
        for who in ("nobody", "patron", "librarian", "admin"):
            async with open_desk(Path(folder, who)) as opened:
                sys.stdout.write(f"\n=== as {who}\n")
                sys.stdout.flush()
                command = _command(opened, await _headers(opened, who), told)
                process = await asyncio.create_subprocess_exec(*command, cwd=folder)  # it leaves a cache behind
                found |= int(await process.wait() != 0)
    return found


async def _headers(opened: OpenDesk, who: str) -> Mapping[str, str]:
    if who == "nobody":
        return {}
    if who == "patron":
        return (await opened.patron()).headers
    await opened.patron()
    caller = await opened.staff(who, name="Maja")
    return {**caller.headers, "Cookie": _cookie(opened, caller)}


def _cookie(opened: OpenDesk, caller: Caller) -> str:
    name = session_cookie(opened.desk)
    (value,) = [cookie.value for cookie in caller.session.cookie_jar if cookie.key == name]
    return f"{name}={value}"


def _command(opened: OpenDesk, headers: Mapping[str, str], told: argparse.Namespace) -> list[str]:
    return [
        *(sys.executable, "-m", "schemathesis.cli", "run", str(DOCUMENT), "--url", str(opened.server.make_url("/"))),
        *("--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--max-examples", str(told.examples)),
        *("--seed", str(told.seed), "--generation-database", "none", "--continue-on-failure", "--warnings", "off"),
        *("--request-timeout", "20", "--no-color"),
        *("--exclude-path-regex", _NOT_ASKED),
        *(("--include-path-regex", told.only) if told.only else ()),
        *(part for name, value in headers.items() for part in ("--header", f"{name}: {value}")),
    ]


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
