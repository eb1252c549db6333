import * as z from 'zod';
import { escapeHtml } from '../../../../shared/domain/escape-html.ts';
import type { PartnerId } from '../../../../shared/domain/ids.ts';
import type { ProtocolProfile } from '../../../../shared/domain/partner-profile.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { Secrets } from '../../desk/output/mail/ports.ts';
import { putRawSetting } from '../../desk/records/settings/raw-settings.ts';
import { readSetting } from '../../desk/records/settings/settings.service.ts';
import type { Credentials } from '../../sending/post-xml.ts';
import type { PostResult } from '../../sending/verdict.ts';

const secretShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('account'), code: z.string() }),
  z.strictObject({ kind: z.literal('basic'), password: z.string() }),
  /** As PEM. */
  z.strictObject({ kind: z.literal('certificate'), certificate: z.string(), key: z.string() }),
]);

/** How this workstation identifies itself to a partner. */
export type PartnerSecret = z.infer<typeof secretShape>;

/** What goes on the connection, and the code that goes in the header of each message. */
export type Identification = { readonly credentials: Credentials; readonly securityCode: string | null };

/** Whose system a secret is for: a partner's, or the library's other one. */
type Receiver = PartnerId | 'other-system';
/** The address of a system, and how it authenticates us. */
export type ReachedSystem = Pick<ProtocolProfile, 'address' | 'authentication'>;

export type PartnerSecrets = {
  /** Keeps the secret that was entered for a system as it is reached now. */
  readonly keep: (receiver: Receiver, reached: ReachedSystem, secret: PartnerSecret) => void;
  readonly forget: (receiver: Receiver) => void;
  /**
   * Returns how this workstation identifies itself to a system; null if it lacks the secret.
   * @param typed a secret to use instead of the stored one
   */
  readonly identify: (
    receiver: Receiver | null,
    reached: ReachedSystem,
    typed?: PartnerSecret | null,
  ) => Identification | null;
};

/** Returns what was typed as the secret that a partner asks for; null if it asks for none that can be typed. */
export const secretOf = ({ authentication }: ReachedSystem, typed: string): PartnerSecret | null => {
  switch (authentication.kind) {
    case 'account':
      return { kind: 'account', code: typed };
    case 'basic':
      return { kind: 'basic', password: typed };
    default:
      return null;
  }
};

/** Secrets by their receivers; those that the system cannot store are null. */
const stored = z.record(z.string(), z.strictObject({ for: z.string(), sealed: z.string().nullable() }));
const key = 'partnerSecrets';

/**
 * The server and account for which a secret was entered. Workstations share profiles: a secret must not go to another server because somebody
 * changed the address at another workstation.
 */
const serverOf = ({ address, authentication }: ReachedSystem): string =>
  JSON.stringify([address === null ? 'folder' : new URL(address).origin, authentication]);

/**
 * Returns the secrets for partners at this workstation: in its settings, encrypted by the system. If the system cannot store secrets, they are
 * kept until the program exits.
 */
export const partnerSecrets = (db: ReadableDB, secrets: Secrets): PartnerSecrets => {
  const inMemory = new Map<Receiver, PartnerSecret>();
  const load = (): z.infer<typeof stored> => readSetting(db, key, stored) ?? {};
  const store = (receiver: Receiver, entry: z.infer<typeof stored>[string] | null): void =>
    inTransaction(db, (writable) => {
      const { [receiver]: _before, ...others } = load();
      putRawSetting(writable, key, entry === null ? others : { ...others, [receiver]: entry });
    });
  const find = (receiver: Receiver | null, reached: ReachedSystem): PartnerSecret | null => {
    if (receiver === null) return null;
    const kept = load()[receiver];
    if (kept?.for !== serverOf(reached)) return null;
    if (kept.sealed === null) return inMemory.get(receiver) ?? null;
    return readSecret(secrets.unseal(kept.sealed));
  };
  return {
    keep: (receiver, reached, secret) => {
      const canKeep = secrets.available();
      if (canKeep) inMemory.delete(receiver);
      else inMemory.set(receiver, secret);
      const sealed = canKeep ? secrets.seal(JSON.stringify(secret)) : null;
      store(receiver, { for: serverOf(reached), sealed });
    },
    forget: (receiver) => {
      inMemory.delete(receiver);
      store(receiver, null);
    },
    identify: (receiver, reached, typed) => identified(reached, typed ?? find(receiver, reached)),
  };
};

/** Shorter ones would take words apart. */
const shortestSecret = 4;

/** Returns what a partner's system answered without our secrets: some repeat what they were sent, and the answer is shared with all workstations. */
export const withoutSecrets = <Result extends Pick<PostResult, 'words'>>(
  result: Result,
  { credentials, securityCode }: Identification,
): Result => {
  const secrets = [
    ...(securityCode === null ? [] : [securityCode, escapeHtml(securityCode)]),
    ...(credentials.kind === 'basic' ? [basicOf(credentials), credentials.password] : []),
  ].filter(({ length }) => length >= shortestSecret);
  return { ...result, words: secrets.reduce((words, secret) => words.replaceAll(secret, '…'), result.words) };
};

const basicOf = ({ user, password }: Extract<Credentials, { readonly kind: 'basic' }>): string =>
  Buffer.from(`${user}:${password}`, 'utf8').toString('base64');

/** Null if it was encrypted elsewhere, or has another shape. */
const readSecret = (text: string | null): PartnerSecret | null => {
  if (text === null) return null;
  try {
    return secretShape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};

const identified = (
  { authentication }: ReachedSystem,
  secret: PartnerSecret | null,
): Identification | null => {
  const nothing = { credentials: { kind: 'none' }, securityCode: null } as const;
  if (authentication.kind === 'none') return nothing;
  if (secret?.kind !== authentication.kind) return null;
  switch (secret.kind) {
    case 'account':
      return { ...nothing, securityCode: secret.code };
    case 'basic': {
      const user = authentication.kind === 'basic' ? authentication.user : '';
      return { ...nothing, credentials: { kind: 'basic', user, password: secret.password } };
    }
    case 'certificate':
      return { ...nothing, credentials: secret };
  }
};
