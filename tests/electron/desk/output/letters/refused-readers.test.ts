import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '../../../../../electron/main/desk/output/mail/ports.ts';
import {
  classifyRefusal,
  type RefusalsInARow,
} from '../../../../../electron/main/desk/output/letters/refusal-tracker.ts';
import type { SendQueue } from '../../../../../electron/main/desk/output/letters/send-queue.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { addRequest, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import {
  addAddresses,
  addLetter,
  loopbackAccount,
  outboxRows,
  outboxStates,
  patientSend,
  startTestQueue,
} from '../../../../support/letters.ts';
import { startScriptedServer, type ScriptedMailServer } from '../../../../support/scripted-mail-server.ts';
import { waitFor } from '../../../../support/waiting.ts';
import { checkProperty } from '../../../../support/check-property.ts';

const denied = '554 5.7.1 Relay access denied';

describe('at the desk', () => {
  let desk: TestDesk;
  let server: ScriptedMailServer;
  let denies: (reader: string) => boolean;
  let accountNumber: number;
  let queue: SendQueue;
  beforeEach(async () => {
    desk = openTestDesk();
    addAddresses(desk);
    desk.raw.exec(
      `INSERT INTO partner (id, code, name, address, email) VALUES
        (2, 'SOUTH', 'South', '[]', 'ill@south.example'), (3, 'EAST', 'East', '[]', 'ill@east.example'),
        (4, 'WEST', 'West', '[]', 'ill@west.example')`,
    );
    for (const partner of [1, 2, 3, 4])
      desk.raw
        .prepare('UPDATE turn SET partner_id = ? WHERE request_id = ?')
        .run(partner, addRequest(desk, { externalId: `R-${partner}`, status: 'REQUEST_SENT' }));
    denies = () => true;
    accountNumber = 1;
    server = await startScriptedServer((stage, reader) =>
      stage === 'reader' && denies(reader) ? denied : undefined,
    );
    start();
  });
  afterEach(async () => {
    await queue.stop(500);
    await server.close();
    desk.close();
  });

  const start = (): void => {
    queue = startTestQueue(desk, () => loopbackAccount(server.port), {
      accountNumber: () => accountNumber,
      send: patientSend(() => loopbackAccount(server.port)),
    });
    queue.kick();
  };
  /** The request with the same number goes to 1 north, 2 south, 3 east, 4 west. */
  const tell = (partner: number): void => {
    addLetter(desk, partner as RequestId, { recipient: 'partner', kind: 'request', payload: { note: '' } });
    queue.kick();
  };
  const until = async (...states: readonly string[]): Promise<void> => {
    await waitFor(
      `the states ${states.join()}`,
      () => outboxStates(desk).join() === states.join() || undefined,
    );
  };

  test('a refused address blocks no other letter, however often it is tried', async () => {
    denies = (reader) => reader === 'ill@north.example';
    for (const round of [0, 1, 2]) {
      if (round > 0) desk.raw.exec(`UPDATE outbox SET state = 'waiting' WHERE state = 'needs-person'`);
      tell(1);
      tell(2);
      const states = ['needs-person', 'sent'];
      await until(...Array.from({ length: round + 1 }, () => states).flat());
      expect(queue.describe().state).toBe('ready');
    }
    expect(outboxRows(desk)[0]?.note).toContain(denied);
  });

  test('readers refused at two domains in a row: the account is to blame, and the other letters wait unchanged', async () => {
    tell(1);
    tell(1);
    await until('needs-person', 'needs-person');
    tell(2);
    tell(3);
    await until('needs-person', 'needs-person', 'failed', 'waiting');
    expect(queue.describe()).toMatchObject({
      state: 'failing',
      words: expect.stringMatching(/two different domains were refused in a row.*says: 554 5\.7\.1/),
    });
    expect(outboxRows(desk)[2]?.next_at).toBe('2026-11-25T15:30:00.000Z');
    expect(server.connections()).toBe(3);
  });

  test('a letter sent between them clears the account', async () => {
    denies = (reader) => reader !== 'ill@east.example';
    for (const partner of [1, 3, 2, 3, 4]) tell(partner);
    await until('needs-person', 'sent', 'needs-person', 'sent', 'needs-person');
    expect(queue.describe().state).toBe('ready');
  });

  test('refusals are remembered after a restart; one more domain is enough', async () => {
    tell(1);
    await until('needs-person');
    await queue.stop();
    start();
    tell(2);
    await until('needs-person', 'failed');
    expect(queue.describe().state).toBe('failing');
    // The same every morning: waiting letters stay in the queue and do not need attention.
    for (let day = 0; day < 3; day += 1) {
      await queue.stop();
      start();
      await waitFor('one more try', () => server.connections() > 2 + day || undefined);
      await until('needs-person', 'failed');
    }
  });

  test('two addresses that happen to be wrong delay a third for one pause, not repeatedly', async () => {
    denies = (reader) => /north|south/.test(reader);
    tell(1);
    tell(2);
    tell(3);
    await until('needs-person', 'failed', 'waiting');
    desk.setNow('2026-11-25T15:30:01Z');
    queue.kick();
    await until('needs-person', 'failed', 'sent');
    tell(4);
    await until('needs-person', 'failed', 'sent', 'sent');
    // Other letters left in the meantime, so the address is to blame.
    desk.setNow('2026-11-25T21:31:00Z');
    queue.kick();
    await until('needs-person', 'needs-person', 'sent', 'sent');
    expect(queue.describe().state).toBe('ready');
  });

  test('a new account starts without blame, and sends the letters set aside under the previous one', async () => {
    tell(1);
    tell(2);
    tell(3);
    await until('needs-person', 'failed', 'waiting');
    denies = () => false;
    accountNumber += 1;
    queue.tryNow();
    await until('sent', 'sent', 'sent');
    denies = () => true;
    tell(4);
    await until('sent', 'sent', 'sent', 'needs-person');
    expect(queue.describe().state).toBe('ready');
  });

  test('a single reader refused under the previous account still needs attention', async () => {
    tell(1);
    await until('needs-person');
    accountNumber += 1;
    queue.tryNow();
    tell(2);
    await until('needs-person', 'needs-person');
    expect(server.connections()).toBe(2);
  });
});

