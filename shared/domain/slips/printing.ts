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

/** Queued → printing → printed, or failed with a reason; a failed job may be queued again. A held one waits for the rest of its parcel. With the words for lists. */
export const printJobStates = {
  held: { label: t('Waiting for its parcel') },
  queued: { label: t('Waiting for the printer') },
  printing: { label: t('Printing') },
  printed: { label: t('Printed') },
  failed: { label: t('Did not print') },
} as const;

export type PrintJobState = keyof typeof printJobStates;

/** How the note of a printed slip begins that went into a file instead of onto paper. */
export const savedAs = 'saved as';

/** Where slips of one kind go from this workstation, when that is not where all go. */
export type SlipRoute = {
  /** While somebody works at this desk; null: at every desk that has no route of its own. */
  readonly desk: DeskId | null;
  readonly kind: SlipKind;
  readonly target: 'usual' | 'queue' | 'pdf';
  /** Of the printer that `queue` means. */
  readonly printerName: string;
  readonly copies: number;
};

/** The paper in a printer, when it is not the usual one. */
export type PrinterPaper = { readonly printerName: string; readonly paper: PaperSize };

export const mostCopies = 5;

/** Where all slips go that have no route. */
export type UsualPrinting = {
  readonly target: 'system' | 'queue' | 'pdf';
  readonly printerName: string;
  readonly paper: PaperSize;
};

export type SlipRoutes = { readonly routes: readonly SlipRoute[]; readonly papers: readonly PrinterPaper[] };

/** Where one slip goes, on which paper, and how often. */
export type SlipPrinting = UsualPrinting & { readonly copies?: number };

/** The kind whose printer a slip takes: a test slip may show where another kind comes out. */
export const kindOfPrinter = (slip: Slip): SlipKind =>
  slip.kind === 'test' && slip.insteadOf !== null && isSlipKind(slip.insteadOf) ? slip.insteadOf : slip.kind;

/** The route of a kind at a desk: its own one, or that of every desk; undefined where all slips of the kind go the usual way. */
export const routeOf = (
  routes: readonly SlipRoute[],
  kind: SlipKind,
  desk: DeskId | null,
): SlipRoute | undefined => {
  const ofKind = routes.filter((route) => route.kind === kind);
  return ofKind.find((route) => route.desk === desk) ?? ofKind.find((route) => route.desk === null);
};

const paperIn = (printerName: string, usual: UsualPrinting, { papers }: SlipRoutes): PaperSize =>
  // What all slips go to has its paper beside it.
  (usual.target === 'queue' && usual.printerName === printerName
    ? undefined
    : papers.find((one) => one.printerName === printerName)?.paper) ?? usual.paper;

/** Where slips of a kind go from a desk. */
export const printingFor = (
  kind: SlipKind,
  desk: DeskId | null,
  usual: UsualPrinting,
  routes: SlipRoutes,
): SlipPrinting => {
  const route = routeOf(routes.routes, kind, desk);
  if (route === undefined || route.target === 'usual') return { ...usual, copies: route?.copies ?? 1 };
  const { copies, printerName } = route;
  return route.target === 'pdf'
    ? { ...usual, target: 'pdf', copies }
    : { target: 'queue', printerName, paper: paperIn(printerName, usual, routes), copies };
};
