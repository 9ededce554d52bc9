"""The trust policy: what it accepts as endorsed, and files it will not read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinling.kernel.merkle import EMPTY_ROOT
from yinling.kernel.notes import (
    LOG_KEY,
    WITNESS_KEY,
    Checkpoint,
    Note,
    VerifierKey,
    cosign_note,
    sign_note,
)
from yinling.kernel.signing import public_key_of
from yinling.kernel.trust import Endorsed, NotTrusted, PolicyError, endorse, parse_policy

SEEDS = {name: bytes([number]) * 32 for number, name in enumerate(["log", "X1", "X2", "X3", "Y1", "Y2"], start=1)}
LOG = VerifierKey("yinling.local/journal", LOG_KEY, public_key_of(SEEDS["log"]))
KEYS = {name: VerifierKey(f"{name}.example", WITNESS_KEY, public_key_of(SEEDS[name])) for name in list(SEEDS)[1:]}
CHECKPOINT = Checkpoint(LOG.name, 0, EMPTY_ROOT)
SIGNED = sign_note(str(CHECKPOINT), name=LOG.name, seed=SEEDS["log"])
WITNESSES = "".join(f"witness {name} {key}\n" for name, key in KEYS.items())
# c2sp.org/tlog-policy, the example there with one witness fewer
TWO_LEVELS = f"""# 谁可以相信
log {LOG}

{WITNESSES}
group X-witnesses 2 X1 X2 X3
\tgroup Y-witnesses any  Y1 Y2\t
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


def cosigned(*names: str) -> Note:
    note = SIGNED
    for name in names:
        note = cosign_note(note, name=f"{name}.example", seed=SEEDS[name], timestamp=7)
    return note


def refused(note: Note, policy: str) -> str:
    with pytest.raises(NotTrusted) as caught:
        endorse(note, parse_policy(policy.encode()))
    return str(caught.value)


def test_without_witnesses_the_log_alone_counts() -> None:
    policy = parse_policy(f"log {LOG} https://yinling.local/\nquorum none\n".encode())
    assert endorse(SIGNED, policy) == Endorsed(CHECKPOINT, LOG, ())


@pytest.mark.parametrize("names", [("X1", "X2", "Y1"), ("X1", "X3", "Y2"), ("X1", "X2", "X3", "Y1", "Y2")])
def test_a_quorum_of_two_levels_is_met(names: tuple[str, ...]) -> None:
    assert endorse(cosigned(*names), parse_policy(TWO_LEVELS.encode())) == Endorsed(CHECKPOINT, LOG, names)


@pytest.mark.parametrize("names", [(), ("X1",), ("X1", "X2"), ("X1", "Y1", "Y2"), ("Y1", "Y2")])
def test_a_quorum_of_two_levels_is_not_met(names: tuple[str, ...]) -> None:
    assert "X-and-Y" in refused(cosigned(*names), TWO_LEVELS)


def test_one_witness_may_be_the_quorum() -> None:
    policy = f"log {LOG}\nwitness X1 {KEYS['X1']}\nquorum X1\n"
    assert endorse(cosigned("X1"), parse_policy(policy.encode())).witnesses == ("X1",)
    refused(cosigned("X2"), policy)


def test_the_same_witness_twice_counts_once() -> None:
    refused(cosigned("X1", "X1", "Y1"), TWO_LEVELS)


def test_the_log_must_be_known_and_be_the_origin() -> None:
    other = VerifierKey("other.example", LOG_KEY, public_key_of(SEEDS["X1"]))
    refused(SIGNED, "quorum none\n")
    refused(SIGNED, f"log {other}\nquorum none\n")
    strange = sign_note(str(CHECKPOINT), name=other.name, seed=SEEDS["X1"])
    assert LOG.name in refused(strange, f"log {other}\nlog {LOG}\nquorum none\n")


def test_a_witness_cannot_stand_in_for_the_log() -> None:
    note = Note(SIGNED.text, cosigned("X1").signatures[1:])
    refused(note, f"log {LOG}\nwitness X1 {KEYS['X1']}\nquorum X1\n")


def test_a_false_signature_is_refused_even_beside_a_good_one() -> None:
    changed = Note(SIGNED.text, (*SIGNED.signatures, *sign_note("x\n", name=LOG.name, seed=SEEDS["log"]).signatures))
    refused(changed, f"log {LOG}\nquorum none\n")


def test_names_need_not_be_utf8() -> None:
    policy = b"log %s\nwitness \xff %s\nquorum \xff\n" % (str(LOG).encode(), str(KEYS["X1"]).encode())
    assert endorse(cosigned("X1"), parse_policy(policy)).witnesses == ("\ufffd",)


@pytest.mark.parametrize(
    ("policy", "line"),
    [
        ("", 0),
        ("quorum none", 0),
        (f"log {LOG}\n", 0),
        ("quorum none\r\n", 0),
        ("quorum none\f\n", 0),
        ("# " + "a" * 256_000 + "\nquorum none\n", 0),
        ("quorum none\nquorum none\n", 2),
        ("quorum\n", 1),
        ("quorum all\n", 1),
        ("quorum none none\n", 1),
        ("Quorum none\n", 1),
        ("log\nquorum none\n", 1),
        (f"log {LOG} a b\nquorum none\n", 1),
        (f"log {str(LOG)[:-4]}AAA=\nquorum none\n", 1),
        (f"log {KEYS['X1']}\nquorum none\n", 1),
        (f"log {LOG}\nlog {LOG}\nquorum none\n", 2),
        (f"witness X1 {LOG}\nquorum none\n", 1),
        (f"witness none {KEYS['X1']}\nquorum none\n", 1),
        (f"witness X1 {KEYS['X1']}\nwitness X2 {KEYS['X1']}\nquorum none\n", 2),
        (f"witness X1 {KEYS['X1']}\nwitness X1 {KEYS['X2']}\nquorum none\n", 2),
        (f"quorum X1\nwitness X1 {KEYS['X1']}\n", 1),
        (f"{WITNESSES}group g all\nquorum g\n", 6),
        (f"{WITNESSES}group g 0 X1\nquorum g\n", 6),
        (f"{WITNESSES}group g 2 X1\nquorum g\n", 6),
        (f"{WITNESSES}group g -1 X1\nquorum g\n", 6),
        (f"{WITNESSES}group g 01 X1\nquorum g\n", 6),
        (f"{WITNESSES}group g some X1\nquorum g\n", 6),
        (f"{WITNESSES}group g any X1 X1\nquorum g\n", 6),
        (f"{WITNESSES}group g any X9\nquorum g\n", 6),
        (f"{WITNESSES}group g any g\nquorum g\n", 6),
        (f"{WITNESSES}group g any none\nquorum g\n", 6),
        (f"{WITNESSES}group X1 any X2\nquorum X1\n", 6),
        (f"{WITNESSES}group g any X1\ngroup h any X1\nquorum g\n", 7),
    ],
)
def test_bad_policies_are_refused_at_their_line(policy: str, line: int) -> None:
    with pytest.raises(PolicyError) as caught:
        parse_policy(policy.encode())
    assert caught.value.line == line


@given(st.binary(max_size=60))
def test_no_input_breaks_the_parser(content: bytes) -> None:
    with pytest.raises(PolicyError):
        parse_policy(b"log " + content)
    with pytest.raises(PolicyError):
        parse_policy(content)
