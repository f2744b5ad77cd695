"""Cookies of ours: out of scripts' and other sites' reach, and sent over TLS alone where there is TLS."""

from __future__ import annotations

from aiohttp import web

from bot.server.desk import Site


def bound(site: Site, name: str) -> str:
    """A cookie's name by which, with TLS, a browser holds it to this very host."""
    return f"__Host-{name}" if site.secure else name


def give(site: Site, response: web.Response, name: str, value: str, *, lasts: int, path: str = "/") -> None:
    """Have the browser keep it, for so many seconds."""
    response.set_cookie(name, value, path=path, httponly=True, samesite="Lax", secure=site.secure, max_age=lasts)


def take_away(site: Site, response: web.Response, name: str, *, path: str = "/") -> None:
    """Have the browser forget it."""
    response.del_cookie(name, path=path, secure=site.secure, httponly=True, samesite="Lax")
