import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A workstation's own requests from before it joined a hub: kept in a library file in its data folder until an operator has reviewed
 * importing them, or leaves them out. The file is stored beside the database, which joining replaces.
 */
export type OwnRequests = {
  /** How many there are; 0 without a file. */
  readonly count: () => number;
  /** The path of the file; null if there is none. */
  readonly path: () => string | null;
  /** Where to write a file with this many requests. */
  readonly placeFor: (count: number) => string;
  readonly remove: () => void;
};

const named = /^own-requests-(\d+)\.json$/u;

/** @param dataDir the program's data folder. */
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
