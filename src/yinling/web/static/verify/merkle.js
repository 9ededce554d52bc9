// Inclusion in the journal's Merkle tree (RFC 9162, 2.1.3.2), as kernel/merkle.py checks it.

import { sha256 } from "../noble/sha2.js";
import { concat, same } from "./bytes.js";

const nodeHash = (left, right) => sha256(concat([1], left, right));

/** Whether the leaf stands at `index` (from 0) in the tree of `size` leaves with this root. */
export const verifyInclusion = (index, size, leaf, proof, root) => {
  if (index >= size) return false;
  let [reached, place, last] = [leaf, index, size - 1n];
  for (const sibling of proof) {
    if (last === 0n) return false;
    if (place & 1n || place === last) {
      reached = nodeHash(sibling, reached);
      while (place && !(place & 1n)) [place, last] = [place >> 1n, last >> 1n];
    } else {
      reached = nodeHash(reached, sibling);
    }
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n && same(reached, root);
};
