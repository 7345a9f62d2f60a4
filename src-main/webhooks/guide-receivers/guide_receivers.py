"""The Python receivers of the five guides, as they are printed there, without their web frameworks: FastAPI's `await
request.body()` and Flask's `request.data` and `request.get_data(as_text=True)` are `body` and its text here, header names are looked
up in any case, `request.json` is `json.loads(body)`. What a handler would call with what it reads is printed instead.

Reads lines of JSON `{"receiver", "secret", "headers", "body"}` (body in base64), answers each with `{"status", "said"}` or `{"error"}`.
"""

import base64
import hashlib
import hmac
import json
import sys
from collections import defaultdict

said = []


def guide_000(headers, body, secret):
    """Quick Start: bare hex, a pydantic model whose fields are all required, and the fields it prints."""

    def verify_signature(payload: bytes, signature: str) -> bool:
        expected = hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()
        return hmac.compare_digest(signature, expected)

    payload = json.loads(body)
    for field in ("event_type", "event_id", "timestamp", "signature"):
        assert isinstance(payload[field], str), field
    assert isinstance(payload["data"], dict)

    signature = headers.get("x-signature-sha256", "")
    if not verify_signature(body, signature):
        return 401
    event_type = payload["event_type"]
    data = payload["data"]
    if event_type == "verification.completed":
        if data["success"]:
            said.append(f"User {data['user_id']} verified")
        else:
            said.append(f"Verification failed for user {data['user_id']}")
    elif event_type == "liveness.completed":
        if data["is_live"]:
            said.append(f"User {data['user_id']} passed liveness check")
        else:
            said.append(f"User {data['user_id']} failed liveness check")
    return 200


def guide_000_prefixed(headers, body, secret):
    """Security, and Best Practices 2: `sha256=` before the hex."""

    def verify_webhook_signature(payload: bytes, signature: str, secret: str) -> bool:
        expected_signature = hmac.new(secret.encode("utf-8"), payload, hashlib.sha256).hexdigest()
        return hmac.compare_digest(signature, f"sha256={expected_signature}")

    return 200 if verify_webhook_signature(body, headers.get("x-signature-sha256", ""), secret) else 401


def guide_001(_headers, body, _secret):
    data = json.loads(body)
    for event in data.get("events", []):
        if event["event_type"] == "face_recognized":
            for face in event["data"]["recognized_faces"]:
                said.append(f"Recognized: {face['name']} from {event['camera_id']}")
    return 200


processed_events = defaultdict(set)


def guide_002(headers, body, secret):
    """Steps 4 and 5."""

    def verify_signature(payload: bytes, signature: str, secret: str) -> bool:
        expected = hmac.new(secret.encode("utf-8"), payload, hashlib.sha256).hexdigest()
        return hmac.compare_digest(signature, expected)

    if not verify_signature(body, headers["x-sonotheia-signature"], secret):
        return 401
    event = json.loads(body)
    event_id = event.get("id") or event.get("event_id")
    if event_id in processed_events["002"]:
        said.append(f"Duplicate event ignored: {event_id}")
        return 200
    processed_events["002"].add(event_id)
    said.append(f"{event['type']} {event['data']['session_id']}")
    return 200


def guide_003(headers, body, secret):
    """Flask, with the schema of Best Practices 4 and the lock of Idempotent Webhook Handling."""

    def verify_signature(payload, signature):
        expected_signature = hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()
        return hmac.compare_digest(expected_signature, signature)

    if not verify_signature(body, headers.get("x-imggo-signature")):
        return 401
    data = json.loads(body)
    for field in ("event", "job_id", "status"):
        assert isinstance(data[field], str), field
    job_id = data["job_id"]
    if job_id in processed_events["003"]:
        said.append("already_processed")
        return 200
    processed_events["003"].add(job_id)
    if data["event"] == "job.completed":
        said.append(f"Job {data['job_id']} completed: {type(data['result']).__name__}")
    elif data["event"] == "job.failed":
        error = data["error"]
        said.append(f"Job {data['job_id']} failed: {error}")
    return 200


def guide_004(headers, body, secret):
    """Complete Integration: the text of the body, encoded again."""

    def verify_signature(payload, signature):
        expected = hmac.new(secret.encode(), payload.encode(), hashlib.sha256).hexdigest()
        return hmac.compare_digest(signature, expected)

    signature = headers.get("x-webhook-signature")
    if not signature:
        return 401
    payload = body.decode("utf-8")
    if not verify_signature(payload, signature):
        return 401
    event = json.loads(body)
    event_type = event.get("event")
    delivery_id = headers.get("x-webhook-delivery-id")
    if delivery_id in processed_events["004"]:
        return 200
    processed_events["004"].add(delivery_id)
    assert headers["x-webhook-event"] == event_type
    if event_type == "new_lead":
        data = event["data"]
        said.append(f"New lead: {data['name']} ({data['email']})")
    elif event_type == "lead_update":
        data = event["data"]
        said.append(f"Lead updated: {data['id']}")
        said.append(f"Changes: {data['changes']}")
    else:
        said.append(f"Unknown event type: {event_type}")
    return 200


receivers = {
    "000": guide_000,
    "000 prefixed": guide_000_prefixed,
    "001": guide_001,
    "002": guide_002,
    "003": guide_003,
    "004": guide_004,
}

for line in sys.stdin:
    asked = json.loads(line)
    said.clear()
    try:
        status = receivers[asked["receiver"]](asked["headers"], base64.b64decode(asked["body"]), asked["secret"])
        answer = {"status": status, "said": list(said)}
    except Exception as error:
        answer = {"error": repr(error)}
    print(json.dumps(answer), flush=True)
