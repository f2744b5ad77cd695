"""``python -m bench._bare``: aiohttp with nothing behind it: echoes by HTTP and WebSocket, and a loop of sends."""

from __future__ import annotations

import asyncio
import json

from aiohttp import WSMsgType, web

SOCKETS: set[web.WebSocketResponse] = set()


async def echo(request: web.Request) -> web.Response:
    """JSON in, the same JSON out."""
    return web.json_response(await request.json())


async def say(request: web.Request) -> web.Response:
    """JSON in, sent to everybody who listens."""
    said = json.dumps(await request.json())
    for ws in tuple(SOCKETS):
        await ws.send_str(said)
    return web.json_response({"ok": True})


async def socket(request: web.Request) -> web.WebSocketResponse:
    """Sends back what comes."""
    ws = web.WebSocketResponse(heartbeat=30, compress=False)
    await ws.prepare(request)
    async for message in ws:
        if message.type is WSMsgType.TEXT:
            await ws.send_str(message.data)
    return ws


async def listen(request: web.Request) -> web.WebSocketResponse:
    """Hears what is said."""
    ws = web.WebSocketResponse(heartbeat=30, compress=False)
    await ws.prepare(request)
    SOCKETS.add(ws)
    try:
        async for _ in ws:
            pass
    finally:
        SOCKETS.discard(ws)
    return ws


async def main() -> None:
    """Serve until killed."""
    app = web.Application()
    app.add_routes(
        [web.post("/echo", echo), web.post("/say", say), web.get("/socket", socket), web.get("/listen", listen)]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    print(f"smiledesk ready on http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
