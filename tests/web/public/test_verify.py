"""Verifying receipts in the browser: it agrees with Python on every hostile case, and tells nobody what it read."""

from __future__ import annotations

import base64
import json
import os
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.kernel.test_receipts import GENUINE, POLICY
from tests.walk.walker import RUN_AXE
from tests.web.public.hostile_receipts import Case, cases, codes
from tests.web.public.verifying import HOST, Verifier
from yinling.config.launcher.places import FRONT
from yinling.kernel.canonical import canonical_json
from yinling.kernel.notes import NoteError
from yinling.kernel.receipt_codes import DICTIONARY, pack_receipt, unpack_receipt
from yinling.kernel.receipts import ReceiptRefused, verify_receipt
from yinling.kernel.trust import PolicyError

pytestmark = pytest.mark.urls("tests.web.public.urls")
SCRIPTS = Path(__file__).parents[3] / "src/yinling/web/static/verify"
AXE = FRONT / "test" / "axe.min.js"

_CHECK_ALL = """async ([cases, codes, base]) => {
  const [receipts, trust, canonical, unpack, bytes] = await Promise.all(
    ["receipts", "trust", "canonical", "unpack", "bytes"].map((name) => import(`${base}/static/verify/${name}.js`)));
  const check = ([file, policy]) => {
    try {
      const found = receipts.verifyReceipt(bytes.unbase64(file), bytes.unbase64(policy));
      const { header, body, index, size, log, witnesses } = found;
      return { header: canonical.canonical(header), body: canonical.canonical(body), index: `${index}`, size: `${size}`, log, witnesses };
    } catch (error) {
      if (error instanceof receipts.Refused) return { part: error.part };
      return error instanceof trust.PolicyUnusable ? { policy: error.line } : { crashed: String(error.stack) };
    }
  };
  const read = (code) => {
    try {
      return bytes.base64(unpack.unpackReceipt(code));
    } catch (error) {
      return error instanceof bytes.Malformed ? "" : String(error.stack);
    }
  };
  return [cases.map(check), codes.map(read)];
}"""


@pytest.fixture
def shown(client, settings, tmp_path):
    """The page as the server gives it, with the log's key in it."""
    settings.YINLING_VAR = tmp_path
    (tmp_path / "trust-policy.txt").write_bytes(POLICY)
    return client.get("/verify")


def in_python(case: Case) -> dict[str, object]:
    try:
        found = verify_receipt(case.file, case.policy)
    except ReceiptRefused as refused:
        return {"part": refused.part.value}
    except PolicyError as unusable:
        return {"policy": unusable.line}
    return {
        "header": canonical_json(found.header.plain()).decode(), "body": canonical_json(found.body).decode(),
        "index": str(found.index), "size": str(found.endorsed.checkpoint.size), "log": found.endorsed.log.name,
        "witnesses": list(found.endorsed.witnesses),
    }  # fmt: skip


def read_in_python(code: str) -> str:
    try:
        return base64.b64encode(unpack_receipt(code)).decode()
    except NoteError:
        return ""


def test_everybody_gets_the_page_and_no_script_of_it_can_send_anything(shown):
    policy = shown.headers["Content-Security-Policy"]
    assert shown.status_code == 200
    assert ("connect-src 'none'" in policy, "report-uri" in policy, "script-src 'self'" in policy) == (
        True,
        False,
        True,
    )
    text = shown.content.decode()
    assert f'data-policy="{base64.b64encode(POLICY).decode()}"' in text
    assert [bad for bad in (" style=", "<style", " onclick=", " onload=", "javascript:") if bad in text] == []


def test_without_a_key_of_ours_the_page_asks_for_the_readers_own(client, settings, tmp_path):
    settings.YINLING_VAR = tmp_path
    text = client.get("/verify").content.decode()
    assert ('data-policy=""' in text, "保存本站的信任文件" in text) == (True, False)


def test_only_reading_is_answered(client):
    assert client.post("/verify").status_code == 405


def test_the_scripts_have_the_dictionary_of_the_kernel():
    written = (SCRIPTS / "unpack.js").read_text(encoding="utf-8")
    between = written.partition("const DICTIONARY = ")[2].partition(";\nconst VERSION")[0]
    assert "".join(json.loads(piece) for piece in between.split(" +\n  ")) == DICTIONARY


def test_the_hostile_cases_reach_every_part():
    found = Counter(
        next(iter(verdict.values())) if len(verdict) == 1 else "genuine" for verdict in map(in_python, cases())
    )
    assert {"form", "content", "proof", "signature", "genuine"} - set(found) == set()
    assert all(found[part] >= 10 for part in ("form", "content", "proof", "signature", "genuine"))


