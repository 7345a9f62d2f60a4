"""Receives Muster's webhooks (dialect `standard`) with nothing but Python's standard library (3.8 or newer): verifies
the signature over the raw bytes, handles each event once, and answers. Copy it and replace `handle`.

    MUSTER_WEBHOOK_SECRETS=whsec_... PORT=8080 SEEN_DB=seen-events.db python3 receiver.py
"""

import base64
import hashlib
import hmac
import json
import os
import signal
import sqlite3
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# Two secrets, separated by a space, while you change from one to the other.
SECRETS = os.environ.get("MUSTER_WEBHOOK_SECRETS", "").split()
PORT = int(os.environ.get("PORT", "8080"))
HOST = os.environ.get("HOST", "127.0.0.1")
SEEN_DB = os.environ.get("SEEN_DB", "seen-events.db")

TOLERANCE_SECONDS = 5 * 60
BODY_LIMIT_BYTES = 1_000_000


def say(text):
    print(text, flush=True)


def handle(connection, event_id, event):
    """Do your own work here, in the transaction of `connection`: it and the note that the event was seen are one."""
    if event["type"] == "attendance.recorded":
        data = event["data"]
        person = data["person"]
        say(f'{event_id} {person["external_id"]} {person["name"]} {data["direction"]} {data["captured_at"]}')
    else:
        say(f'{event_id} {event["type"]}')


def refusal_of(headers, body):
    """None when the request is from Muster, else why it is not believed."""
    event_id = headers.get("webhook-id")
    timestamp = headers.get("webhook-timestamp")
    signatures = headers.get("webhook-signature")
    if not event_id or not timestamp or not signatures:
        return "signature headers are missing"
    if not (timestamp.isascii() and timestamp.isdigit()) or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return "the timestamp is more than five minutes off"
    signed = f"{event_id}.{timestamp}.".encode() + body
    for secret in SECRETS:
        key = base64.b64decode(secret[len("whsec_") :] if secret.startswith("whsec_") else secret)
        expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        for given in signatures.split(" "):
            if hmac.compare_digest(given.encode(), expected.encode()):
                return None
    return "the signature does not match"


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_POST(self):
        length = int(self.headers.get("content-length") or 0)
        if length > BODY_LIMIT_BYTES:
            self.close_connection = True
            return self.answer(413, "too large")
        # The raw bytes: parsing and serialising again may change them, and then no signature matches.
        body = self.rfile.read(length)
        refusal = refusal_of(self.headers, body)
        if refusal is not None:
            say(f"refused: {refusal}")
            return self.answer(401, refusal)
        event_id = self.headers["webhook-id"]
        try:
            fresh = self.handle_once(event_id, json.loads(body))
        except Exception as error:  # Not 200, so that Muster sends again later.
            say(f"failed: {error!r}")
            return self.answer(500, "try again later")
        if not fresh:
            say(f"{event_id} again, already handled")
        self.answer(200, "ok" if fresh else "already handled")

    def handle_once(self, event_id, event):
        """Muster sends at least once: the same webhook-id comes again when an answer got lost."""
        connection = sqlite3.connect(SEEN_DB, timeout=10)
        try:
            with connection:
                added = connection.execute("INSERT OR IGNORE INTO seen (id, at) VALUES (?, ?)", (event_id, time.time()))
                if added.rowcount == 0:
                    return False
                handle(connection, event_id, event)
                return True
        finally:
            connection.close()

    def answer(self, status, text):
        content = f"{text}\n".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """The lines above say what matters."""


def main():
    if not SECRETS:
        sys.exit("Set MUSTER_WEBHOOK_SECRETS to the secret that Muster showed when you added the endpoint.")
    connection = sqlite3.connect(SEEN_DB)
    connection.execute("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY, at REAL NOT NULL)")
    connection.commit()
    connection.close()
    server = ThreadingHTTPServer((HOST, PORT), Receiver)
    for name in (signal.SIGINT, signal.SIGTERM):
        # shutdown() waits for the loop that this thread runs, so another thread has to call it.
        signal.signal(name, lambda *_: threading.Thread(target=server.shutdown).start())
    say(f"listening on http://{HOST}:{server.server_port}/")
    server.serve_forever()


if __name__ == "__main__":
    main()