test('in any order of results, blame requires two domains since the last sent letter, and memory is bounded', () => {
  const answers: fc.Arbitrary<Delivery> = fc.constantFrom(
    { kind: 'sent', words: '' },
    { kind: 'later', words: '' },
    { kind: 'refused', words: '' },
    { kind: 'unknown', words: '' },
    { kind: 'refused', perhapsAccount: true, words: 'a' },
    { kind: 'refused', perhapsAccount: true, words: 'b' },
  );
  const tries = fc.array(fc.tuple(answers, fc.constantFrom('a', 'b', 'c')), { minLength: 1, maxLength: 30 });
  checkProperty(
    fc.property(tries, (list) => {
      let row: RefusalsInARow = [];
      let domains = new Set<string>();
      for (const [n, [answer, domain]] of list.entries()) {
        const weighed = classifyRefusal(row, { id: n, to: `x@${domain}.example` }, answer);
        const isDoubtful = answer.kind === 'refused' && answer.perhapsAccount === true;
        const others = domains.size - (domains.has(domain) ? 1 : 0);
        if (weighed.delivery.kind === 'account') expect(others).toBeGreaterThan(0);
        if (isDoubtful && others === 0) expect(weighed.delivery).toBe(answer);
        if (isDoubtful && others > 0 && !domains.has(domain)) expect(weighed.delivery.kind).toBe('account');
        if (!isDoubtful) expect(weighed.delivery).toBe(answer);
        if (answer.kind === 'sent') domains = new Set();
        if (isDoubtful) domains.add(domain);
        row = weighed.row;
        expect(row).toHaveLength(domains.size);
      }
    }),
  );
  const many = Array.from({ length: 200 }, (_, n) => `x@d${n}.example`);
  const row = many.reduce<RefusalsInARow>(
    (known, to, id) =>
      classifyRefusal(known, { id, to }, { kind: 'refused', perhapsAccount: true, words: '' }).row,
    [],
  );
  expect(row).toHaveLength(50);
});
