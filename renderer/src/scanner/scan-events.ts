import type { DeskApi } from '../../../shared/ipc/api.ts';
import type { Events } from '../../../shared/ipc/events.ts';
import { endOfScanKey } from '../../../shared/ipc/end-of-scan.ts';
import { followTyping } from './erase-scan.ts';

type Scan = Events['scan'];

/** A scan whose end key does not come (the page lost the keyboard in the middle) is not kept for ever. */
const waitMs = 300;

/**
 * Listens to scans, each at the moment when its characters have fallen into the page: then they are taken out again.
 * The event and the keys take different ways, and either may be first: it is delivered when both are there. To be called
 * once in a page.
 * @param root the document in which the characters fall.
 * @param listener gets the scan and the front that was torn off it; empty for a whole scan (see erase-scan.ts).
 * @returns the function that stops it.
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
    // A line types nothing into the page.
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
      // A key without a scan, from a keyboard that has it after all, must not run ahead of the next one.
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
