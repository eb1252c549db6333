import * as z from 'zod';
import { patronBlocks } from '../../domain/patron-blocks.ts';
import { type Call, nothing } from './shapes.ts';
import type { Topic } from '../topics.ts';
import * as view from '../views.ts';

/** What the library's other system says of a patron's card. It never changes a record here. */
export const cardLookUp = z.discriminatedUnion('state', [
  /** It is being asked: the answer comes with a change of `lookUps`. */
  z.strictObject({ state: z.literal('asking') }),
  z.strictObject({
    state: z.literal('found'),
    /** Empty, like the following, if the system does not say it. */
    name: z.string(),
    email: z.string(),
    library: z.string(),
    expiresOn: view.calendarDate.nullable(),
    blocks: z.array(z.enum(patronBlocks)),
    /** Blocks in the words of the system. */
    otherBlocks: z.array(z.string()),
    /** What the system would show to staff. */
    message: z.string(),
  }),
  z.strictObject({ state: z.literal('not-found') }),
  z.strictObject({ state: z.literal('failed'), words: z.string() }),
]);
export type CardLookUp = z.infer<typeof cardLookUp>;

const changed: readonly Topic[] = ['lookUps'];

/** The configured connection to the system that is asked. */
export const lookUpAccount = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  security: z.enum(['tls', 'none']),
  /** Empty if the server asks for no login. */
  user: z.string().max(200),
  /** The location code for the login; empty for none. */
  location: z.string().max(200),
});
export type LookUpAccountInput = z.infer<typeof lookUpAccount>;

const lookUpAccountView = z.strictObject({
  account: lookUpAccount.nullable(),
  passwordKnown: z.boolean(),
  passwordForgotten: z.enum(['login', 'authority']).nullable(),
  keepsPassword: z.boolean(),
  ownAuthority: z.string().nullable(),
});
export type LookUpAccountView = z.infer<typeof lookUpAccountView>;

/** Patrons are looked up in the library's other system, by SIP2 (the account here) or by NCIP. */
export const lookUpsCalls = {
  /** What is known of a card today; otherwise it is asked in the background. Null if no system is set up. */
  'lookUps.card': {
    input: z.strictObject({ card: z.string().min(1).max(100) }),
    output: cardLookUp.nullable(),
  },
  'lookUps.account': { input: nothing, output: lookUpAccountView },
  'lookUps.saveAccount': {
    input: z.strictObject({
      account: lookUpAccount,
      /** Null keeps the known password, provided that it goes to the same server in the same way. */
      password: z.string().max(1_000).nullable(),
    }),
    output: lookUpAccountView,
    changes: changed,
  },
  'lookUps.removeAccount': { input: nothing, output: lookUpAccountView, changes: changed },
  /** Signs in with the stored account, and looks up a card. */
  'lookUps.test': {
    input: z.strictObject({ card: z.string().max(100) }),
    output: z.strictObject({ library: z.string(), lookUp: cardLookUp.nullable() }),
  },
  /** Lets the operator choose a certificate file; null if the dialog was closed. */
  'lookUps.chooseAuthority': { input: nothing, output: lookUpAccountView.nullable(), changes: changed },
  'lookUps.removeAuthority': { input: nothing, output: lookUpAccountView, changes: changed },
} as const satisfies Record<string, Call>;
