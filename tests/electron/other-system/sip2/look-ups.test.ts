import { afterEach, describe, expect, it } from 'vitest';
import type { LookUps } from '../../../../electron/main/other-system/sip2/look-ups.ts';
import { makeCertificate } from '../../../support/certificate.ts';
import { accountAt, lookUpsWith, testLimits } from '../../../support/sip2/look-ups.ts';
import {
  type SipServer,
  type SipServerOptions,
  startSipServer,
  type Trouble,
} from '../../../support/sip2/server.ts';
import type { Limits, SipAccount } from '../../../../electron/main/other-system/sip2/session.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const reader = {
  name: 'Reader, Anna',
  email: 'anna@library.example',
  library: 'North',
  more: ['PA20270131'],
};

const start = async (
  options: SipServerOptions = {},
  changes: Partial<SipAccount> = {},
  limits?: Limits,
): Promise<{
  readonly server: SipServer;
  readonly lookUps: LookUps;
  readonly changes: () => number;
  readonly time: { now: Date };
}> => {
  const server = await startSipServer(options);
  server.patrons.set('P-1', reader);
  const time = { now: new Date('2026-12-01T10:15:00Z') };
  const account = accountAt(server.port, changes);
  const { lookUps, changes: told } = lookUpsWith(
    () => account,
    () => time.now,
    undefined,
    limits,
  );
  closing.push(server.close, () => lookUps.stop());
  return { server, lookUps, changes: told, time };
};

const askedCards = ({ received }: SipServer): string[] =>
  received.flatMap((message) => /^63.*AA([^|]*)/u.exec(message)?.[1] ?? []);

const expectAnswer = (lookUps: LookUps, card = 'P-1') => {
  expect(lookUps.ask(card)).toEqual({ state: 'asking' });
  return expect.poll(() => lookUps.known(card));
};
const anna = {
  state: 'found',
  name: 'Reader, Anna',
  email: 'anna@library.example',
  library: 'North',
  expiresOn: '2027-01-31',
  blocks: [],
  otherBlocks: [],
  message: '',
};

it('asking takes a scan no time while the system is silent', async () => {
  const { server, lookUps } = await start({}, {}, testLimits);
  server.troubles.push('silence');
  const tookMs = Array.from({ length: 400 }, (_, card) => {
    const before = performance.now();
    lookUps.ask(`X-${card}`);
    return performance.now() - before;
  }).sort((a, b) => a - b);
  expect(tookMs[Math.floor(tookMs.length * 0.95)]).toBeLessThan(2);
  expect(lookUps.known('X-399')).toEqual({ state: 'asking' });
});

describe('what is said of a card', () => {
  it('comes later, and the page is told', async () => {
    const { server, lookUps, changes } = await start();
    await expectAnswer(lookUps).toEqual(anna);
    expect(changes()).toBeGreaterThan(0);
    expect(server.received).toEqual([
      '9300CNdesk|COopensesame|CPCIRC|',
      '9900802.00',
      '6300120261201    111500          AOMAIN|AAP-1|AC|AD|',
    ]);
  });

  it('is kept for the day', async () => {
    const { server, lookUps, time } = await start();
    await expectAnswer(lookUps).toEqual(anna);
    expect(lookUps.ask('p-1')).toEqual(anna);
    expect(server.received).toHaveLength(3);
    time.now = new Date('2026-12-02T06:00:00Z');
    expect(lookUps.known('P-1')).toBeNull();
    await expectAnswer(lookUps).toEqual(anna);
    expect(server.received).toHaveLength(4);
    expect(server.connections()).toBe(1);
  });

  it('says why a patron may not borrow, and that the card has expired', async () => {
    const { server, lookUps } = await start();
    server.patrons.set('P-2', {
      name: 'B',
      blocks: [0, 1, 10],
      more: ['PA1', 'PX20261130 235959'],
      message: 'Please pay\u202E',
    });
    await expectAnswer(lookUps, 'P-2').toMatchObject({
      expiresOn: '2026-11-30',
      blocks: ['no-borrowing', 'expired', 'fines'],
      message: 'Please pay',
    });
  });

  it('says that a card is unknown', async () => {
    const { lookUps } = await start();
    await expectAnswer(lookUps, 'P-9').toEqual({ state: 'not-found' });
  });

  it.each([
    ['Latin-1', { encoding: 'latin1' }],
    ['no numbers', { isNumbered: false }],
    ['line feeds', { lineEnd: '\r\n' }],
    ['no login', { login: null }],
  ] as const)('is understood with %s', async (_name, options) => {
    const { server, lookUps } = await start(options, 'login' in options ? { user: '', password: '' } : {});
    server.patrons.set('P-3', { name: 'Müller, Jörg' });
    await expectAnswer(lookUps, 'P-3').toMatchObject({ name: 'Müller, Jörg' });
  });

  it('comes for the card scanned last first', async () => {
    const { server, lookUps } = await start();
    const cards = ['P-1', 'P-4', 'P-5', 'P-6'];
    for (const card of cards) lookUps.ask(card);
    await expect.poll(() => cards.map((card) => lookUps.known(card)?.state)).not.toContain('asking');
    expect(askedCards(server)).toEqual(cards.toReversed());
  });
});

