"""What Teams sends to a bot, for invented users."""

import uuid
from typing import Any

BOT_ID = "28:00000000-0000-4000-8000-0000000000b0"


def activity(user: int, service_url: str, tenant: str, **rest: Any) -> dict[str, Any]:
    """What Teams sends in the personal chat of an invented user; the user's number decides all ids."""
    return {
        "id": str(uuid.uuid4()),
        "channelId": "msteams",
        "serviceUrl": service_url,
        "timestamp": "2026-11-23T13:40:00.000Z",
        "locale": "nl-NL",
        "from": {
            "id": f"29:bench-{user}",
            "name": f"Sam Voorbeeld {user}",
            "aadObjectId": str(uuid.UUID(int=user + 1, version=4)),
        },
        "recipient": {"id": BOT_ID, "name": "Privacybot"},
        "conversation": {"id": f"a:bench-{user}", "conversationType": "personal", "tenantId": tenant},
        "channelData": {"tenant": {"id": tenant}},
        **rest,
    }
