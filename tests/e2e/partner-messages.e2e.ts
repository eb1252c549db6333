import { expect } from '@playwright/test';
import BetterSqlite3 from 'better-sqlite3';
import { newConversationState } from '../../electron/main/partners/exchange/conversation-state.ts';
import type { DeskApi } from '../../shared/ipc/api.ts';
import { ask, databaseFile } from '../support/database.ts';
import { test } from '../support/e2e-test.ts';
import { changed } from '../support/iso18626/meaning.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { type Saying, sayingXml } from '../support/lender/peer-xml.ts';
import { freePort } from '../support/mail-server.ts';
import { openRequests } from '../support/requests-page.ts';

// What a partner's system says by HTTP arrives in the running program, is recorded, and is there after a restart.

let desk: Desk;
test.afterEach(() => desk.close());

type Asked = {
  readonly requestId: number;
  readonly externalId: string;
  readonly turnId: number;
  readonly partnerId: number;
};

/** Begins a conversation about the first request that a partner was asked for, as if it had been sent by message. */
const beginConversation = (dataDir: string): Asked => {
  const [asked] = ask<Asked>(
    dataDir,
    `SELECT request.id AS requestId, external_id AS externalId, turn.id AS turnId, turn.partner_id AS partnerId
       FROM request JOIN turn ON turn.request_id = request.id WHERE status = 'REQUEST_SENT' AND state = 'asked' LIMIT 1`,
  );
  if (!asked) throw new Error('No request waits for its partner.');
  const db = new BetterSqlite3(databaseFile(dataDir));
  db.prepare(
    `INSERT INTO conversation (request_id, turn_id, partner_id, sent_as, state, created_at, updated_at)
     VALUES (@requestId, @turnId, @partnerId, 'E2E-1', @state, '2026-11-25T08:00:00.000Z', '2026-11-25T08:00:00.000Z')`,
  ).run({ ...asked, state: newConversationState });
  db.close();
  return asked;
};

test('a message that a partner’s system posts is recorded while the program runs', async () => {
  desk = await launchDesk({ library: 'demo' });
  const asked = beginConversation(desk.dataDir);
  const port = await freePort();
  await desk.page.evaluate(async (listenAt) => {
    const { call } = (globalThis as unknown as { readonly desk: DeskApi }).desk;
    await call['endpoint.save']({
      settings: {
        isOpen: true,
        host: '127.0.0.1',
        port: listenAt,
        path: '/iso18626',
        callers: [],
        authentication: { kind: 'none' },
      },
      secret: null,
    });
  }, port);
  const post = async (saying: Saying, at: string): Promise<string> => {
    const parties = { requestId: 'E2E-1', lender: 'NORTH', borrower: 'MAIN', at };
    const answer = await fetch(`http://127.0.0.1:${port}/iso18626`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/xml' },
      body: sayingXml(saying, parties, { version: '1.2', prefix: 'ill' }),
    });
    return await answer.text();
  };
  const willSupply = changed('WillSupply', { note: 'On Monday' });
  await expect
    .poll(() => post(willSupply, '2026-11-25T09:00:00Z').catch(String), { timeout: 15_000 })
    .toContain('<messageStatus>OK</messageStatus>');
  await post(willSupply, '2026-11-25T09:00:00Z');
  const status = (): unknown => ask(desk.dataDir, 'SELECT status FROM request WHERE id = ?', asked.requestId);
  await expect.poll(status, { timeout: 15_000 }).toEqual([{ status: 'WILL_SUPPLY' }]);
  expect(
    ask(
      desk.dataDir,
      'SELECT operator_id, kind FROM command_log WHERE request_id = ? AND operator_id IS NULL',
      asked.requestId,
    ),
  ).toEqual([{ operator_id: null, kind: 'partner-answer' }]);
  const requests = await openRequests(desk);
  await requests.search.fill(asked.externalId);
  await desk.page.getByRole('row', { name: new RegExp(asked.externalId) }).click();
  const thread = desk.page.getByRole('region', { name: 'Rota' });
  await expect(thread).toContainText('will supply');
  await expect(thread).toContainText('On Monday');
  expect(desk.problems).toEqual([]);
});
