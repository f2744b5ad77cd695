"""Install, as root on Debian or Ubuntu, what the tests need from the system.

Without root or apt nothing is done here: the tests that cannot run name the command that mends it at their end.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

WANTED = {
    "chromium": "chromium",
    "dovecot": "dovecot-imapd",
    "initdb": "postgresql",
    "redis-server": "redis-server",
    "ip": "iproute2",
    "faketime": "faketime",
}
"""Program looked for on PATH -> Debian package that has it."""


def main() -> None:
    """Install the packages whose programs are missing."""
    missing = [package for program, package in WANTED.items() if not _is_here(program)]
    if not missing or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    print(f"Installing for the tests: {', '.join(missing)}", flush=True)
    _apt("update")
    _apt("-y", "--no-install-recommends", "install", *missing)


def _is_here(program: str) -> bool:
    """Servers' programs are in folders that not everybody's PATH names."""
    folders = ["/usr/sbin", "/usr/local/sbin", *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]
    return shutil.which(program, path=os.pathsep.join([os.environ.get("PATH", ""), *folders])) is not None


def _apt(*arguments: str) -> None:
    """Run apt-get without questions and without its many lines; what fails is missed, and named, by the tests."""
    quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-q", *arguments], env=quietly, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    main()
