import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { mayServeUpdates } from '../../../shared/domain/update-server.ts';
import { isPublicKey, mostKeys } from '../../../shared/domain/update-signature.ts';

/** What a build knows of updates: `updates` in its package.json. */
export type UpdateBuild = {
  /** The address of its update server; empty if it has none. */
  readonly server: string;
  /** The public keys of `npm run update-key`, at most `mostKeys`; none: it looks for no updates. */
  readonly keys: readonly string[];
};

const key = z.string().refine(isPublicKey);
const shape = z.object({
  updates: z.object({
    server: z.string(),
    // electron-builder writes a single value given on its command line as a text.
    keys: z.union([z.array(key).max(mostKeys), key.transform((one) => [one])]),
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

/**
 * Returns the server that is asked for updates: that of the policy, or of the build where the policy sets none.
 * @param ofPolicy empty if the policy sets a wrong one: then no other is asked.
 * @returns its address, null if there is none; `isRefused`: the policy sets one that may not be used.
 */
export const serverOf = (
  ofPolicy: string | undefined,
  ofBuild: string,
): { readonly address: string | null; readonly isRefused: boolean } => {
  const named = ofPolicy ?? ofBuild;
  const address = mayServeUpdates(named) ? (URL.parse(named)?.href ?? null) : null;
  return { address, isRefused: address === null && ofPolicy !== undefined };
};
