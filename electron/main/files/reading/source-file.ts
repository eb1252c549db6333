import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { ReadPart } from '../import-log.ts';

/** A file that can be read at any position, any number of times. */
export type SourceFile = {
  readonly read: (
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ readonly bytesRead: number }>;
};

/** Computes the digest of a file while its contents are read, so that it is not read again for that. */
export class FileDigest {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  /** Returns a file that adds each byte to the digest when it follows directly after those already added. */
  watch(file: FileHandle): SourceFile {
    return {
      read: async (buffer, offset, length, position) => {
        const { bytesRead } = await file.read(buffer, offset, length, position);
        const known = this.bytes - position;
        if (known >= 0 && known < bytesRead) {
          this.hash.update(buffer.subarray(offset + known, offset + bytesRead));
          this.bytes += bytesRead - known;
        }
        return { bytesRead };
      },
    };
  }

  /** The part that was read from the beginning without a gap. */
  part(): ReadPart {
    return { sha256: this.hash.copy().digest('hex'), bytes: this.bytes };
  }
}

/** Reads a file once from its beginning, for its digest: reads at scattered positions leave gaps. */
export const readThrough = async (file: SourceFile, size: number): Promise<void> => {
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  for (let position = 0; position < size;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
  }
};
