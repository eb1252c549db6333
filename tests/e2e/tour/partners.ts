import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import { keepMail } from '../../../electron/main/mail/incoming/keep-mail.ts';
import { newConversationState } from '../../../electron/main/partners/exchange/conversation-state.ts';
import { writeMessage } from '../../../electron/main/partners/iso18626/write-message.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import type { DeskApi } from '../../../shared/ipc/api.ts';
import { pages } from '../../../shared/domain/pages.ts';
import { t } from '../../../shared/words/words.ts';
import { newOpId } from '../../support/desk.ts';
import { databaseFile } from '../../support/database.ts';
import { mailOf } from '../../support/incoming-mail/partner-mail.ts';
import { fullMessages } from '../../support/iso18626/full-messages.ts';
import { changed } from '../../support/iso18626/meaning.ts';
import { filledFolder, temporaryFolder } from '../../support/launch.ts';
import { Lender } from '../../support/lender/lender.ts';
import { type Saying, sayingXml } from '../../support/lender/peer-xml.ts';
import { usualProfile } from '../../support/lender/play.ts';
import { scripts } from '../../support/lender/scripts.ts';
import { freePort } from '../../support/mail-server.ts';
import { settled } from './camera.ts';
import { type Act, goTo, goToPage, type Scene, search, type Stage } from './stage.ts';

// Partners whose systems are up, down, wait for a code and refuse; a thread, a task from a message, and mails.

type ApiWindow = { readonly desk: DeskApi };

const fullRequest = fullMessages.find(({ kind }) => kind === 'request')!;

let lender: Lender | undefined;
/** The request about which North says something, and the one about which it writes a mail. */
let said = { externalId: '', requestId: 0 };
let written = { externalId: '', requestId: 0 };
/** Requests that are ready to be sent, one to each of the first three partners. */
let ready: readonly number[] = [];

const profileAt = (address: string, authentication: object = { kind: 'none' }): string =>
  JSON.stringify({ ...usualProfile, address, authentication });

/** A message that a partner's system did not take. */
const refuse = (db: BetterSqlite3.Database): void =>
  void db
    .prepare(
      `INSERT INTO partner_message (request_id, sent_as, direction, identity, raw, raw_as, state, at, updated_at, attempts, words)
       SELECT id, 'TOUR-9', 'out', 'tour', @raw, 'text', 'refused', @at, @at, 1, @words
         FROM request WHERE id = @requestId`,
    )
    .run({
      requestId: written.requestId,
      raw: Buffer.from(writeMessage(fullRequest, '1.2')).toString(),
      at: '2026-11-30T10:12:00.000Z',
      words: 'UnrecognisedDataValue: the requesting agency MAIN is not known here.',
    });

const prepare = (db: BetterSqlite3.Database, address: string): void => {
  const put = db.prepare('UPDATE partner SET profile = ? WHERE code = ?');
  put.run(profileAt(address), 'NORTH');
  // Nothing listens there.
  put.run(profileAt('http://127.0.0.1:9/iso18626'), 'PRAIRIE');
  put.run(profileAt('https://ill.lawsoc.example/iso18626', { kind: 'account', accountId: 'main' }), 'LAWSOC');
  put.run(profileAt('https://ill.eastpub.example/iso18626'), 'EASTPUB');
  const asked = db
    .prepare(
      `SELECT request.id AS requestId, external_id AS externalId, turn.id AS turnId, turn.partner_id AS partnerId
         FROM request JOIN turn ON turn.request_id = request.id JOIN partner ON partner.id = turn.partner_id
        WHERE status = 'REQUEST_SENT' AND turn.state = 'asked' AND partner.code = 'NORTH' ORDER BY request.id LIMIT 2`,
    )
    .all() as { requestId: number; externalId: string; turnId: number; partnerId: number }[];
  const [first, second] = asked;
  if (!first || !second) throw new Error('North was not asked for two requests.');
  [said, written] = [first, second];
  const held = db
    .prepare(
      `SELECT turn.request_id AS requestId, turn.id AS turnId, turn.partner_id AS partnerId FROM turn JOIN item ON item.turn_id = turn.id
        WHERE turn.partner_id = @partnerId AND item.status = 'on-hold-shelf' LIMIT 1`,
    )
    .get(first) as Omit<typeof first, 'externalId'> | undefined;
  if (!held) throw new Error('Nothing of North is on the hold shelf.');
  ready = db
    .prepare(
      `SELECT min(request.id) FROM request JOIN turn ON turn.request_id = request.id JOIN partner ON partner.id = turn.partner_id
        WHERE status = 'READY_TO_SEND' AND position = 1 AND partner.code IN ('NORTH', 'PRAIRIE', 'LAWSOC') GROUP BY partner.id`,
    )
    .pluck()
    .all() as number[];
  const begin = db.prepare(
    `INSERT INTO conversation (request_id, turn_id, partner_id, sent_as, state, created_at, updated_at)
     VALUES (@requestId, @turnId, @partnerId, @sentAs, @state, @at, @at)`,
  );
  const begun = { state: newConversationState, at: '2026-11-25T08:00:00.000Z' };
  begin.run({ ...first, ...begun, sentAs: 'TOUR-1' });
  begin.run({ ...held, ...begun, sentAs: 'TOUR-2' });
  begin.run({ ...second, ...begun, sentAs: 'TOUR-9' });
  refuse(db);
  const keep = (mail: Parameters<typeof mailOf>[0]): boolean =>
    keepMail(db as unknown as ReadableDB, mailOf(mail), { isCut: false, now: new Date() });
  keep({
    subject: `Re: Interlibrary loan ${second.externalId}`,
    text: 'Dear colleagues,\n\nThe book was shipped today. Please handle the binding with care.\n\nKind regards,\nNorth University Library',
    attachments: ['delivery-note.pdf'],
  });
  keep({ subject: 'Where is our book?', text: 'We miss a book that we sent you in October.' });
  keep({
    from: 'office@somewhere.example',
    subject: 'Closed from 24 December',
    text: 'We are closed until 2 January.',
  });
};

