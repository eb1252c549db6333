import { expect, test } from 'vitest';
import type { RequestId } from '../../shared/domain/ids.ts';
import { ok } from '../../shared/ipc/result.ts';
import { beginConversation, suppliersMessage, takesIn } from '../support/conversations.ts';
import type { TestDesk } from '../support/desk.ts';
import { setNcip } from '../support/ncip/sending-desk.ts';
import { showProgram } from '../support/page/program-page.tsx';

const setByProtocol = ({ raw }: TestDesk, code: string): void => {
  const profile = {
    by: 'iso18626',
    address: 'https://north.example/iso18626',
    ours: { agencyIdType: 'ISIL', agencyIdValue: 'MAIN' },
    theirs: { agencyIdType: 'ISIL', agencyIdValue: 'NORTH' },
    version: '1.2',
    authentication: { kind: 'none' },
    convention: 'retry',
    accepts: ['Received'],
    volumeFormat: 'repeated',
    authority: null,
  };
  raw.prepare('UPDATE partner SET profile = ? WHERE code = ?').run(JSON.stringify(profile), code);
};

/** Two messages that came about requests, and one of no request. */
const withMessages = (desk: TestDesk): void => {
  setByProtocol(desk, 'NORTH');
  for (const [externalId, sentAs] of [
    ['01MAIN0000101', 'S1'],
    ['01MAIN0000102', 'S2'],
  ] as const) {
    const id = desk.raw
      .prepare('SELECT id FROM request WHERE external_id = ?')
      .pluck()
      .get(externalId) as RequestId;
    beginConversation(desk, id, sentAs);
    takesIn(desk, suppliersMessage(sentAs, `For Reader, A. (${sentAs})`));
  }
  takesIn(desk, suppliersMessage('NOBODY'));
};

test('Connections says how each stands, and shows what was said with the partner of a request, as it was sent', async () => {
  const sent: unknown[] = [];
  const { page, calls } = await showProgram('demo', {
    before: withMessages,
    answers: {
      'connections.sendNow': (input) => {
        sent.push(input);
        return ok(null);
      },
      'connections.list': async (input) => {
        const answer = await calls.call('connections.list', input);
        if (!answer.ok) return answer;
        const { partners, ...rest } = answer.value as { partners: { partnerId: number }[] };
        const down = {
          state: 'down',
          since: '2026-11-25T09:00:00.000Z',
          waiting: 2,
          waitingSince: '2026-11-25T08:00:00.000Z',
          words: 'The server did not answer in time.',
        };
        return ok({ ...rest, partners: partners.map((partner) => ({ ...partner, ...down })) });
      },
    },
  });
  await page.role('link', { name: 'Connections' }).click();
  await page.role('heading', { name: 'Partners’ systems' }).element();
  const own = page.role('region', { name: 'This library' });
  await expect
    .poll(() => own.text())
    .toMatch(/Mail.*Not set up.*Incoming messages.*Closed.*Partners’ answers do not arrive/);
  expect(own.text()).toContain('1 message matches no request');
  const partners = page.role('region', { name: 'Partners’ systems' });
  expect(partners.text()).toMatch(/North University Library.*Not working.*2 letters waiting since/);
  expect(partners.text()).toContain('The server did not answer in time.');
  await partners.role('button', { name: 'Send now to North University Library' }).click();
  await expect.poll(() => sent).toEqual([{ receiver: expect.any(Number) }]);

  const log = page.role('region', { name: 'Message log' });
  await expect.poll(() => log.all('row').length).toBe(4);
  await log.role('searchbox', { name: 'Search by request' }).fill('01main0000102');
  await expect.poll(() => log.all('row').length).toBe(2);
  await log.role('button', { name: 'North University Library shipped it' }).click();
  await expect.poll(() => log.text()).toContain('For Reader, A. (S2)');
  expect(log.role('link', { name: '01MAIN0000102' }).isShown()).toBe(true);
  await log.role('searchbox', { name: 'Search by request' }).fill('S%');
  await expect.poll(() => log.text()).toContain('No messages for a request with this identifier.');
});

test('letters to a partner are held and resumed on Connections, which says who held them and since when', async () => {
  const { page, ask } = await showProgram('demo', { before: (desk) => setByProtocol(desk, 'NORTH') });
  await page.role('link', { name: 'Connections' }).click();
  const partners = page.role('region', { name: 'Partners’ systems' });
  const hold = partners.role('button', { name: 'Hold letters to North University Library' });
  await hold.press('{Enter}');
  await expect.poll(() => partners.text()).toMatch(/North University Library.*On hold since .* by \S/);
  expect(ask('SELECT name FROM partner WHERE held_at IS NOT NULL')).toEqual([
    { name: 'North University Library' },
  ]);
  await expect
    .poll(() => page.role('link', { name: 'North University Library on hold' }).isShown())
    .toBe(true);
  const resume = partners.role('button', { name: 'Resume letters to North University Library' });
  expect(resume.hasFocus()).toBe(true);
  await resume.press('{Enter}');
  await expect.poll(() => partners.text()).toContain('Nothing sent since Borrow Desk started');
  expect(ask('SELECT 1 FROM partner WHERE held_at IS NOT NULL')).toEqual([]);
});

