import type { DatabaseFacts } from '../db/database-facts.ts';

export type Diagnostics = {
  readonly program: string;
  readonly isPackaged: boolean;
  readonly versions: Readonly<Record<'electron' | 'chrome' | 'node', string>>;
  /** The operating system, its version and the processor. */
  readonly system: string;
  readonly takenAt: Date;
  /** Null when the database cannot be read now. */
  readonly database: DatabaseFacts | null;
  readonly lastErrors: readonly string[];
};

/**
 * What support asks for first, as text to be pasted into a mail. It holds versions, numbers and codes: no name, no title, no barcode,
 * and no path, which has somebody's name in it.
 */
export const diagnosticsText = (facts: Diagnostics): string =>
  [
    `${facts.program}${facts.isPackaged ? '' : ' (not packaged)'}`,
    `Electron ${facts.versions.electron} · Chromium ${facts.versions.chrome} · Node ${facts.versions.node}`,
    ...databaseLines(facts.database),
    `System: ${facts.system}`,
    `Taken: ${facts.takenAt.toISOString()}`,
    facts.lastErrors.length === 0 ? 'Last errors: none' : 'Last errors:',
    ...facts.lastErrors.map((line) => `  ${line}`),
  ].join('\n');

const databaseLines = (database: DatabaseFacts | null): readonly string[] => {
  if (database === null) return ['Database: cannot be read now'];
  const counts = Object.entries(database.counts).map(([name, count]) => `${count} ${name}`);
  return [`SQLite ${database.sqlite} · schema ${database.schema}`, `Stored: ${counts.join(', ')}`];
};