const start = async (): ReturnType<Act['start']> => {
  lender = new Lender({
    symbol: 'NORTH',
    dialect: { version: '1.2', prefix: 'ns1' },
    file: join(temporaryFolder(), 'book.json'),
    borrowerUrl: () => '',
    script: () => ({ ...scripts.LOANED, Request: () => [] }),
  });
  await lender.start();
  const dataDir = await filledFolder('demo');
  const db = new BetterSqlite3(databaseFile(dataDir));
  prepare(db, lender.url);
  db.close();
  return { dataDir, printer: 'pdf' };
};

/** Opens the endpoint, posts what North says, and sends the requests that are ready. */
const exchange = async ({ desk, page }: Stage): Promise<void> => {
  const port = await freePort();
  await page.evaluate(async (listenAt) => {
    const { call } = (window as unknown as ApiWindow).desk;
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
  const post = async (sentAs: string, saying: Saying, at: string): Promise<void> => {
    const parties = { requestId: sentAs, lender: 'NORTH', borrower: 'MAIN', at };
    const body = sayingXml(saying, parties, { version: '1.2', prefix: 'ill' });
    await fetch(`http://127.0.0.1:${port}/iso18626`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/xml' },
      body,
    });
  };
  await post('TOUR-1', changed('WillSupply', { note: 'We will send it on Monday.' }), '2026-11-30T09:00:00Z');
  await post(
    'TOUR-1',
    {
      reason: 'Notification',
      status: 'WillSupply',
      note: 'The second volume is at the bindery. Do you want the first one alone?',
    },
    '2026-11-30T15:20:00Z',
  );
  // A return that cannot be: its item is still here.
  await post('TOUR-2', changed('LoanCompleted', { note: 'Thank you.' }), '2026-11-30T16:00:00Z');
  const sent = ready.map((requestId) => ({ opId: newOpId(), requestId, asOf: null, note: '' }));
  await page.evaluate(async (inputs) => {
    const { call } = (window as unknown as ApiWindow).desk;
    for (const input of inputs) await call['steps.take']({ kind: 'send-request', input } as never);
  }, sent);
  await goToPage(desk, 'connections');
  const systems = page.getByRole('region', { name: t('Partners’ systems') });
  await systems.getByText(t('Reachable'), { exact: true }).waitFor();
  await systems.getByText(t('Not working'), { exact: true }).waitFor();
};

/** Opens the details of a request. */
const openRequest = async (stage: Stage, externalId: string): Promise<void> => {
  await search(stage, externalId);
  await stage.page.getByRole('row').nth(1).click();
};

const connections = async (stage: Stage): Promise<void> => {
  await exchange(stage);
  const { desk, page, picture } = stage;
  await picture('partners-connections');
  const log = page.getByRole('region', { name: t('Message log') });
  await log.getByRole('row').nth(1).getByRole('button').first().click();
  await page.getByRole('region', { name: t('Message'), exact: true }).scrollIntoViewIfNeeded();
  await settled(desk);
  await picture('partners-message');
};

const thread = async (stage: Stage): Promise<void> => {
  await openRequest(stage, said.externalId);
  const section = stage.page.getByRole('region', { name: t('Rota') });
  await section.scrollIntoViewIfNeeded();
  await settled(stage.desk);
  await stage.picture('partners-thread');
};

const proposedAnswer = async (stage: Stage): Promise<void> => {
  await openRequest(stage, written.externalId);
  await stage.page.getByRole('group', { name: t('Proposed answer') }).scrollIntoViewIfNeeded();
  await settled(stage.desk);
  await stage.picture('partners-proposed-answer');
};

/** A page with an address of its own. */
const pageScene = (name: string, hash: string, title: string): Scene => ({
  name: `partners-${name}`,
  show: async ({ desk, picture }) => {
    await goTo(desk, hash, title);
    await picture(`partners-${name}`);
  },
});

/** What staff see of partners' systems and their mails. */
export const partners: Act = {
  name: 'partners',
  start,
  end: async () => lender?.crash(),
  scenes: [
    { name: 'partners-connections', show: connections },
    { name: 'partners-thread', show: thread },
    { name: 'partners-proposed-answer', show: proposedAnswer },
    pageScene('task', '#/today/tasks', pages.today.label),
    pageScene('mail-without-request', '#/today/mail-without-request', pages.today.label),
    pageScene('incoming-messages', '#/settings/endpoint', pages.settings.label),
  ],
};
