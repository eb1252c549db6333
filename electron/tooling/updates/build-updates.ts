import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayServeUpdates } from '../../../shared/domain/update-server.ts';
import { isPublicKey, mostKeys } from '../../../shared/domain/update-signature.ts';
import { projectFolder } from '../lib/paths.ts';

/** What a build knows of updates: `updates` in package.json. */
type BuildUpdates = { readonly server: string; readonly keys: readonly string[] };

/** Reads it from package.json of the project. */
export const updatesOfProject = (): BuildUpdates =>
  (
    JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
      readonly updates: BuildUpdates;
    }
  ).updates;

/** @throws if the program would not understand these keys, or not ask this server */
export function checkUpdates({ server, keys }: BuildUpdates): void {
  if (keys.length > mostKeys)
    throw new Error(
      `"updates.keys" of package.json has ${keys.length} public keys; a build can have at most ${mostKeys}.`,
    );
  const wrong = keys.findIndex((key) => !isPublicKey(key));
  if (wrong !== -1)
    throw new Error(
      `Public key ${wrong + 1} in "updates.keys" of package.json is not as npm run update-key prints it.`,
    );
  if (server !== '' && !mayServeUpdates(server))
    throw new Error(
      '"updates.server" of package.json is not an https:// address without a user name (http:// is for localhost only): the program would not ask it.',
    );
}

/** @throws if no program with these public keys would accept what the private one signs */
export function checkSigningKey(publicKeys: readonly string[], privateKey: KeyObject): void {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined || !publicKeys.includes(x))
    throw new Error(
      'The public half of this key is not in "updates.keys" of package.json: no workstation would accept the updates.',
    );
}
