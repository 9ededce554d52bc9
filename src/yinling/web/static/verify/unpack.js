// The digits of a receipt's QR code, unpacked into the very file (kernel/receipt_codes.py says how they are made).

import { Malformed, concat, utf8 } from "./bytes.js";
import { inflate } from "./inflate.js";
import { LARGEST_NOTE, parseLogProof, writeLogProof } from "./notes.js";

// Version 1's dictionary, as in kernel/receipt_codes.py; a test holds the two together.
const DICTIONARY = "街道社区村镇乡自治州区甘肃省 云南省 昆明市 兰州市 城关区陪聊安全巡视电话关怀健康体检助浴上门关怀手机定位（误差  米）误差太大距县区驻地约 公里，太远与 的照片重复照片拍于，不" +
  "是当天偏短（通常偏长 分钟）本人在自己的网页上已登记未登记授权的代办人（女儿）（儿子）（配偶）（经办人员）经办人员代办本人手机验证码输入服务卡短码{\"body\":{\"check_i" +
  "n\":\"扫描服务卡\",\"checked_in_at\":\"2026-11-22T01:30:00.000000+00:00\",\"confirmed_at\":\"2026-1\",\"con" +
  "firmed_by\":\"本人\",\"done_at\":\"2026-1\",\"evidence\":[\"签到：扫描服务卡，40 分（满分 40）\",\"照片：1 张，15 分（满分 15）\"" +
  ",\"照片：没有，不计分（满分 15）\",\"清单： 项做了  项，\",\"清单：这个项目没有清单，不计入\",\"在场时间：30 分钟，没有规定时长，不计入\",\"确认：本人当面，15 分（" +
  "满分 20）\",\"记录：太短（6 字），5 分（满分 5）\"],\"evidence_score\":,\"item\":\"\",\"notes_digest\":\"\",\"on_behalf\":" +
  "\"\",\"order\":\"\",\"person\":\"\",\"person_name\":\"**\",\"place\":\"省 市 县\",\"subject\":\"\",\"taken_at\":\"2026" +
  "-1\",\"worker\":\"\",\"worker_name\":\"\"},\"header\":{\"actor\":\"\",\"at\":\"2026-1\",\"commitment\":\"\",\"kind" +
  "\":\"delivery.service_confirmed\",\"role\":\"worker\",\"sequence\":,\"subject\":\"\"},\"salt\":\"\"}\nyinlin" +
  "g.local/journal\n\n— yinling.local/journal ";
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
