import { describe, expect, test } from 'vitest';
import { violationsIn } from '../../../electron/tooling/boundaries/boundaries.ts';

const desk = 'electron/main/desk/circulation/receiving';
const page = 'renderer/src/features/receiving';

type Case = readonly [mistake: string, path: string, code: string, says: RegExp];

const mistakes: readonly Case[] = [
  ['shared uses node', 'shared/domain/dates.ts', `import { join } from 'node:path';`, /shared imports only/],
  ['shared uses electron', 'shared/ipc/result.ts', `import { app } from 'electron';`, /shared imports only/],
  ['shared uses React', 'shared/domain/slips.ts', `import { useState } from 'react';`, /shared imports only/],
  [
    'shared uses the main process',
    'shared/domain/slips.ts',
    `export { sql } from '../../electron/main/db/sql.ts';`,
    /shared imports only/,
  ],
  [
    'the preload uses the contract',
    'electron/preload/index.ts',
    `import { contract } from '../../shared/ipc/contract.ts';`,
    /the preload imports only/,
  ],
  [
    'the preload uses node',
    'electron/preload/index.ts',
    `import fs from 'node:fs';`,
    /the preload imports only/,
  ],
  [
    'the renderer uses electron',
    `${page}/Receiving.tsx`,
    `import { shell } from 'electron';`,
    /the renderer imports/,
  ],
  [
    'the renderer uses node',
    `${page}/Receiving.tsx`,
    `const fs = await import('node:fs');`,
    /the renderer imports/,
  ],
  [
    'the renderer uses the database',
    `${page}/Receiving.tsx`,
    `import Database from 'better-sqlite3';`,
    /the renderer imports/,
  ],
  [
    'the renderer takes types of the main process',
    'renderer/src/api/desk.ts',
    `type Service = import('../../../electron/main/desk/kernel/context.ts').DeskContext;`,
    /the renderer imports/,
  ],
  [
    'the machine in shared uses zod',
    'shared/domain/request.machine.ts',
    `import { z } from 'zod';`,
    /a machine imports only/,
  ],
  [
    'the main process uses React',
    'electron/main/index.ts',
    `import 'react';`,
    /the main process imports only/,
  ],
  [
    'the main process uses the renderer',
    'electron/main/index.ts',
    `import { routes } from '../../renderer/src/app/routes.ts';`,
    /the main process imports only/,
  ],
  [
    'the main process uses the tooling',
    'electron/main/index.ts',
    `import { run } from '../tooling/lib/processes.ts';`,
    /the main process imports only/,
  ],
  [
    'a service uses electron',
    `${desk}/receiving.service.ts`,
    `import { app } from 'electron';`,
    /know no electron/,
  ],
  [
    'queries use a service',
    `${desk}/receiving.queries.ts`,
    `import { receive } from './receiving.service.ts';`,
    /queries import only/,
  ],
  [
    'queries use values of the contract',
    `${desk}/receiving.queries.ts`,
    `import { contract } from '../../../../../shared/ipc/contract.ts';`,
    /queries import only/,
  ],
  [
    'the queries of a job write a row',
    `${desk}/receiving.queries.ts`,
    'sql(db, `UPDATE request SET status = ? WHERE id = ?`).run(status, id);',
    /writes rows, which .* alone does/,
  ],
  [
    'the queries of a job add a row, over several lines',
    `${desk}/receiving.queries.ts`,
    'sql(db, `\n  INSERT INTO item\n (id) VALUES (?)`).run(id);',
    /writes rows, which .* alone does/,
  ],
  [
    'the queries of a job remove rows',
    `${desk}/receiving.queries.ts`,
    `sql(db, 'DELETE FROM outbox').run();`,
    /writes rows, which .* alone does/,
  ],
  [
    'the queries of a job write a record',
    'electron/main/desk/requests/saved-views.queries.ts',
    `const q = 'DELETE FROM saved_view WHERE id = ?';`,
    /writes rows, which .* alone does/,
  ],
  [
    'the queries of a job write to a table that is filled in',
    'electron/main/desk/directory/places/places.queries.ts',
    'const q = `UPDATE ${kind} SET edited_at = NULL WHERE id = ?`;',
    /writes rows, which .* alone does/,
  ],
  [
    'the import writes rows in a way of its own',
    'electron/main/desk/exchange/storing/places.queries.ts',
    `const q = 'INSERT OR IGNORE INTO patron (barcode, name) VALUES (?, ?)';`,
    /writes rows, which .* alone does/,
  ],
  [
    'queries beside the kept counts write a row as well',
    'electron/main/desk/requests/cube.queries.ts',
    `const q = 'DELETE FROM request_cube WHERE n = 0; UPDATE request SET status = ?';`,
    /writes rows, which .* alone does/,
  ],
  [
    'another group writes the kept counts',
    'electron/main/desk/today/today.queries.ts',
    `const q = 'DELETE FROM request_cube WHERE n = 0';`,
    /writes rows, which .* alone does/,
  ],
  [
    'the queries of a job write by way of a table',
    `${desk}/receiving.queries.ts`,
    `import { updateRow } from '../../../db/table.ts';`,
    /only it imports db\/table.ts/,
  ],
  [
    'the store uses a job',
    'electron/main/desk/store/items.queries.ts',
    `import { endsSet } from '../circulation/receiving/receive-form.ts';`,
    /the store imports only/,
  ],
  [
    'the store uses values of the contract',
    'electron/main/desk/store/items.queries.ts',
    `import { contract } from '../../../../shared/ipc/contract.ts';`,
    /the store imports only/,
  ],
  [
    'a job uses one of a group above its own',
    `${desk}/receiving.service.ts`,
    `import { undo } from '../../history/undo.service.ts';`,
    /no arrow runs upward/,
  ],
  [
    'a service knows its channels',
    `${desk}/receiving.service.ts`,
    `import { handlersOf } from '../../../ipc/handlers.ts';`,
    /does not know the channels/,
  ],
  [
    'a service sends an event to the page itself',
    `${desk}/receiving.service.ts`,
    `import { emit } from '../../../ipc/events.ts';`,
    /does not know the channels/,
  ],
  [
    'the list of services uses queries',
    'electron/main/desk/desk.ts',
    `import { findRequest } from './circulation/receiving/receiving.queries.ts';`,
    /lead from channels to services/,
  ],
  [
    'the list of services uses the database',
    'electron/main/desk/desk.ts',
    `import { inTransaction } from '../db/open.ts';`,
    /lead from channels to services/,
  ],
  [
    'who is admitted is read from the database',
    'electron/main/desk/admission.ts',
    `import { listOperators } from './directory/session/session.queries.ts';`,
    /lead from channels to services/,
  ],
  [
    'a migration uses a rule that may change',
    'electron/main/db/migrations/0020-rota.ts',
    `import { statuses } from '../../../../../shared/domain/request-status.ts';`,
    /a migration is frozen/,
  ],
  [
    'the database module is used outside of db',
    `${desk}/receiving.service.ts`,
    `import Database from 'better-sqlite3';`,
    /in electron\/main\/db alone/,
  ],
  [
    'a service prepares statements',
    `${desk}/receiving.service.ts`,
    `import { sql } from '../../../db/sql.ts';`,
    /only they import db\/sql.ts/,
  ],
  [
    'SQL in a service',
    `${desk}/receiving.service.ts`,
    'const q = `SELECT id FROM request WHERE id = ?`;',
    /has SQL/,
  ],
  [
    'SQL with a value in it',
    `${desk}/receive.ts`,
    'const q = `DELETE FROM item WHERE id = ${id}`;',
    /has SQL/,
  ],
  [
    'SQL in a service',
    `${desk}/receiving.service.ts`,
    `db.exec('UPDATE request SET status = 1');`,
    /has SQL/,
  ],
  [
    'SQL over several lines',
    `${desk}/receive.ts`,
    'const q = `\n  INSERT INTO item (id)\n  VALUES (?)`;',
    /has SQL/,
  ],
  ['a statement made in a service', `${desk}/receive.ts`, 'const s = context.db.prepare(text);', /has SQL/],
  ['SQL in the renderer', 'renderer/src/api/desk.ts', `const q = 'SELECT * FROM patron ';`, /has SQL/],
  [
    'ipcMain outside of register.ts',
    'electron/main/index.ts',
    `import { ipcMain } from 'electron';`,
    /uses ipcMain/,
  ],
  [
    'ipcMain by way of the whole module',
    'electron/main/app/window.ts',
    `import * as electron from 'electron'; electron.ipcMain.handle('x', () => 1);`,
    /uses ipcMain/,
  ],
  ['ipcRenderer in the page', `${page}/Receiving.tsx`, `window.ipcRenderer.send('x');`, /uses ipcRenderer/],
];

