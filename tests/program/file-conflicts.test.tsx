import { expect, test } from 'vitest';
import type { Instant, OpId, RequestId } from '../../shared/domain/ids.ts';
import { inTransaction } from '../../electron/main/db/open.ts';
import type { DeskContext } from '../../electron/main/desk/context.ts';
import { insertCommand } from '../../electron/main/desk/store/command-log.queries.ts';
import { putConflict } from '../../electron/main/desk/store/file-conflicts.queries.ts';
import { insertNote } from '../../electron/main/desk/store/notes.queries.ts';
import { showProgram } from '../support/page/program-page.tsx';

// What staff are offered where a file differs, and before an import is undone.

const at = '2026-11-25T12:00:00.000Z' as Instant;

/** Adds a conflict of a field to the first request. */
const differ = ({ db }: DeskContext, field: string, there: string): void => {
  const requestId = db.prepare('SELECT min(id) FROM request').pluck().get() as RequestId;
  inTransaction(db, (writable) => {
    const noteId = insertNote(writable, {
      opId: '',
      requestId,
      author: 'staff',
      body: `The file differs in ${field}.`,
      active: 1,
      createdAt: at,
      operatorName: 'Operator',
    });
    const values = { before: null, here: null, there, fileName: 'alma.csv' };
    putConflict(writable, { requestId, source: 'alma', field, ...values, noteId }, at);
  });
};

test('the file’s value is offered only where it can be taken; otherwise the details say why not', async () => {
  const { page } = await showProgram('demo', { before: ({ context }) => differ(context, 'partnerId', '99') });
  await page.role('link', { name: 'Today' }).click();
  await page.role('link', { name: /^Conflicts from files/ }).click();
  const table = page.role('grid', { name: 'Conflicts from files' });
  await expect.poll(() => table.text()).toContain('The file differs in partnerId.');
  const row = table.role('row', { name: /partnerId/ });
  await expect.poll(() => row.text()).toContain('Keep ours');
  expect(row.text()).not.toContain('Take the file’s value');
  await row.click();
  const conflict = page.role('region', { name: /^Conflict with a file/ });
  await expect.poll(() => conflict.text()).toContain('The rota decides which partner is active.');
  expect(conflict.text()).not.toContain('Take the file’s value');
});

test('the question before an import is undone names its file and says when nothing is undone; conflicts are counted', async () => {
  const { page } = await showProgram('demo', {
    before: ({ context: { db, session } }) =>
      inTransaction(db, (writable) => {
        insertCommand(writable, {
          opId: '00000000-0000-4000-8000-000000000001' as OpId,
          kind: 'import',
          operatorId: session.operator().id,
          deskId: session.desk().id,
          at,
          requestId: null,
          input: JSON.stringify({ fileName: 'alma.csv' }),
          answer: JSON.stringify({
            outcome: 'done',
            totals: { added: 1, updated: 2, unchanged: 22, conflict: 3, skipped: 0, refused: 0 },
          }),
        });
        writable.prepare('INSERT INTO import_journal (import) SELECT max(seq) FROM command_log').run();
      }),
  });
  await page.role('link', { name: 'Settings' }).click();
  await page.role('link', { name: 'Library file' }).click();
  const imports = page.role('grid', { name: 'Imports' });
  await expect
    .poll(() => imports.text())
    .toContain('1 added, 2 updated, 22 unchanged, 3 conflicts, 0 skipped');
  await imports.role('button', { name: 'Undo the import of alma.csv' }).click();
  await expect
    .poll(() => page.role('group', { name: 'Undo the import' }).text())
    .toMatch(
      /^Undo the import of alma\.csv\?.*If staff have worked on one of its requests since, nothing is undone\..*If it sent letters, corrections will follow\./,
    );
});
