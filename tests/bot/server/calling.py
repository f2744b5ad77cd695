"""Calling every operation of the API document by whoever: the document says how (``example``)."""

from __future__ import annotations

from typing import Any

from tests.bot.server.desk import Caller, OpenDesk, Reply
from tests.bot.server.document import Operation, document, operations

ROLES = ("anonymous", "patron", "librarian", "trainee", "viewer", "admin")
NOWHERE = "0" * 32
THERE = [operation for operation in operations() if operation.told.get("x-when", "demo") == "demo"]
HTTP = [operation for operation in THERE if "x-websocket" not in operation.told]
SOCKETS = [operation for operation in THERE if "x-websocket" in operation.told]


async def caller(opened: OpenDesk, role: str) -> Caller:
    """Somebody of a role, with nothing but what the role gives."""
    if role == "anonymous":
        return opened.anybody()
    return await (opened.patron() if role == "patron" else opened.staff(role))


def path(operation: Operation, ids: dict[str, str]) -> str:
    """Where it is, with these ids, else the document's examples."""
    told = operation.path
    for parameter in operation.told["parameters"]:
        if parameter["in"] == "path":
            name = parameter["name"]
            told = told.replace(f"{{{name}}}", str(ids.get(name, parameter.get("example", NOWHERE))))
    return told


def body(operation: Operation) -> Any:
    """What is sent: the document's example."""
    content = operation.told.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema = content.get("schema", {})
    return content.get("example", schema.get("example", _referred(schema)))


def _referred(schema: Any) -> Any:
    name = schema.get("$ref", "").rpartition("/")[2]
    return document()["components"]["schemas"].get(name, {}).get("example") if name else None


async def call(caller: Caller, operation: Operation, ids: dict[str, str]) -> Reply:
    """Ask for it as the document shows."""
    form = "application/x-www-form-urlencoded" in operation.told.get("requestBody", {}).get("content", {})
    rest: dict[str, Any] = {"data": {}} if form else {}
    return await caller(operation.method, path(operation, ids), None if form else body(operation), **rest)