describe('cards of requests that came in', () => {
  it('are asked for after those that are scanned, and only those of which nothing is known', async () => {
    const { server, lookUps } = await start();
    await expectAnswer(lookUps).toEqual(anna);
    lookUps.askLater(['P-4', 'P-1', 'P-5', 'P-6']);
    lookUps.ask('P-7');
    await expect.poll(() => lookUps.known('P-6')).toEqual({ state: 'not-found' });
    expect(askedCards(server)).toEqual(['P-1', 'P-7', 'P-4', 'P-5', 'P-6']);
  });

  it('are left alone once the system does not answer', async () => {
    const { server, lookUps } = await start({}, {}, testLimits);
    server.troubles.push('silence');
    lookUps.askLater(['P-4', 'P-5', 'P-6']);
    await expect.poll(() => lookUps.known('P-4')).toMatchObject({ state: 'failed' });
    expect([lookUps.known('P-5'), lookUps.known('P-6')]).toEqual([null, null]);
    expect(server.connections()).toBe(1);
  });
});

it('a card that SIP2 cannot carry is not asked for as that of somebody else', async () => {
  const { server, lookUps } = await start({ isNumbered: false });
  server.patrons.set('P1', { name: 'Other' });
  expect(lookUps.ask('P|1')).toBeNull();
  lookUps.askLater(['P|1', 'P-1']);
  await expect.poll(() => lookUps.known('P-1')).toEqual(anna);
  expect(lookUps.known('P|1')).toBeNull();
  expect(server.received.filter((message) => message.startsWith('63'))).toHaveLength(1);
});

