"""The Merkle tree of the journal: hashing, checking of proofs, and proving from tiles.

Hashing is RFC 6962 section 2.1 (SHA-256, 0x00 before a leaf, 0x01 before a node). Proofs are checked as in
RFC 9162 sections 2.1.3.2 and 2.1.4.2, made as in RFC 6962 sections 2.1.1 and 2.1.2. A tile holds up to 256
hashes, as in C2SP tlog-tiles: hash i of tile n at level l is the root over the 256**l leaves from
(n * 256 + i) * 256**l.

Checking refuses everything malformed; it never answers with a boolean, so that no caller can forget to look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

HASH_BYTES = 32
TILE_WIDTH = 256
_TILE_HEIGHT = 8
_LARGEST_SIZE = 2**63 - 1  # what a bigint row number can hold


class ProofError(ValueError):
    """A proof does not prove what it claims. `code` is the reason for machines, the text is in Chinese."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class TileAddress(NamedTuple):
    """Which tile: its level above the leaves, and its number within the level."""

    level: int
    number: int


class TileHash(NamedTuple):
    """A hash that has its final value and belongs into a tile, `offset` hashes from the tile's beginning."""

    tile: TileAddress
    offset: int
    value: bytes


ReadTile = Callable[[int, int], bytes]
"""Gives the tile at (level, number), its hashes one after the other; it may be wider than the tree needs."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf's data."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return sha256(b"\x01" + left + right).digest()


EMPTY_ROOT = sha256().digest()


def verify_inclusion(index: int, size: int, leaf_hash: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Check that the leaf stands at `index` (from 0) in the tree of `size` leaves with this root.

    Raises ProofError: `form` (an argument is no such thing), `index` (outside the tree), `length` (too many
    or too few hashes), `root` (the hashes do not lead to the root).
    """
    _check_size(size, "树的大小")
    _check_size(index, "叶子序号")
    _check_hashes(proof, leaf_hash, root)
    if index >= size:
        raise ProofError("index", f"叶子序号{index}不在大小为{size}的树内")
    reached, place, last = leaf_hash, index, size - 1
    for sibling in proof:
        if last == 0:
            raise ProofError("length", "存在证明多出了散列值")
        if place & 1 or place == last:
            reached = node_hash(sibling, reached)
            place, last = _skip_levels(place, last, odd=0)
        else:
            reached = node_hash(reached, sibling)
        place, last = place >> 1, last >> 1
    if last != 0:
        raise ProofError("length", "存在证明缺少散列值")
    if reached != root:
        raise ProofError("root", "存在证明推不出所给的根")


def verify_consistency(size1: int, size2: int, proof: Sequence[bytes], root1: bytes, root2: bytes) -> None:
    """Check that the tree of `size2` leaves begins with the whole tree of `size1` leaves, unchanged.

    A first size of 0 is refused: anything would follow from nothing. Raises ProofError: `form`, `size` (the
    first is 0 or above the second), `length`, `root1` or `root2` (the hashes do not lead to that root).
    """
    _check_size(size1, "前一棵树的大小")
    _check_size(size2, "后一棵树的大小")
    _check_hashes(proof, root1, root2)
    if size1 == 0:
        raise ProofError("size", "前一棵树是空的，不能作为一致性证明的起点")
    if size1 > size2:
        raise ProofError("size", f"前一棵树（{size1}）比后一棵树（{size2}）还大")
    if size1 == size2:
        _check_same(proof, root1, root2)
        return
    reached1, reached2 = _walk_consistency(size1, size2, proof, root1)
    if reached1 != root1:
        raise ProofError("root1", "一致性证明推不出前一棵树的根")
    if reached2 != root2:
        raise ProofError("root2", "一致性证明推不出后一棵树的根")


def _check_same(proof: Sequence[bytes], root1: bytes, root2: bytes) -> None:
    if proof:
        raise ProofError("length", "大小相同的两棵树之间不应有散列值")
    if root1 != root2:
        raise ProofError("root2", "大小相同的两棵树，根却不同")


