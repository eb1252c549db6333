import { randomBytes } from 'node:crypto';
import { affectedLibraries } from '../../../shared/domain/administration.ts';
import { instantOf } from '../../../shared/domain/dates.ts';
import type { PartnerId } from '../../../shared/domain/ids.ts';
import type { ProtocolProfile } from '../../../shared/domain/partner-profile.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import { readPartnerProfile } from '../../../shared/ipc/partner-profile.ts';
import { ok, refuse, type Result } from '../../../shared/ipc/result.ts';
import { t } from '../../../shared/words/words.ts';
import type { ReadableDB } from '../db/types.ts';
import type { DeskContext } from '../desk/context.ts';
import type { Secrets } from '../desk/output/mail/ports.ts';
import { checkHomes, gone, homesOf } from '../desk/records/places/home.ts';
import { listPartners } from '../desk/records/places/places.queries.ts';
import { findPlace } from '../desk/store/places.queries.ts';
import type { Service } from '../ipc/handlers.ts';
import { authorityOf, chooseAuthority } from './exchange/authority.ts';
import { type ChoosePem, chooseKeyPair } from './exchange/key-pair.ts';
import { type PartnerSecret, type PartnerSecrets, secretOf } from './exchange/partner-secrets.ts';
import { testConnection } from './exchange/test-connection.ts';

type Options = {
  readonly context: DeskContext;
  readonly partnerSecrets: PartnerSecrets;
  /** Whether the system can store secrets. */
  readonly secrets: Pick<Secrets, 'available'>;
  readonly choosePem: ChoosePem;
};

/** How partners' systems are reached from this workstation: secrets, and a test of the connection. */
export const partnersService = (options: Options): Service<'partners'> => {
  const { context, partnerSecrets, secrets } = options;
  const { db } = context;
  const keep = (partnerId: PartnerId, secretFor: (profile: ProtocolProfile) => PartnerSecret | null) => {
    const profile = changeable(context, partnerId);
    if (!profile.ok) return profile;
    const secret = secretFor(profile.value);
    if (secret?.kind !== profile.value.authentication.kind) return unneeded();
    partnerSecrets.keep(partnerId, profile.value, secret);
    return ok(null);
  };
  return {
    reach: ({ partnerId }) => {
      const profile = protocolProfile(db, partnerId);
      return ok({
        hasSecret: profile !== null && partnerSecrets.identify(partnerId, profile) !== null,
        keepsSecrets: secrets.available(),
        ours: ourSymbol(db),
        authority: profile?.authority ? authorityOf(profile.authority) : null,
      });
    },
    saveSecret: ({ partnerId, secret }) => keep(partnerId, (profile) => secretOf(profile, secret)),
    chooseCertificate: async ({ partnerId }) => {
      const allowed = changeable(context, partnerId);
      if (!allowed.ok) return allowed;
      const pair = await chooseKeyPair(options.choosePem);
      if (!pair.ok) return pair;
      const { value } = pair;
      if (value === null) return ok(false);
      // The dialogs may have been open for a long time, so the profile is checked again.
      const kept = keep(partnerId, () => ({ kind: 'certificate', ...value }));
      return kept.ok ? ok(true) : kept;
    },
    chooseAuthority: async ({ partnerId }) => {
      const allowed = mayChange(context, partnerId);
      return allowed.ok ? chooseAuthority(options.choosePem) : allowed;
    },
    test: (input) => test(options, input),
  };
};

const test = async (
  { context, partnerSecrets }: Options,
  { partnerId, profile, secret }: Input<'partners.test'>,
): Promise<Result<Output<'partners.test'>>> => {
  const allowed = mayChange(context, partnerId);
  if (!allowed.ok) return allowed;
  if (profile.by !== 'iso18626' || profile.address === null)
    return refuse('record-unfit', t('Only ISO 18626 connections can be tested.'));
  const typed = secret === null || secret === '' ? null : secretOf(profile, secret);
  const identification = partnerSecrets.identify(partnerId, profile, typed);
  if (identification === null) return missing(profile.authentication.kind);
  const at = instantOf(context.now());
  const { address } = profile;
  return ok(
    await testConnection({
      profile: { ...profile, address },
      identification,
      requestId: testRequestId(),
      at,
    }),
  );
};

const protocolProfile = (db: ReadableDB, partnerId: PartnerId | null): ProtocolProfile | null => {
  const partner = partnerId === null ? undefined : findPlace(db, 'partner', partnerId);
  const profile = partner && readPartnerProfile(partner.profile);
  return profile?.by === 'iso18626' ? profile : null;
};

/** The profile of a partner that the operator may change. */
const changeable = (context: DeskContext, partnerId: PartnerId): Result<ProtocolProfile> => {
  const allowed = mayChange(context, partnerId);
  if (!allowed.ok) return allowed;
  const profile = protocolProfile(context.db, partnerId);
  if (profile) return ok(profile);
  return refuse('record-unfit', t('This partner does not use ISO 18626. Choose it and save first.'));
};

/** Sent to another library's system: its length and letters are those of identifiers of requests. */
const testRequestId = (): string => `TEST-${randomBytes(10).toString('hex')}`;

const missing = (kind: ProtocolProfile['authentication']['kind']): Result<never> =>
  kind === 'certificate'
    ? refuse('secret-missing', t('This workstation does not have the certificate. Save, then choose it.'))
    : refuse('secret-missing', t('Enter it: this workstation does not have it yet.'), { field: 'secret' });

const unneeded = (): Result<never> =>
  refuse(
    'record-unfit',
    t('Someone has changed how to contact this partner. Reopen the partner, then try again.'),
  );

/** Whether the operator may change how a partner is reached, or add one. */
const mayChange = ({ db, session }: DeskContext, partnerId: PartnerId | null): Result<null> => {
  if (partnerId === null) return checkHomes(session, 'partner', affectedLibraries(null));
  if (!findPlace(db, 'partner', partnerId)) return gone('partner');
  const homes = homesOf(db, 'partner', partnerId);
  return homes.ok ? checkHomes(session, 'partner', affectedLibraries(homes.value)) : homes;
};

/** Our symbol with the first partner that has one. */
const ourSymbol = (db: ReadableDB): ProtocolProfile['ours'] | null => {
  for (const { profile } of listPartners(db)) {
    const read = readPartnerProfile(profile);
    if (read.by === 'iso18626') return read.ours;
  }
  return null;
};
