"""Receives Muster's webhooks in the dialect `sonotheia`. Copy it with receiver_core.py and put your own work where the
events are.

    SONOTHEIA_WEBHOOK_SECRET=... python3 receiver_sonotheia.py
"""

from receiver_core import Dialect, hex_refusal, run, say

PORT = 8080
PATH = "/webhook"
KEY_FORM = "utf8"
SECRET_NAMES = ("MUSTER_WEBHOOK_SECRETS", "SONOTHEIA_WEBHOOK_SECRET")


def refusal_of(headers, body, keys):
    return hex_refusal(headers.get("x-sonotheia-signature", ""), body, keys)


def events_of(_headers, body):
    return [(body["id"], body["type"], body)]


# events: what to do with each; whatever raises an error here is tried again later.
def deepfake_completed(event_id, event):
    data = event["data"]
    say(f'{event_id} session {data["session_id"]} {data["label"]}')


def mfa_completed(event_id, event):
    data = event["data"]
    say(f'{event_id} session {data["session_id"]} {"verified" if data["verified"] else "not verified"}')


def sar_submitted(event_id, event):
    data = event["data"]
    say(f'{event_id} case {data["case_id"]} {data["status"]}')


HANDLERS = {
    "deepfake.completed": deepfake_completed,
    "mfa.completed": mfa_completed,
    "sar.submitted": sar_submitted,
}
# end of events


def handle(event_id, name, event):
    HANDLERS.get(name, lambda *_: say(f"{event_id} {name}"))(event_id, event)


if __name__ == "__main__":
    run(Dialect("sonotheia", PORT, PATH, KEY_FORM, SECRET_NAMES, 100, refusal_of, events_of, handle))
