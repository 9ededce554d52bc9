// Ed25519 (RFC 8032), as strict as kernel/signing.py: one message and one key have one signature that passes.
// crypto.subtle is absent where a page comes over plain http, hence @noble's arithmetic.

import { Point } from "../noble/ed25519.js";
import { sha512 } from "../noble/sha2.js";
import { Malformed, concat, same } from "./bytes.js";

const { p: FIELD, n: ORDER } = Point.CURVE();
const ORDER_8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
const SMALL_ORDER = new Set([0n, 1n, FIELD - 1n, ORDER_8, FIELD - ORDER_8]);

const number = (bytes) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

/** The point of a public key; throws Malformed for what is no canonical key of full order. */
export const pointOf = (key) => {
  if (key.length !== 32 || SMALL_ORDER.has(number(key) & (2n ** 255n - 1n))) throw new Malformed("key");
  try {
    return Point.fromBytes(key, false);
  } catch {
    throw new Malformed("key");
  }
};

/** Whether a signature holds: canonical, and R exactly what s, the key and the message give. */
export const holds = (message, signature, key) => {
  if (signature.length !== 64) return false;
  const s = number(signature.subarray(32));
  if (s >= ORDER) return false;
  const r = signature.subarray(0, 32);
  const k = number(sha512(concat(r, key, message))) % ORDER;
  const reached = Point.BASE.multiply(s, false).add(pointOf(key).multiply(k, false).negate());
  return same(reached.toBytes(), r);
};
