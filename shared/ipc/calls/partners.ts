import * as z from 'zod';
import { agency, partnerProfile } from '../partner-profile.ts';
import type { Topic } from '../topics.ts';
import * as view from '../views.ts';
import { authority, type Call } from './shapes.ts';

const changed: readonly Topic[] = ['people'];
const partner = { partnerId: view.partnerId };

/** How a partner's system is reached from this workstation (Settings). */
export const partnersCalls = {
  'partners.reach': {
    /** Null: a partner that is not stored yet. */
    input: z.strictObject({ partnerId: view.partnerId.nullable() }),
    output: z.strictObject({
      /** Whether this workstation has what the partner asks for, as it is reached now. */
      hasSecret: z.boolean(),
      /** Whether this computer can store secrets; otherwise they are kept in memory until the program ends. */
      keepsSecrets: z.boolean(),
      /** Our symbol with another partner; null if there is none. */
      ours: agency.nullable(),
      /** The certificate authority that is trusted for the partner, beside the well-known ones; null if there is none. */
      authority: authority.nullable(),
    }),
  },
  /** Stores the code or password for the partner as it is reached now. */
  'partners.saveSecret': {
    input: z.strictObject({ ...partner, secret: z.string().min(1).max(1_000) }),
    output: z.null(),
    changes: changed,
  },
  /** Lets the operator choose the files of Client certificate and its key, and stores them; false if the dialog was closed. */
  'partners.chooseCertificate': { input: z.strictObject(partner), output: z.boolean(), changes: changed },
  /** Lets the operator choose the certificate of an authority for the profile; null if the dialog was closed. */
  'partners.chooseAuthority': {
    /** Null: a partner that is not stored yet. */
    input: z.strictObject({ partnerId: view.partnerId.nullable() }),
    output: authority.extend({ pem: z.string() }).nullable(),
  },
  /**
   * Asks the partner's system for the status of a request that does not exist, which changes nothing there.
   * `secret`: what was typed; null for the stored one.
   */
  'partners.test': {
    input: z.strictObject({
      /** Null: a partner that is not stored yet. */
      partnerId: view.partnerId.nullable(),
      profile: partnerProfile,
      secret: z.string().max(1_000).nullable(),
    }),
    output: z.strictObject({ works: z.boolean(), words: z.string() }),
  },
} as const satisfies Record<string, Call>;
