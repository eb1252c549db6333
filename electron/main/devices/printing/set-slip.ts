import type { PosPrintData } from 'electron-pos-printer';
import type { PaperSize } from '../../../../shared/domain/slips/printing.ts';
import type { Slip } from '../../../../shared/domain/slips/all-slips.ts';
import { layOutSlip, mayFillPages } from './layout.ts';
import { papers } from './paper.ts';
import { openSlipView, type SlipView } from './slip-view.ts';

/** A slip that is ready for its paper: the rows, the page that they fill exactly, and a view of them, to be closed. */
export type SetSlip = {
  readonly rows: readonly PosPrintData[];
  readonly size: { readonly widthMm: number; readonly heightMm: number };
  readonly view: SlipView;
};

// Smaller text for what is too long for a page; the barcodes keep their size.
const textScales = [1, 0.85, 0.7, 0.55];

/**
 * Lays a slip out and measures it, so that it is one page: a roll is as long as the slip, and on a sheet an overlong slip is set
 * smaller. The slip of a parcel goes on over several sheets instead. What else is too long even then ends at the foot of the page, where the note is.
 * @param limitMs how long each step may take
 */
export const setSlip = async (slip: Slip, paperSize: PaperSize, limitMs: number): Promise<SetSlip> => {
  const { widthMm, heightMm } = papers[paperSize];
  for (const [n, textScale] of textScales.entries()) {
    const rows = layOutSlip(slip, paperSize, textScale);
    const view = await openSlipView(rows, limitMs);
    try {
      const neededMm = await view.heightMm();
      if (heightMm === null)
        return { rows, size: { widthMm, heightMm: rollLengthMm(neededMm, widthMm) }, view };
      if (neededMm <= heightMm || mayFillPages(slip) || n === textScales.length - 1)
        return { rows, size: { widthMm, heightMm }, view };
    } catch (error) {
      view.close();
      throw error;
    }
    view.close();
  }
  throw new Error('no text scale to set the slip with');
};

// Cut a little later, so that rounding never begins a second page; never wider than long, which drivers turn.
const rollLengthMm = (neededMm: number, widthMm: number): number =>
  Math.ceil(Math.max(neededMm, widthMm)) + 1;
