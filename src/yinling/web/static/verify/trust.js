// Whom a reader trusts: a policy file (c2sp.org/tlog-policy), read as kernel/trust.py reads it.

import { Malformed, bytesOf, lettersOf, textOf } from "./bytes.js";
import { LOG_KEY, WITNESS_KEY, parseCheckpoint, parseKey, signers } from "./notes.js";

const LARGEST_POLICY = 256_000;
const ALLOWED = /^[\t\n\x20-\x7e\x80-\xff]*$/;
const THRESHOLD = /^[1-9][0-9]{0,3}$/;

/** The policy file cannot be used; `line` counts from 1, 0 is the file as a whole. */
export class PolicyUnusable extends Error {
  constructor(line) {
    super(`line ${line}`);
    this.line = line;
  }
}

/** What a policy file says; throws PolicyUnusable. Names stay as the bytes they are. */
export const parsePolicy = (content) => {
  const letters = content.length > LARGEST_POLICY ? "" : lettersOf(content);
  if (!ALLOWED.test(letters) || !letters.endsWith("\n")) throw new PolicyUnusable(0);
  const policy = { logs: [], witnesses: new Map(), groups: new Map(), members: new Set(), quorum: undefined };
  letters.split("\n").forEach((line, i) => {
    const words = line.split(/[ \t]+/).filter((word) => word !== "");
    if (words.length && !words[0].startsWith("#") && !take(policy, words)) throw new PolicyUnusable(i + 1);
  });
  if (policy.quorum === undefined) throw new PolicyUnusable(0);
  return policy;
};

/** Take one line in; false when it cannot be used. */
const take = (policy, [word, ...rest]) => {
  if (word === "log" && [1, 2].includes(rest.length)) return takeLog(policy, rest[0]);
  if (word === "witness" && [2, 3].includes(rest.length)) return takeWitness(policy, rest[0], rest[1]);
  if (word === "group" && rest.length > 2) return takeGroup(policy, rest[0], rest[1], rest.slice(2));
  return word === "quorum" && rest.length === 1 && takeQuorum(policy, rest[0]);
};

const keyOf = (letters, kind) => {
  try {
    const key = parseKey(textOf(bytesOf(letters)));
    return key.kind === kind ? key : null;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
};

const isIn = (key, keys) => [...keys].some((known) => String(known.publicKey) === String(key.publicKey));
const defines = (policy, name) => policy.witnesses.has(name) || policy.groups.has(name);
const isNew = (policy, name) => name !== "none" && !defines(policy, name);

const takeLog = (policy, letters) => {
  const key = keyOf(letters, LOG_KEY);
  if (key === null || isIn(key, policy.logs)) return false;
  policy.logs.push(key);
  return true;
};

const takeWitness = (policy, name, letters) => {
  const key = isNew(policy, name) ? keyOf(letters, WITNESS_KEY) : null;
  if (key === null || isIn(key, policy.witnesses.values())) return false;
  policy.witnesses.set(name, key);
  return true;
};

const takeGroup = (policy, name, threshold, members) => {
  if (!isNew(policy, name)) return false;
  for (const member of members) {
    if (!defines(policy, member) || policy.members.has(member)) return false;
    policy.members.add(member);
  }
  const words = new Map([["any", 1], ["all", members.length]]);
  const needed = words.get(threshold) ?? (THRESHOLD.test(threshold) ? Number(threshold) : Infinity);
  if (needed > members.length) return false;
  policy.groups.set(name, { needed, members });
  return true;
};

const takeQuorum = (policy, name) => {
  if (policy.quorum !== undefined || (name !== "none" && !defines(policy, name))) return false;
  policy.quorum = name;
  return true;
};

/** The checkpoint's log and witnesses, or null when the policy does not accept it; may throw Malformed. */
export const endorse = (note, policy) => {
  const checkpoint = parseCheckpoint(note.text);
  const signed = signers(note, [...policy.logs, ...policy.witnesses.values()]);
  const log = policy.logs.find((key) => signed.has(key.is) && key.name === checkpoint.origin);
  const seen = new Set([...policy.witnesses].filter(([, key]) => signed.has(key.is)).map(([name]) => name));
  if (log === undefined || (policy.quorum !== "none" && !hasSeen(policy, policy.quorum, seen))) return null;
  return { checkpoint, log: log.name, witnesses: [...seen].map(shown) };
};

const hasSeen = (policy, name, seen) => {
  const group = policy.groups.get(name);
  if (group === undefined) return seen.has(name);
  return group.members.filter((member) => hasSeen(policy, member, seen)).length >= group.needed;
};

const shown = (name) => new TextDecoder().decode(bytesOf(name));
