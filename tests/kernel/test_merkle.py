"""Proofs: the public vectors, a naive model, the edges of tiles, and everything malformed."""

import base64
import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import shared
from yinling.kernel.merkle import (
    EMPTY_ROOT,
    Frontier,
    ProofError,
    TileAddress,
    consistency_proof,
    consistency_tiles,
    frontier_tiles,
    inclusion_proof,
    inclusion_tiles,
    leaf_hash,
    node_hash,
    root_from_tiles,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [leaf_hash(str(number).encode()) for number in range(66_100)]


def naive_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(naive_root(leaves[:middle]), naive_root(leaves[middle:]))


def naive_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """RFC 6962 section 2.1.1, word for word."""
    if len(leaves) == 1:
        return []
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    if index < middle:
        return [*naive_path(index, leaves[:middle]), naive_root(leaves[middle:])]
    return [*naive_path(index - middle, leaves[middle:]), naive_root(leaves[:middle])]


def naive_subproof(size1: int, leaves: list[bytes], whole: bool = True) -> list[bytes]:
    """RFC 6962 section 2.1.2, word for word."""
    if size1 == len(leaves):
        return [] if whole else [naive_root(leaves)]
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    if size1 <= middle:
        return [*naive_subproof(size1, leaves[:middle], whole), naive_root(leaves[middle:])]
    return [*naive_subproof(size1 - middle, leaves[middle:], False), naive_root(leaves[:middle])]


class Shelf:
    """Tiles in memory, filled as a sealer does; remembers which were read."""

    def __init__(self, size: int) -> None:
        self.tiles: dict[TileAddress, bytearray] = {}
        self.roots = [EMPTY_ROOT]
        self.read: set[TileAddress] = set()
        frontier = Frontier()
        for leaf in LEAVES[:size]:
            self._put(frontier, leaf)
        self.frontier = frontier

    def _put(self, frontier: Frontier, leaf: bytes) -> None:
        for tile, offset, value in frontier.append(leaf):
            content = self.tiles.setdefault(tile, bytearray())
            assert offset * 32 == len(content)
            content.extend(value)

    def __call__(self, level: int, index: int) -> bytes:
        self.read.add(TileAddress(level, index))
        return bytes(self.tiles.get(TileAddress(level, index), b""))


@cache
def shelf() -> Shelf:
    """One tree for all sizes: its tiles are wider than a smaller tree needs, as in the database."""
    return Shelf(len(LEAVES))


@pytest.fixture(scope="module", autouse=True)
def _grown() -> None:
    """The tree takes a quarter second to grow: once, and outside any example's time."""
    shelf()


@cache
def root_of(size: int) -> bytes:
    frontier = Frontier()
    frontier.extend(LEAVES[:size])
    return frontier.root


def refusal(check: Callable[[], object]) -> str:
    with pytest.raises(ProofError) as caught:
        check()
    assert str(caught.value)
    return caught.value.code


# The public vectors


def cases(kind: str) -> list[dict[str, object]]:
    folder = shared(f"crypto/merkle/testdata/{kind}")
    return [json.loads(path.read_text()) for path in sorted(folder.rglob("*.json"))]


def decoded(case: dict[str, object]) -> dict[str, object]:
    case["proof"] = [base64.b64decode(value) for value in case["proof"] or []]
    hashes = {name: base64.b64decode(case[name]) for name in ("root", "root1", "root2", "leafHash") if name in case}
    return {**case, **hashes}


def passes(check: Callable[[], None]) -> bool:
    try:
        check()
    except ProofError:
        return False
    return True


def test_inclusion_vectors() -> None:
    found = [decoded(case) for case in cases("inclusion")]
    assert len(found) == 31
    for case in found:
        verdict = passes(
            lambda c=case: verify_inclusion(c["leafIdx"], c["treeSize"], c["leafHash"], c["proof"], c["root"])
        )
        assert verdict is not case["wantErr"], case["desc"]


def test_consistency_vectors() -> None:
    found = [decoded(case) for case in cases("consistency")]
    assert len(found) == 22
    for case in found:
        verdict = passes(lambda c=case: verify_consistency(c["size1"], c["size2"], c["proof"], c["root1"], c["root2"]))
        assert verdict is not case["wantErr"], case["desc"]


# Against the naive model


def test_roots_equal_the_model() -> None:
    assert root_of(0) == EMPTY_ROOT == naive_root([])
    sizes = [*range(40), *range(40, 300, 13)]
    assert [root_of(size) for size in sizes] == [naive_root(LEAVES[:size]) for size in sizes]


@given(st.data())
def test_inclusion_equals_the_model(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 400))
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, shelf())
    assert proof == naive_path(index, LEAVES[:size])
    verify_inclusion(index, size, LEAVES[index], proof, root_of(size))


