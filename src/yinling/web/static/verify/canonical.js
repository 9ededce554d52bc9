// Canonical JSON (RFC 8785), with the limits of kernel/canonical.py.

import { Malformed } from "./bytes.js";

const DEEPEST = 200;
const MUST_ESCAPE = /["\\\x00-\x1f]/g; // eslint-disable-line no-control-regex
const SHORT = { '"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r" };
const LONE_SURROGATE = /\p{Surrogate}/u;

const escaped = (letter) => SHORT[letter] || `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;

const writeText = (text) => {
  if (LONE_SURROGATE.test(text)) throw new Malformed("surrogate");
  return `"${text.replace(MUST_ESCAPE, escaped)}"`;
};

/** ECMAScript's own way of writing is the canonical one; a whole number beyond 2^53-1 is refused. */
const writeNumber = (number) => {
  if (!Number.isFinite(number)) throw new Malformed("number");
  const text = String(number);
  if (/^-?[0-9]+$/.test(text) && !Number.isSafeInteger(number)) throw new Malformed("number");
  return text;
};

const write = (value, depth) => {
  if (depth > DEEPEST) throw new Malformed("depth");
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return writeText(value);
  if (typeof value === "number") return writeNumber(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(",")}]`;
  const names = Object.keys(value).sort(); // by UTF-16 units, as RFC 8785 (3.2.3) orders them
  return `{${names.map((name) => `${writeText(name)}:${write(value[name], depth + 1)}`).join(",")}}`;
};

/** The canonical text of what JSON.parse gave; throws Malformed. */
export const canonical = (value) => write(value, 0);

/** What a canonical text says; throws Malformed for any other spelling of the same. */
export const parseCanonical = (text) => {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Malformed("json");
  }
  if (canonical(value) !== text) throw new Malformed("json");
  return value;
};
