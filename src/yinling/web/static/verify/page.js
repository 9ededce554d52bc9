// The page that verifies: takes a receipt from the address, a file or what was pasted, and says what came of it.
// All words come from the page; nothing is sent anywhere.

import { Malformed, unbase64, utf8 } from "./bytes.js";
import { PolicyUnusable } from "./trust.js";
import { Refused, verifyReceipt } from "./receipts.js";
import { LARGEST_NOTE } from "./notes.js";
import { unpackReceipt } from "./unpack.js";

const page = document.querySelector("[data-verify]");
const part = (name) => page.querySelector(`[data-${name}]`);
const wordsOf = (name) => {
  const terms = document.querySelectorAll(`[data-words="${name}"] > dt`);
  return new Map(Array.from(terms, (term) => [term.textContent, term.nextElementSibling.textContent]));
};
const [PARTS, LABELS, KINDS] = ["parts", "labels", "kinds"].map(wordsOf);
let policy = unbase64(page.dataset.policy);
let receipt = null;

/** What cannot be verified, and the word on the page that says why. */
class Unable extends Error {
  constructor(why) {
    super(why);
    this.why = why;
  }
}

const show = (when, fill) => {
  const section = part("verdict");
  section.replaceChildren(document.querySelector(`[data-when="${when}"]`).content.cloneNode(true));
  section.dataset.verdict = when;
  section.hidden = false;
  fill(section);
  section.scrollIntoView({ block: "nearest" });
};

const showPart = (when, name) => show(when, (section) => {
  section.dataset.reason = name;
  section.querySelector("[data-part]").textContent = PARTS.get(name);
});

const row = (list, name, value) => {
  const [term, said] = [document.createElement("dt"), document.createElement("dd")];
  term.textContent = LABELS.get(name) ?? name;
  said.textContent = value;
  list.append(term, said);
};

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

const local = (text) => {
  const moment = MOMENT.test(text) ? Date.parse(text.replace(/(\.\d{3})\d+/, "$1")) : NaN;
  if (Number.isNaN(moment)) return text;
  const inBeijing = new Date(moment + 8 * 3_600_000).toISOString();
  return page.dataset.moment.replace("%(moment)s", inBeijing.slice(0, 19).replace("T", " "));
};

const shown = (name, value) => {
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join(page.dataset.between);
  if (typeof value !== "string") return JSON.stringify(value);
  return name.endsWith("_at") ? local(value) : value;
};

const showGenuine = (found) => show("genuine", (section) => {
  const [lines, standing] = [section.querySelector("[data-lines]"), section.querySelector("[data-standing]")];
  row(lines, "#kind", KINDS.get(found.header.kind) ?? found.header.kind);
  const known = [...LABELS.keys()].filter((name) => Object.hasOwn(found.body, name));
  const others = Object.keys(found.body).filter((name) => !known.includes(name)).sort();
  for (const name of [...known, ...others]) {
    if (found.body[name] !== "") row(lines, name, shown(name, found.body[name]));
  }
  row(lines, "#at", local(found.header.at));
  row(standing, "#log", found.log);
  row(standing, "#place", String(found.index + 1n));
  row(standing, "#size", String(found.size));
  row(standing, "#sequence", String(found.header.sequence));
  row(standing, "#actor", `${found.header.actor} ${found.header.role}`);
  if (found.witnesses.length) row(standing, "#witnesses", found.witnesses.join(" "));
});

/** Verify the receipt in hand and show what came of it. */
const check = () => {
  if (receipt === null) return;
  try {
    if (!policy.length) throw new Unable("no-policy");
    showGenuine(verifyReceipt(receipt(), policy));
  } catch (error) {
    if (error instanceof Refused) showPart("refused", error.part);
    else if (error instanceof Malformed) showPart("refused", "form");
    else if (error instanceof PolicyUnusable) showPart("unable", "policy");
    else showPart("unable", error instanceof Unable ? error.why : "broken");
  }
};

const verify = (read) => {
  receipt = read;
  check();
};

const bytesIn = async (file) => {
  try {
    return new Uint8Array(await file.slice(0, LARGEST_NOTE + 1).arrayBuffer()); // a larger one is refused, not read whole
  } catch {
    return null;
  }
};

const verifyFile = async (file) => {
  part("file-name").textContent = file.name;
  const content = await bytesIn(file);
  if (content === null) showPart("unable", "unread");
  else verify(() => content);
};

/** An address with digits behind its `#`, the digits alone, or the text of a receipt file. */
const verifyText = (text) => {
  const digits = /^\s*(?:[a-z]+:\/\/[^\s#]*#)?([0-9]+)\s*$/i.exec(text);
  if (text.trim() === "") showPart("unable", "empty");
  else if (digits) verify(() => unpackReceipt(digits[1]));
  else verify(() => utf8(text.replace(/\r\n/g, "\n").replace(/\n*$/, "\n")));
};

const fromAddress = () => {
  if (location.hash.length > 1) verify(() => unpackReceipt(location.hash.slice(1)));
};

part("file").addEventListener("change", (event) => {
  if (event.target.files.length) verifyFile(event.target.files[0]);
});
for (const input of page.querySelectorAll("input[type=file]")) {
  input.addEventListener("click", () => { input.value = ""; }); // the same file, changed meanwhile, is chosen anew
}
part("check-pasted").addEventListener("click", () => verifyText(part("pasted").value));
part("policy-file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  const content = await bytesIn(file);
  if (content === null) {
    showPart("unable", "unread");
    return;
  }
  policy = content;
  part("trust-ours").hidden = part("trust-none").hidden = true;
  part("trust-own").hidden = false;
  part("trust-name").textContent = file.name;
  check();
});
page.addEventListener("dragover", (event) => {
  event.preventDefault();
  part("drop").classList.add("is-over");
});
page.addEventListener("dragleave", () => part("drop").classList.remove("is-over"));
page.addEventListener("drop", (event) => {
  event.preventDefault();
  part("drop").classList.remove("is-over");
  if (event.dataTransfer.files.length) verifyFile(event.dataTransfer.files[0]);
  else verifyText(event.dataTransfer.getData("text"));
});
window.addEventListener("hashchange", fromAddress);
fromAddress();