describe('each mistake against the architecture is caught', () => {
  test.each(mistakes)('%s', (_, path, code, says) => {
    const found = violationsIn(path, code);
    expect(found.map((violation) => violation.says).join('\n')).toMatch(says);
    expect(found.every((violation) => violation.path === path && violation.line >= 1)).toBe(true);
  });
});

const allowed: readonly (readonly [what: string, path: string, code: string])[] = [
  ['a rule on zod', 'shared/ipc/contract.ts', `import { z } from 'zod'; import { ok } from './result.ts';`],
  [
    'the preload on the channel names',
    'electron/preload/index.ts',
    `import { ipcRenderer } from 'electron'; import { channels } from '../../shared/ipc/channels.ts';`,
  ],
  [
    'a page on its libraries',
    `${page}/Receiving.tsx`,
    `import { Button } from '@mantine/core'; import '@mantine/core/styles.css'; import { useMachine } from '@xstate/react';`,
  ],
  [
    'queries with SQL',
    `${desk}/receiving.queries.ts`,
    `import { sql } from '../../../db/sql.ts'; import type { View } from '../../../../../shared/ipc/views.ts'; const q = 'SELECT 1 FROM item ';`,
  ],
  [
    'queries of a list on words of the store',
    `${desk}/receiving.queries.ts`,
    `import { closedItems } from '../../store/items.queries.ts';`,
  ],
  [
    'the store that writes rows',
    'electron/main/desk/store/items.queries.ts',
    `import { updateRow } from '../../db/table.ts'; const q = 'UPDATE item SET status = ? WHERE id = ?';`,
  ],
  [
    'queries that keep the counts, which are made from requests',
    'electron/main/desk/requests/cube.queries.ts',
    'const q = `INSERT INTO request_cube (status, n) SELECT status, 1 FROM request WHERE true ON CONFLICT DO UPDATE SET n = n + excluded.n`;',
  ],
  [
    'queries that keep the search index',
    'electron/main/desk/requests/search-index.queries.ts',
    `const q = 'DELETE FROM request_search WHERE rowid IN (SELECT request_id FROM request_search_todo)';`,
  ],
  [
    'a service on its queries, on other services and on the rows that effects leave through',
    `${desk}/receiving.service.ts`,
    `import { find } from './receiving.queries.ts'; import { lend } from '../loans/loans.service.ts'; import { insertSlip } from '../slips/slips.queries.ts';`,
  ],
  [
    'a service on the type of a handler',
    `${desk}/receiving.service.ts`,
    `import { receive } from './receive.ts'; import type { Handlers } from '../../../ipc/handlers.ts';`,
  ],
  [
    'the place where the jobs are put together',
    'electron/main/desk/desk.ts',
    `import { receivingService } from './circulation/receiving/receiving.service.ts'; import { handlersOf } from '../ipc/handlers.ts';`,
  ],
  ['ipcMain where it belongs', 'electron/main/ipc/register.ts', `import { ipcMain } from 'electron';`],
  [
    'a sentence that only sounds like SQL',
    `${desk}/receive.ts`,
    `const s = 'Select a desk from the list to go on.';`,
  ],
  ['a comment with SQL', `${desk}/receive.ts`, `// SELECT id FROM request\nexport const a = 1;`],
];

test.each(allowed)('it lets through: %s', (_, path, code) => {
  expect(violationsIn(path, code)).toEqual([]);
});

test('it names the line', () => {
  const [violation] = violationsIn('shared/domain/dates.ts', `\n\nimport 'node:fs';`);
  expect(violation?.line).toBe(3);
});

test('a file that is not TypeScript is an error, not a pass', () => {
  expect(() => violationsIn('shared/domain/dates.ts', 'import {')).toThrow(/cannot be read/);
});
