import { crc32, deflateRawSync } from 'node:zlib';
import type { PackedPart } from './packed.ts';

const signed = (signature: string, facts: Buffer): Buffer =>
  Buffer.concat([Buffer.from(signature, 'latin1'), facts]);

type Part = string | Buffer | PackedPart;

/** The packed bytes of a part, its unpacked size, and its checksum, which our readers do not check. */
const pack = (part: Part): PackedPart & { readonly sum: number } => {
  if (typeof part === 'object' && 'packed' in part) return { ...part, sum: 0 };
  const bytes = Buffer.from(part);
  return { packed: deflateRawSync(bytes), sizeBytes: bytes.length, sum: crc32(bytes) };
};

/** Returns a ZIP file of these parts, packed. */
export const zipOf = (parts: Readonly<Record<string, Part>>): Buffer => {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(parts)) {
    const { packed, sizeBytes, sum } = pack(content);
    const name = Buffer.from(path);
    // Version, flags, deflate, time and date, checksum, sizes, length of the name and of no extra field.
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(sum, 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(sizeBytes, 18);
    facts.writeUInt16LE(name.length, 22);
    const file = Buffer.concat([signed('PK\u0003\u0004', facts), name, packed]);
    const madeBy = Buffer.alloc(2);
    madeBy.writeUInt16LE(20);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([signed('PK\u0001\u0002', madeBy), facts, place, name]));
    files.push(file);
    offset += file.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, list, signed('PK\u0005\u0006', end)]);
};
