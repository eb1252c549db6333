import type { DeskApi } from '../../../shared/ipc/api.ts';
import type { Events } from '../../../shared/ipc/events.ts';
import { endOfScanKey } from '../../../shared/ipc/end-of-scan.ts';
import { followTyping } from './erase-scan.ts';

type Scan = Events['scan'];

/** The timeout for a scan whose end key never arrives (the page lost the keyboard focus during the scan). */
const waitMs = 300;

/**
 * Listens for scans. Each is delivered once its characters have arrived in the page, so that they can be removed again. The event and the
 * keys arrive separately and in either order: the scan is delivered when both have. Call this once per page.
 * @param root the document that receives the characters.
 * @param listener receives the scan and the beginning that was split from it; empty for a complete scan (see erase-scan.ts).
 * @returns a function that stops listening.
 */
export const onScan = (
  source: Pick<DeskApi, 'on'>,
  root: Document,
  listener: (scan: Scan, partialFront: string) => void,
): (() => void) => {
  const arrived: Scan[] = [];
  let ends = 0;
  const typing = followTyping(root);
  const take = (scan: Scan): void => listener(scan, typing.eraseScan(scan.raw));
  const deliver = (): void => {
    while (ends > 0 && arrived.length > 0) {
      ends -= 1;
      const scan = arrived.shift();
      if (scan) take(scan);
    }
  };
  const stopEvents = source.on('scan', (scan) => {
    // A serial line types nothing into the page.
    if (scan.source === 'line') return listener(scan, '');
    arrived.push(scan);
    deliver();
    if (!arrived.includes(scan)) return;
    setTimeout(() => {
      while (arrived.includes(scan)) {
        const late = arrived.shift();
        if (late) take(late);
      }
    }, waitMs);
  });
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== endOfScanKey) return;
    event.preventDefault();
    event.stopPropagation();
    ends += 1;
    deliver();
    if (ends === 0) return;
    setTimeout(() => {
      // An end key without a scan, from an ordinary keyboard, must not be counted for the next scan.
      if (arrived.length === 0) ends = 0;
    }, waitMs);
  };
  root.addEventListener('keydown', onKey, true);
  return () => {
    stopEvents();
    typing.stop();
    root.removeEventListener('keydown', onKey, true);
  };
};
