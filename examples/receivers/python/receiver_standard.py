"""Receives Muster's webhooks in the dialect `standard` (Standard Webhooks). Copy it with receiver_core.py and put your own
work where the events are.

    MUSTER_WEBHOOK_SECRETS=whsec_... python3 receiver_standard.py
"""

from receiver_core import Dialect, run, say, standard_refusal

PORT = 8080
PATH = "/"
KEY_FORM = "base64"
SECRET_NAMES = ("MUSTER_WEBHOOK_SECRETS", "WEBHOOK_SECRET")


def refusal_of(headers, body, keys):
    return standard_refusal(headers, body, keys)


def events_of(headers, body):
    """`webhook-id` is the same at every attempt and replay."""
    return [(headers["webhook-id"], body["type"], body)]


# events: what to do with each; whatever raises an error here is tried again later.
def attendance_recorded(event_id, event):
    data = event["data"]
    say(f'{event_id} {data["person"]["external_id"]} {data["direction"]} {data["captured_at"]}')


HANDLERS = {"attendance.recorded": attendance_recorded}
# end of events


def handle(event_id, name, event):
    HANDLERS.get(name, lambda *_: say(f"{event_id} {name}"))(event_id, event)


if __name__ == "__main__":
    run(Dialect("standard", PORT, PATH, KEY_FORM, SECRET_NAMES, 1200, refusal_of, events_of, handle))