test('a connection by SIP2 that is not set up at this workstation says so, and where to set it up', async () => {
  const { page, calls } = await showProgram('demo', {
    before: (desk) => setNcip(desk, '', { loansBy: 'sip2' }),
    answers: {
      'connections.list': async (input) => {
        const answer = await calls.call('connections.list', input);
        if (!answer.ok) return answer;
        const { otherSystem, ...rest } = answer.value as { otherSystem: object[] };
        return ok({ ...rest, otherSystem: otherSystem.map((one) => ({ ...one, state: 'no-account' })) });
      },
    },
  });
  await page.role('link', { name: 'Connections' }).click();
  const own = page.role('region', { name: 'This library' });
  await expect
    .poll(() => own.text())
    .toMatch(
      /Other system.*Not set up at this workstation.*Enter the server and its password in Settings › Other system\./,
    );
});

test('what is exported for support names no patron', async () => {
  const { desk, calls } = await showProgram('demo', { before: withMessages });
  const rows = (await calls.call('connections.log', { search: '', offset: 0, limit: 50 })) as unknown;
  expect(rows).toMatchObject({ value: { more: false } });
  const { withoutPatrons } = await import('../../electron/main/connections/without-patrons.ts');
  const raws = desk.raw.prepare('SELECT raw FROM partner_message').pluck().all() as string[];
  const exported = JSON.stringify(raws.map((raw) => withoutPatrons(Buffer.from(raw))));
  expect(exported).toContain('requestingAgencyRequestId","text":"S1"');
  expect(exported).toContain('"element":"note","text":"(');
  expect(exported).not.toContain('Reader');
});

test('the other system is on Connections, and is held and resumed there', async () => {
  const { page, ask } = await showProgram('demo', {
    before: ({ context }) => setNcip({ context }, 'http://127.0.0.1:9/ncip'),
  });
  await page.role('link', { name: 'Connections' }).click();
  const own = page.role('region', { name: 'This library' });
  await expect.poll(() => own.text()).toContain('Nothing sent since Borrow Desk started');
  await own.role('button', { name: 'Hold steps to Other system' }).press('{Enter}');
  await expect.poll(() => own.text()).toContain('On hold');
  expect(ask("SELECT value ->> '$.isHeld' AS held FROM library_setting WHERE key = 'ncip'")).toEqual([
    { held: 1 },
  ]);
  await expect.poll(() => page.role('link', { name: 'Other system on hold' }).isShown()).toBe(true);
  const resume = own.role('button', { name: 'Resume steps to Other system' });
  expect(resume.hasFocus()).toBe(true);
  await resume.press('{Enter}');
  await expect.poll(() => own.text()).toContain('Nothing sent since Borrow Desk started');
});

test('what waits for the other system can be sent now, and what it refused leads to the page of steps', async () => {
  const sent: unknown[] = [];
  const { page, calls } = await showProgram('demo', {
    answers: {
      'connections.sendNow': (input) => {
        sent.push(input);
        return ok(null);
      },
      'connections.list': async (input) => {
        const answer = await calls.call('connections.list', input);
        if (!answer.ok) return answer;
        const down = {
          way: 'ncip',
          system: 'Alma',
          name: 'Alma by NCIP',
          state: 'down',
          since: '2026-11-25T09:00:00.000Z',
          words: 'The server did not answer in time.',
          waiting: 2,
          waitingSince: '2026-11-25T08:00:00.000Z',
          refused: 1,
        };
        const up = { ...down, way: 'sip2', name: 'Alma by SIP2', state: 'up', words: '', refused: 0 };
        const otherSystem = [down, { ...up, waiting: 0, waitingSince: null }];
        return ok({ ...(answer.value as object), otherSystem });
      },
    },
  });
  await page.role('link', { name: 'Connections' }).click();
  await expect
    .poll(() => page.role('link', { name: 'Alma by NCIP: connection problem' }).isShown())
    .toBe(true);
  const own = page.role('region', { name: 'This library' });
  await expect
    .poll(() => own.text())
    .toMatch(/NCIP.*Not working.*2 messages waiting since.*in time.*Alma by SIP2.*Reachable/);
  await own.role('button', { name: 'Send now to Alma by NCIP' }).click();
  await expect.poll(() => sent).toEqual([{ receiver: 'ncip' }]);
  const labels = own.all('button').map((button) => button.getAttribute('aria-label'));
  expect(labels.filter((label) => label?.startsWith('Hold'))).toEqual(['Hold steps to Alma']);
  await own.role('link', { name: '1 step refused' }).click();
  await expect.poll(() => page.role('heading', { name: 'Key into the other system' }).isShown()).toBe(true);
});
