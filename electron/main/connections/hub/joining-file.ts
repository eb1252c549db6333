import * as z from 'zod';
import type { HubAddress, Login } from './postgres.ts';

const format = 'borrow-desk-joining';

const shape = z.strictObject({
  format: z.literal(format),
  version: z.literal(1),
  host: z.string().min(1).max(255),
  port: z.int().min(1).max(65_535),
  database: z.string().min(1).max(63),
  fingerprint: z.string().max(200),
  authority: z.string().max(20_000),
  /** A login that can do nothing but join, once. */
  user: z.string().max(63),
  password: z.string().max(200),
  expiresAt: z.iso.datetime(),
});

/** What lets one more workstation join: where the hub is, how it is known, a login for once. */
export type Invitation = { readonly address: HubAddress; readonly login: Login; readonly expiresAt: string };

/** The text of a joining file. */
export const joiningText = ({ address, login, expiresAt }: Invitation): string =>
  JSON.stringify({ format, version: 1, ...address, ...login, expiresAt }, null, 2);

/** Reads one; null for anything else. */
export const readJoining = (text: string): Invitation | null => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const found = shape.safeParse(json);
  if (!found.success) return null;
  const { host, port, database, fingerprint, authority, user, password, expiresAt } = found.data;
  return {
    address: { host, port, database, fingerprint, authority },
    login: { user, password },
    expiresAt,
  };
};
