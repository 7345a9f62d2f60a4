"""Receives Muster's webhooks in the dialect `face-service`. Copy it with receiver_core.py and put your own work where the
events are.

    WEBHOOK_SECRET=... python3 receiver_face_service.py
"""

from receiver_core import Dialect, hex_refusal, run, say

PORT = 8000
PATH = "/api/webhook"
KEY_FORM = "utf8"
SECRET_NAMES = ("MUSTER_WEBHOOK_SECRETS", "WEBHOOK_SECRET")


def refusal_of(headers, body, keys):
    """The header covers the whole body, its own `signature` field included; `sha256=` before the hex may be missing."""
    given = headers.get("x-signature-sha256", "")
    return hex_refusal(given[len("sha256=") :] if given.startswith("sha256=") else given, body, keys)


def events_of(_headers, body):
    return [(body["event_id"], body["event_type"], body)]


# events: what to do with each; whatever raises an error here is tried again later.
def verification_completed(event_id, event):
    data = event["data"]
    say(f'{event_id} user {data["user_id"]} {"verified" if data["success"] else "not verified"}')


def liveness_completed(event_id, event):
    data = event["data"]
    say(f'{event_id} user {data["user_id"]} {"passed" if data["is_live"] else "failed"} the liveness check')


HANDLERS = {"verification.completed": verification_completed, "liveness.completed": liveness_completed}
# end of events


def handle(event_id, name, event):
    HANDLERS.get(name, lambda *_: say(f"{event_id} {name}"))(event_id, event)


if __name__ == "__main__":
    run(Dialect("face-service", PORT, PATH, KEY_FORM, SECRET_NAMES, 1200, refusal_of, events_of, handle))
