import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { mayServeUpdates } from '../../../shared/domain/update-server.ts';

/** What a build knows of updates: `updates` in its package.json. */
export type UpdateBuild = {
  /** The address of its update server; empty if it has none. */
  readonly server: string;
  /** The public keys of `npm run update-key`, at most two; none: it looks for no updates. */
  readonly keys: readonly string[];
};

const key = z.string().regex(/^[\w-]{43}$/);
const shape = z.object({
  updates: z.object({
    server: z.string(),
    // electron-builder writes a single value given on its command line as a text.
    keys: z.union([z.array(key).max(2), key.transform((one) => [one])]),
  }),
});

/** Reads them from the text of package.json. A build whose facts are not understood looks for no updates. */
export const updateBuildOf = (text: string): UpdateBuild => {
  try {
    return shape.parse(JSON.parse(text)).updates;
  } catch {
    return { server: '', keys: [] };
  }
};

/** Reads the facts of a build. @param file its package.json */
export const readUpdateBuild = (file: string): UpdateBuild => {
  try {
    return updateBuildOf(readFileSync(file, 'utf8'));
  } catch {
    return { server: '', keys: [] };
  }
};

/** Returns the address of an update server as it is used; null if it may not be used. */
export const serverAddress = (given: string): string | null =>
  mayServeUpdates(given) ? (URL.parse(given)?.href ?? null) : null;
