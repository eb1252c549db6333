import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The requests that a workstation had of its own before it joined a hub: in a library file in its data folder, until somebody has looked at what
 * would become of them, or leaves them out. It lies beside the database, which joining replaces.
 */
export type OwnRequests = {
  /** How many are there; 0 without a file. */
  readonly count: () => number;
  /** The file; null where there is none. */
  readonly path: () => string | null;
  /** Where a file of so many is to be written. */
  readonly placeFor: (count: number) => string;
  readonly remove: () => void;
};

const named = /^own-requests-(\d+)\.json$/u;

/** @param dataDir the program's data folder */
export const ownRequestsIn = (dataDir: string): OwnRequests => {
  const find = (): string | null => readdirSync(dataDir).find((name) => named.test(name)) ?? null;
  const path = (): string | null => {
    const name = find();
    return name === null ? null : join(dataDir, name);
  };
  const remove = (): void => {
    for (let file = path(); file !== null; file = path()) rmSync(file);
  };
  return {
    count: () => Number(named.exec(find() ?? '')?.[1] ?? 0),
    path,
    placeFor: (count) => join(dataDir, `own-requests-${count}.json`),
    remove,
  };
};
