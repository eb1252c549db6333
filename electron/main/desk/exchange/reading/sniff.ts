import type { SourceFile } from './source-file.ts';
import { FileFault } from '../row-fault.ts';

/** What a file is, by its first bytes. `from`: where the text begins, after a byte order mark. */
export type Sniffed = { readonly kind: 'json' | 'csv'; readonly from: number };

const sampleBytes = 4_096;

/**
 * Tells a library file from a CSV file.
 * @throws FileFault for files that are neither: empty, UTF-16, ZIP or Excel, and other binary ones.
 */
export const sniff = async (file: SourceFile): Promise<Sniffed> => {
  const buffer = Buffer.alloc(sampleBytes);
  const { bytesRead } = await file.read(buffer, 0, sampleBytes, 0);
  const head = buffer.subarray(0, bytesRead);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) throw utf16();
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03)
    throw new FileFault(
      'This is an Excel or ZIP file, not a library file. In Excel, save it as “CSV UTF-8” and import that file; unpack a ZIP file first.',
    );
  if (head.includes(0)) {
    // Plain letters in UTF-16 have every other byte 0.
    if (head[0] === 0 || head[1] === 0) throw utf16();
    throw new FileFault(
      'This is not a text file, so it cannot be a library file. Choose a .json or .csv file.',
    );
  }
  const from = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const text = head.subarray(from).toString('utf8').trimStart();
  if (text === '' && bytesRead < sampleBytes)
    throw new FileFault('The file is empty. Choose a library file (.json) or a CSV file of requests.');
  return { kind: /^[[{]/.test(text) || text === '' ? 'json' : 'csv', from };
};

const utf16 = (): FileFault =>
  new FileFault('The file is written in UTF-16, which is not read. Save it as UTF-8 and import it again.');
