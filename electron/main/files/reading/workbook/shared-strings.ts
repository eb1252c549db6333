import { FileFault } from '../../row-fault.ts';
import { maxCellLength } from '../table.ts';
import type { Package } from './package.ts';
import { streamXml } from './xml.ts';
import { cellText } from './cell-text.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The maximum size of all texts of a workbook, in bytes. */
const maxBytes = 192 * 1024 ** 2;
/** Larger than any stored text, because each text lies in a single block. */
const blockBytes = 1024 ** 2;
/** The index holds two four-byte numbers per text: where it begins, and its length. */
const textsOfIndex = 128 * 1024;
const indexBytes = 8;

/** The texts shared by the cells of a workbook, stored as bytes: a million of them take a tenth of the memory of strings. */
export class SharedStrings {
  private readonly blocks: Buffer[] = [];
  private readonly index: Uint32Array[] = [];
  private used = blockBytes;
  private count = 0;
  private total = 0;

  add(text: string): void {
    const length = Buffer.byteLength(text);
    if ((this.total += length + indexBytes) > maxBytes)
      throw new FileFault(
        t('This workbook has too much text to read in one go. Save it as “CSV UTF-8” and import that file.'),
      );
    if (this.used + length > blockBytes) {
      this.blocks.push(Buffer.allocUnsafe(blockBytes));
      this.used = 0;
    }
    const at = this.count % textsOfIndex;
    if (at === 0) this.index.push(new Uint32Array(2 * textsOfIndex));
    this.index.at(-1)?.set([(this.blocks.length - 1) * blockBytes + this.used, length], 2 * at);
    this.blocks.at(-1)?.write(text, this.used);
    this.used += length;
    this.count += 1;
  }

  /** Returns the text with this number; empty if there is none. */
  at(number: number): string {
    if (!(number >= 0 && number < this.count)) return '';
    const index = this.index[Math.floor(number / textsOfIndex)];
    const at = 2 * (number % textsOfIndex);
    const start = index?.[at] ?? 0;
    const from = start % blockBytes;
    const block = this.blocks[Math.floor(start / blockBytes)];
    return block?.toString('utf8', from, from + (index?.[at + 1] ?? 0)) ?? '';
  }
}

/** Reads the texts that cells share. @throws FileFault if they are damaged or too large. */
export const readSharedStrings = async (workbook: Package, name: string | null): Promise<SharedStrings> => {
  const strings = new SharedStrings();
  if (name === null) return strings;
  let text = '';
  let takes = false;
  let phonetic = false;
  const passes = streamXml(workbook.read(name), {
    open: (tag) => {
      if (tag === 'si') text = '';
      else if (tag === 'rPh') phonetic = true;
      else if (tag === 't') takes = !phonetic;
    },
    text: (piece) => {
      // A text longer than any valid cell is cut; its row is refused.
      if (takes && text.length <= maxCellLength) text += piece;
    },
    close: (tag) => {
      if (tag === 't') takes = false;
      else if (tag === 'rPh') phonetic = false;
      else if (tag === 'si') strings.add(cellText(text));
    },
  });
  for await (const _ of passes);
  return strings;
};
