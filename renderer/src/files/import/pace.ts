import type { ImportProgress } from '../../../../shared/ipc/import-views.ts';

/** The speed of an import. `share`: how much of the file is done, 0 to 100. `secondsLeft`: null while it cannot be estimated. */
type Pace = {
  readonly rows: number;
  readonly share: number;
  readonly rowsPerSecond: number;
  readonly secondsLeft: number | null;
};

/** The first moments do not allow an estimate. */
const knownAfterMs = 1_500;

export const paceOf = ({ totals, bytesRead, bytesTotal, elapsedMs }: ImportProgress): Pace => {
  const rows = Object.values(totals).reduce((sum, count) => sum + count, 0);
  const isKnown = elapsedMs >= knownAfterMs && bytesRead > 0 && bytesTotal > 0;
  return {
    rows,
    share: bytesTotal > 0 ? Math.min(100, (100 * bytesRead) / bytesTotal) : 0,
    rowsPerSecond: elapsedMs > 0 ? Math.round((1_000 * rows) / elapsedMs) : 0,
    secondsLeft: isKnown
      ? Math.ceil((elapsedMs * Math.max(0, bytesTotal - bytesRead)) / bytesRead / 1_000)
      : null,
  };
};
