import { expect, test } from 'vitest';
import { inTransaction } from '../../electron/main/db/open.ts';
import { insertConversation } from '../../electron/main/desk/store/conversations.queries.ts';
import { newConversationState } from '../../electron/main/partners/exchange/conversation-state.ts';
import type { Instant, PartnerId, RequestId, TurnId } from '../../shared/domain/ids.ts';
import { takesIn } from '../support/conversations.ts';
import type { TestDesk } from '../support/desk.ts';
import { changed } from '../support/iso18626/meaning.ts';
import { applyStored } from '../support/lender/apply-stored.ts';
import { type Saying, sayingXml } from '../support/lender/peer-xml.ts';
import { showProgram } from '../support/page/program-page.tsx';
import { openRequests } from '../support/page/requests.ts';

// What staff see of what a partner said by message, and how they answer.

type Asked = {
  readonly requestId: RequestId;
  readonly externalId: string;
  readonly turnId: TurnId;
  readonly partnerId: PartnerId;
  readonly partnerName: string;
};

/** The partner of a request says something, and it is applied. */
const says = (desk: TestDesk, ...sayings: readonly Saying[]): Asked => {
  const { db } = desk.context;
  const asked = desk.raw
    .prepare(
      `SELECT request.id AS requestId, request.external_id AS externalId, turn.id AS turnId, turn.partner_id AS partnerId,
              partner.name AS partnerName
         FROM request JOIN turn ON turn.request_id = request.id JOIN partner ON partner.id = turn.partner_id
        WHERE request.status = 'REQUEST_SENT' AND turn.state = 'asked' LIMIT 1`,
    )
    .get() as Asked;
  const { requestId, turnId, partnerId } = asked;
  const row = { requestId, turnId, partnerId, sentAs: 'T-1', state: newConversationState };
  inTransaction(db, (write) => insertConversation(write, row, '2026-11-25T08:00:00.000Z' as Instant));
  sayings.forEach((saying, index) => {
    const at = `2026-11-25T0${index + 1}:00:00Z`;
    const parties = { requestId: 'T-1', lender: 'NORTH', borrower: 'MAIN', at };
    takesIn(desk, Buffer.from(sayingXml(saying, parties, { version: '1.2', prefix: '' })));
    applyStored(desk);
  });
  return asked;
};

test('a message is marked until staff have seen it in its thread, and is answered from there', async () => {
  let asked!: Asked;
  const program = await showProgram('demo', {
    before: (desk) => {
      asked = says(desk, changed('WillSupply', { note: '#seq:1#On Monday' }), {
        reason: 'Notification',
        status: 'WillSupply',
        note: 'Is the second edition right?',
      });
    },
  });
  const requests = await openRequests(program);
  await requests.search.fill(asked.externalId);
  await expect.poll(() => requests.rows().length).toBe(1);
  const marks = (): string => requests.rows()[0]?.innerHTML ?? '';
  await expect.poll(marks).toContain('2 new messages');
  await requests.row(asked.externalId).click();
  const thread = requests.details.role('region', { name: 'Rota' });
  await expect.poll(() => thread.text()).toContain(`${asked.partnerName} will supply`);
  expect(thread.text()).toContain('On Monday');
  expect(thread.text()).not.toContain('#seq');
  expect(thread.text()).toContain('Is the second edition right?');
  await expect.poll(marks).not.toContain('new messages');
  await thread.role('button', { name: 'Reply' }).click();
  await thread.role('textbox', { name: `Message to ${asked.partnerName}` }).fill('Yes, it is.');
  await thread.role('button', { name: 'Send' }).click();
  await expect
    .poll(() =>
      program.ask("SELECT turn_id, payload ->> '$.note' AS note FROM outbox WHERE kind = 'message'"),
    )
    .toEqual([{ turn_id: asked.turnId, note: 'Yes, it is.' }]);
  const history = requests.details.role('region', { name: 'History' });
  await expect.poll(() => history.text()).toContain(`Wrote to ${asked.partnerName}`);
  expect(history.text()).toContain('Partner, by message');
});
