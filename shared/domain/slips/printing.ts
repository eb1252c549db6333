import type { DeskId } from '../ids.ts';
import { isSlipKind, type Slip, type SlipKind } from './all-slips.ts';
import { t } from '../../words/words.ts';

/** Paper that a slip may be printed on. */
export const paperSizes = {
  '80mm': { label: t('80 mm roll'), widthMm: 80, roll: true },
  '58mm': { label: t('58 mm roll'), widthMm: 58, roll: true },
  A4: { label: 'A4', widthMm: 210, roll: false },
  Letter: { label: t.in('paper', 'Letter'), widthMm: 216, roll: false },
} as const;

export type PaperSize = keyof typeof paperSizes;

/**
 * Queued → printing → printed, or failed with a reason; a failed job may be queued again. A held job waits for the rest of its parcel.
 * Includes the words for lists.
 */
export const printJobStates = {
  held: { label: t('Waiting for its parcel') },
  queued: { label: t('Waiting for the printer') },
  printing: { label: t('Printing') },
  printed: { label: t('Printed') },
  failed: { label: t('Did not print') },
} as const;

export type PrintJobState = keyof typeof printJobStates;

/** The start of the note of a slip that was printed to a file instead of on paper. */
export const savedAs = 'saved as';

/** The note of a slip as staff read it: where it was saved, or what the printer said. */
export const slipNoteWords = (note: string): string =>
  note.startsWith(`${savedAs} `) ? t('Saved as {path}', { path: note.slice(savedAs.length + 1) }) : note;

/** Where this workstation prints slips of one kind, if not where it prints all others. */
export type SlipRoute = {
  /** The desk at which it applies; null: every desk without its own route. */
  readonly desk: DeskId | null;
  readonly kind: SlipKind;
  readonly target: 'usual' | 'queue' | 'pdf';
  /** The printer that `queue` means. */
  readonly printerName: string;
  readonly copies: number;
};

/** The paper in a printer, if it differs from the usual one. */
export type PrinterPaper = { readonly printerName: string; readonly paper: PaperSize };

export const maxCopies = 5;

/** Where slips without a route are printed. */
export type DefaultPrinting = {
  readonly target: 'system' | 'queue' | 'pdf';
  readonly printerName: string;
  readonly paper: PaperSize;
};

export type SlipRoutes = { readonly routes: readonly SlipRoute[]; readonly papers: readonly PrinterPaper[] };

/** Where one slip is printed, on which paper, and how many copies. */
export type SlipPrinting = DefaultPrinting & { readonly copies?: number };

/** Returns the kind whose printer a slip uses: a test slip may show where another kind is printed. */
export const kindOfPrinter = (slip: Slip): SlipKind =>
  slip.kind === 'test' && slip.insteadOf !== null && isSlipKind(slip.insteadOf) ? slip.insteadOf : slip.kind;

/** Returns the route of a kind at a desk: the desk's own, or that of every desk; undefined if the kind has none. */
const routeOf = (
  routes: readonly SlipRoute[],
  kind: SlipKind,
  desk: DeskId | null,
): SlipRoute | undefined => {
  const ofKind = routes.filter((route) => route.kind === kind);
  return ofKind.find((route) => route.desk === desk) ?? ofKind.find((route) => route.desk === null);
};

const paperIn = (printerName: string, usual: DefaultPrinting, { papers }: SlipRoutes): PaperSize =>
  // The usual printer's paper is part of its own settings.
  (usual.target === 'queue' && usual.printerName === printerName
    ? undefined
    : papers.find((one) => one.printerName === printerName)?.paper) ?? usual.paper;

/** Returns where slips of a kind are printed from a desk. */
export const printingFor = (
  kind: SlipKind,
  desk: DeskId | null,
  usual: DefaultPrinting,
  routes: SlipRoutes,
): SlipPrinting => {
  const route = routeOf(routes.routes, kind, desk);
  if (route === undefined || route.target === 'usual') return { ...usual, copies: route?.copies ?? 1 };
  const { copies, printerName } = route;
  return route.target === 'pdf'
    ? { ...usual, target: 'pdf', copies }
    : { target: 'queue', printerName, paper: paperIn(printerName, usual, routes), copies };
};
