"""Notes, keys, checkpoints and proofs: the specifications' own examples, and everything spelt another way."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.kernel.merkle import EMPTY_ROOT
from yinling.kernel.notes import (
    LOG_KEY,
    WITNESS_KEY,
    Checkpoint,
    LogProof,
    Note,
    NoteError,
    VerifierKey,
    cosign_note,
    parse_checkpoint,
    parse_key,
    parse_log_proof,
    parse_note,
    sign_note,
    signers,
)
from yinling.kernel.signing import public_key_of

SEED = bytes(range(32))
LOG = VerifierKey("yinling.local/journal", LOG_KEY, public_key_of(SEED))
WITNESS = VerifierKey("witness.example", WITNESS_KEY, public_key_of(bytes(32)))
TEXT = "yinling.local/journal\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
NOTE = sign_note(TEXT, name=LOG.name, seed=SEED)
COSIGNED = cosign_note(NOTE, name=WITNESS.name, seed=bytes(32), timestamp=1679315147)
# c2sp.org/signed-note and c2sp.org/tlog-checkpoint: the notes printed there
POEM = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)


def refusal(parse: object, content: object) -> str:
    with pytest.raises(NoteError) as caught:
        parse(content)
    assert str(caught.value)
    return caught.value.code


def test_the_printed_notes_are_read() -> None:
    poem = parse_note(POEM.encode())
    assert poem.text == POEM.split("\n\n— ", maxsplit=1)[0] + "\n"
    assert [(line.name, len(line.content)) for line in poem.signatures] == [("quasimodo.example/salvatore", 64)]
    sofa = parse_note(SOFA.encode())
    assert [len(line.content) for line in sofa.signatures] == [64, 72]
    assert parse_checkpoint(sofa.text) == Checkpoint(
        "example.com/behind-the-sofa",
        20852163,
        base64.b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="),
    )
    assert (bytes(poem), bytes(sofa)) == (POEM.encode(), SOFA.encode())


def test_a_key_known_from_elsewhere_is_read() -> None:
    """The checksum database's key, as printed in the Go sources."""
    text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    assert (parse_key(text).key_id.hex(), str(parse_key(text))) == ("033de0ae", text)


def test_keys_are_written_and_read() -> None:
    for key in (LOG, WITNESS):
        assert parse_key(str(key)) == key
    assert LOG.key_id != VerifierKey(LOG.name, WITNESS_KEY, LOG.public_key).key_id


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000",
        str(LOG).upper(),
        str(LOG).replace("local", "loca1"),
        " " + str(LOG),
        str(LOG) + "\n",
        str(LOG) + "=",
        str(LOG)[:-1],
        f"+{LOG.key_id.hex()}+" + str(LOG).rsplit("+", 1)[1],
        str(VerifierKey("x", 0x06, LOG.public_key)),
        str(VerifierKey("x", LOG_KEY, LOG.public_key[:31])),
        str(VerifierKey("x", LOG_KEY, bytes(32))),
        str(VerifierKey("a b", LOG_KEY, LOG.public_key)),
        "名\u3000称" + str(LOG)[21:],
        "\udcff" + str(LOG)[21:],
    ],
)
def test_bad_keys_are_refused(text: str) -> None:
    assert refusal(parse_key, text) == "key"


def test_signers_are_found() -> None:
    assert signers(NOTE, [LOG, WITNESS]) == (LOG,)
    assert signers(COSIGNED, [WITNESS, LOG]) == (LOG, WITNESS)
    assert signers(COSIGNED, []) == ()
    assert parse_note(bytes(COSIGNED)) == COSIGNED


def test_a_false_signature_in_a_known_name_spoils_the_note() -> None:
    other = Note(NOTE.text.replace("0", "1", 1), COSIGNED.signatures)
    for keys in ([LOG], [WITNESS]):
        with pytest.raises(NoteError) as caught:
            signers(other, keys)
        assert caught.value.code == "signature"


def test_a_cosignature_commits_to_its_time() -> None:
    line = COSIGNED.signatures[1]
    for timestamp in (1679315148, 2**63):
        changed = type(line)(line.name, line.key_id, timestamp.to_bytes(8, "big") + line.content[8:])
        with pytest.raises(NoteError):
            signers(Note(NOTE.text, (changed,)), [WITNESS])


LINE = bytes(NOTE).decode().split("\n\n")[1]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\n\n",
        TEXT.encode(),
        bytes(NOTE)[:-1],
        bytes(NOTE) + b"\n",
        bytes(NOTE) + b"x\n",
        bytes(NOTE).replace(b"\n", b"\r\n"),
        bytes(NOTE).replace(b"0", b"\t"),
        bytes(NOTE).replace(b"0", b"\0"),
        bytes(NOTE).replace("—".encode(), b"-"),
        bytes(NOTE).replace("— ".encode(), "—\u00a0".encode()),
        bytes(NOTE) + b"\xff",
        f"{TEXT}\n{LINE.replace(' ', '  ')}".encode(),
        f"{TEXT}\n{LINE.replace('local', 'lo+cal')}".encode(),
        f"{TEXT}\n{LINE.replace('local', 'lo' + chr(0x2003) + 'cal')}".encode(),
        f"{TEXT}\n{LINE.replace('=', '')}".encode(),
        f"{TEXT}\n— name AAAAAA==\n".encode(),
        f"{TEXT}\n— name AAAAAAB=\n".encode(),
        f"{TEXT}\n".encode() + LINE.encode() * 65,
        b"a" * 1_000_001,
    ],
)
def test_malformed_notes_are_refused(content: bytes) -> None:
    assert refusal(parse_note, content) == "form"


