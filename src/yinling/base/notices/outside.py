"""The gateway for text messages: one adapter, spoken to over HTTPS with a key that makes repeats harmless.

`YINLING_SMS_GATEWAY` names the address; the gateway receives {"key", "phone", "text"} as JSON with the token of
`YINLING_SMS_TOKEN` and answers 200 to 299 when it took the message, now or before under the same key.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request

from django.conf import settings

_TIMEOUT = 10  # seconds
_REFUSED = range(400, 500)


class GatewayRefused(Exception):
    """The gateway will never take this message: it says so with a status of 400 to 499."""


class GatewayAway(Exception):
    """The gateway did not answer or is in trouble: try again later."""


def can_send() -> bool:
    """Whether messages reach anybody: by a gateway, or on the screen of a demo."""
    return bool(settings.YINLING_SMS_GATEWAY) or settings.YINLING_DEMO


def hand_over(*, key: str, phone: str, text: str) -> None:
    """Give a message to the gateway. Raises GatewayRefused, GatewayAway."""
    body = json.dumps({"key": key, "phone": phone, "text": text}, ensure_ascii=False).encode()
    request = urllib.request.Request(  # noqa: S310 - the operator's own setting, checked to be http(s) at start
        settings.YINLING_SMS_GATEWAY,
        data=body,
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.YINLING_SMS_TOKEN}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310 - as above
            answer.read(1024)
    except urllib.error.HTTPError as error:
        if error.code in _REFUSED and error.code not in {408, 429}:
            raise GatewayRefused(str(error.code)) from None
        raise GatewayAway(str(error.code)) from None
    except (OSError, ValueError) as error:
        raise GatewayAway(type(error).__name__) from None
