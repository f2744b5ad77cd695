"""The editor that is shipped is the one its sources make, and what it is made of may be shipped."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

REPO = Path(__file__).parents[2]
SOURCES = REPO / "tools" / "editor"
SHIPPED = REPO / "bot" / "console" / "static" / "codemirror"
HEAD = re.compile(rb'/\* [^\n]*Made by "make editor" from ([0-9a-f]{64}), holds ([0-9a-f]{64}) \*/\n')


def test_the_bundle_is_made_from_these_sources_and_nobody_touched_it_since() -> None:
    """Its first line names the digest of what it was made from and of what follows; ``make editor`` writes both."""
    told = HEAD.match(bundle := (SHIPPED / "codemirror.js").read_bytes())
    assert told is not None
    names = ("build.mjs", "codemirror.js", "package-lock.json", "package.json", "sheets.js")
    made_from = hashlib.sha256(b"".join((SOURCES / name).read_bytes() for name in names)).hexdigest()
    assert told[1].decode() == made_from
    assert told[2].decode() == hashlib.sha256(bundle[told.end() :]).hexdigest()


def test_every_package_in_the_lock_is_pinned_by_its_digest() -> None:
    """No version range and no file without a checksum: the same bytes on every machine."""
    lock = json.loads((SOURCES / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert len(packages) > 10
    assert [name for name, entry in packages.items() if not entry.get("integrity")] == []
    asked = json.loads((SOURCES / "package.json").read_text("utf-8"))
    versions = [*asked["dependencies"].values(), *asked["devDependencies"].values()]
    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_the_licences_of_what_is_bundled_travel_with_it() -> None:
    """CodeMirror's packages are MIT: the notice must be in every copy."""
    licences = (SHIPPED / "LICENSES.txt").read_text("utf-8")
    for name in ("@codemirror/view", "@codemirror/state", "@codemirror/commands", "style-mod"):
        assert re.search(rf"^{re.escape(name)} \d+\.\d+\.\d+$", licences, re.MULTILINE), name
    assert licences.count("Permission is hereby granted") == len(re.findall(r"^=+$", licences, re.MULTILINE))
