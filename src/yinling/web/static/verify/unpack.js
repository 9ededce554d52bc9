// The digits of a receipt's QR code, unpacked into the very file (kernel/receipt_codes.py says how they are made).

import { Malformed, concat, utf8 } from "./bytes.js";
import { inflate } from "./inflate.js";
import { LARGEST_NOTE, parseLogProof, writeLogProof } from "./notes.js";

// Version 1's dictionary, as in kernel/receipt_codes.py; a test holds the two together.
const DICTIONARY = "\"photo\":\"signature\":\"checklist\":\"note\":\"place_near\":\"phone_code\":\"steps\":街道社区村镇乡自治州甘肃省 云南省" +
  " 兰州市 城关区 陪聊安全巡视电话关怀上门关怀健康体检输入服务卡短码现场定位短信验证码（女儿）（儿子）（配偶）（经办人员）代办代办人本人扫描服务卡{\"body\":{\"check_i" +
  "n\":\"\",\"checked_in_at\":\"2026-11-22T01:30:00.000000+00:00\",\"confirmed_at\":\"2026-1\",\"confirme" +
  "d_by\":\"本人\",\"done_at\":\"2026-1\",\"evidence\":{},\"evidence_score\":0,\"item\":\"\",\"notes_digest\":\"\"" +
  ",\"order\":\"\",\"person\":\"\",\"person_name\":\"**\",\"place\":\"省市县区\",\"subject\":\"\",\"taken_at\":\"2026-1\"" +
  ",\"worker\":\"\",\"worker_name\":\"\"},\"header\":{\"actor\":\"\",\"at\":\"2026-1\",\"commitment\":\"\",\"kind\":\"" +
  "delivery.service_confirmed\",\"role\":\"worker\",\"sequence\":,\"subject\":\"\"},\"salt\":\"\"}\nyinling.l" +
  "ocal/journal\n\n— yinling.local/journal ";
const VERSION = 1;
const DIGITS = [0, 3, 5, 8, 10, 13, 15, 17, 20, 22, 25, 27, 29, 32, 34]; // how many digits so many bytes take
const MOST_DIGITS = 100_000;

/** The receipt file behind the digits; throws Malformed for what no packer can have written. */
export const unpackReceipt = (code) => {
  if (!/^[0-9]+$/.test(code) || code.length > MOST_DIGITS) throw new Malformed("digits");
  const content = concat(...(code.match(/[0-9]{1,34}/g)).map(groupOf));
  if (content[0] !== VERSION) throw new Malformed("version");
  const [index, from] = indexIn(content, 1);
  const count = content[from] ?? 0;
  const packedFrom = from + 1 + count * 32;
  const hashes = chunks(content.subarray(from + 1, packedFrom));
  const text = inflate(content.subarray(packedFrom), utf8(DICTIONARY), LARGEST_NOTE);
  const newline = text.indexOf(0x0a);
  if (newline < 0) throw new Malformed("extra");
  const extra = text.subarray(0, newline);
  const file = writeLogProof({ extra, index, hashes, checkpoint: text.subarray(newline + 1) });
  parseLogProof(file);
  return file;
};

const groupOf = (digits) => {
  const size = DIGITS.indexOf(digits.length);
  let number = BigInt(digits);
  if (size < 1 || number >= 256n ** BigInt(size)) throw new Malformed("digits");
  const bytes = new Uint8Array(size);
  for (let i = size - 1; i >= 0; i--, number >>= 8n) bytes[i] = Number(number & 0xffn);
  return bytes;
};

/** A number of at most nine bytes in its one shortest form (LEB128), and where what follows it begins. */
const indexIn = (content, from) => {
  let number = 0n;
  for (let place = 0; place < 9 && from + place < content.length; place++) {
    const byte = content[from + place];
    number |= BigInt(byte & 0x7f) << BigInt(7 * place);
    if (byte >= 0x80) continue;
    if (byte === 0 && place) break;
    return [number, from + place + 1];
  }
  throw new Malformed("index");
};

const chunks = (bytes) =>
  Array.from({ length: Math.ceil(bytes.length / 32) }, (_, i) => bytes.subarray(32 * i, 32 * i + 32));
