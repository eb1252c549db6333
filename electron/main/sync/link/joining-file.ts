import * as z from 'zod';
import { schemaFingerprint } from '../../db/schema.ts';
import type { HubAddress, Login } from './postgres.ts';

const format = 'borrow-desk-joining';

const shape = z.strictObject({
  format: z.literal(format),
  version: z.literal(1),
  /** The schema of the workstation that wrote it; until the first release the schema changes without a new version. */
  schema: z.string().max(64),
  host: z.string().min(1).max(255),
  port: z.int().min(1).max(65_535),
  database: z.string().min(1).max(63),
  fingerprint: z.string().max(200),
  authority: z.string().max(20_000),
  /** A login that can only join, once. */
  user: z.string().max(63),
  password: z.string().max(200),
  expiresAt: z.iso.datetime(),
});

/** What one more workstation needs to join: the hub's address, its server's identity, and a login that works once. */
export type Invitation = { readonly address: HubAddress; readonly login: Login; readonly expiresAt: string };

/** Returns the text of a joining file. */
export const joiningText = ({ address, login, expiresAt }: Invitation): string =>
  JSON.stringify({ format, version: 1, schema: schemaFingerprint, ...address, ...login, expiresAt }, null, 2);

/**
 * Parses a joining file; returns `other-schema` if it was written by another version before the first release, null if it is anything else.
 */
export const readJoining = (text: string): Invitation | 'other-schema' | null => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const found = shape.safeParse(json);
  if (!found.success) return null;
  const { schema, host, port, database, fingerprint, authority, user, password, expiresAt } = found.data;
  if (schema !== schemaFingerprint) return 'other-schema';
  return {
    address: { host, port, database, fingerprint, authority },
    login: { user, password },
    expiresAt,
  };
};
