"""The API document, and a test's way to hold every answer against it."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse

FILE = Path(__file__).parents[3] / "bot" / "openapi.yaml"
HOST = "http://desk.example"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where libyaml is


@functools.cache
def document() -> dict[str, Any]:
    """The document as it stands in the repository."""
    loaded: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=_LOADER)
    return loaded


@functools.cache
def _checker() -> OpenAPI:
    """Takes the document as it is: that it is one, `test_document` says."""
    return OpenAPI.from_dict(document(), config=Config(spec_validator_cls=None))


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the document."""

    method: str
    path: str
    told: Mapping[str, Any]

    @property
    def roles(self) -> frozenset[str]:
        """Whom it lets in."""
        return frozenset(self.told["x-roles"])

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def operations() -> Iterator[Operation]:
    """Every operation of the document."""
    for path, item in document()["paths"].items():
        for method, told in item.items():
            if method != "parameters":
                shared = item.get("parameters", [])
                parameters = [_resolved(one) for one in (*shared, *told.get("parameters", []))]
                yield Operation(method.upper(), path, told | {"parameters": parameters})


def _resolved(one: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in one:
        return one
    found: Any = document()
    for step in one["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    resolved: Mapping[str, Any] = found
    return resolved


@dataclass(frozen=True, slots=True)
class Answered:
    """One call and its answer."""

    method: str
    path: str
    query: Mapping[str, str]
    status: int
    kind: str
    headers: Mapping[str, str]
    raw: bytes


def hold_against_document(answered: Answered) -> None:
    """Fail when the document doesn't know this answer."""
    if answered.kind == "application/yaml" or answered.path.startswith("/static/"):
        return  # the checker would try to read what is plain text to us
    request = MockRequest(HOST, answered.method.lower(), answered.path, args=dict(answered.query))
    response = MockResponse(
        answered.raw, status_code=answered.status, headers=dict(answered.headers), content_type=answered.kind
    )
    _checker().validate_response(request, response)
