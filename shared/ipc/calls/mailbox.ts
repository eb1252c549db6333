import * as z from 'zod';
import * as view from '../views.ts';
import { type Call, nothing } from './shapes.ts';
import type { Topic } from '../topics.ts';

const changed: readonly Topic[] = ['app', 'messages'];

/** The configured connection to the mailbox whose mails are read. */
export const mailboxAccount = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string().min(1).max(320),
  /** The folder, such as INBOX. */
  folder: z.string().min(1).max(200),
});
export type MailboxAccountInput = z.infer<typeof mailboxAccount>;

/**
 * Whether mails are read. `off`: no mailbox is set up; `elsewhere`: another workstation reads them; `waiting`: it was not read yet.
 */
export const mailboxState = z.strictObject({
  state: z.enum(['off', 'no-password', 'elsewhere', 'waiting', 'ready', 'failing']),
  /** Why it fails; otherwise empty. */
  words: z.string(),
  /** When it was last read successfully. */
  lookedAt: view.instant.nullable(),
});
export type MailboxState = z.infer<typeof mailboxState>;

const mailboxView = z.strictObject({
  account: mailboxAccount.nullable(),
  passwordKnown: z.boolean(),
  passwordForgotten: z.enum(['login', 'authority']).nullable(),
  keepsPassword: z.boolean(),
  ownAuthority: z.string().nullable(),
  reading: mailboxState,
});
export type MailboxView = z.infer<typeof mailboxView>;

/** The mailbox whose mails are read (Settings). */
export const mailboxCalls = {
  'mailbox.account': { input: nothing, output: mailboxView },
  'mailbox.saveAccount': {
    input: z.strictObject({
      account: mailboxAccount,
      /** Null keeps the known password, provided that it goes to the same server in the same way. */
      password: z.string().max(1_000).nullable(),
    }),
    output: mailboxView,
    changes: changed,
  },
  'mailbox.removeAccount': { input: nothing, output: mailboxView, changes: changed },
  /** Signs in and opens the folder; reads no mail. */
  'mailbox.test': { input: nothing, output: z.strictObject({ words: z.string() }) },
  /** Lets the operator choose a certificate file; null if the dialog was closed. */
  'mailbox.chooseAuthority': { input: nothing, output: mailboxView.nullable(), changes: changed },
  'mailbox.removeAuthority': { input: nothing, output: mailboxView, changes: changed },
} as const satisfies Record<string, Call>;