def _walk_consistency(size1: int, size2: int, proof: Sequence[bytes], root1: bytes) -> tuple[bytes, bytes]:
    path = list(proof)
    if size1 & (size1 - 1) == 0:  # the first tree is one complete subtree: its root is where the walk starts
        path.insert(0, root1)
    if not path:
        raise ProofError("length", "一致性证明缺少散列值")
    place, last = _skip_levels(size1 - 1, size2 - 1, odd=1)
    reached1 = reached2 = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofError("length", "一致性证明多出了散列值")
        if place & 1 or place == last:
            reached1, reached2 = node_hash(sibling, reached1), node_hash(sibling, reached2)
            place, last = _skip_levels(place, last, odd=0)
        else:
            reached2 = node_hash(reached2, sibling)
        place, last = place >> 1, last >> 1
    if last != 0:
        raise ProofError("length", "一致性证明缺少散列值")
    return reached1, reached2


def _skip_levels(place: int, last: int, *, odd: int) -> tuple[int, int]:
    """Climb past the levels that contribute no hash: while the node's number is odd (1) or even (0)."""
    while place and place & 1 == odd:
        place, last = place >> 1, last >> 1
    return place, last


def _check_size(size: object, name: str) -> None:
    if type(size) is not int or not 0 <= size <= _LARGEST_SIZE:
        raise ProofError("form", f"{name}不是合适的非负整数")


def _check_hashes(proof: object, *single: object) -> None:
    if not isinstance(proof, list | tuple):
        raise ProofError("form", "证明不是散列值的列表")
    for value in (*proof, *single):
        if type(value) is not bytes or len(value) != HASH_BYTES:
            raise ProofError("form", f"散列值应为{HASH_BYTES}字节")


