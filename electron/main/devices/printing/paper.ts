import { paperSizes, type PaperSize } from '../../../../shared/domain/slips/printing.ts';

/** The layout of a slip on one kind of paper. All lengths in millimetres, all limits in characters. */
export type PaperFacts = {
  readonly widthMm: number;
  /** Null for a roll, which is as long as its slip. */
  readonly heightMm: number | null;
  /** The margin on the left and right where no printer of this kind prints. */
  readonly sideMm: number;
  readonly barsMm: number;
  readonly longestBarcodeMm: number;
  /** The width of the label column. */
  readonly labelMm: number;
  readonly fontsMm: {
    readonly verb: number;
    readonly name: number;
    readonly longName: number;
    readonly title: number;
    readonly strong: number;
    readonly value: number;
    readonly label: number;
  };
  /** Names with at least this many characters are set smaller. */
  readonly longNameFrom: number;
  readonly titleLimit: number;
};

const roll = { heightMm: null, longestBarcodeMm: 220, titleLimit: 160 };
const page = {
  sideMm: 12,
  barsMm: 22,
  longestBarcodeMm: 0,
  labelMm: 32,
  fontsMm: { verb: 25, name: 18, longName: 11, title: 7.5, strong: 7, value: 5, label: 3.6 },
  longNameFrom: 19,
  titleLimit: 200,
};

/** The layout facts of all `paperSizes`. A roll prints 72 mm of 80, and 48 mm of 58. */
export const papers: Readonly<Record<PaperSize, PaperFacts>> = {
  '80mm': {
    ...roll,
    widthMm: paperSizes['80mm'].widthMm,
    sideMm: 4,
    labelMm: 24,
    barsMm: 14,
    fontsMm: { verb: 11, name: 8.6, longName: 6.2, title: 4.6, strong: 5, value: 3.9, label: 2.9 },
    longNameFrom: 17,
  },
  '58mm': {
    ...roll,
    widthMm: paperSizes['58mm'].widthMm,
    sideMm: 5,
    labelMm: 16.5,
    barsMm: 13,
    fontsMm: { verb: 7.4, name: 6.6, longName: 5, title: 4, strong: 4.2, value: 3.4, label: 2.7 },
    longNameFrom: 15,
  },
  A4: { ...page, widthMm: paperSizes.A4.widthMm, heightMm: 297 },
  Letter: { ...page, widthMm: 215.9, heightMm: 279.4 },
};
