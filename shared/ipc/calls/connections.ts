import * as z from 'zod';
import { sentWays } from '../../domain/other-system-kinds.ts';
import { partnerMessageStates } from '../../domain/partner-messages.ts';
import { everything } from '../topics.ts';
import * as view from '../views.ts';
import { type Call, nothing } from './shapes.ts';

/** A message of a partner's system or to one, without its contents. */
const loggedMessage = z.strictObject({
  id: z.int().positive(),
  at: view.instant,
  direction: z.enum(['in', 'out']),
  state: z.enum([...partnerMessageStates.in, ...partnerMessageStates.out]),
  /** What it says, in the codes of ISO 18626: `Received`, `StatusChange · Loaned`. */
  what: z.string(),
  /** What the partner's system answered, or why there was no answer; empty if it took it. */
  words: z.string(),
  /** Of one to a partner: whether its system may have it. */
  mayHaveArrived: z.boolean(),
  /** The identifier of the request in messages. */
  sentAs: z.string(),
  requestId: view.requestId.nullable(),
  externalId: z.string(),
  partnerName: z.string(),
});
export type LoggedMessage = z.infer<typeof loggedMessage>;

/** The connection to a system that gets messages. */
const connection = z.strictObject({
  name: z.string(),
  /**
   * `unknown`: nothing was sent since the start. `no-secret`: this workstation lacks its code, password or certificate. `no-folder`: it has no
   * folder for messages. `no-account`: the connection is not set up at this workstation.
   */
  state: z.enum(['unknown', 'up', 'down', 'no-secret', 'no-folder', 'no-account']),
  since: view.instant.nullable(),
  waiting: z.int(),
  waitingSince: view.instant.nullable(),
  /** Why it is down, with the words of its system. */
  words: z.string(),
});
export type Connection = z.infer<typeof connection>;

const partnerConnection = connection.extend({
  partnerId: view.partnerId,
  /** Whether messages to it are put into the folder for messages, and how many of them its system has not confirmed. */
  byFolder: z.strictObject({ unconfirmed: z.int() }).nullable(),
  /** Since when its letters are held back, and the name of who does; null: they leave. */
  held: z.strictObject({ since: view.instant, by: z.string() }).nullable(),
});
export type PartnerConnection = z.infer<typeof partnerConnection>;

/** The connection to the library's other system by one protocol. Its name has the protocol where both are in use. */
const otherSystemConnection = connection.extend({
  way: z.enum(sentWays),
  /** The name of the other system. */
  system: z.string(),
  /** How many steps it refused, and staff have not dealt with. */
  refused: z.int(),
});
export type OtherSystemConnection = z.infer<typeof otherSystemConnection>;

/** The page Connections: the library's other system, partners reached by protocol, and the log of messages. */
export const connectionsCalls = {
  'connections.list': {
    input: nothing,
    output: z.strictObject({
      partners: z.array(partnerConnection),
      /** Empty: it is sent nothing. */
      otherSystem: z.array(otherSystemConnection),
      /** What partners' systems did not take. */
      refused: z.array(loggedMessage),
      /** Messages that came: not applied yet; left to staff as tasks; of no request here. */
      incoming: z.strictObject({ stored: z.int(), task: z.int(), unmatched: z.int() }),
    }),
  },
  /** Returns messages, the newest first; `more`: older ones follow. */
  'connections.log': {
    input: z.strictObject({
      search: z.string().max(200),
      offset: z.int().min(0),
      limit: z.int().min(1).max(200),
    }),
    output: z.strictObject({ rows: z.array(loggedMessage), more: z.boolean() }),
  },
  /** Returns a message as it was sent; null if there is none. */
  'connections.message': {
    input: z.strictObject({ id: z.int().positive() }),
    output: z.strictObject({ text: z.string() }).nullable(),
  },
  /** Tries to send what waits for a partner, or for the other system by one protocol. */
  'connections.sendNow': {
    input: z.strictObject({ receiver: z.union([view.partnerId, z.enum(sentWays)]) }),
    output: z.null(),
    changes: ['app', 'messages'],
  },
  /** Holds back the letters to a partner, or lets them go on. */
  'connections.hold': {
    input: z.strictObject({ opId: view.opId, partnerId: view.partnerId, isHeld: z.boolean() }),
    output: z.null(),
    changes: everything,
  },
  /** Saves the last messages without patrons' data; the name of the file, null if the dialog was closed. */
  'connections.export': { input: nothing, output: z.string().nullable() },
} as const satisfies Record<string, Call>;
