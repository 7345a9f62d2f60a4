"""What the example receivers share: an HTTP server that believes only signed requests, keeps each event once in an
SQLite file, answers at once and does the work afterwards. Python 3.9 or newer, nothing but its standard library.

A receiver for one dialect is a file beside this one that calls `run`. The environment says the rest:

    MUSTER_WEBHOOK_SECRETS     the secret that Muster showed; two, separated by a space, while you change from one to the other
    WEBHOOK_BEARER_TOKEN       asked of every request as `Authorization: Bearer ...` when set
    HOST, PORT, WEBHOOK_PATH   where it listens (127.0.0.1 and what the dialect's guide says)
    WEBHOOK_KEY_FORM           utf8 or base64: what of the secret's text is the key
    INBOX_DB                   the SQLite file (inbox.db); INBOX_KEEP_DAYS how long ids are remembered (30)
    MAX_BODY_BYTES             longer requests are refused with 413 (200000; Muster stays under 100 kB)
    RATE_LIMIT_MAX_REQUESTS, RATE_LIMIT_WINDOW_SECONDS   of one address; more are refused with 429
    TOLERANCE_SECONDS          how far `webhook-timestamp` may be off (300)
"""

import base64
import hashlib
import hmac
import json
import os
import signal
import socket
import sqlite3
import sys
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Callable, Dict, List, Optional, Tuple


@dataclass(frozen=True)
class Dialect:
    """What one dialect adds. Header names are looked up in any case."""

    name: str
    port: int
    path: str
    key_form: str
    # Environment variables that hold the secrets; the first that is set counts.
    secret_names: Tuple[str, ...]
    rate_limit: int
    # (headers, body, keys) -> None when one of the keys signed these very bytes, else why the request is not believed.
    refusal_of: Callable[[object, bytes, List[bytes]], Optional[str]]
    # (headers, parsed body) -> the events inside: id that stays the same when it is sent again, name, event.
    events_of: Callable[[object, dict], List[Tuple[str, str, dict]]]
    # (id, name, event): your own work.
    handle: Callable[[str, str, dict], None]


def say(text):
    print(text, flush=True)


def number(name, default):
    try:
        return int(os.environ.get(name, default))
    except ValueError:
        sys.exit(f"{name} is a whole number.")


def key_of(secret, form):
    """The HMAC key inside a secret: all of its text, or what is base64 after `whsec_`."""
    if form == "utf8":
        return secret.encode("utf-8")
    encoded = secret[len("whsec_") :] if secret.startswith("whsec_") else secret
    return base64.b64decode(encoded, validate=True)


def hex_refusal(given, body, keys):
    """`given` is the hex of HMAC-SHA256 over the raw body, as most dialects sign."""
    if not given:
        return "Missing signature"
    for key in keys:
        expected = hmac.new(key, body, hashlib.sha256).hexdigest()
        # In constant time: a comparison that stops at the first difference tells a forger how far he came.
        if hmac.compare_digest(given.encode("utf-8"), expected.encode("utf-8")):
            return None
    return "Invalid signature"


def standard_refusal(headers, body, keys):
    """Standard Webhooks: base64 of HMAC-SHA256 over `id.timestamp.body`, `v1,` before each, several while secrets overlap."""
    event_id = headers.get("webhook-id")
    timestamp = headers.get("webhook-timestamp")
    signatures = headers.get("webhook-signature")
    if not event_id or not timestamp or not signatures:
        return "Missing signature"
    off = abs(time.time() - int(timestamp)) if timestamp.isascii() and timestamp.isdigit() else None
    # Otherwise whoever recorded a request could send it again.
    if off is None or off > number("TOLERANCE_SECONDS", 300):
        return "Timestamp too old or too new"
    signed = f"{event_id}.{timestamp}.".encode("utf-8") + body
    for key in keys:
        expected = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
        if any(hmac.compare_digest(given.encode("utf-8"), expected) for given in signatures.split(" ")):
            return None
    return "Invalid signature"


