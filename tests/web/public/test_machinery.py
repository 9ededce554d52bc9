"""Language, reports of the CSP, error pages, and that nothing else of the sign-in library is reachable."""

from __future__ import annotations

import json
import logging

import pytest

from yinling.web.public import urls

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.public.urls")]


def test_only_the_intended_addresses_exist():
    assert {str(p.pattern): p.name for p in urls.urlpatterns} == {
        "sign-in": "account_login",
        "sign-in/code": "mfa_authenticate",
        "sign-out": "sign_out",
        "account/second-factor": "enrol",
        "account/password": "password",
        "language": "language",
        "csp-report": "csp_report",
        "trust-policy": "trust_policy",
        "verify": "verify",
        "demo/phone": "demo_phone",
    }


@pytest.mark.parametrize(
    "path", ["/signup/", "/accounts/signup/", "/accounts/login/", "/password/reset/", "/email/", "/admin/"]
)
def test_what_the_library_would_offer_is_not_there(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_chinese_is_the_default_whatever_the_browser_prefers(client):
    page = client.get("/sign-in", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert '<html lang="zh-Hans"' in page.content.decode()
    assert page.headers["Content-Language"] == "zh-Hans"


def test_english_is_chosen_and_kept(client):
    answer = client.post("/language", {"language": "en", "next": "/sign-in?next=/x"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in?next=/x")
    page = client.get("/sign-in")
    assert '<html lang="en"' in page.content.decode()
    assert page.headers["Content-Language"] == "en"


@pytest.mark.parametrize("code", ["", "xx", "../../etc", "zh-hans\x00", "EN"])
def test_an_unknown_language_changes_nothing(client, code):
    client.post("/language", {"language": code})
    assert client.cookies.get("yl_language") is None
    client.cookies["yl_language"] = code.replace("\x00", "")
    assert '<html lang="zh-Hans"' in client.get("/sign-in").content.decode()


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "", "\\\\evil.example", "javascript:1"])
def test_the_language_switch_sends_nobody_elsewhere(client, to):
    assert client.post("/language", {"language": "en", "next": to}).headers["Location"] == "/"


def report(client, body, **more):
    return client.post("/csp-report", body, content_type="application/csp-report", **more).status_code


def test_a_report_becomes_one_line_in_the_log(client, caplog):
    body = {
        "csp-report": {
            "violated-directive": "style-src",
            "blocked-uri": "inline\nFORGED LINE",
            "junk": "x" * 9000,
        }
    }
    with caplog.at_level(logging.WARNING, "yinling.csp"):
        assert report(client, json.dumps(body)) == 204
    assert caplog.messages == ['csp {"violated-directive": "style-src", "blocked-uri": "inline\\nFORGED LINE"}']


@pytest.mark.parametrize("body", [b"x", b"[]", b'{"csp-report": 1}', b"null", b"\xff\xfe", b"[" * 9000])
def test_what_is_no_report_is_refused(client, body, caplog):
    assert report(client, body) == 400
    assert [m for m in caplog.messages if m.startswith("csp")] == []


@pytest.mark.parametrize("body", [b"", b'{"csp-report": {}}' + b" " * 20_000])
def test_a_report_without_length_or_too_long_is_refused(client, body):
    assert report(client, body) == 413


def test_pages_carry_no_inline_script_or_style(client):
    page = client.get("/sign-in").content.decode()
    assert [bad for bad in (" style=", "<style", " onclick=", " onload=", "javascript:") if bad in page] == []
    assert page.count("<script") == page.count("<script src=")


def test_the_trust_policy_is_handed_to_everyone(client, settings, tmp_path):
    settings.YINLING_VAR = tmp_path
    assert client.get("/trust-policy").status_code == 404
    (tmp_path / "trust-policy.txt").write_text("log example\nquorum none\n", encoding="utf-8")
    answer = client.get("/trust-policy")
    assert (answer.status_code, answer.content) == (200, b"log example\nquorum none\n")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="trust-policy.txt"'