describe('a faulty line', () => {
  const overcome: readonly (readonly Trouble[])[] = [
    ['wrong-checksum'],
    ['ask-again'],
    ['twice'],
    ['old-first'],
    ['without-number'],
    ['wrong-checksum', 'wrong-checksum'],
  ];
  it.each(overcome)('with %s is overcome', async (...troubles) => {
    const { server, lookUps } = await start();
    server.patrons.set('P-2', { name: 'Other' });
    await expectAnswer(lookUps, 'P-2').toMatchObject({ name: 'Other' });
    server.troubles.push(...troubles);
    await expectAnswer(lookUps).toEqual(anna);
    await expectAnswer(lookUps, 'P-7').toEqual({ state: 'not-found' });
    expect(server.connections()).toBe(1);
  });

  it('that repeats answers without numbers gives no patron the data of another', async () => {
    const { server, lookUps } = await start({ isNumbered: false });
    server.patrons.set('P-2', { name: 'Other' });
    await expectAnswer(lookUps, 'P-2').toMatchObject({ name: 'Other' });
    server.troubles.push('old-first');
    await expectAnswer(lookUps).toEqual(anna);
  });

  it('that was closed while idle is opened again at once', async () => {
    const { server, lookUps } = await start();
    await expectAnswer(lookUps, 'P-9').toEqual({ state: 'not-found' });
    server.cutAll();
    await expectAnswer(lookUps).toEqual(anna);
    expect(server.connections()).toBe(2);
  });

  it.each([
    ['silence', 'did not answer in time'],
    ['cut', 'closed the connection'],
    ['cut-inside', 'closed the connection'],
    ['endless', 'not in SIP2'],
    ['other-protocol', 'not in SIP2'],
  ] as const)('with %s ends in words', async (trouble, words) => {
    const { server, lookUps } = await start({}, {}, trouble === 'silence' ? testLimits : undefined);
    server.troubles.push(trouble);
    await expectAnswer(lookUps).toEqual({ state: 'failed', words: expect.stringContaining(words) });
  });

  it('makes its cards wait for a pause, not those scanned since', async () => {
    const { server, lookUps, time } = await start({}, {}, testLimits);
    server.troubles.push('silence');
    lookUps.ask('P-8');
    await expectAnswer(lookUps).toMatchObject({ state: 'failed' });
    expect(lookUps.known('P-8')).toMatchObject({ state: 'failed' });
    expect(lookUps.ask('P-1')).toMatchObject({ state: 'failed' });
    expect(server.connections()).toBe(1);
    await expectAnswer(lookUps, 'P-2').toEqual({ state: 'not-found' });
    expect(lookUps.ask('P-1')).toMatchObject({ state: 'failed' });
    time.now = new Date(time.now.getTime() + 15_001);
    await expectAnswer(lookUps).toEqual(anna);
  });
});

describe('the server', () => {
  it('that refuses the login', async () => {
    const { lookUps } = await start({}, { password: 'wrong' });
    await expectAnswer(lookUps).toMatchObject({
      words: expect.stringContaining('user name, password and location code'),
    });
  });

  it('that is out of service', async () => {
    const { lookUps } = await start({ isInService: false });
    await expectAnswer(lookUps).toMatchObject({ words: expect.stringContaining('out of service') });
  });

  it('that is not there', async () => {
    const { server, lookUps } = await start();
    await server.close();
    closing.splice(0, 1);
    await expectAnswer(lookUps).toMatchObject({ words: expect.stringContaining('refuses the connection') });
  });

  it('with a certificate of the library’s own authority is trusted with its file alone', async () => {
    const authority = makeCertificate({ authority: 'Library' });
    const tls = makeCertificate({ by: authority });
    const trusted = await start({ tls }, { security: 'tls', ca: authority.cert });
    await expectAnswer(trusted.lookUps).toEqual(anna);
    const stranger = await start({ tls }, { security: 'tls' });
    await expectAnswer(stranger.lookUps).toMatchObject({ words: expect.stringContaining('not trusted') });
  });

  it('that does not use TLS', async () => {
    const { lookUps } = await start({}, { security: 'tls' });
    await expectAnswer(lookUps).toMatchObject({ state: 'failed' });
  });
});

it('another account is not answered by the server of the one before, which was being asked', async () => {
  const old = await startSipServer({ delayMs: 300 });
  const server = await startSipServer();
  old.patrons.set('P-1', { ...reader, name: 'Reader, Old' });
  server.patrons.set('P-1', reader);
  let account = accountAt(old.port);
  const { lookUps } = lookUpsWith(() => account);
  closing.push(server.close, old.close, () => lookUps.stop());
  lookUps.ask('P-1');
  await expect.poll(() => old.received.some((message) => message.startsWith('63'))).toBe(true);
  account = accountAt(server.port);
  lookUps.accountChanged();
  await expectAnswer(lookUps).toEqual(anna);
  expect(old.connections()).toBe(1);
});

it('forgets everything with another account, and asks nobody without one', async () => {
  const server = await startSipServer();
  server.patrons.set('P-1', reader);
  let account: SipAccount | null = accountAt(server.port);
  const { lookUps } = lookUpsWith(() => account);
  closing.push(server.close, () => lookUps.stop());
  await expectAnswer(lookUps).toEqual(anna);
  account = null;
  lookUps.accountChanged();
  expect(lookUps.known('P-1')).toBeNull();
  expect(lookUps.ask('P-1')).toBeNull();
});
