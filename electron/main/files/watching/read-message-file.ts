import { join } from 'node:path';
import { noLink } from '../../db/regular-file.ts';
import { openRegular } from '../reading/open-regular.ts';

/** Larger than any message. */
const longestBytes = 1024 * 1024;

/** Returns the bytes of a file in base64; null if it is too large to be a message. @throws errors of the file system */
export const readMessageFile = async (folder: string, name: string): Promise<string | null> => {
  // Since it was listed it may have become a link: whoever writes into the folder must not have other files read.
  const { file, sizeBytes } = await openRegular(join(folder, name), noLink);
  try {
    if (sizeBytes > longestBytes) return null;
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(longestBytes) });
    return buffer.subarray(0, bytesRead).toString('base64');
  } finally {
    await file.close();
  }
};
