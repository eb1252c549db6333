import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Secrets } from '../../desk/output/mail/ports.ts';

// What this workstation knows of its hub is kept beside the database and not in it: a backup, a copy or a moved library is not this workstation.

const kept = z.strictObject({
  host: z.string(),
  port: z.number(),
  database: z.string(),
  fingerprint: z.string(),
  authority: z.string(),
  user: z.string(),
  /** Sealed by the system; where it keeps no secrets, as it is, in a file that this account alone reads. */
  password: z.strictObject({ text: z.string(), sealed: z.boolean() }),
  name: z.string(),
  /** Somebody wants this workstation to work alone. */
  alone: z.boolean(),
  /** The hub is being made: written before, so that a program that ends then knows at its next start what it had begun. */
  making: z.boolean().default(false),
});
type Kept = z.infer<typeof kept>;

/** What a workstation knows of its hub. */
export type KnownHub = Omit<Kept, 'password'> & { readonly password: string };

/** Where that is kept. */
export type ConnectionFile = {
  /** Null without a hub, or where the file was made for another account of another computer. */
  readonly read: () => KnownHub | null;
  /** @throws a system error; what was there stays. */
  readonly write: (hub: KnownHub) => void;
  readonly remove: () => void;
};

/** @param dataDir the folder of the database. */
export const connectionFile = (dataDir: string, secrets: Secrets): ConnectionFile => {
  const file = join(dataDir, 'hub.json');
  return {
    read: () => {
      if (!existsSync(file)) return null;
      const found = kept.safeParse(parsed(readFileSync(file, 'utf8')));
      if (!found.success) return null;
      const { password, ...hub } = found.data;
      const text = password.sealed ? secrets.unseal(password.text) : password.text;
      return text === null ? null : { ...hub, password: text };
    },
    write: ({ password, ...hub }) => {
      const sealed = secrets.available();
      const text = sealed ? secrets.seal(password) : password;
      const whole: Kept = { ...hub, password: { text, sealed } };
      const handle = openSync(`${file}.partial`, 'w', 0o600);
      try {
        writeSync(handle, JSON.stringify(whole, null, 2));
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(`${file}.partial`, file);
    },
    remove: () => rmSync(file, { force: true }),
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};
