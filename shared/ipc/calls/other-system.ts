import * as z from 'zod';
import { ncipSettings } from '../settings-shapes.ts';
import type { Topic } from '../topics.ts';
import { authority, type Call, nothing } from './shapes.ts';

const changed: readonly Topic[] = ['people'];
const secret = z.string().min(1).max(1_000);

/** How the library's other system is reached from this workstation (Settings). */
export const otherSystemCalls = {
  'otherSystem.reach': {
    input: nothing,
    output: z.strictObject({
      /** Whether this workstation has the password that the other system asks for; true if it asks for none. */
      hasSecret: z.boolean(),
      /** Whether this computer can store secrets; otherwise they are kept in memory until the program ends. */
      keepsSecrets: z.boolean(),
      /** The certificate authority that is trusted for its server, beside the well-known ones; null if there is none. */
      authority: authority.nullable(),
    }),
  },
  /** Lets the operator choose the certificate of an authority for the settings; null if the dialog was closed. */
  'otherSystem.chooseAuthority': { input: nothing, output: authority.extend({ pem: z.string() }).nullable() },
  /** Stores the password for the other system as it is set now. */
  'otherSystem.saveSecret': { input: z.strictObject({ secret }), output: z.null(), changes: changed },
  /** Looks up the patron of a card there, which changes nothing. `secret`: what was typed; null for the stored one. */
  'otherSystem.test': {
    input: z.strictObject({
      settings: ncipSettings,
      secret: secret.nullable(),
      card: z.string().trim().min(1).max(64),
    }),
    output: z.strictObject({ works: z.boolean(), words: z.string() }),
  },
} as const satisfies Record<string, Call>;
