"""A receipt file as digits for a QR code: short enough for six centimetres of paper, and the same file again.

Digits, because QR codes hold them at 3 1/3 bits each (ISO/IEC 18004, 7.4.3) and no reader changes them on the way. They
are, 34 for every 14 bytes, the number of

    0x01 | index (LEB128) | how many hashes (one byte) | the hashes | raw DEFLATE of: extra, newline, checkpoint

where DEFLATE (RFC 1951) starts with `DICTIONARY` as its window. Nothing is left out that proves anything: reading
gives the very bytes of the `.tlog-proof` file.
"""

from __future__ import annotations

import re
import zlib

from yinling.kernel.merkle import HASH_BYTES
from yinling.kernel.notes import LARGEST_NOTE, LogProof, NoteError, parse_log_proof

#: Words that receipts are made of, the frequent ones last. It belongs to version 1 of the code and never changes.
DICTIONARY = (
    "街道社区村镇乡自治州区甘肃省 云南省 昆明市 兰州市 城关区陪聊安全巡视电话关怀健康体检助浴上门关怀"
    "手机定位（误差  米）误差太大距县区驻地约 公里，太远与 的照片重复照片拍于，不是当天偏短（通常偏长 分钟）"
    "本人在自己的网页上已登记未登记授权的代办人（女儿）（儿子）（配偶）（经办人员）经办人员代办本人手机验证码输入服务卡短码"
    '{"body":{"check_in":"扫描服务卡","checked_in_at":"2026-11-22T01:30:00.000000+00:00","confirmed_at":"2026-1",'
    '"confirmed_by":"本人","done_at":"2026-1","evidence":["签到：扫描服务卡，40 分（满分 40）",'
    '"照片：1 张，15 分（满分 15）",'
    '"照片：没有，不计分（满分 15）","清单： 项做了  项，","清单：这个项目没有清单，不计入",'
    '"在场时间：30 分钟，没有规定时长，不计入","确认：本人当面，15 分（满分 20）",'
    '"记录：太短（6 字），5 分（满分 5）"],'
    '"evidence_score":,"item":"","notes_digest":"","on_behalf":"","order":"","person":"","person_name":"**",'
    '"place":"省 市 县",'
    '"subject":"","taken_at":"2026-1","worker":"","worker_name":""},"header":{"actor":"","at":"2026-1","commitment":"",'
    '"kind":"delivery.service_confirmed","role":"worker","sequence":,"subject":""},"salt":""}\n'
    "yinling.local/journal\n\n— yinling.local/journal "
)
_VERSION = 1
_GROUP = 14  # bytes; 34 digits hold them with the least waste among short groups
_DIGITS = (0, *(len(str(256**size - 1)) for size in range(1, _GROUP + 1)))  # how many digits so many bytes take
_ONLY_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_MOST_DIGITS = 100_000  # a QR code holds 7,089


def pack_receipt(file: bytes) -> str:
    """The digits of a receipt file. Raises NoteError `form` for what does not read as one, or is far too long."""
    proof = parse_log_proof(file)
    if b"\n" in proof.extra or bytes(proof) != file:
        raise NoteError("form", "凭证不是规范写法")
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, DICTIONARY.encode())
    text = packer.compress(proof.extra + b"\n" + proof.checkpoint) + packer.flush()
    head = bytes((_VERSION,)) + _leb128(proof.index) + bytes((len(proof.hashes),))
    code = _digits(head + b"".join(proof.hashes) + text)
    if len(code) > _MOST_DIGITS:
        raise NoteError("form", "凭证太长，放不进二维码")
    return code


def unpack_receipt(code: str) -> bytes:
    """The receipt file that was packed. Raises NoteError `form` for what `pack_receipt` cannot have written."""
    content = _bytes(code)
    if content[:1] != bytes((_VERSION,)):
        raise NoteError("form", "二维码的版本不认识")
    index, rest = _read_leb128(content[1:])
    count = rest[0] if rest else 0
    hashes, packed = rest[1 : 1 + count * HASH_BYTES], rest[1 + count * HASH_BYTES :]
    extra, newline, checkpoint = _inflate(packed).partition(b"\n")
    if not newline:
        raise NoteError("form", "二维码的内容不完整")
    parts = tuple(hashes[i : i + HASH_BYTES] for i in range(0, len(hashes), HASH_BYTES))
    file = bytes(LogProof(extra, index, parts, checkpoint))
    parse_log_proof(file)
    return file


def _inflate(packed: bytes) -> bytes:
    reader = zlib.decompressobj(-15, DICTIONARY.encode())
    try:
        text = reader.decompress(packed, LARGEST_NOTE)
    except zlib.error:
        raise NoteError("form", "二维码的内容不完整") from None
    if not reader.eof or reader.unused_data:
        raise NoteError("form", "二维码的内容不完整")
    return text


def _digits(content: bytes) -> str:
    groups = (content[i : i + _GROUP] for i in range(0, len(content), _GROUP))
    return "".join(str(int.from_bytes(group, "big")).zfill(_DIGITS[len(group)]) for group in groups)


def _bytes(code: str) -> bytes:
    if not _ONLY_DIGITS.fullmatch(code) or len(code) > _MOST_DIGITS:
        raise NoteError("form", "二维码里应全是数字")
    whole = _DIGITS[_GROUP]
    return b"".join(_group(code[i : i + whole]) for i in range(0, len(code), whole))


def _group(digits: str) -> bytes:
    if len(digits) not in _DIGITS:
        raise NoteError("form", "二维码的数字不完整")
    size = _DIGITS.index(len(digits))
    try:
        return int(digits).to_bytes(size, "big")
    except OverflowError:
        raise NoteError("form", "二维码的数字不对") from None


def _leb128(number: int) -> bytes:
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes((*written, number))


def _read_leb128(content: bytes) -> tuple[int, bytes]:
    """A number of at most nine bytes in its one shortest form, and what follows it."""
    number = 0
    for place, byte in enumerate(content[:9]):
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            if byte == 0 and place:
                break
            return number, content[place + 1 :]
    raise NoteError("form", "二维码里的序号不对")
