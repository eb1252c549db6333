import { useEffect, useRef } from 'react';

/** A scan as delivered to a page: its characters have been removed from the field that received them. */
export type PageScan = {
  readonly code: string;
  /** The beginning of the code was separated from it: it must not be used, only shown. */
  readonly partial: boolean;
  /** The first of the codes handed over by another page: they do not concern the previously open subject. */
  readonly startsAnew?: boolean;
};

type Take = (scan: PageScan) => void;

const waiting: PageScan[] = [];
// The most recently shown page is last; a window in front of a page may follow it.
const targets: { readonly take: Take }[] = [];

/**
 * Receives every scan while the component is mounted: for a page with scans, or a window in front of one.
 * @param take handles a scan; the latest function is used.
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
 * Delivers a scan to the page that receives scans.
 * @returns whether there was one; pages that are not made for scanning have none.
 */
export const takeScan = (scan: PageScan): boolean => {
  const target = targets.at(-1);
  target?.take(scan);
  return target !== undefined;
};

/** Queues codes for the next page, as if they were scanned there, in order. They wait until that page receives scans. */
export const queueScans = (codes: readonly string[]): void => {
  waiting.push(...codes.map((code, index) => ({ code, partial: false, startsAnew: index === 0 })));
};
