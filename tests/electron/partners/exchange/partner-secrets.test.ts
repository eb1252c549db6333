import { copyFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stripForMove } from '../../../../electron/main/db/workstation-rows.ts';
import type { Secrets } from '../../../../electron/main/desk/output/mail/ports.ts';
import {
  partnerSecrets,
  type PartnerSecret,
} from '../../../../electron/main/partners/exchange/partner-secrets.ts';
import type { PartnerId } from '../../../../shared/domain/ids.ts';
import type { ProtocolProfile } from '../../../../shared/domain/partner-profile.ts';
import { openCopyOf, openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { usualProfile } from '../../../support/lender/play.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.close());

const keeping: Secrets = {
  available: () => true,
  seal: (secret) => Buffer.from(secret).toString('base64'),
  unseal: (sealed) => Buffer.from(sealed, 'base64').toString(),
};
const forgetful: Secrets = { ...keeping, available: () => false };
const [north, south] = [1 as PartnerId, 2 as PartnerId];
const reached = (authentication: ProtocolProfile['authentication']): ProtocolProfile => ({
  ...usualProfile,
  address: 'https://north.example/iso18626',
  authentication,
});
const byPassword = reached({ kind: 'basic', user: 'desk' });
const secret: PartnerSecret = { kind: 'basic', password: 'open sesame' };
const open = (secrets = keeping) => partnerSecrets(desk.context.db, secrets);

it('identifies this workstation in the way that the partner asks for', () => {
  const kept = open();
  const certificate = { kind: 'certificate', certificate: 'CERT', key: 'KEY' } as const;
  const byCode = reached({ kind: 'account', accountId: 'us' });
  expect(kept.identify(north, reached({ kind: 'none' }))).toEqual({
    credentials: { kind: 'none' },
    securityCode: null,
  });
  kept.keep(north, byCode, { kind: 'account', code: '1234' });
  expect(open().identify(north, byCode)).toEqual({ credentials: { kind: 'none' }, securityCode: '1234' });
  kept.keep(north, byPassword, secret);
  expect(open().identify(north, byPassword)?.credentials).toEqual({ ...secret, user: 'desk' });
  kept.keep(south, reached({ kind: 'certificate' }), certificate);
  expect(open().identify(south, reached({ kind: 'certificate' }))?.credentials).toEqual(certificate);
  expect(open().identify(north, byPassword), 'each partner has its own').not.toBeNull();
  kept.forget(north);
  expect(open().identify(north, byPassword)).toBeNull();
  expect(open().identify(south, reached({ kind: 'certificate' }))).not.toBeNull();
});

it('gives a secret to nobody but the server and the account for which it was entered', () => {
  const kept = open();
  kept.keep(north, byPassword, secret);
  for (const other of [
    { ...byPassword, address: 'https://thief.example/iso18626' },
    { ...byPassword, address: 'http://north.example/iso18626' },
    { ...byPassword, address: 'https://north.example:8443/iso18626' },
    reached({ kind: 'basic', user: 'another' }),
    reached({ kind: 'account', accountId: 'desk' }),
    reached({ kind: 'certificate' }),
  ])
    expect(kept.identify(north, other), JSON.stringify(other)).toBeNull();
  expect(kept.identify(south, byPassword)).toBeNull();
  expect(kept.identify(north, { ...byPassword, address: 'https://north.example/other' })).not.toBeNull();
});

it('stores no secret unencrypted, and keeps one that cannot be encrypted until the program exits', () => {
  const everything = (): string => JSON.stringify(desk.raw.prepare('SELECT * FROM setting').all());
  open().keep(north, byPassword, secret);
  expect(everything()).not.toContain('sesame');
  expect(open({ ...keeping, unseal: () => null }).identify(north, byPassword)).toBeNull();
  const kept = open(forgetful);
  kept.keep(north, byPassword, secret);
  expect(everything()).not.toContain(Buffer.from('sesame').toString('base64').slice(0, 6));
  expect(kept.identify(north, byPassword)).not.toBeNull();
  expect(open(forgetful).identify(north, byPassword)).toBeNull();
});

it('takes no secret to another workstation', () => {
  open().keep(north, byPassword, secret);
  desk.raw.pragma('wal_checkpoint(TRUNCATE)');
  const moved = `${desk.file}.moved`;
  copyFileSync(desk.file, moved);
  stripForMove(moved);
  const there = openCopyOf(moved);
  expect(partnerSecrets(there.context.db, keeping).identify(north, byPassword)).toBeNull();
  expect(there.raw.prepare("SELECT 1 FROM setting WHERE key = 'partnerSecrets'").all()).toEqual([]);
  there.close();
});
