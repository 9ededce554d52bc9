// Bytes and texts, refused where the same could be written in another way (as kernel/notes.py does).

/** Something does not read as what it should be. */
export class Malformed extends Error {}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const HEX = /^(?:[0-9a-f]{2})*$/;

/** The UTF-8 bytes of a text. */
export const utf8 = (text) => new TextEncoder().encode(text);

/** The text that bytes are in UTF-8; throws Malformed. */
export const textOf = (bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Malformed("utf-8");
  }
};

/** One letter for each byte: what may be looked through as text before it is known to be one. */
export const lettersOf = (bytes) => {
  let letters = "";
  for (let from = 0; from < bytes.length; from += 8192) {
    letters += String.fromCharCode(...bytes.subarray(from, from + 8192));
  }
  return letters;
};

/** The bytes of letters that stand for one each. */
export const bytesOf = (letters) => Uint8Array.from(letters, (letter) => letter.charCodeAt(0));

export const concat = (...parts) => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

export const same = (left, right) => left.length === right.length && left.every((byte, i) => byte === right[i]);

export const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The bytes of small hexadecimal digits; throws Malformed. */
export const unhex = (text) => {
  if (!HEX.test(text)) throw new Malformed("hex");
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
};

export const base64 = (bytes) => btoa(lettersOf(bytes));

/** The bytes of standard base64 with padding, in the one way it can be written; throws Malformed. */
export const unbase64 = (text) => {
  if (!BASE64.test(text) || text.length % 4 !== 0) throw new Malformed("base64");
  const bytes = bytesOf(atob(text));
  if (base64(bytes) !== text) throw new Malformed("base64");
  return bytes;
};
