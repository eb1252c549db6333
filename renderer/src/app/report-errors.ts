import { desk } from '../api/desk.ts';

/** Limits the reports of a page that fails repeatedly. */
const maxReports = 50;
/** The maximum length that the call accepts. */
const longestStack = 8_000;

const frames = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n')
    .slice(0, longestStack);

/**
 * Sends uncaught errors to the log of the main process: exceptions, rejected promises, failed machines. Only their type and location:
 * messages may name patrons.
 */
export const reportErrors = (): void => {
  let reports = 0;
  const report = (kind: 'thrown' | 'rejected', error: unknown): void => {
    reports += 1;
    if (reports > maxReports) return;
    const described = error instanceof Error ? error : new Error();
    // This call never rejects, and a refusal could not be reported anywhere.
    void desk.call['app.reportError']({ kind, name: described.name.slice(0, 200), stack: frames(described) });
  };
  addEventListener('error', ({ error }: ErrorEvent) => report('thrown', error));
  addEventListener('unhandledrejection', ({ reason }) => report('rejected', reason));
};
