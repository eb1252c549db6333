import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { todaysStepsService } from '../../../../electron/main/desk/queries/history/steps.service.ts';
import { detailsService } from '../../../../electron/main/desk/queries/details/details.service.ts';
import { DeskAtWork } from '../../../../electron/main/desk/output/desk-at-work.ts';
import { applyMessage } from '../../../../electron/main/partners/exchange/apply-message.ts';
import { hubTasksService } from '../../../../electron/main/sync/tasks.service.ts';
import { startEndpoint } from '../../../../electron/main/partners/exchange/endpoint.ts';
import { postMessage } from '../../../../electron/main/partners/exchange/post-message.ts';
import { listPartnerMessages } from '../../../../electron/main/desk/store/conversations.queries.ts';
import type { OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { type DecisionDesk, done, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { changed } from '../../../support/iso18626/meaning.ts';
import { openPartnerExchange, type PartnerExchange } from '../../../support/partner-exchange.ts';
import { receivingAt } from '../../../support/receiving.ts';

let desk: DecisionDesk;
let exchange: PartnerExchange;
let id: RequestId;
let mayApply = true;
let atWork: DeskAtWork;
beforeEach(() => {
  mayApply = true;
  desk = openDecisionDesk();
  atWork = new DeskAtWork();
  exchange = openPartnerExchange(desk, () => mayApply, atWork);
  id = desk.add({ externalId: 'R1', status: 'REQUEST_SENT', rota: [north, west] });
  exchange.begin(id, 'R1-1');
});
afterEach(async () => {
  await exchange.end();
  desk.close();
});
const { receive } = receivingAt(() => desk);

type Line = { readonly kind: string; readonly operator_id: number | null; readonly desk_id: number };
const log = (): readonly Line[] =>
  desk.raw.prepare('SELECT kind, operator_id, desk_id FROM command_log ORDER BY seq').all() as Line[];
const history = () => done(detailsService(desk.context).details({ requestId: id })).history;
const lastOp = (): OpId =>
  desk.raw.prepare('SELECT op_id FROM command_log ORDER BY seq DESC LIMIT 1').pluck().get() as OpId;

describe('A message of a partner', () => {
  it('is recorded as the partner’s, also while nobody is signed in', async () => {
    desk.context.session.signOut();
    await exchange.says('R1-1', changed('WillSupply', { note: 'On Monday' }));
    expect(desk.statusOf(id)).toBe('WILL_SUPPLY');
    expect(log()).toEqual([{ kind: 'partner-answer', operator_id: null, desk_id: 1 }]);
    expect(history()[0]).toMatchObject({
      label: 'Partner’s answer recorded',
      operatorName: 'Partner, by message',
      headline: 'North University Library will supply',
    });
    expect(exchange.states()).toEqual(['applied']);
    expect(exchange.conversation('R1-1')).toMatchObject({
      status: 'WillSupply',
      supplierRequestId: 'L-R1-1',
    });
    expect(exchange.news()).toBe(1);
    // It is nobody's step of today.
    expect(done(todaysStepsService(desk.context).today({ limit: 10 }))).toEqual([]);
  });

  it('arrives by HTTP, and is confirmed before it is applied', async () => {
    mayApply = false;
    const endpoint = await startEndpoint({
      host: '127.0.0.1',
      port: 0,
      path: '/iso18626',
      tls: null,
      credentials: null,
      mayCall: () => true,
      take: (raw) => Promise.resolve(exchange.inbox.take(raw)),
      logFault: (error) => {
        throw error;
      },
    });
    const address = `http://127.0.0.1:${endpoint.port}/iso18626`;
    const xml = Buffer.from(exchange.xml('R1-1', changed('WillSupply'))).toString();
    const to = { address, credentials: { kind: 'none' }, ca: null } as const;
    expect(await postMessage(xml, 'R1-1', to)).toMatchObject({ kind: 'ok' });
    expect([exchange.states(), desk.statusOf(id)]).toEqual([['stored'], 'REQUEST_SENT']);
    mayApply = true;
    exchange.inbox.kick();
    await exchange.quiet();
    await endpoint.stop();
    expect([exchange.states(), desk.statusOf(id)]).toEqual([['applied'], 'WILL_SUPPLY']);
  });

  it('is applied once, however often it comes or is applied', async () => {
    const xml = exchange.xml('R1-1', changed('Loaned', { dueDate: '2027-01-15T00:00:00Z', note: 'Enjoy' }));
    for (let times = 0; times < 3; times += 1) exchange.inbox.take(xml);
    await exchange.quiet();
    const after = dumpState(desk);
    const [message] = listPartnerMessages(desk.context.db, 'R1-1');
    applyMessage(desk.context, message as Parameters<typeof applyMessage>[1]);
    exchange.inbox.take(xml);
    await exchange.quiet();
    expect(dumpState(desk)).toEqual(after);
    expect([log().length, exchange.states()]).toEqual([1, ['applied']]);
  });

  it('is applied after those that were written before it, whenever they came', async () => {
    mayApply = false;
    exchange.inbox.take(exchange.xml('R1-1', changed('Overdue'), '2026-11-25T11:00:00Z'));
    exchange.inbox.take(exchange.xml('R1-1', changed('WillSupply'), '2026-11-25T09:00:00Z'));
    exchange.inbox.take(
      exchange.xml('R1-1', changed('Loaned', { note: 'Parcel 7' }), '2026-11-25T10:00:00Z'),
    );
    mayApply = true;
    exchange.inbox.kick();
    await exchange.quiet();
    expect(
      history()
        .map(({ headline }) => headline)
        .reverse(),
    ).toEqual([
      'North University Library will supply',
      'North University Library shipped it',
      'North University Library says it is overdue',
    ]);
  });

  it('is applied after those that were written before it, however many wait', async () => {
    mayApply = false;
    exchange.inbox.take(exchange.xml('R1-1', changed('Overdue'), '2026-11-25T11:00:00Z'));
    for (let seconds = 0; seconds < 150; seconds += 1) {
      const said = { reason: 'Notification', note: `Word ${seconds}` };
      const at = new Date(Date.parse('2026-11-25T10:10:00Z') - seconds * 1_000).toISOString();
      exchange.inbox.take(exchange.xml('R1-1', said, at));
    }
    exchange.inbox.take(
      exchange.xml('R1-1', changed('Loaned', { note: 'Parcel 7' }), '2026-11-25T10:00:00Z'),
    );
    mayApply = true;
    exchange.inbox.kick();
    await exchange.quiet();
    const notes = desk.raw.prepare('SELECT body FROM request_note ORDER BY id').pluck().all() as string[];
    expect(notes).toHaveLength(151);
    expect([notes[0], notes[1], notes.at(-1)]).toEqual(['Parcel 7', 'Word 149', 'Word 0']);
    expect(history()[0]?.headline).toBe('North University Library says it is overdue');
  });

  it('that is late moves nothing back, and is kept', async () => {
    await exchange.says('R1-1', changed('Loaned', { note: 'It left' }), '2026-11-25T10:00:00Z');
    await exchange.says('R1-1', changed('WillSupply', { note: 'It will leave' }), '2026-11-25T09:00:00Z');
    expect(desk.statusOf(id)).toBe('SHIPPED_PHYSICALLY');
    expect(exchange.conversation('R1-1')).toMatchObject({ status: 'Loaned' });
    expect([exchange.states(), exchange.tasks()]).toEqual([['applied', 'applied'], []]);
    expect(desk.raw.prepare('SELECT body FROM request_note ORDER BY id').pluck().all()).toEqual([
      'It left',
      'It will leave',
    ]);
  });

  it('that cannot be recorded becomes a task that says why, and what it says counts for the conversation', async () => {
    await exchange.says('R1-1', changed('Loaned'));
    done(receive({ requestId: id, barcode: 'N-1' }));
    await exchange.says('R1-1', changed('LoanCompleted', { note: 'Thank you' }));
    expect(desk.statusOf(id)).toBe('RECEIVED_PHYSICALLY');
    expect(exchange.states()).toEqual(['applied', 'task']);
    expect(exchange.tasks()).toEqual([
      {
        kind: 'partner-answer',
        headline: 'North University Library has it back',
        message: 'N-1 is still out. Before the request is completed, return what is here, or report it lost.',
      },
    ]);
    expect(exchange.conversation('R1-1').status).toBe('LoanCompleted');
    // The same message makes no second task.
    const [, message] = listPartnerMessages(desk.context.db, 'R1-1');
    applyMessage(desk.context, message as Parameters<typeof applyMessage>[1]);
    expect(exchange.tasks()).toHaveLength(1);
  });

  it('that could not be recorded is recorded by staff from its task, once it can be', async () => {
    await exchange.says('R1-1', changed('Loaned'));
    done(receive({ requestId: id, barcode: 'N-1' }));
    await exchange.says('R1-1', changed('LoanCompleted', { note: 'Thank you' }));
    const tasks = hubTasksService(desk.context);
    const [task] = done(tasks.tasks());
    expect(task).toMatchObject({
      externalId: 'R1',
      operatorName: 'Partner, by message',
      workstation: '',
      headline: 'North University Library has it back',
      why: expect.stringContaining('N-1 is still out.') as string,
      typed: [{ label: 'Note', text: 'Thank you' }],
      choice: 'again',
      refusal: expect.stringContaining('N-1 is still out.') as string,
    });
    desk.raw.exec("UPDATE item SET status = 'returned-to-partner', returned_at = '2026-11-26T09:00:00.000Z'");
    desk.recomputeRequest(id);
    done(tasks.solve({ opId: newOpId(), id: task?.id ?? 0, how: 'again' }));
    expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
    expect(log().slice(-2)).toMatchObject([
      { kind: 'partner-answer', operator_id: 1 },
      { kind: 'solve-task', operator_id: 1 },
    ]);
    expect(exchange.tasks()).toEqual([]);
  });

  it('is undone by staff, which says that it is their correction, and done again in their name', async () => {
    await exchange.says('R1-1', changed('Unfilled', { unfilled: 'NotHeld' }));
    expect(desk.turns(id)).toEqual(['north rejected', 'west asked']);
    const op = lastOp();
    const undone = done(desk.undo(op));
    expect(undone.headline).toBe(
      'Staff correction of what the partner said in a message. Undone: Partner’s answer recorded. The status is still “Request sent to partner”.',
    );
    expect(history()[0]).toMatchObject({ operatorName: 'A. Operator', headline: undone.headline });
    expect(desk.turns(id)).toEqual(['north asked', 'west waiting']);
    // What was said stays said: the message is not applied again.
    exchange.inbox.kick();
    await exchange.quiet();
    expect(desk.turns(id)).toEqual(['north asked', 'west waiting']);
    expect(exchange.conversation('R1-1').status).toBe('Unfilled');
    expect(log().map(({ kind, operator_id: who }) => [kind, who])).toEqual([
      ['partner-answer', null],
      ['undo', 1],
    ]);
  });

  it('pauses after each message while staff work at the desk', async () => {
    mayApply = false;
    const count = 20;
    const rests: number[] = [];
    const rest = atWork.rest.bind(atWork);
    atWork.rest = async (signal) => {
      const begun = performance.now();
      await rest(signal);
      rests.push(performance.now() - begun);
    };
    atWork.note();
    for (let number = 1; number <= count; number += 1)
      exchange.inbox.take(exchange.xml('R1-1', { reason: 'Notification', note: `Number ${number}` }));
    mayApply = true;
    const working = setInterval(() => atWork.note(), 10);
    exchange.inbox.kick();
    await exchange.quiet();
    clearInterval(working);
    expect(new Set(exchange.states())).toEqual(new Set(['applied']));
    // Timers may end a millisecond early; the last moment may not be over.
    expect([rests.length >= count - 1, Math.min(...rests) >= 7]).toEqual([true, true]);
  });

  it('about a request that no longer exists waits for a person', async () => {
    desk.raw.exec('UPDATE conversation SET request_id = 999');
    exchange.inbox.take(exchange.xml('R1-1', changed('WillSupply')));
    await exchange.quiet();
    expect(exchange.states()).toEqual(['unmatched']);
  });

  it('that came before its request was known here is applied once it is', async () => {
    desk.raw.exec("UPDATE conversation SET sent_as = 'R1-2'");
    await exchange.says('R1-1', changed('WillSupply'));
    expect(exchange.states()).toEqual(['unmatched']);
    desk.raw.exec("UPDATE conversation SET sent_as = 'R1-1'");
    exchange.inbox.rowsCame();
    await exchange.quiet();
    expect(exchange.states()).toEqual(['applied']);
    expect(desk.statusOf(id)).toBe('WILL_SUPPLY');
  });

  it('that cannot be interpreted becomes a task, and those after it are applied', async () => {
    mayApply = false;
    exchange.inbox.take(exchange.xml('R1-1', changed('WillSupply')));
    exchange.inbox.take(exchange.xml('R1-1', changed('Loaned')));
    desk.raw.exec("UPDATE partner_message SET raw = '<x/>' WHERE id = (SELECT min(id) FROM partner_message)");
    mayApply = true;
    exchange.inbox.kick();
    await exchange.quiet();
    expect(exchange.states()).toEqual(['task', 'applied']);
    expect(exchange.tasks()).toMatchObject([{ headline: 'North University Library sent a message' }]);
    expect(desk.statusOf(id)).toBe('SHIPPED_PHYSICALLY');
    expect(exchange.takeFaults()).toHaveLength(1);
  });

  it('that came before the program ended is applied when it starts again', async () => {
    mayApply = false;
    exchange.inbox.take(exchange.xml('R1-1', changed('WillSupply')));
    await exchange.inbox.stop(1_000);
    const again = openPartnerExchange(desk);
    again.inbox.kick();
    await again.quiet();
    await again.inbox.stop(1_000);
    expect([exchange.states(), desk.statusOf(id)]).toEqual([['applied'], 'WILL_SUPPLY']);
  });
});
