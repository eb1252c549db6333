import type { PosPrintData } from 'electron-pos-printer';
import type { PaperSize } from '../../../../shared/domain/slips/printing.ts';
import type { Slip } from '../../../../shared/domain/slips/all-slips.ts';
import { layOutSlip, mayFillPages } from './layout.ts';
import { papers } from './paper.ts';
import { openSlipView, type SlipView } from './slip-view.ts';

/** A slip laid out for its paper: the rows, the size of their page, and a view that the caller must close. */
export type SetSlip = {
  readonly rows: readonly PosPrintData[];
  readonly size: { readonly widthMm: number; readonly heightMm: number };
  readonly view: SlipView;
};

// Smaller text for a slip that is too long for a page; barcodes keep their size.
const textScales = [1, 0.85, 0.7, 0.55];

/**
 * Lays out a slip and measures it, so that it fits one page: a roll is as long as the slip, and on a sheet the text of an overlong slip
 * is made smaller. The slip of a parcel may fill several sheets instead. Anything that is still too long is cut at the foot of the page,
 * where the note is.
 * @param limitMs timeout of each step
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

// Slightly longer, so that rounding never starts a second page; never wider than long, because drivers would rotate it.
const rollLengthMm = (neededMm: number, widthMm: number): number =>
  Math.ceil(Math.max(neededMm, widthMm)) + 1;
