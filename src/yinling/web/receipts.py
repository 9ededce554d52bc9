"""A receipt as every door shows it: its QR code, the address behind it, and what it says in words."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from yinling.kernel.notes import parse_checkpoint, parse_log_proof, parse_note
from yinling.kernel.receipt_codes import pack_receipt
from yinling.web.qr_codes import Picture, picture_of_digits
from yinling.web.receipt_words import codes, kinds, labels, told


@dataclass(frozen=True)
class ReceiptCode:
    """What `parts/receipt_qr.html` shows: the picture, and the address that it opens."""

    picture: Picture
    address: str


@dataclass(frozen=True)
class ReceiptPaper:
    """A receipt to read: what was done (`lines`), what machines compare (`codes`), and where it stands in the log."""

    kind: str
    lines: tuple[tuple[str, str], ...]
    codes: tuple[tuple[str, str], ...]
    log: str
    index: int
    size: int
    code: ReceiptCode


def receipt_address(file: bytes) -> str:
    """The address that verifies a receipt file: all of it stands behind `#`, which browsers send to nobody.

    Raises NoteError for what is no receipt file.
    """
    return f"{_verifier()}{pack_receipt(file)}"


def receipt_picture(file: bytes) -> Picture:
    """The QR code of `receipt_address`. Raises NoteError for what is no receipt file."""
    return picture_of_digits(_verifier(), pack_receipt(file))


def receipt_code(file: bytes) -> ReceiptCode:
    """Picture and address together. Raises NoteError for what is no receipt file."""
    return ReceiptCode(receipt_picture(file), receipt_address(file))


def receipt_paper(file: bytes) -> ReceiptPaper:
    """What a receipt that the journal just gave says in words; whether it is genuine is the verifier's to say.

    Raises NoteError for what is no receipt file.
    """
    proof = parse_log_proof(file)
    content = json.loads(proof.extra)
    checkpoint = parse_checkpoint(parse_note(proof.checkpoint).text)
    body, kind = content["body"], content["header"]["kind"]
    small = set(codes(_)) | {"notes_digest"}
    read, compared = ({name: body[name] for name in body if (name in small) is wanted} for wanted in (False, True))
    return ReceiptPaper(
        kind=kinds(_).get(kind, kind), lines=tuple(told(read, _)), codes=tuple(told(compared, _)),
        log=checkpoint.origin, index=proof.index + 1, size=checkpoint.size, code=receipt_code(file),
    )  # fmt: skip


def words_of_receipts() -> dict[str, dict[str, str]]:
    """The words that the browser's verifier shows a receipt in."""
    return {"labels": labels(_) | codes(_), "kinds": kinds(_)}


def _verifier() -> str:
    return f"{settings.YINLING_PUBLIC_URL}/verify#"
