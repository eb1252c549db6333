import { desk } from '../api/desk.ts';

/** A page that fails again and again says so often enough. */
const mostReports = 50;
/** As many characters as the call takes. */
const longestStack = 8_000;

const frames = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n')
    .slice(0, longestStack);

/**
 * Brings errors that nobody caught into the log of the main process: thrown ones, rejected promises, machines that failed. Only
 * their kind and where they happened: what they say may name patrons.
 */
export const reportErrors = (): void => {
  let reports = 0;
  const report = (kind: 'thrown' | 'rejected', error: unknown): void => {
    reports += 1;
    if (reports > mostReports) return;
    const described = error instanceof Error ? error : new Error();
    // It never rejects; were it refused, there would be nobody to tell.
    void desk.call['app.reportError']({ kind, name: described.name.slice(0, 200), stack: frames(described) });
  };
  addEventListener('error', ({ error }: ErrorEvent) => report('thrown', error));
  addEventListener('unhandledrejection', ({ reason }) => report('rejected', reason));
};
