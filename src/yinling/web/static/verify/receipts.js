// A receipt checked in the browser, in the four parts and the order of kernel/receipts.py.

import { sha256 } from "../noble/sha2.js";
import { Malformed, concat, hexOf, textOf, unhex, utf8 } from "./bytes.js";
import { canonical, parseCanonical } from "./canonical.js";
import { verifyInclusion } from "./merkle.js";
import { parseCheckpoint, parseLogProof, parseNote } from "./notes.js";
import { endorse, parsePolicy } from "./trust.js";

const HEADER = "actor at commitment kind role sequence subject";
const HEX_32 = /^[0-9a-f]{64}$/;
const SUBJECT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MOMENT = /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.[0-9]{6}Z$/;

/** A receipt is not genuine; `part` is the first that fails: form, content, proof or signature. */
export class Refused extends Error {
  constructor(part) {
    super(part);
    this.part = part;
  }
}

/** Check a receipt file against a trust policy. Throws Refused, or PolicyUnusable for the policy itself. */
export const verifyReceipt = (file, policyFile) => {
  const policy = parsePolicy(policyFile);
  const { proof, note, checkpoint, header, body, salt } = refusing("form", () => readForm(file));
  if (hexOf(sha256(concat(unhex(salt), utf8(canonical(body))))) !== header.commitment) throw new Refused("content");
  const leaf = sha256(concat([0], utf8(canonical(header))));
  if (!verifyInclusion(proof.index, checkpoint.size, leaf, proof.hashes, checkpoint.root)) throw new Refused("proof");
  const endorsed = refusing("signature", () => endorse(note, policy));
  if (endorsed === null) throw new Refused("signature");
  return { header, body, index: proof.index, size: checkpoint.size, log: endorsed.log, witnesses: endorsed.witnesses };
};

const refusing = (part, check) => {
  try {
    return check();
  } catch (error) {
    throw error instanceof Malformed ? new Refused(part) : error;
  }
};

const readForm = (file) => {
  const proof = parseLogProof(file);
  const note = parseNote(proof.checkpoint);
  const content = parseCanonical(textOf(proof.extra));
  if (!isObject(content) || Object.keys(content).sort().join(" ") !== "body header salt") throw new Malformed("extra");
  const { body, header, salt } = content;
  if (!isObject(body) || !isHeader(header) || !isHash(salt)) throw new Malformed("extra");
  return { proof, note, checkpoint: parseCheckpoint(note.text), header, body, salt };
};

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isHash = (value) => typeof value === "string" && HEX_32.test(value);

const isHeader = (header) =>
  isObject(header)
  && Object.keys(header).sort().join(" ") === HEADER
  && Number.isSafeInteger(header.sequence) && header.sequence > 0
  && [header.kind, header.actor, header.role].every((text) => typeof text === "string")
  && typeof header.subject === "string" && SUBJECT.test(header.subject)
  && typeof header.at === "string" && isMoment(header.at)
  && isHash(header.commitment);

/** Whether a moment is written as ours are and there is such a day. */
const isMoment = (text) => {
  const [, year, month, day, hour, minute, second] = (MOMENT.exec(text) || []).map(Number);
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && hour < 24 && minute < 60 && second < 60)) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
};
