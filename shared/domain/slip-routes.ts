import type { DeskId } from './ids.ts';
import type { PaperSize, Slip, SlipKind } from './slips.ts';

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
  slip.kind === 'test' ? (slip.insteadOf ?? 'test') : slip.kind;

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
