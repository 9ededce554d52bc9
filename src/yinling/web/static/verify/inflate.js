// DEFLATE (RFC 1951) with a dictionary and a bound, as zlib reads it. Browsers have no such reader of their own:
// DecompressionStream takes no dictionary.

import { Malformed } from "./bytes.js";

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST_CODE = 15;

const refuse = () => {
  throw new Malformed("deflate");
};

/** The bits of the packed bytes, the lowest of each byte first. */
class Bits {
  constructor(packed) {
    Object.assign(this, { packed, at: 0, held: 0, count: 0 });
  }

  take(count) {
    while (this.count < count) {
      if (this.at >= this.packed.length) refuse();
      this.held |= this.packed[this.at++] << this.count;
      this.count += 8;
    }
    const value = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.count -= count;
    return value;
  }

  toByte() {
    this.held = this.count = 0;
  }
}

/** A Huffman code by its symbols' lengths: how many of each length, and the symbols in their order. */
const codeOf = (lengths) => {
  const counts = new Array(LONGEST_CODE + 1).fill(0);
  lengths.forEach((length) => counts[length]++);
  let left = 1;
  for (let length = 1; length <= LONGEST_CODE; length++) {
    left = left * 2 - counts[length];
    if (left < 0) refuse();
  }
  const symbols = lengths.map((length, symbol) => [length, symbol]).filter(([length]) => length > 0);
  symbols.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const isSingle = symbols.length === 1 && counts[1] === 1;
  return { counts, symbols: symbols.map(([, symbol]) => symbol), isWhole: left === 0, mayStand: left === 0 || isSingle };
};

const symbolIn = (bits, code) => {
  let [word, first, index] = [0, 0, 0];
  for (let length = 1; length <= LONGEST_CODE; length++) {
    word |= bits.take(1);
    const count = code.counts[length];
    if (word - count < first) return code.symbols[index + word - first];
    index += count;
    first = (first + count) << 1;
    word <<= 1;
  }
  return refuse();
};

const fixed = () => [
  codeOf(Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))),
  codeOf(new Array(30).fill(5)),
];

/** The two codes that a block brings along. */
const dynamic = (bits) => {
  const [literals, distances, given] = [bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4];
  if (literals > 286 || distances > 30) refuse();
  const short = new Array(19).fill(0);
  for (let i = 0; i < given; i++) short[CODE_ORDER[i]] = bits.take(3);
  const code = codeOf(short);
  if (!code.isWhole) refuse();
  const lengths = lengthsIn(bits, code, literals + distances);
  const codes = [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
  const isSilent = codes[1].symbols.length === 0; // a block of literals alone needs no distances
  if (lengths[256] === 0 || !codes[0].mayStand || !(codes[1].mayStand || isSilent)) refuse();
  return codes;
};

const lengthsIn = (bits, code, count) => {
  const lengths = [];
  while (lengths.length < count) {
    const symbol = symbolIn(bits, code);
    if (symbol < 16) {
      lengths.push(symbol);
      continue;
    }
    if (symbol === 16 && !lengths.length) refuse();
    const value = symbol === 16 ? lengths[lengths.length - 1] : 0;
    const times = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    if (lengths.length + times > count) refuse();
    for (let i = 0; i < times; i++) lengths.push(value);
  }
  return lengths;
};

const copyStored = (bits, out, most) => {
  bits.toByte();
  const [size, check] = [bits.take(16), bits.take(16)];
  if (size !== (~check & 0xffff) || out.length + size > most) refuse();
  for (let i = 0; i < size; i++) out.push(bits.take(8));
};

const copyCoded = (bits, [literals, distances], out, most) => {
  for (;;) {
    const symbol = symbolIn(bits, literals);
    if (symbol === 256) return;
    if (symbol < 256) {
      out.push(symbol);
    } else {
      copyMatch(bits, symbol - 257, distances, out);
    }
    if (out.length > most) refuse();
  }
};

const copyMatch = (bits, kind, distances, out) => {
  if (kind >= LENGTHS.length) refuse();
  const length = LENGTHS[kind] + bits.take(LENGTH_BITS[kind]);
  const far = symbolIn(bits, distances);
  if (far >= DISTANCES.length) refuse();
  const distance = DISTANCES[far] + bits.take(far < 4 ? 0 : (far >> 1) - 1);
  if (distance > out.length) refuse();
  for (let i = 0; i < length; i++) out.push(out[out.length - distance]);
};

/** What was packed, `most` bytes at most; throws Malformed, also for bytes left over. */
export const inflate = (packed, dictionary, most) => {
  const bits = new Bits(packed);
  const out = Array.from(dictionary);
  for (let isLast = 0; !isLast;) {
    isLast = bits.take(1);
    const kind = bits.take(2);
    if (kind === 3) refuse();
    if (kind === 0) copyStored(bits, out, dictionary.length + most);
    else copyCoded(bits, kind === 1 ? fixed() : dynamic(bits), out, dictionary.length + most);
  }
  if (bits.at !== packed.length) refuse();
  return Uint8Array.from(out.slice(dictionary.length));
};