@given(st.data())
def test_consistency_equals_the_model(data: st.DataObject) -> None:
    size2 = data.draw(st.integers(1, 400))
    size1 = data.draw(st.integers(1, size2))
    proof = consistency_proof(size1, size2, shelf())
    assert proof == naive_subproof(size1, LEAVES[:size2])
    verify_consistency(size1, size2, proof, root_of(size1), root_of(size2))


def test_every_pair_of_small_sizes() -> None:
    for size2 in range(1, 34):
        for size1 in range(1, size2 + 1):
            proof = consistency_proof(size1, size2, shelf())
            verify_consistency(size1, size2, proof, root_of(size1), root_of(size2))
            proof = inclusion_proof(size1 - 1, size2, shelf())
            verify_inclusion(size1 - 1, size2, LEAVES[size1 - 1], proof, root_of(size2))


EDGES = [1, 2, 255, 256, 257, 258, 511, 512, 513, 65_535, 65_536, 65_537, 66_048]


@pytest.mark.parametrize("size", EDGES)
def test_proofs_across_the_edges_of_tiles(size: int) -> None:
    assert root_from_tiles(size, shelf()) == root_of(size)
    for index in {index for edge in EDGES for index in (edge - 1, edge) if index < size}:
        proof = inclusion_proof(index, size, shelf())
        verify_inclusion(index, size, LEAVES[index], proof, root_of(size))
    for smaller in (edge for edge in EDGES if edge <= size):
        proof = consistency_proof(smaller, size, shelf())
        verify_consistency(smaller, size, proof, root_of(smaller), root_of(size))


