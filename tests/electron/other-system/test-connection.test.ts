import { expect, onTestFinished, test } from 'vitest';
import type { NcipSettings } from '../../../electron/main/other-system/reach.ts';
import { testConnection } from '../../../electron/main/other-system/test-connection.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { usualNcip } from '../../support/ncip/settings.ts';
import { startResponder } from '../../support/ncip/responder.ts';

const none = { credentials: { kind: 'none' }, securityCode: null } as const;

const responding = async (options: Parameters<typeof startResponder>[0] = {}) => {
  const there = await startResponder(options);
  onTestFinished(there.stop);
  const look = ({
    card = 'P1001',
    code = null as string | null,
    ...changed
  }: Partial<NcipSettings> & {
    readonly card?: string;
    readonly code?: string | null;
  } = {}) =>
    testConnection(
      { ...usualNcip, address: there.address, ...changed },
      { ...none, securityCode: code },
      card,
    );
  return { there, look };
};

test('a test of the connection looks up a card, and says whose it is', async () => {
  const { there, look } = await responding();
  expect(await look()).toEqual({
    works: true,
    words: 'The connection works: the other system knows this card (Ada Reader).',
  });
  expect(await look({ card: 'P9' })).toEqual({
    works: true,
    words: 'The connection works, but the other system does not know this card.',
  });
  expect(there.book.items.size).toBe(0);
});

test('a failed test of the connection says what to correct', async () => {
  const { there, look } = await responding({ password: 'open & shut' });
  const words = async (changed: Parameters<typeof look>[0] = {}): Promise<string> => {
    const { works, words: said } = await look(changed);
    expect(works).toBe(false);
    return said;
  };
  expect(await words()).toMatch(
    /^The other system does not accept our messages \(Agency Authe.*Check the symbols, the profile and the password/u,
  );
  expect((await look({ code: 'open & shut' })).works).toBe(true);
  expect(await words({ fromAgency: 'ELSEWHERE' })).toContain(
    '(Unknown Agency: InitiationHeader/FromAgencyId)',
  );
  expect(await words({ profileType: '' })).toContain(
    '(Unauthorized Service For Agency: InitiationHeader/App',
  );
  there.fail('page');
  expect(await words()).toBe('This address answers, but not in NCIP (HTTP 200). Check the address.');
  there.fail('busy');
  expect(await words()).toBe('The other system is temporarily unavailable (HTTP 503).');
  there.fail('refused');
  expect(await words()).toBe('The connection was lost before the server answered.');
  await there.stop();
  expect(await words()).toMatch(/^The server refuses the connection\./u);
});

test('a server with a certificate of its own authority is asked only after that authority is trusted', async () => {
  const authority = makeCertificate({ authority: 'Library Authority' });
  const { there, look } = await responding({ certificate: makeCertificate({ by: authority }) });
  expect((await look()).words).toMatch(/^The certificate of the server is not trusted/u);
  expect(there.messages).toEqual([]);
  expect((await look({ authority: makeCertificate({ authority: 'Another' }).cert })).works).toBe(false);
  expect(await look({ authority: authority.cert })).toMatchObject({ works: true });
});

test('a system without the look-up still answers', async () => {
  const { look } = await responding({ unsupported: ['LookupUser'] });
  expect(await look()).toEqual({
    works: true,
    words: 'The connection works, but the other system does not look up patrons.',
  });
});

test('a password that the other system repeats is not shown', async () => {
  const { look } = await responding({ password: 'open & shut' });
  const { words } = await look({ code: 'not-the-one' });
  expect(words).toContain('Agency Authentication Failed');
  expect(words).not.toContain('not-the-one');
});
