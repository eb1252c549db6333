import { expect, test } from 'vitest';
import { authorityOf, chooseAuthority } from '../../../../electron/main/partners/exchange/authority.ts';
import { partnerProfile } from '../../../../shared/ipc/partner-profile.ts';
import { makeCertificate } from '../../../support/certificate.ts';
import { usualProfile } from '../../../support/lender/play.ts';

const one = makeCertificate({ authority: 'North Library Authority', until: 2030 });
const another = makeCertificate({ authority: 'Another' });
const choosing = (text: string | null) =>
  chooseAuthority(() => Promise.resolve(text === null ? null : { name: 'a.pem', text }));
const until = '2030-01-01T00:00:00.000Z';

const isProfile = (authority: unknown): boolean =>
  partnerProfile.safeParse({ ...usualProfile, address: 'https://north.example/', authority }).success;

test('of a file only the certificates are kept: a key beside them stays where it is', async () => {
  const chosen = await choosing(`Text before\n${one.cert}${one.key}${another.cert}`);
  if (!chosen.ok || !chosen.value) throw new Error('nothing was chosen');
  const { pem, ...shown } = chosen.value;
  expect(shown).toEqual({ name: 'North Library Authority', until });
  expect(pem.match(/BEGIN CERTIFICATE/gu)).toHaveLength(2);
  expect(pem).not.toContain('PRIVATE');
  expect(isProfile(pem)).toBe(true);
  expect(await choosing(null)).toEqual({ ok: true, value: null });
  expect(authorityOf(pem)).toEqual(shown);
});

test('what is no certificate is refused, and a profile takes nothing else', async () => {
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  for (const text of ['shopping list', one.key, broken, one.cert + broken])
    expect(await choosing(text), text).toMatchObject({ error: { code: 'file-malformed' } });
  expect(await choosing(one.cert.repeat(60))).toMatchObject({
    error: { message: expect.stringContaining('too many') },
  });
  expect(await chooseAuthority(() => Promise.reject(new Error('EACCES')))).toMatchObject({
    error: { code: 'file-unreadable' },
  });
  expect(authorityOf('')).toBeNull();
  for (const authority of ['', one.key, one.cert + one.key, 'CERT']) expect(isProfile(authority)).toBe(false);
  expect(isProfile(null)).toBe(true);
});
