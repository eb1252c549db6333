import { FileFault } from '../row-fault.ts';
import type { SourceFile } from './source-file.ts';
import { type Encoding, encodingOf, TextPieces } from '../../text-decoder.ts';
import { t } from '../../../../shared/words/words.ts';

/** The kind of a file, by its first bytes and not by its name. `from`: the offset of the text, after a byte order mark. */
export type Sniffed =
  | { readonly kind: 'json'; readonly from: number }
  | { readonly kind: 'text'; readonly from: number; readonly encoding: Encoding }
  | { readonly kind: 'zip' };

const sampleBytes = 4_096;
const startsWith = (head: Buffer, ...bytes: readonly number[]): boolean =>
  bytes.every((byte, at) => head[at] === byte);

/**
 * Distinguishes library files, text tables and workbooks.
 * @param name the file's name, for the message about a file that is none of these.
 * @throws FileFault for any other file.
 */
export const sniff = async (file: SourceFile, sizeBytes: number, name: string): Promise<Sniffed> => {
  const buffer = Buffer.alloc(sampleBytes);
  const { bytesRead } = await file.read(buffer, 0, sampleBytes, 0);
  const head = buffer.subarray(0, bytesRead);
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04) || startsWith(head, 0x50, 0x4b, 0x05, 0x06))
    return { kind: 'zip' };
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) throw await oldWorkbook(file, sizeBytes);
  if (startsWith(head, 0xff, 0xfe, 0, 0))
    throw new FileFault(t('The file is in UTF-32. Save it as UTF-8 or UTF-16 and import it again.'));
  const { encoding, from } = encodingOf(head);
  const isUtf16 = encoding === 'utf-16le' || encoding === 'utf-16be';
  if (!isUtf16 && head.includes(0))
    throw new FileFault(
      /\.xls[xm]$/i.test(name)
        ? t(
            'This Excel or ZIP file is damaged or incomplete. Export it again, or open and save it in Excel, then import it again.',
          )
        : t(
            'This is not a text file, so it cannot be a library file or a table of requests. Choose a .json, .csv, .txt or .xlsx file.',
          ),
    );
  const text = new TextPieces(encoding).push(head.subarray(from)).trimStart();
  if (text === '' && bytesRead < sampleBytes)
    throw new FileFault(
      t('The file is empty. Choose a library file (.json) or a table of requests (.csv, .txt, .xlsx).'),
    );
  refuseOthers(text);
  if (/^[[{]/.test(text) && isUtf16)
    throw new FileFault(t('The library file is in UTF-16. Save it as UTF-8 and import it again.'));
  if (/^[[{]/.test(text) || text === '') return { kind: 'json', from };
  return { kind: 'text', from, encoding };
};

const refuseOthers = (text: string): void => {
  if (text.startsWith('%PDF-'))
    throw new FileFault(t('This is a PDF. Export the list as Excel or CSV and import that file.'));
  if (/^(<!doctype html|<html|<table)/i.test(text))
    throw new FileFault(
      t('This is a web page, despite its name. Open it in Excel, save it as .xlsx, and import that file.'),
    );
  if (/^<\?xml/i.test(text))
    throw new FileFault(t('This is an XML file. Export the list as Excel or CSV and import that file.'));
};

/** Old Office files and encrypted new ones have the same container format, with part names in UTF-16. */
const oldWorkbook = async (file: SourceFile, sizeBytes: number): Promise<FileFault> => {
  const locked = Buffer.from('EncryptedPackage', 'utf16le');
  const buffer = Buffer.alloc(64 * 1024);
  for (let position = 0; position < Math.min(sizeBytes, 32 * 1024 * 1024);) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) break;
    if (buffer.subarray(0, bytesRead).includes(locked))
      return new FileFault(
        t(
          'This workbook is password-protected. Open it in Excel, remove the password (File › Info), and import it again.',
        ),
      );
    if (bytesRead < buffer.length) break;
    // The name may span two chunks.
    position += bytesRead - locked.length;
  }
  return new FileFault(
    t(
      'This is an old Office file (such as .xls), which cannot be read. Save the list as .xlsx in Excel and import that file.',
    ),
  );
};
