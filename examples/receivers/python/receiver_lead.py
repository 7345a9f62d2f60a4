"""Receives Muster's webhooks in the dialect `lead`. Copy it with receiver_core.py and put your own work where the events
are.

    WEBHOOK_SECRET=whsec_... python3 receiver_lead.py
"""

from receiver_core import Dialect, hex_refusal, run, say

PORT = 3000
PATH = "/webhook"
# All of the secret's text is the key, `whsec_` included.
KEY_FORM = "utf8"
SECRET_NAMES = ("MUSTER_WEBHOOK_SECRETS", "WEBHOOK_SECRET")


def refusal_of(headers, body, keys):
    return hex_refusal(headers.get("x-webhook-signature", ""), body, keys)


def events_of(headers, body):
    """The delivery id is the same at every attempt and replay."""
    return [(headers["x-webhook-delivery-id"], body["event"], body)]


# events: what to do with each; whatever raises an error here is tried again later.
def new_lead(event_id, event):
    say(f'{event_id} new lead {event["data"]["id"]}')


def lead_update(event_id, event):
    data = event["data"]
    say(f'{event_id} lead {data["id"]} changed: {", ".join(data["changes"])}')


HANDLERS = {"new_lead": new_lead, "lead_update": lead_update}
# end of events


def handle(event_id, name, event):
    HANDLERS.get(name, lambda *_: say(f"{event_id} {name}"))(event_id, event)


if __name__ == "__main__":
    run(Dialect("lead", PORT, PATH, KEY_FORM, SECRET_NAMES, 1200, refusal_of, events_of, handle))
