// Signed notes, verifier keys, checkpoints and log proofs (C2SP), read as kernel/notes.py reads them.

import { sha256 } from "../noble/sha2.js";
import { Malformed, base64, bytesOf, concat, hexOf, lettersOf, same, textOf, unbase64, utf8 } from "./bytes.js";
import { holds, pointOf } from "./ed25519.js";

export const LOG_KEY = 0x01;
export const WITNESS_KEY = 0x04;
export const LARGEST_NOTE = 1_000_000;
const MOST_SIGNATURES = 64;
const MOST_HASHES = 63;
const LARGEST_NUMBER = 2n ** 63n;
const PROOF_HEADER = "c2sp.org/tlog-proof@v1";
const DASH = "\u2014 ";
const DECIMAL = /^(?:0|[1-9][0-9]{0,18})$/;
// What Python calls a space, and the controls: no name holds one.
const NOT_IN_NAMES = /[+\x00-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/; // eslint-disable-line no-control-regex
const CONTROL = /[\x00-\x09\x0b-\x1f]/; // eslint-disable-line no-control-regex

const refuse = (what) => {
  throw new Malformed(what);
};
const isName = (name) => name !== "" && !NOT_IN_NAMES.test(name);

const numberOf = (text) => {
  const number = DECIMAL.test(text) ? BigInt(text) : LARGEST_NUMBER;
  return number < LARGEST_NUMBER ? number : refuse("number");
};

const hashOf = (text) => {
  const hash = unbase64(text);
  return hash.length === 32 ? hash : refuse("hash");
};

const keyId = (name, kind, publicKey) => sha256(concat(utf8(name), [0x0a, kind], publicKey)).subarray(0, 4);

/** A key of a policy, `name+key id+base64`; throws Malformed. `is` tells two keys apart. */
export const parseKey = (text) => {
  const [name, id] = text.split("+", 2);
  if (id === undefined || text.split("+").length < 3 || !isName(name)) refuse("key");
  const content = unbase64(text.slice(name.length + id.length + 2));
  const kind = content[0];
  const publicKey = content.subarray(1);
  if (kind !== LOG_KEY && kind !== WITNESS_KEY) refuse("key");
  if (`${name}+${hexOf(keyId(name, kind, publicKey))}+${base64(content)}` !== text) refuse("key");
  pointOf(publicKey);
  return { name, kind, publicKey, is: text, signsAs: `${name} ${id}` };
};

/** A note's text, and its signature lines with nothing checked yet; throws Malformed. */
export const parseNote = (content) => {
  if (content.length > LARGEST_NOTE) refuse("size");
  const text = textOf(content);
  const at = text.lastIndexOf("\n\n");
  if (CONTROL.test(text) || at < 0 || at + 2 === text.length || !text.endsWith("\n")) refuse("note");
  const signatures = text.slice(at + 2, -1).split("\n").map(parseSignature);
  if (signatures.length > MOST_SIGNATURES) refuse("signatures");
  return { text: `${text.slice(0, at)}\n`, signatures };
};

const parseSignature = (line) => {
  const at = line.indexOf(" ", DASH.length);
  if (!line.startsWith(DASH) || at < 0) refuse("signature");
  const name = line.slice(DASH.length, at);
  const content = unbase64(line.slice(at + 1));
  if (!isName(name) || content.length < 5) refuse("signature");
  return { signsAs: `${name} ${hexOf(content.subarray(0, 4))}`, content: content.subarray(4) };
};

/** Which of the keys signed the note; throws Malformed when a line claims one of them and does not hold. */
export const signers = (note, keys) => {
  const known = new Map(keys.map((key) => [key.signsAs, key]));
  const found = new Set();
  for (const line of note.signatures) {
    const key = known.get(line.signsAs);
    if (key === undefined) continue;
    if (!signed(note.text, line.content, key)) refuse("signature");
    found.add(key.is);
  }
  return found;
};

const signed = (text, content, key) => {
  if (key.kind !== WITNESS_KEY) return holds(utf8(text), content, key.publicKey);
  const moment = content.subarray(0, 8).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const message = utf8(`cosignature/v1\ntime ${moment}\n${text}`);
  return moment < LARGEST_NUMBER && holds(message, content.subarray(8), key.publicKey);
};

/** What a log says of itself: origin, size, root; throws Malformed. */
export const parseCheckpoint = (text) => {
  const lines = text.split("\n");
  if (lines.length < 4 || lines.pop() !== "" || lines.includes("")) refuse("checkpoint");
  const [origin, size, root] = [lines[0], numberOf(lines[1]), hashOf(lines[2])];
  if (size === 0n && !same(root, sha256(new Uint8Array()))) refuse("checkpoint");
  return { origin, size, root };
};

/** A `.tlog-proof` file: extra data, index, hashes, the checkpoint's note; throws Malformed. */
export const parseLogProof = (content) => {
  if (content.length > LARGEST_NOTE) refuse("size");
  const letters = lettersOf(content);
  const at = letters.indexOf("\n\n");
  const head = letters.slice(0, Math.max(at, 0));
  if (at < 0 || /[^\x00-\x7f]/.test(head)) refuse("proof"); // eslint-disable-line no-control-regex
  const lines = head.split("\n");
  if (lines.shift() !== PROOF_HEADER) refuse("proof");
  const extra = readExtra(lines);
  if (!lines.length || !lines[0].startsWith("index ")) refuse("index");
  const index = numberOf(lines.shift().slice(6));
  if (lines.length > MOST_HASHES) refuse("hashes");
  return { extra, index, hashes: lines.map(hashOf), checkpoint: bytesOf(letters.slice(at + 2)) };
};

const readExtra = (lines) => {
  if (!lines.length || !lines[0].startsWith("extra ")) return new Uint8Array();
  const extra = unbase64(lines.shift().slice(6));
  return extra.length ? extra : refuse("extra");
};

/** The file of a proof that was taken apart. */
export const writeLogProof = (proof) => {
  const lines = [PROOF_HEADER, ...(proof.extra.length ? [`extra ${base64(proof.extra)}`] : []), `index ${proof.index}`];
  return concat(utf8([...lines, ...proof.hashes.map(base64), "", ""].join("\n")), proof.checkpoint);
};