class Frontier:
    """The right edge of a growing tree: all that is needed to append leaves and know the root.

    `size` counts the leaves; `peaks` are the roots of its complete subtrees, the largest first.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """Take up a tree of `size` leaves. Raises ProofError when the peaks do not fit the size."""
        self.size = size
        self.peaks = list(peaks)
        _check_size(size, "树的大小")
        _check_hashes(self.peaks)
        if len(self.peaks) != size.bit_count():
            raise ProofError("form", f"大小为{size}的树应有{size.bit_count()}个完整子树")

    @classmethod
    def from_tiles(cls, size: int, read_tile: ReadTile) -> Frontier:
        """Rebuild the edge of the tree of `size` leaves; reads at most one tile a level."""
        return cls(size, [_subtree_root(lo, height, read_tile) for lo, height in _subtrees(0, size)])

    @property
    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self.peaks:
            return EMPTY_ROOT
        return _fold_right(self.peaks)

    def append(self, leaf: bytes) -> list[TileHash]:
        """Add one leaf hash; gives the hashes that now have their final value, lowest level first."""
        _check_hashes((), leaf)
        settled = [_tile_hash(0, self.size, leaf)]
        height, value = 0, leaf
        while self.size >> height & 1:
            value = node_hash(self.peaks.pop(), value)
            height += 1
            if height % _TILE_HEIGHT == 0:
                settled.append(_tile_hash(height // _TILE_HEIGHT, self.size >> height, value))
        self.peaks.append(value)
        self.size += 1
        return settled

    def extend(self, leaves: Iterable[bytes]) -> list[TileHash]:
        """Add leaf hashes in order; gives the settled hashes of each in turn."""
        return [settled for leaf in leaves for settled in self.append(leaf)]


def _tile_hash(level: int, position: int, value: bytes) -> TileHash:
    return TileHash(TileAddress(level, position // TILE_WIDTH), position % TILE_WIDTH, value)


def inclusion_proof(index: int, size: int, read_tile: ReadTile) -> list[bytes]:
    """The proof that leaf `index` stands in the tree of `size` leaves, its sibling first.

    Raises ProofError `index` outside the tree, `tile` when a tile holds too little.
    """
    return [_range_root(lo, hi, read_tile) for lo, hi in _inclusion_ranges(index, size)]


def consistency_proof(size1: int, size2: int, read_tile: ReadTile) -> list[bytes]:
    """The proof that the tree of `size2` leaves begins with the tree of `size1` leaves.

    Raises ProofError `size` unless 0 < size1 <= size2, `tile` when a tile holds too little.
    """
    return [_range_root(lo, hi, read_tile) for lo, hi in _consistency_ranges(size1, size2)]


def root_from_tiles(size: int, read_tile: ReadTile) -> bytes:
    """The root over the first `size` leaves. Raises ProofError `tile` when a tile holds too little."""
    return Frontier.from_tiles(size, read_tile).root


def inclusion_tiles(index: int, size: int) -> set[TileAddress]:
    """The tiles that `inclusion_proof` will read, to fetch them in one go."""
    return _tiles_of(_inclusion_ranges(index, size))


def consistency_tiles(size1: int, size2: int) -> set[TileAddress]:
    """The tiles that `consistency_proof` will read, to fetch them in one go."""
    return _tiles_of(_consistency_ranges(size1, size2))


def frontier_tiles(size: int) -> set[TileAddress]:
    """The tiles that `Frontier.from_tiles` will read, to fetch them in one go."""
    return _tiles_of([(0, size)])


def _inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    _check_size(size, "树的大小")
    _check_size(index, "叶子序号")
    if index >= size:
        raise ProofError("index", f"叶子序号{index}不在大小为{size}的树内")
    ranges, lo, hi = [], 0, size
    while hi - lo > 1:
        middle = _split(lo, hi)
        if index < middle:
            ranges.append((middle, hi))
            hi = middle
        else:
            ranges.append((lo, middle))
            lo = middle
    return ranges[::-1]


def _consistency_ranges(size1: int, size2: int) -> list[tuple[int, int]]:
    _check_size(size1, "前一棵树的大小")
    _check_size(size2, "后一棵树的大小")
    if not 0 < size1 <= size2:
        raise ProofError("size", "前一棵树应不为空，且不大于后一棵树")
    ranges, lo, hi = [], 0, size2
    while hi != size1:
        middle = _split(lo, hi)
        if size1 <= middle:
            ranges.append((middle, hi))
            hi = middle
        else:
            ranges.append((lo, middle))
            lo = middle
    if lo:  # otherwise what is left is the first tree itself, whose root the other side has
        ranges.append((lo, hi))
    return ranges[::-1]


def _split(lo: int, hi: int) -> int:
    """Where the subtree over leaves lo..hi divides: after the largest power of two below its width."""
    return lo + (1 << (hi - lo - 1).bit_length() - 1)


def _subtrees(lo: int, hi: int) -> Iterator[tuple[int, int]]:
    """The complete subtrees over leaves lo..hi as (first leaf, height), the largest first."""
    for height in reversed(range((hi - lo).bit_length())):
        if (hi - lo) >> height & 1:
            yield lo + ((hi - lo) >> height + 1 << height + 1), height


def _range_root(lo: int, hi: int, read_tile: ReadTile) -> bytes:
    return _fold_right([_subtree_root(start, height, read_tile) for start, height in _subtrees(lo, hi)])


def _fold_right(peaks: Sequence[bytes]) -> bytes:
    value = peaks[-1]
    for peak in reversed(peaks[:-1]):
        value = node_hash(peak, value)
    return value


def _locate(start: int, height: int) -> tuple[TileAddress, int, int]:
    """Which tile holds the subtree, at which layer of it, and as which node of that layer."""
    level, layer = divmod(height, _TILE_HEIGHT)
    number, offset = divmod(start >> level * _TILE_HEIGHT, TILE_WIDTH)
    return TileAddress(level, number), layer, offset >> layer


def _tiles_of(ranges: Iterable[tuple[int, int]]) -> set[TileAddress]:
    return {_locate(start, height)[0] for lo, hi in ranges for start, height in _subtrees(lo, hi)}


def _subtree_root(start: int, height: int, read_tile: ReadTile) -> bytes:
    tile, layer, node = _locate(start, height)
    layers = _layers(read_tile(tile.level, tile.number))
    value = layers[layer][node * HASH_BYTES : (node + 1) * HASH_BYTES]
    if len(value) != HASH_BYTES:
        raise ProofError("tile", f"第{tile.level}层第{tile.number}块散列不完整")
    return value


@lru_cache(maxsize=512)  # at most 8 MB; without it a proof in ten million leaves costs 1.4 ms instead of 0.3
def _layers(tile: bytes) -> list[bytes]:
    """The nodes inside a tile, layer by layer; a node whose children are not both there is left out."""
    layers = [tile]
    for _ in range(_TILE_HEIGHT - 1):
        below = layers[-1]
        pairs = range(0, len(below) - 2 * HASH_BYTES + 1, 2 * HASH_BYTES)
        layers.append(b"".join([sha256(b"\x01" + below[at : at + 2 * HASH_BYTES]).digest() for at in pairs]))
    return layers
