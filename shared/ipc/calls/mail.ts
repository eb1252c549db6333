import * as z from 'zod';
import type { Topic } from '../topics.ts';
import { type Call, nothing } from './shapes.ts';

const changed: readonly Topic[] = ['app', 'messages'];

/** The configured connection of letters to the mail server. */
export const mailAccount = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  /** Empty if the server requires no authentication. */
  user: z.string().max(320),
  fromName: z.string().max(200),
  fromAddress: z.string().max(254),
});
export type MailAccountInput = z.infer<typeof mailAccount>;

/** The account without its password. */
const mailAccountView = z.strictObject({
  account: mailAccount.nullable(),
  /** Whether the password is currently known. */
  passwordKnown: z.boolean(),
  /** The change because of which a stored password was forgotten; null if none was, or if another was entered since. */
  passwordForgotten: z.enum(['login', 'authority']).nullable(),
  /** Whether this computer can store a password; otherwise it is kept in memory until the program ends. */
  keepsPassword: z.boolean(),
  /** The file name of the library's own certificate authority. */
  ownAuthority: z.string().nullable(),
});
export type MailAccountView = z.infer<typeof mailAccountView>;

/** The account for letters (Settings). */
export const mailCalls = {
  'mail.account': { input: nothing, output: mailAccountView },
  'mail.saveAccount': {
    input: z.strictObject({
      account: mailAccount,
      /** Null keeps the known password, provided that it goes to the same server in the same way. */
      password: z.string().max(1_000).nullable(),
    }),
    output: mailAccountView,
    changes: changed,
  },
  'mail.removeAccount': { input: nothing, output: mailAccountView, changes: changed },
  /** Sends a test letter with the stored account; returns the server's response. */
  'mail.test': {
    input: z.strictObject({ to: z.string().max(320) }),
    output: z.strictObject({ words: z.string() }),
  },
  /** Lets the operator choose a certificate file; null if the dialog was closed. */
  'mail.chooseAuthority': { input: nothing, output: mailAccountView.nullable(), changes: changed },
  'mail.removeAuthority': { input: nothing, output: mailAccountView, changes: changed },
} as const satisfies Record<string, Call>;
