"""A LanguageTool server without LanguageTool, and with its faults: ``fake_languagetool.py --port N --config F``.

It marks every "teh" and speaks as much of the HTTP API as the client needs. What it does with a check is read anew
from the file named by FAKE_LANGUAGETOOL at every request: ``ok``, ``hang``, ``slow`` (half a second), ``500``,
``die``, ``nonsense``, ``sick`` (the health check hangs too). Checked texts are appended to that file plus ``.asked``.
"""

from __future__ import annotations

import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

MOOD = Path(os.environ["FAKE_LANGUAGETOOL"])
LANGUAGES = [{"code": code, "longCode": code} for code in ("en-GB", "it", "ro-RO", "sv")]


class Handler(BaseHTTPRequestHandler):
    """Answers as the mood of the moment says."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if MOOD.read_text().strip() == "sick":
            time.sleep(60)
        path = urlsplit(self.path).path
        self.answer(200, json.dumps(LANGUAGES) if path == "/v2/languages" else "OK")

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        text = form["text"][0]
        with MOOD.with_suffix(".asked").open("a") as asked:
            asked.write(json.dumps([form["language"][0], text]) + "\n")
        mood = MOOD.read_text().strip()
        if mood == "die":
            os._exit(1)
        if mood == "hang":
            time.sleep(60)
        if mood == "slow":
            time.sleep(0.5)
        if mood == "500":
            self.answer(500, "Error: something broke")
        elif mood == "nonsense":
            self.answer(200, json.dumps({"unexpected": True}))
        else:
            self.answer(200, json.dumps({"matches": list(matches(text))}))

    def answer(self, status, body):
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def matches(text):
    at = text.find("teh")
    while at >= 0:
        offset = len(text[:at].encode("utf-16-le")) // 2
        yield {
            "message": "Possible typo",
            "offset": offset,
            "length": 3,
            "replacements": [{"value": "the"}],
            "context": {"text": text, "offset": at, "length": 3},
            "sentence": text,
            "rule": {"id": "TEH", "issueType": "misspelling", "category": {"id": "TYPOS"}},
        }
        at = text.find("teh", at + 1)


if __name__ == "__main__":
    if MOOD.read_text().strip() == "stillborn":
        sys.exit("Address already in use")
    port = int(sys.argv[sys.argv.index("--port") + 1])
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
