import { join } from 'node:path';
import { inTransaction } from '../../electron/main/db/open.ts';
import { claimLetter } from '../../electron/main/desk/output/letters/claim-letter.ts';
import { letterWriter, type LetterWriter } from '../../electron/main/desk/output/letters/letter-writer.ts';
import {
  type SendQueue,
  type SendQueueOptions,
  startSendQueue,
} from '../../electron/main/desk/output/letters/send-queue.ts';
import { openTemplates, type Templates } from '../../electron/main/desk/output/letters/templates.service.ts';
import type { MailAccount } from '../../electron/main/desk/output/mail/ports.ts';
import { runCommand } from '../../electron/main/desk/steps/frame/run-command.ts';
import { insertMessage, type OutgoingMessage } from '../../electron/main/desk/store/messages.queries.ts';
import { listTurns, type TurnRow } from '../../electron/main/desk/store/turns.queries.ts';
import { sendMail } from '../../electron/main/mail/mailer.ts';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import type { OpId, PartnerId, RequestId, TurnId } from '../../shared/domain/ids.ts';
import { ok } from '../../shared/ipc/result.ts';
import { newOpId, type TestDesk } from './desk.ts';
import { turnFor } from './life.ts';

/** The program's own templates. */
export const testTemplates = (): Templates => openTemplates(join(projectFolder, 'resources', 'letters'));

export const testWriter = (desk: TestDesk): LetterWriter => letterWriter(desk.context, testTemplates());

/** Sets the addresses of the recipients and the library of the test desk. */
export const addAddresses = (desk: TestDesk): void => {
  desk.raw.exec(`
    UPDATE library SET email = 'ill@main.example', phone = '555-0100' WHERE id = 1;
    UPDATE partner SET email = 'ill@north.example';
    UPDATE patron SET email = 'reader@patrons.example';`);
};

type Wanted = OutgoingMessage extends infer M
  ? M extends OutgoingMessage
    ? Pick<M, 'recipient' | 'kind' | 'payload'> & { readonly partnerId?: OutgoingMessage['partnerId'] }
    : never
  : never;

/** The turn of a partner; one that is not in the rota yet has sent something. By default the active partner. */
const turnOf = (
  desk: TestDesk,
  requestId: RequestId,
  partnerId: PartnerId | null | undefined,
): Pick<TurnRow, 'id' | 'partnerId'> => {
  const turns = listTurns(desk.context.db, requestId);
  const id = typeof partnerId === 'number' ? undefined : turnFor(desk.raw, requestId);
  const found = listTurns(desk.context.db, requestId).find((turn) =>
    id === undefined ? turn.partnerId === partnerId : turn.id === id,
  );
  if (found) return found;
  const { lastInsertRowid } = desk.raw
    .prepare("INSERT INTO turn (request_id, position, partner_id, state) VALUES (?, ?, ?, 'closing')")
    .run(requestId, turns.length + 1, partnerId);
  return { id: Number(lastInsertRowid) as TurnId, partnerId: partnerId ?? null };
};

/** Writes a message like a step. Returns the step's id. */
export const addLetter = (desk: TestDesk, requestId: RequestId, wanted: Wanted): OpId => {
  const opId = newOpId();
  const turn = wanted.recipient === 'partner' ? turnOf(desk, requestId, wanted.partnerId) : null;
  const reader = turn === null ? {} : { turnId: turn.id, partnerId: turn.partnerId };
  const done = runCommand(desk.context, { opId, kind: 'receive', input: {} }, (db, at) => {
    // A step must change something, or there would be nothing to undo.
    desk.raw.prepare(`UPDATE request SET cost = cost || '.' WHERE id = ?`).run(requestId);
    insertMessage(db, { opId, requestId, at, ...wanted, ...reader } as OutgoingMessage);
    return ok({ requestId, answer: null });
  });
  if (!done.ok) throw new Error(done.error.message);
  return opId;
};

/** Claims the next letter, like the send queue. */
export const claimNext = (desk: TestDesk): ReturnType<typeof claimLetter> =>
  inTransaction(desk.context.db, (db) =>
    claimLetter(db, {
      writer: testWriter(desk),
      from: { name: '', address: 'desk@main.example' },
      now: desk.context.now,
      timeZone: desk.context.timeZone,
      unique: newOpId,
      logFault: (error) => {
        throw error;
      },
    }),
  );

/** An account at a local server, without encryption. */
export const loopbackAccount = (port: number): MailAccount => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  user: '',
  password: '',
  fromName: 'Interlibrary Loan',
  fromAddress: 'desk@main.example',
  ca: null,
});

/** Sends with the program's own timeouts, for servers that always answer, on a machine that may be busy. */
export const patientSend =
  (account: () => MailAccount): SendQueueOptions['send'] =>
  async (letter, signal) =>
    await sendMail(account(), letter, { signal });

/** A queue that sends to a real server; `account` may change while it runs. */
export const startTestQueue = (
  desk: TestDesk,
  account: () => MailAccount | null,
  change: Partial<SendQueueOptions> = {},
): SendQueue & { readonly faults: unknown[] } => {
  const faults: unknown[] = [];
  const queue = startSendQueue({
    db: desk.context.db,
    writer: testWriter(desk),
    sender: () => {
      const now = account();
      return now && { name: now.fromName, address: now.fromAddress };
    },
    send: async (letter, signal) => {
      const now = account();
      if (!now) return { kind: 'later', words: 'no account' };
      return await sendMail(now, letter, {
        signal,
        // Long timeouts: a letter that is given up because the machine is busy waits for an hour, which tests do not let pass.
        timeouts: { connectMs: 10_000, answerMs: 10_000, wholeMs: 20_000 },
      });
    },
    now: desk.context.now,
    timeZone: desk.context.timeZone,
    random: () => 0.5,
    unique: newOpId,
    changed: () => undefined,
    logFault: (error) => faults.push(error),
    retryMs: 20,
    ...change,
  });
  return { ...queue, faults };
};

/** The rows of the outbox. */
export const outboxRows = (
  desk: TestDesk,
): readonly {
  readonly id: number;
  readonly kind: string;
  readonly state: string;
  readonly note: string;
  readonly attempts: number;
  readonly next_at: string | null;
  readonly message_id: string | null;
  readonly letter: string | null;
  readonly corrected: number;
}[] => desk.raw.prepare('SELECT * FROM outbox ORDER BY id').all() as never;

/** The states of the messages, in order. */
export const outboxStates = (desk: TestDesk): readonly string[] => outboxRows(desk).map(({ state }) => state);