def test_a_signer_refuses_what_no_reader_would_accept() -> None:
    for text, name in (
        ("no newline", "a"),
        ("tab\t\n", "a"),
        ("text\n", "a b"),
        ("text\n", "a+b"),
        ("text\n", ""),
    ):
        with pytest.raises(NoteError):
            sign_note(text, name=name, seed=SEED)
    for name, timestamp in (("a b", 0), ("a", -1), ("a", 2**63)):
        with pytest.raises(NoteError):
            cosign_note(NOTE, name=name, seed=SEED, timestamp=timestamp)


def test_checkpoints_are_written_and_read() -> None:
    checkpoint = Checkpoint("yinling.local/journal", 0, EMPTY_ROOT)
    assert str(checkpoint) == TEXT
    assert parse_checkpoint(TEXT) == checkpoint
    assert parse_checkpoint(TEXT + "more\n") == Checkpoint("yinling.local/journal", 0, EMPTY_ROOT, ("more",))


ROOT = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a\n1\n",
        f"a\n1\n{ROOT}",
        f"\n1\n{ROOT}\n",
        f"a\n\n{ROOT}\n",
        f"a\n1\n{ROOT}\n\n",
        f"a\n1\n{ROOT}\n\nmore\n",
        f"a\n01\n{ROOT}\n",
        f"a\n+1\n{ROOT}\n",
        f"a\n-1\n{ROOT}\n",
        f"a\n1_0\n{ROOT}\n",
        f"a\n１\n{ROOT}\n",
        f"a\n{2**63}\n{ROOT}\n",
        f"a\n{'9' * 5000}\n{ROOT}\n",
        f"a\n1\n{ROOT[:-1]}\n",
        f"a\n1\n{ROOT[:-2]}B=\n",
        f"a\n1\n{ROOT} \n",
        f"a\n1\n{base64.b64encode(bytes(31)).decode()}\n",
        f"a\n0\n{ROOT}\n",
    ],
)
def test_malformed_checkpoints_are_refused(text: str) -> None:
    assert refusal(parse_checkpoint, text) == "form"


PROOF = LogProof(b"extra data", 5, (bytes(32), b"\1" * 32), bytes(NOTE))


def test_proofs_are_written_and_read() -> None:
    assert bytes(PROOF) == (
        b"c2sp.org/tlog-proof@v1\nextra ZXh0cmEgZGF0YQ==\nindex 5\n"
        b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n\n" + bytes(NOTE)
    )
    assert parse_log_proof(bytes(PROOF)) == PROOF
    bare = LogProof(b"", 0, (), bytes(NOTE))
    assert bytes(bare) == b"c2sp.org/tlog-proof@v1\nindex 0\n\n" + bytes(NOTE)
    assert parse_log_proof(bytes(bare)) == bare


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"@v1", b"@v2"),
        (b"c2sp", b" c2sp"),
        (b"extra ", b"extra  "),
        (b"extra ZXh0cmEgZGF0YQ==", b"extra "),
        (b"extra ZXh0cmEgZGF0YQ==", b"extra ZXh0cmEgZGF0YR=="),
        (b"extra ZXh0cmEgZGF0YQ==", b"extra ZXh0cmEgZGF0YQ"),
        (b"extra", b"Extra"),
        (b"index 5\n", b""),
        (b"index 5", b"index 05"),
        (b"index 5", b"index -5"),
        (b"index 5", b"index"),
        (b"index 5", b"index 5 "),
        (b"index 5\n", b"index 5\nindex 5\n"),
        (b"index 5\n", b"index 5\r\n"),
        (b"AAA=", b"AAB="),
        (b"AAA=", b"AA=="),
        (b"=\n\n", b"=\n"),
        (b"index 5\n", "index ٥\n".encode()),
        (b"index 5\n", b"index 5\n" + b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" * 62),
    ],
)
def test_malformed_proofs_are_refused(old: bytes, new: bytes) -> None:
    content = bytes(PROOF)
    assert old in content
    assert refusal(parse_log_proof, content.replace(old, new)) == "form"


@given(st.binary(max_size=300))
def test_no_input_breaks_a_parser(content: bytes) -> None:
    for parse in (parse_note, parse_log_proof):
        try:
            parsed = parse(content)
        except NoteError:
            continue
        assert bytes(parsed) == content


@given(st.text(max_size=100))
def test_no_text_breaks_a_parser(text: str) -> None:
    for parse in (parse_key, parse_checkpoint):
        try:
            parsed = parse(text)
        except NoteError:
            continue
        assert str(parsed) == text
