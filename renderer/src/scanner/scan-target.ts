import { useEffect, useRef } from 'react';

/** A scan as a page takes it: its characters are out of the field where they fell. */
export type PageScan = {
  readonly code: string;
  /** The front of the code arrived apart from it: it must not be used, only shown. */
  readonly partial: boolean;
  /** The first of the codes that another page handed over: what was open before has nothing to do with them. */
  readonly startsAnew?: boolean;
};

type Take = (scan: PageScan) => void;

const waiting: PageScan[] = [];
// The page that is shown last stands last; a window in front of a page may stand above it.
const targets: { readonly take: Take }[] = [];

/**
 * Takes every scan as long as the component is shown: a page with scans, or a window in front of one.
 * @param take what becomes of a scan; the newest one given counts.
 */
export const useScanTarget = (take: Take): void => {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const target = { take: (scan: PageScan) => latest.current(scan) };
    targets.push(target);
    for (const scan of waiting.splice(0)) target.take(scan);
    return () => {
      targets.splice(targets.indexOf(target), 1);
    };
  }, []);
};

/**
 * Gives a scan to the page that takes scans.
 * @returns whether there was one; a page that is not made for scanning has none.
 */
export const takeScan = (scan: PageScan): boolean => {
  const target = targets.at(-1);
  target?.take(scan);
  return target !== undefined;
};

/**
 * Hands codes to the page that is about to be shown, as if they were scanned there, in their order.
 * They wait until that page takes scans.
 */
export const scanThere = (codes: readonly string[]): void => {
  waiting.push(...codes.map((code, index) => ({ code, partial: false, startsAnew: index === 0 })));
};