@pytest.mark.browser
@pytest.mark.slow
def test_the_browser_and_python_agree_on_every_case(shown):
    every, packed = cases(), codes()
    given = [[base64.b64encode(part).decode() for part in (case.file, case.policy)] for case in every]
    verifier = Verifier(shown)
    with verifier as page:
        page.goto(f"{HOST}/verify")
        verdicts, files = page.evaluate(_CHECK_ALL, [given, [code for _, code in packed], HOST])
    assert {case.name: verdict for case, verdict in zip(every, verdicts, strict=True)} == {
        case.name: in_python(case) for case in every
    }
    assert dict(zip((name for name, _ in packed), files, strict=True)) == {
        name: read_in_python(code) for name, code in packed
    }


@pytest.mark.browser
@pytest.mark.slow
def test_a_scanned_receipt_is_genuine_and_nothing_is_asked_for_afterwards(shown, tmp_path):
    verifier = Verifier(shown)
    with verifier as page:
        page.goto(f"{HOST}/verify#{pack_receipt(GENUINE)}")
        verdict = page.locator("[data-verdict=genuine]")
        verdict.wait_for()
        page.wait_for_load_state("networkidle")
        loaded = len(verifier.answers.asked)
        assert {line.split("/")[1] for line in verifier.answers.asked} == {"verify", "static"}
        said = verdict.inner_text()
        assert [
            word for word in ("真实", "李桂芳", "上门巡访", "2026-11-22 09:30:00（北京时间）") if word not in said
        ] == []
        _look(page, "verify-genuine")
        _bring(page, tmp_path, GENUINE[:-9])
        page.locator("[data-verdict=refused][data-reason=form]").wait_for()
        page.fill("[data-pasted]", GENUINE.decode().replace("index 37", "index 38"))
        page.click("[data-check-pasted]")
        page.locator("[data-verdict=refused][data-reason=proof]").wait_for()
        _look(page, "verify-refused")
        page.fill("[data-pasted]", f"  {HOST}/verify#{pack_receipt(GENUINE)} ")
        page.click("[data-check-pasted]")
        page.locator("[data-verdict=genuine]").wait_for()
        page.fill("[data-pasted]", GENUINE.decode().strip())
        page.click("[data-check-pasted]")
        page.locator("[data-verdict=genuine]").wait_for()
        page.wait_for_timeout(300)
        assert [line for line in verifier.answers.asked[loaded:] if not line.startswith("GET /static/")] == []
        assert page.evaluate("fetch('/trust-policy').then(() => 'sent', () => 'stopped')") == "stopped"
    assert [line for line in verifier.complaints if "connect-src" not in line and "Fetch API" not in line] == []


@pytest.mark.browser
@pytest.mark.slow
def test_the_reader_may_bring_his_own_trust(shown, tmp_path):
    own, other, broken = (tmp_path / f"{name}.txt" for name in ("own", "other", "broken"))
    own.write_bytes(POLICY)
    other.write_bytes(b"log " + _key_of("other.example") + b"\nquorum none\n")
    broken.write_bytes(POLICY.replace(b"quorum none", b"nonsense"))
    verifier = Verifier(shown, width=390, height=844)
    with verifier as page:
        page.goto(f"{HOST}/verify#{pack_receipt(GENUINE)}")
        page.locator("[data-verdict=genuine]").wait_for()
        page.set_input_files("[data-policy-file]", broken)
        page.locator("[data-verdict=unable][data-reason=policy]").wait_for()
        _look(page, "verify-unable")
        page.set_input_files("[data-policy-file]", other)
        page.locator("[data-verdict=refused][data-reason=signature]").wait_for()
        assert page.locator("[data-trust-name]").inner_text() == "other.txt"
        page.set_input_files("[data-policy-file]", own)
        page.locator("[data-verdict=genuine]").wait_for()
    assert verifier.complaints == []


@pytest.mark.browser
@pytest.mark.slow
def test_without_any_key_nothing_is_called_genuine(client, settings, tmp_path):
    settings.YINLING_VAR = tmp_path
    with Verifier(client.get("/verify")) as page:
        page.goto(f"{HOST}/verify#{pack_receipt(GENUINE)}")
        page.locator("[data-verdict=unable][data-reason=no-policy]").wait_for()
        page.click("[data-check-pasted]")
        page.locator("[data-verdict=unable][data-reason=empty]").wait_for()


def _key_of(name: str) -> bytes:
    from yinling.kernel.notes import LOG_KEY, VerifierKey
    from yinling.kernel.signing import public_key_of

    return str(VerifierKey(name, LOG_KEY, public_key_of(b"\x21" * 32))).encode()


def _bring(page: Page, folder: Path, content: bytes) -> None:
    file = folder / "brought.tlog-proof"
    file.write_bytes(content)
    page.set_input_files("[data-file]", file)


def _look(page: Page, name: str) -> None:
    """axe finds nothing, nothing scrolls sideways; a picture if one is wanted."""
    if folder := os.environ.get("YINLING_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    found = page.evaluate(f"{AXE.read_text(encoding='utf-8')}; {RUN_AXE}")
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
