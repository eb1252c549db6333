import { expect, test } from 'vitest';
import { join } from 'node:path';
import { migrate } from '../../../electron/main/db/migrate.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import { connect } from '../../../electron/main/db/open.ts';
import type { WritableDB } from '../../../electron/main/db/types.ts';
import { setMessageState } from '../../../electron/main/desk/store/messages.queries.ts';
import type { Instant } from '../../../shared/domain/ids.ts';
import type { MessageState } from '../../../shared/domain/messages.ts';
import { ownFolder } from './support.ts';

const states = ['waiting', 'sending', 'sent', 'printed', 'failed', 'needs-person', 'by-hand'] as const;
const addOutbox = (withLetter: boolean): string =>
  states
    .map(
      (state, index) => `
      INSERT INTO outbox (id, op_id, request_id, recipient, kind, payload, state, note, attempts, next_at, corrected,
                          created_at, updated_at, message_id, letter, partner_id)
      VALUES (${index + (withLetter ? 101 : 1)}, 'op', 1, 'partner', 'renewal', '{"dueOn":"2027-01-15"}', '${state}',
              'a note', 3, '2026-11-12T08:00:00.000Z', 1, '2026-11-10T08:00:00.000Z', '2026-11-11T08:00:00.000Z',
              '<${withLetter ? 'l' : 'm'}${index}@x>', ${withLetter ? `'{"subject":"S"}'` : 'NULL'}, 1);`,
    )
    .join('');

test('letters of a database from before keep everything, and what may have left is known from then on', () => {
  const db = connect(join(ownFolder(), 'old.sqlite'));
  migrate(
    db,
    migrations.filter(({ version }) => version < 40),
  );
  db.exec(`
    INSERT INTO library (id, code, name) VALUES (1, 'MAIN', 'Main Library');
    INSERT INTO desk (id, code, name, library_id) VALUES (1, 'MAIN-CIRC', 'Main', 1);
    INSERT INTO partner (id, code, name) VALUES (1, 'NORTH', 'North');
    INSERT INTO operator (id, name) VALUES (1, 'Operator');
    INSERT INTO request (id, external_id, title, status, updated_at) VALUES (1, 'R-1', 'T', 'RENEWED', '2026-11-10T08:00:00.000Z');
    INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer)
      VALUES ('op', 'request-renewal', 1, 1, '2026-11-10T08:00:00.000Z', 1, '{}', '{}');
    ${addOutbox(false)}${addOutbox(true)}`);
  const before = db.prepare('SELECT * FROM outbox ORDER BY id').all() as object[];
  migrate(db, migrations);
  const after = db.prepare('SELECT * FROM outbox ORDER BY id').all() as {
    id: number;
    state: string;
    may_have_left_at: string | null;
    on_purpose: number;
    library_id: number | null;
  }[];
  expect(after.map(({ may_have_left_at: _1, on_purpose: _2, library_id: _3, ...row }) => row)).toEqual(
    before,
  );
  const left = after.filter((row) => row.may_have_left_at === '2026-11-11T08:00:00.000Z');
  expect(left.map(({ id, state }) => `${state}${id > 100 ? ' with its text' : ''}`)).toEqual([
    'sending',
    'sent',
    'printed',
    'by-hand',
    'sending with its text',
    'sent with its text',
    'printed with its text',
    'needs-person with its text',
    'by-hand with its text',
  ]);
  expect(after.every((row) => row.on_purpose === 0)).toBe(true);
  expect(after.filter((row) => row.may_have_left_at === null)).toHaveLength(5);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  const move = (state: MessageState): void =>
    setMessageState(db as unknown as WritableDB, {
      id: 1,
      state,
      note: '',
      nextAt: null,
      at: '2026-11-12T08:00:00.000Z' as Instant,
    });
  move('outdated');
  expect(() => move('lost' as MessageState)).toThrow('in no list');
  db.close();
});
