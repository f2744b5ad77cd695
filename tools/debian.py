"""Install, as root on Debian or Ubuntu, what the tests need from the system; elsewhere the tests name it at the end."""

from __future__ import annotations

import os
import shutil
import subprocess

WANTED = {"chromium": "chromium"}
"""Program looked for on PATH -> Debian package that has it."""


def main() -> None:
    """Install the packages whose programs are missing; without root or apt, leave it to the tests to say so."""
    missing = [package for program, package in WANTED.items() if shutil.which(program) is None]
    if not missing or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    print(f"Installing for the tests: {', '.join(missing)}", flush=True)
    quiet = {
        "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        "stdout": subprocess.DEVNULL,
        "check": False,
    }
    subprocess.run(["apt-get", "-q", "update"], **quiet)  # type: ignore[call-overload]
    subprocess.run(["apt-get", "-q", "-y", "--no-install-recommends", "install", *missing], **quiet)  # type: ignore[call-overload]


if __name__ == "__main__":
    main()
