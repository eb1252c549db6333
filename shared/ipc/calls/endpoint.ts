import * as z from 'zod';
import type { Topic } from '../topics.ts';
import { instant } from '../views.ts';
import { type Call, nothing } from './shapes.ts';

const changed: readonly Topic[] = ['messages'];

/** What callers must name. The password or code is a secret of the workstation. */
const authentication = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** HTTP Basic. */
  z.strictObject({ kind: z.literal('basic'), user: z.string().regex(/^[^:\p{Cc}]{1,320}$/u) }),
  /** A code in a header of the request. */
  z.strictObject({ kind: z.literal('header'), name: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/) }),
]);

export const endpointSettings = z.strictObject({
  isOpen: z.boolean(),
  /** The address of this computer on which it listens. */
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  path: z.string().regex(/^\/[A-Za-z0-9._~/-]{0,199}$/),
  /** Addresses and networks that may call; empty: all. */
  callers: z.array(z.string().min(1).max(64)).max(200),
  authentication,
});

const view = z.strictObject({
  settings: endpointSettings,
  /** Whether this workstation has the password or the code that callers must name. */
  hasSecret: z.boolean(),
  keepsSecrets: z.boolean(),
  /** When the certificate expires; null: without TLS. */
  certificateUntil: instant.nullable(),
  /** What it does now; `words` say why it fails. */
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('closed') }),
    z.strictObject({
      kind: z.literal('listening'),
      since: instant,
      /** The address that partners must be told, as far as this computer knows it. */
      address: z.string(),
      /** When the last message came; null: none since it listens. */
      lastAt: instant.nullable(),
    }),
    z.strictObject({ kind: z.literal('failing'), since: instant, words: z.string() }),
  ]),
});
export type EndpointView = z.infer<typeof view>;

/** How this workstation takes messages in (Settings). */
export const endpointCalls = {
  'endpoint.load': { input: nothing, output: view },
  'endpoint.save': {
    input: z.strictObject({
      settings: endpointSettings,
      /** Null keeps the known password or code. */
      secret: z.string().min(1).max(1_000).nullable(),
    }),
    output: view,
    changes: changed,
  },
  /** Lets the operator choose a certificate and its key; null if a dialog was closed. */
  'endpoint.chooseCertificate': { input: nothing, output: view.nullable(), changes: changed },
  'endpoint.removeCertificate': { input: nothing, output: view, changes: changed },
} as const satisfies Record<string, Call>;
