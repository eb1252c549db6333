import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Policy } from '../../../shared/domain/policy-checks.ts';
import type { PolicyName } from '../../../shared/domain/policy-values.ts';
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

/** Why no server is asked: the address in the policy may not be used, or the policy, which may name one, cannot be read. */
export type ServerFault = 'address' | 'policy';

/**
 * Returns the server that is asked for updates: that of the policy, or of the build where the policy sets none. A policy that is not
 * understood was to say something else than the build: then no server is asked.
 * @returns its address, null if there is none.
 */
export const serverOf = (
  { values, problems, whyUnread }: Policy,
  ofBuild: string,
): { readonly address: string | null; readonly fault: ServerFault | null } => {
  if (whyUnread !== null) return { address: null, fault: 'policy' };
  if (problems.some(({ name }) => name === ('UpdateServer' satisfies PolicyName)))
    return { address: null, fault: 'address' };
  const named = values.UpdateServer ?? ofBuild;
  return { address: mayServeUpdates(named) ? new URL(named).href : null, fault: null };
};
