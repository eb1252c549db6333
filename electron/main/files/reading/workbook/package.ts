import { Readable } from 'node:stream';
import { type Entry, type ZipFile, fromRandomAccessReader, RandomAccessReader } from 'yauzl';
import { FileFault } from '../../row-fault.ts';
import type { SourceFile } from '../source-file.ts';
import { t } from '../../../../../shared/words/words.ts';

/** A ZIP file whose parts are read as streams. */
export type Package = {
  /** Paths of its parts. */
  readonly names: readonly string[];
  /** Streams the unpacked bytes of a part. @throws FileFault if there is no such part, or it is a ZIP bomb. */
  readonly read: (name: string) => AsyncIterable<Uint8Array>;
  readonly sizeOf: (name: string) => number;
};

const maxParts = 10_000;
/** The size limit for the list of parts: names, extra fields, comments. */
const maxListBytes = 4 * 1024 ** 2;
/** A sheet of a million requests is smaller than this. A part that would fill the disk is refused before it is unpacked. */
const maxPartBytes = 8 * 1024 ** 3;
/** A table is packed to a tenth or a fiftieth of its size. Only a bomb reaches a thousandth. */
const maxRatio = 400;
const smallBytes = 64 * 1024 ** 2;

/** Opens a ZIP file. @throws FileFault if it is damaged or would unpack to too much. */
export const openPackage = async (file: SourceFile, sizeBytes: number): Promise<Package> => {
  const zip = await open(file, sizeBytes);
  const entries = await listEntries(zip);
  // Parts may overlap, so that each of them alone has an ordinary ratio.
  const unpackedBytes = [...entries.values()].reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (unpackedBytes > smallBytes && unpackedBytes > sizeBytes * maxRatio)
    throw new FileFault(
      t(
        'This file would unpack to far more than a table of requests needs, so it was not opened. Export it again.',
      ),
    );
  const find = (name: string): Entry => {
    const entry = entries.get(name);
    if (!entry) throw new FileFault(damaged);
    return entry;
  };
  return {
    names: [...entries.keys()],
    sizeOf: (name) => entries.get(name)?.uncompressedSize ?? 0,
    read: (name) => unpack(zip, find(name)),
  };
};

const damaged = t(
  'This Excel or ZIP file is damaged or incomplete. Export it again, or open and save it in Excel, then import it again.',
);

class SourceReader extends RandomAccessReader {
  private readonly file: SourceFile;

  constructor(file: SourceFile) {
    super();
    this.file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const { file } = this;
    const pieces = async function* (): AsyncGenerator<Buffer> {
      for (let position = start; position < end;) {
        const buffer = Buffer.allocUnsafe(Math.min(256 * 1024, end - position));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
        if (bytesRead === 0) return;
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    };
    return Readable.from(pieces(), { objectMode: false });
  }
}

const open = (file: SourceFile, sizeBytes: number): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    fromRandomAccessReader(
      new SourceReader(file),
      sizeBytes,
      { lazyEntries: true, autoClose: false },
      (error, zip) => (error ? reject(new FileFault(damaged)) : resolve(zip)),
    );
  });

const listEntries = (zip: ZipFile): Promise<ReadonlyMap<string, Entry>> =>
  new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    let listBytes = 0;
    zip.on('error', () => reject(new FileFault(damaged)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName.replace(/^\//, ''), entry);
      listBytes += entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
      if (zip.entryCount > maxParts || listBytes > maxListBytes) reject(new FileFault(damaged));
      else zip.readEntry();
    });
    zip.readEntry();
  });

async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted())
    throw new FileFault(
      t('This file is password-protected. Save it without a password and import it again.'),
    );
  const { uncompressedSize, compressedSize } = entry;
  if (
    uncompressedSize > maxPartBytes ||
    (uncompressedSize > smallBytes && uncompressedSize > compressedSize * maxRatio)
  )
    throw new FileFault(
      t(
        'This file would unpack to far more than a table of requests needs, so it was not opened. Export it again.',
      ),
    );
  try {
    for await (const chunk of await streamOf(zip, entry)) yield chunk as Uint8Array;
  } catch (error) {
    if (error instanceof FileFault) throw error;
    // A system error is the disk's, anything else is the file's.
    if (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code))) throw error;
    throw new FileFault(damaged);
  }
}

const streamOf = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
