import { FileFault } from '../../row-fault.ts';
import { maxCellLength } from '../table.ts';
import type { Package } from './package.ts';
import { passXml } from './xml.ts';
import { cellText } from './cell-text.ts';
import { t } from '../../../../../../shared/words/words.ts';

/** All texts of a workbook together are not larger than this, in bytes. */
const maxBytes = 256 * 1024 ** 2;
const blockBytes = 1024 ** 2;

/** The texts that the cells of a workbook share, kept as bytes: a million of them take a tenth of what strings take. */
export class SharedStrings {
  private readonly blocks: Buffer[] = [];
  private used = 0;
  private starts = new Float64Array(1_024);
  private count = 0;
  private total = 0;
  private block = Buffer.alloc(0);

  add(text: string): void {
    const length = Buffer.byteLength(text);
    if (this.used + length > this.block.length) {
      this.block = Buffer.allocUnsafe(Math.max(blockBytes, length));
      this.blocks.push(this.block);
      this.used = 0;
    }
    if (this.count * 2 + 2 > this.starts.length) {
      const larger = new Float64Array(this.starts.length * 2);
      larger.set(this.starts);
      this.starts = larger;
    }
    this.starts[this.count * 2] = (this.blocks.length - 1) * 2 ** 31 + this.used;
    this.starts[this.count * 2 + 1] = length;
    this.block.write(text, this.used);
    this.used += length;
    this.count += 1;
    if ((this.total += length + 16) > maxBytes) throw new FileFault(t('reading.theTextsOfThisWorkbookAre'));
  }

  /** The text with this number; empty where there is none. */
  at(index: number): string {
    if (!(index >= 0 && index < this.count)) return '';
    const start = this.starts[index * 2] ?? 0;
    const block = this.blocks[Math.floor(start / 2 ** 31)];
    const from = start % 2 ** 31;
    return block?.toString('utf8', from, from + (this.starts[index * 2 + 1] ?? 0)) ?? '';
  }
}

/** Reads the texts that cells share. @throws FileFault where they are damaged or more than can be kept. */
export const readSharedStrings = async (workbook: Package, name: string | null): Promise<SharedStrings> => {
  const strings = new SharedStrings();
  if (name === null) return strings;
  let text = '';
  let takes = false;
  let phonetic = false;
  const passes = passXml(workbook.read(name), {
    open: (tag) => {
      if (tag === 'si') text = '';
      else if (tag === 'rPh') phonetic = true;
      else if (tag === 't') takes = !phonetic;
    },
    text: (piece) => {
      // One that is longer than any cell is cut: its row is refused for that.
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
