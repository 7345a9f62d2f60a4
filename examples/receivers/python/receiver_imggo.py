"""Receives Muster's webhooks in the dialect `imggo`. Copy it with receiver_core.py and put your own work where the events
are.

    WEBHOOK_SECRET=... python3 receiver_imggo.py
"""

from receiver_core import Dialect, hex_refusal, run, say

PORT = 5000
PATH = "/webhooks/imggo"
KEY_FORM = "utf8"
SECRET_NAMES = ("MUSTER_WEBHOOK_SECRETS", "WEBHOOK_SECRET")


def refusal_of(headers, body, keys):
    return hex_refusal(headers.get("x-imggo-signature", ""), body, keys)


def events_of(_headers, body):
    """A job ends once, so that its id tells a repetition; only that it was queued is an event besides."""
    job_id, name = body["job_id"], body["event"]
    return [(f"{job_id} queued" if name == "job.queued" else job_id, name, body)]


# events: what to do with each; whatever raises an error here is tried again later.
def job_completed(event_id, event):
    say(f'{event_id} completed, confidence {event["confidence"]}')


def job_failed(event_id, event):
    say(f'{event_id} failed: {event["error"]["code"]}')


HANDLERS = {"job.completed": job_completed, "job.failed": job_failed}
# end of events


def handle(event_id, name, event):
    HANDLERS.get(name, lambda *_: say(f"{event_id} {name}"))(event_id, event)


if __name__ == "__main__":
    run(Dialect("imggo", PORT, PATH, KEY_FORM, SECRET_NAMES, 1200, refusal_of, events_of, handle))
