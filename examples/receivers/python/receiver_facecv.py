"""Receives Muster's webhooks in the dialect `facecv`, in which one request holds several events. Copy it with
receiver_core.py and put your own work where the events are.

    MUSTER_WEBHOOK_SECRETS=whsec_... python3 receiver_facecv.py

Without a secret it asks for a bearer token alone: give the endpoint the header `Authorization: Bearer ...` and the
receiver the same token as WEBHOOK_BEARER_TOKEN.
"""

from receiver_core import Dialect, run, say, standard_refusal

PORT = 8080
PATH = "/webhook/face-recognition"
KEY_FORM = "base64"
SECRET_NAMES = ("MUSTER_WEBHOOK_SECRETS", "WEBHOOK_SECRET")


def refusal_of(headers, body, keys):
    return standard_refusal(headers, body, keys)


def events_of(_headers, body):
    """A batch has an id of its own, in `webhook-id`; each event in it has one too, by which it is kept once."""
    return [(event["metadata"]["event_id"], event["event_type"], event) for event in body["events"]]


# events: what to do with each; whatever raises an error here is tried again later.
def face_recognized(event_id, event):
    for face in event["data"]["recognized_faces"]:
        say(f'{event_id} recognized {face["name"]} from {event["camera_id"]}')


HANDLERS = {"face_recognized": face_recognized}
# end of events


def handle(event_id, name, event):
    HANDLERS.get(name, lambda *_: say(f"{event_id} {name}"))(event_id, event)


if __name__ == "__main__":
    run(Dialect("facecv", PORT, PATH, KEY_FORM, SECRET_NAMES, 1200, refusal_of, events_of, handle))
