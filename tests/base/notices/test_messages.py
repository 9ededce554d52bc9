"""A message is written once with its fact, sent after it, and marked after it was sent."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import connection

from yinling.base.journal.models import Entry
from yinling.base.notices import actions
from yinling.base.notices.models import Message
from yinling.base.notices.outside import GatewayAway
from yinling.base.notices.queries import can_send, shown_messages
from yinling.base.notices.terms import MessageState
from yinling.base.rows.refusals import Forbidden
from yinling.kernel.viewer import NOBODY, Role, Viewer, system

pytestmark = pytest.mark.django_db
WORKER = Viewer(account=str(uuid.uuid4()), role=Role.WORKER, name="周海")
SYSTEM = system("tests")
SUBJECT = uuid.uuid4()


def written(by=WORKER, key="code:1", at=None, **given):
    return actions.send(
        phone="13800000000", text="验证码 123456", kind="visit_code", subject=SUBJECT, key=key, by=by, at=at, **given
    )


class _Gateway(BaseHTTPRequestHandler):
    answers: list[int]
    heard: list[tuple[str, dict[str, str]]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.heard.append((self.headers["Authorization"], body))
        self.send_response(self.answers.pop(0))
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Quiet."""


@pytest.fixture
def gateway(settings) -> Iterator[type[_Gateway]]:
    """A gateway on this machine that answers what the test says."""
    kind = type("Gateway", (_Gateway,), {"answers": [], "heard": []})
    server = HTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.YINLING_SMS_GATEWAY = f"http://127.0.0.1:{server.server_port}/sms"
    settings.YINLING_SMS_TOKEN = "token"
    yield kind
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_message_is_written_once_for_each_key_and_sealed(sides, now):
    sides.app(WORKER)
    first, second = written(at=now), written(at=now)
    sides.owner()
    row = Message.objects.get()
    assert (first, second) == (row.public_id, row.public_id)
    assert (row.phone, row.text, row.state, row.kind) == (
        "13800000000",
        "验证码 123456",
        MessageState.WAITING,
        "visit_code",
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, text FROM notices_message")
        assert all(b"138" not in bytes(kept) and b"123456" not in bytes(kept) for kept in cursor.fetchone())
        cursor.execute("SELECT args::jsonb FROM procrastinate_jobs WHERE task_name = 'notices.deliver'")
        assert [json.loads(args) if isinstance(args, str) else args for (args,) in cursor.fetchall()] == [
            {"message": str(first)}
        ]
    assert list(Entry.objects.filter(subject=SUBJECT).values_list("kind", flat=True)) == ["notices.message_written"]


def test_the_gateway_is_told_the_key_and_the_message_is_marked_after_it(sides, now, gateway):
    sides.work(SYSTEM)
    message = written(by=SYSTEM, at=now)
    gateway.answers += [200]
    actions.deliver(message=message, by=SYSTEM, at=now)
    actions.deliver(message=message, by=SYSTEM, at=now)
    row = Message.objects.get()
    assert gateway.heard == [("Bearer token", {"key": "code:1", "phone": "13800000000", "text": "验证码 123456"})]
    assert (row.state, row.sent_at) == (MessageState.SENT, now)


@pytest.mark.parametrize("status", [500, 503, 408, 429])
def test_a_gateway_in_trouble_is_asked_again_later(sides, now, gateway, status):
    sides.work(SYSTEM)
    message = written(by=SYSTEM, at=now)
    gateway.answers += [status, 202]
    with pytest.raises(GatewayAway):
        actions.deliver(message=message, by=SYSTEM, at=now)
    assert Message.objects.get().state == MessageState.WAITING
    actions.deliver(message=message, by=SYSTEM, at=now)
    assert Message.objects.get().state == MessageState.SENT


def test_what_the_gateway_refuses_is_not_tried_again(sides, now, gateway):
    sides.work(SYSTEM)
    message = written(by=SYSTEM, at=now)
    gateway.answers += [422]
    actions.deliver(message=message, by=SYSTEM, at=now)
    row = Message.objects.get()
    assert (row.state, row.failed_because, row.sent_at) == (MessageState.FAILED, "短信通道拒绝（422）", None)


def test_a_gateway_that_is_not_there_is_tried_again(sides, now, settings):
    settings.YINLING_SMS_GATEWAY = "http://127.0.0.1:9/"
    sides.work(SYSTEM)
    message = written(by=SYSTEM, at=now)
    with pytest.raises(GatewayAway):
        actions.deliver(message=message, by=SYSTEM, at=now)
    assert Message.objects.get().state == MessageState.WAITING


def test_what_is_too_late_is_not_sent(sides, now, gateway):
    sides.work(SYSTEM)
    message = written(by=SYSTEM, at=now, useful_until=now + timedelta(minutes=10))
    actions.deliver(message=message, by=SYSTEM, at=now + timedelta(minutes=10))
    assert (Message.objects.get().state, Message.objects.get().failed_because) == (MessageState.FAILED, "已过时效")
    assert gateway.heard == []


@pytest.mark.parametrize(
    ("demo", "state", "because"),
    [(True, "shown", ""), (False, "failed", "没有配置短信通道")],
    ids=["demo", "production"],
)
def test_without_a_gateway_nothing_leaves_the_house(*, sides, now, settings, demo, state, because):
    settings.YINLING_DEMO = demo
    sides.work(SYSTEM)
    actions.deliver(message=written(by=SYSTEM, at=now), by=SYSTEM, at=now)
    row = Message.objects.get()
    assert (row.state, row.failed_because, can_send()) == (state, because, demo)
    assert [m.text for m in shown_messages()] == (["验证码 123456"] if demo else [])


def test_nobody_writes_and_only_background_sends(sides, now):
    sides.app(NOBODY)
    with pytest.raises(Forbidden):
        written(by=NOBODY, at=now)
    sides.app(WORKER)
    message = written(at=now)
    with pytest.raises(Forbidden):
        actions.deliver(message=message, by=WORKER, at=now)