@pytest.mark.parametrize("size", [1, 255, 256, 257, 65_535, 65_536, 65_537])
def test_the_announced_tiles_are_the_ones_read(size: int) -> None:
    tiles = shelf()
    tiles.read = set()
    inclusion_proof(size // 2, size, tiles)
    assert tiles.read == inclusion_tiles(size // 2, size)
    tiles.read = set()
    consistency_proof(size // 2 + 1, size, tiles)
    assert tiles.read == consistency_tiles(size // 2 + 1, size)
    tiles.read = set()
    Frontier.from_tiles(size, tiles)
    assert tiles.read == frontier_tiles(size)
    assert len(tiles.read) <= 3


def test_tiles_are_filled_as_the_format_says() -> None:
    """C2SP tlog-tiles, its example: 70,000 leaves fill 273 tiles and 112 hashes, one tile and 17 hashes, one hash."""
    widths = {address: len(content) // 32 for address, content in shelf().tiles.items()}
    assert {level: sum(w for a, w in widths.items() if a.level == level) for level in range(3)} == {
        0: 66_100,
        1: 66_100 // 256,
        2: 1,
    }
    assert shelf()(1, 0)[32:64] == naive_root(LEAVES[256:512])
    assert shelf()(2, 0) == root_of(65_536)


@given(st.integers(0, 700), st.integers(0, 100))
def test_a_frontier_rebuilt_from_tiles_goes_on_alike(size: int, more: int) -> None:
    rebuilt = Frontier.from_tiles(size, shelf())
    assert rebuilt.root == root_of(size)
    rebuilt.extend(LEAVES[size : size + more])
    assert (rebuilt.size, rebuilt.root) == (size + more, root_of(size + more))


# What must not pass


@given(st.data())
def test_no_other_place_size_leaf_or_root_fits(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 300))
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, 300).filter(lambda number: number != index))
    proof, root = inclusion_proof(index, size, shelf()), root_of(size)
    assert refusal(lambda: verify_inclusion(other, size, LEAVES[index], proof, root)) in {
        "index",
        "length",
        "root",
    }
    assert refusal(lambda: verify_inclusion(index, size, LEAVES[other], proof, root)) == "root"
    assert refusal(lambda: verify_inclusion(index, size, LEAVES[index], proof, root_of(size - 1))) == "root"
    assert refusal(lambda: verify_inclusion(index, size, LEAVES[index], proof[:-1], root)) == "length"
    assert refusal(lambda: verify_inclusion(index, size, LEAVES[index], [*proof, root], root)) == "length"


@given(st.data())
def test_no_changed_consistency_proof_passes(data: st.DataObject) -> None:
    size2 = data.draw(st.integers(2, 300))
    size1 = data.draw(st.integers(1, size2 - 1))
    proof, roots = consistency_proof(size1, size2, shelf()), (root_of(size1), root_of(size2))
    place = data.draw(st.integers(0, len(proof) - 1))
    changed = [*proof[:place], bytes(32), *proof[place + 1 :]]
    assert refusal(lambda: verify_consistency(size1, size2, changed, *roots)) in {"root1", "root2"}
    assert refusal(lambda: verify_consistency(size1, size2, proof[:-1], *roots)) == "length"
    assert refusal(lambda: verify_consistency(size1, size2, [*proof, bytes(32)], *roots)) == "length"
    assert refusal(lambda: verify_consistency(size1, size2, proof, bytes(32), roots[1])) in {"root1", "root2"}
    assert refusal(lambda: verify_consistency(size1, size2, proof, roots[0], bytes(32))) == "root2"


HASH = LEAVES[0]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((0, 0, HASH, [], HASH), "index"),
        ((1, 1, HASH, [], HASH), "index"),
        ((-1, 1, HASH, [], HASH), "form"),
        ((0, -1, HASH, [], HASH), "form"),
        ((False, True, HASH, [], HASH), "form"),
        ((0, True, HASH, [], HASH), "form"),
        ((0.0, 1, HASH, [], HASH), "form"),
        (("0", 1, HASH, [], HASH), "form"),
        ((None, 1, HASH, [], HASH), "form"),
        ((0, 2**63, HASH, [], HASH), "form"),
        ((0, 1, HASH[:31], [], HASH[:31]), "form"),
        ((0, 1, HASH + b"\0", [], HASH + b"\0"), "form"),
        ((0, 1, bytearray(HASH), [], HASH), "form"),
        ((0, 1, HASH.hex(), [], HASH), "form"),
        ((0, 1, HASH, [], None), "form"),
        ((0, 1, HASH, None, HASH), "form"),
        ((0, 1, HASH, HASH, HASH), "form"),
        ((0, 2, HASH, [HASH[:31]], HASH), "form"),
        ((0, 2, HASH, [None], HASH), "form"),
        ((0, 2, HASH, iter([HASH]), HASH), "form"),
        ((0, 2, HASH, [], HASH), "length"),
        ((0, 1, HASH, [HASH], HASH), "length"),
        ((0, 1, HASH, [], bytes(32)), "root"),
    ],
)
def test_malformed_inclusion_is_refused(arguments: tuple[object, ...], code: str) -> None:
    assert refusal(lambda: verify_inclusion(*arguments)) == code


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((0, 0, [], EMPTY_ROOT, EMPTY_ROOT), "size"),
        ((0, 1, [], EMPTY_ROOT, HASH), "size"),
        ((2, 1, [], HASH, HASH), "size"),
        ((-1, 1, [], HASH, HASH), "form"),
        ((True, 1, [], HASH, HASH), "form"),
        ((1, True, [], HASH, HASH), "form"),
        ((1, 2**64, [], HASH, HASH), "form"),
        ((1, 1, None, HASH, HASH), "form"),
        ((1, 1, [], HASH[:31], HASH[:31]), "form"),
        ((1, 1, [], HASH, bytearray(HASH)), "form"),
        ((1, 2, [b""], HASH, HASH), "form"),
        ((1, 1, [HASH], HASH, HASH), "length"),
        ((1, 1, [], HASH, bytes(32)), "root2"),
        ((1, 2, [], HASH, HASH), "length"),
        ((3, 4, [], HASH, HASH), "length"),
        ((1, 2, [HASH, HASH], HASH, HASH), "length"),
    ],
)
def test_malformed_consistency_is_refused(arguments: tuple[object, ...], code: str) -> None:
    assert refusal(lambda: verify_consistency(*arguments)) == code


def test_a_leaf_is_never_a_node() -> None:
    """Second pre-image: the two children of a node do not pass as one leaf's data."""
    assert leaf_hash(LEAVES[0] + LEAVES[1]) != node_hash(LEAVES[0], LEAVES[1])


def test_the_prover_refuses_what_it_cannot_prove() -> None:
    assert refusal(lambda: inclusion_proof(3, 3, shelf())) == "index"
    assert refusal(lambda: inclusion_proof(-1, 3, shelf())) == "form"
    assert refusal(lambda: consistency_proof(0, 3, shelf())) == "size"
    assert refusal(lambda: consistency_proof(4, 3, shelf())) == "size"
    assert refusal(lambda: inclusion_proof(0, 70_000, shelf())) == "tile"
    assert refusal(lambda: Frontier(3, [HASH])) == "form"
    assert refusal(lambda: Frontier().append(b"short")) == "form"
    assert refusal(lambda: Frontier.from_tiles(3, lambda level, index: HASH)) == "tile"