class Inbox:
    """Events that arrived, each id once, in an SQLite file: a restart neither forgets one nor handles one twice."""

    def __init__(self, file, handle):
        self.handle = handle
        self.lock = threading.Lock()
        self.news = threading.Event()
        self.stopping = False
        self.db = sqlite3.connect(file, timeout=10, check_same_thread=False, isolation_level=None)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = FULL")
        self.db.execute(
            "CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY, name TEXT NOT NULL, body TEXT, received_at REAL NOT NULL,"
            " handled_at REAL, failures INTEGER NOT NULL DEFAULT 0, due_at REAL NOT NULL)"
        )
        self.db.execute("CREATE INDEX IF NOT EXISTS inbox_waiting ON inbox (due_at) WHERE handled_at IS NULL")
        forget = time.time() - number("INBOX_KEEP_DAYS", 30) * 86400
        self.db.execute("DELETE FROM inbox WHERE handled_at < ?", (forget,))
        self.worker = threading.Thread(target=self.work)
        self.worker.start()

    def accept(self, events):
        """Keeps those that are new, all or none. The number of them; Muster may forget them once this has returned."""
        now = time.time()
        with self.lock:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                fresh = 0
                for event_id, name, event in events:
                    row = (event_id, name, json.dumps(event), now, now)
                    sql = "INSERT OR IGNORE INTO inbox (id, name, body, received_at, due_at) VALUES (?, ?, ?, ?, ?)"
                    fresh += self.db.execute(sql, row).rowcount
                self.db.execute("COMMIT")
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
        self.news.set()
        return fresh

    def work(self):
        while not self.stopping:
            self.news.clear()
            try:
                wait = self.work_on_next()
            except sqlite3.Error as error:  # A full disk, say: the events stay where they are.
                say(f"inbox: {error}")
                wait = 5
            if wait != 0:
                self.news.wait(wait)

    def work_on_next(self):
        """Seconds until the next event is due, None when there is none, 0 when one was handled."""
        sql = "SELECT id, name, body, failures, due_at FROM inbox WHERE handled_at IS NULL ORDER BY due_at, rowid LIMIT 1"
        with self.lock:
            row = self.db.execute(sql).fetchone()
        now = time.time()
        if row is None or row[4] > now:
            return None if row is None else row[4] - now
        event_id, name, body, failures, _ = row
        try:
            self.handle(event_id, name, json.loads(body))
            # The body goes once the work is done; the id stays, to know the event again.
            change, values = "handled_at = ?, body = NULL", (time.time(),)
        except Exception as error:  # The event stays and is tried again, first after 2 s, later every 5 min.
            say(f"{event_id} {name} failed: {type(error).__name__}")
            change, values = "failures = ?, due_at = ?", (failures + 1, now + min(300, 2 ** min(failures + 1, 9)))
        with self.lock:
            self.db.execute(f"UPDATE inbox SET {change} WHERE id = ?", (*values, event_id))
        return 0

    def close(self):
        self.stopping = True
        self.news.set()
        self.worker.join()
        self.db.close()


class RateLimit:
    """So many requests of one address in so many seconds."""

    def __init__(self, most, window):
        self.most, self.window = most, window
        self.lock = threading.Lock()
        self.seen: Dict[str, List[float]] = {}

    def seconds_to_wait(self, address):
        """0 when the request may pass."""
        now = time.monotonic()
        with self.lock:
            if len(self.seen) > 10_000:
                self.seen = {key: entry for key, entry in self.seen.items() if entry[0] > now}
            entry = self.seen.get(address)
            if entry is None or entry[0] <= now:
                entry = self.seen[address] = [now + self.window, 0]
            entry[1] += 1
            return 0 if entry[1] <= self.most else max(1, round(entry[0] - now))


class Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, address, handler, dialect, keys, inbox):
        self.dialect, self.keys, self.inbox = dialect, keys, inbox
        self.path = os.environ.get("WEBHOOK_PATH", dialect.path)
        self.token = os.environ.get("WEBHOOK_BEARER_TOKEN", "")
        self.most_bytes = number("MAX_BODY_BYTES", 200_000)
        self.limit = RateLimit(
            number("RATE_LIMIT_MAX_REQUESTS", dialect.rate_limit), number("RATE_LIMIT_WINDOW_SECONDS", 60)
        )
        self.open = set()
        super().__init__(address, handler)

    def refusal_of(self, headers, body):
        given = headers.get("authorization", "")
        if self.token and not hmac.compare_digest(given.encode("utf-8"), f"Bearer {self.token}".encode("utf-8")):
            return "Invalid token"
        return self.dialect.refusal_of(headers, body, self.keys) if self.keys else None

    def stop(self):
        """Takes nothing new, lets what is being answered end, and hangs up on who is silent."""
        self.shutdown()
        for connection in list(self.open):
            try:
                connection.shutdown(socket.SHUT_RD)
            except OSError:
                pass


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30

    def setup(self):
        super().setup()
        self.server.open.add(self.connection)

    def finish(self):
        self.server.open.discard(self.connection)
        super().finish()

    def do_GET(self):
        if self.path != "/health":
            return self.answer(404, {"error": "Not found"})
        self.answer(200, {"status": "ok", "dialect": self.server.dialect.name})

    def do_POST(self):
        length = self.headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            self.close_connection = True
            return self.answer(411, {"error": "Content-Length is missing"})
        if int(length) > self.server.most_bytes:
            self.close_connection = True
            self.swallow(min(int(length), 8 * self.server.most_bytes))
            return self.answer(413, {"error": "Too large"})
        # The raw bytes: parsing and serialising again may change them, and then no signature matches.
        body = self.rfile.read(int(length))
        wait = self.server.limit.seconds_to_wait(self.client_address[0])
        if wait > 0:
            return self.answer(429, {"error": "Too many requests"}, {"Retry-After": str(wait)})
        if self.path.split("?")[0] != self.server.path:
            return self.answer(404, {"error": "Not found"})
        refusal = self.server.refusal_of(self.headers, body)
        if refusal is not None:
            say(f"refused: {refusal}")
            return self.answer(401, {"error": refusal})
        try:
            events = self.server.dialect.events_of(self.headers, json.loads(body))
            if not all(isinstance(event_id, str) and event_id for event_id, _, _ in events):
                raise ValueError("an event without its id")
        except (ValueError, KeyError, TypeError, AttributeError):
            return self.answer(400, {"error": "Invalid event"})
        try:
            fresh = self.server.inbox.accept(events)
        except sqlite3.Error as error:  # Not 200, so that Muster sends again later.
            say(f"not kept: {error}")
            return self.answer(500, {"error": "Try again later"})
        for event_id, name, _ in events if fresh == 0 else []:
            say(f"{event_id} {name} again, already here")
        self.answer(200, {"status": "received" if fresh > 0 else "already_processed"})

    def swallow(self, length):
        """Reads what is refused, so that the sender comes to read the answer; slow ones are cut off by the timeout."""
        while length > 0:
            chunk = self.rfile.read(min(length, 65_536))
            if not chunk:
                return
            length -= len(chunk)

    def answer(self, status, body, headers=()):
        content = json.dumps(body).encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in dict(headers).items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """The receiver's own lines say what matters; headers are credentials."""


def run(dialect):
    """Listens until SIGINT or SIGTERM, then ends what it had begun."""
    secrets = next((os.environ[name] for name in dialect.secret_names if os.environ.get(name)), "").split()
    form = os.environ.get("WEBHOOK_KEY_FORM", dialect.key_form)
    if not secrets and not (dialect.name == "facecv" and os.environ.get("WEBHOOK_BEARER_TOKEN")):
        sys.exit(f"Set {dialect.secret_names[0]} to the secret that Muster showed when you added the endpoint.")
    if form not in ("utf8", "base64"):
        sys.exit("WEBHOOK_KEY_FORM is utf8 or base64.")
    try:
        keys = [key_of(secret, form) for secret in secrets]
    except ValueError:  # Without the secret's text: logs are read by many.
        sys.exit("A secret of the key form base64 is whsec_ and base64.")
    address = (os.environ.get("HOST", "127.0.0.1"), number("PORT", dialect.port))
    inbox = Inbox(os.environ.get("INBOX_DB", "inbox.db"), dialect.handle)
    try:
        server = Server(address, Receiver, dialect, keys, inbox)
    except BaseException as error:
        inbox.close()
        if not isinstance(error, OSError):
            raise
        sys.exit(f"Cannot listen on {address[0]}:{address[1]}: {error.strerror}")
    for name in (signal.SIGINT, signal.SIGTERM):
        # shutdown() waits for the loop that this thread runs, so another thread has to call it.
        signal.signal(name, lambda *_: threading.Thread(target=server.stop).start())
    say(f"listening on http://{address[0]}:{server.server_port}{server.path}")
    server.serve_forever()
    server.server_close()
    inbox.close()
