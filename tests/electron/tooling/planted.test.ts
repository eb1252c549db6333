import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { violationsBelow } from '../../../electron/tooling/boundaries/boundaries.ts';
import { rules } from '../../../electron/tooling/boundaries/rules.ts';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { capture } from '../../../electron/tooling/lib/processes.ts';
import { commandOf } from '../../../electron/tooling/lib/tools.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

// A small project, each file of which breaks one rule: a rule whose folder was renamed finds nothing here.
const page = 'renderer/src/pages/receiving';
const desk = 'electron/main/desk/steps/receiving';

type Plant = readonly [rule: string, path: string, code: string];

const imports: readonly Plant[] = [
  ['is-there', 'shared/domain/gone.ts', `import './not-there.ts';`],
  ['shared', 'shared/domain/dates.ts', `import { join } from 'node:path';`],
  ['shared', 'shared/domain/result.ts', `import { app } from 'electron';`],
  ['shared', 'shared/domain/slips/all-slips.ts', `export { sql } from '../../../electron/main/db/other.ts';`],
  ['rules-without-zod', 'shared/domain/slips/slip.ts', `import * as z from 'zod';`],
  ['shared-words', 'shared/words/words.ts', `import { days } from '../domain/days.ts';`],
  ['library-intl-messageformat', 'shared/domain/plural.ts', `import 'intl-messageformat';`],
  ['preload', 'electron/preload/contract.ts', `import { contract } from '../../shared/ipc/contract.ts';`],
  ['preload', 'electron/preload/files.ts', `import fs from 'node:fs';`],
  ['development', 'renderer/src/development/tools.ts', `import { readFileSync } from 'node:fs';`],
  ['renderer', `${page}/Shell.tsx`, `import { shell } from 'electron';`],
  ['renderer', `${page}/Late.tsx`, `export const fs = await import('node:fs');`],
  ['renderer', `${page}/Tool.tsx`, `import '@tanstack/react-query-devtools';`],
  ['renderer', 'renderer/src/api/types.ts', `import type { A } from '../../../electron/main/log/a.ts';`],
  ['page-parts', `${page}/App.tsx`, `import { App } from '../../app/App.tsx';`],
  ['page-parts', 'renderer/src/shell/Header.tsx', `import '../pages/slips/SlipsPage.tsx';`],
  ['page-parts-all', 'renderer/src/added/a.ts', `import '../api/desk.ts';`],
  ['pages-apart', `${page}/Letters.tsx`, `import '../letters/LetterText.tsx';`],
  ['pages-apart', `${page}/LateLetters.tsx`, `export const p = import('../letters/LettersPage.tsx');`],
  ['components', 'renderer/src/components/Asks.tsx', `import { ask } from '../api/desk.ts';`],
  ['components', 'renderer/src/components/Lists.tsx', `import '@tanstack/react-query';`],
  ['api', 'renderer/src/api/shows.ts', `import '../development/Outside.tsx';`],
  ['machines', 'renderer/src/machines/scan.machine.ts', `import { useRef } from 'react';`],
  ['machines', 'renderer/src/machines/steps.ts', `import type { Desk } from '../api/desk.ts';`],
  ['machines', `${page}/receiving.machine.ts`, `import './parts/BarcodeBox.tsx';`],
  ['machines', 'shared/domain/request.machine.ts', `import { z } from 'zod';`],
  ['main-libraries', 'electron/main/react.ts', `import 'react';`],
  ['main', 'electron/main/page.ts', `import '../../renderer/src/app/routes.ts';`],
  ['main', 'electron/main/tool.ts', `import { run } from '../tooling/lib/processes.ts';`],
  ['log', 'electron/main/log/log.ts', `import '../db/open.ts';`],
  ['db', 'electron/main/db/open.ts', `import '../desk/store/items.ts';`],
  ['devices', 'electron/main/devices/printing/queue.ts', `import '../../db/open.ts';`],
  ['ipc', 'electron/main/ipc/register.ts', `import { desk } from '../desk/desk.ts';`],
  ['no-electron', `${desk}/app.ts`, `import { app } from 'electron';`],
  ['desk-below-app', `${desk}/window.ts`, `import { open } from '../../../app/window.ts';`],
  ['desk-below-files', `${desk}/import.ts`, `import type { Importer } from '../../../files/importer.ts';`],
  ['sending', 'electron/main/sending/lanes.ts', `import '../partners/exchange/post.ts';`],
  ['files-below-sync', 'electron/main/files/share.ts', `import '../sync/sync-steps.ts';`],
  ['messages', 'electron/main/partners/iso18626/post.ts', `import { request } from 'node:http';`],
  ['messages', 'electron/main/partners/iso18626/rows.ts', `import '../../db/open.ts';`],
  ['messages-ncip', 'electron/main/other-system/ncip/rows.ts', `import '../../db/open.ts';`],
  ['library-sax', 'electron/main/partners/iso18626/parse.ts', `import sax from 'sax';`],
  ['library-better-sqlite3', `${desk}/sqlite.ts`, `import Database from 'better-sqlite3';`],
  ['library-pg', 'electron/main/app/server.ts', `import pg from 'pg';`],
  ['sql', `${desk}/statement.ts`, `import { sql } from '../../../db/sql.ts';`],
  ['store', 'electron/main/desk/store/form.queries.ts', `import '../steps/receive-form.ts';`],
  ['store', 'electron/main/desk/store/ipc.ts', `import { a } from '../../../../shared/ipc/contract.ts';`],
  ['table', `${desk}/table.queries.ts`, `import { updateRow } from '../../../db/table.ts';`],
  ['queries', `${desk}/service.queries.ts`, `import { receive } from './receiving.service.ts';`],
  ['queries', `${desk}/ipc.queries.ts`, `import { a } from '../../../../../shared/ipc/contract.ts';`],
  ['desk-groups', `${desk}/undo.ts`, `import { undo } from '../../queries/history/undo.service.ts';`],
  ['desk-groups-all', 'electron/main/desk/added/a.ts', `import '../store/items.ts';`],
  ['job-without-channels', `${desk}/emit.ts`, `import { emit } from '../../../ipc/events.ts';`],
  ['desk-leads', 'electron/main/desk/desk.ts', `import './steps/receiving/table.queries.ts';`],
  ['desk-leads', 'electron/main/desk/admission.ts', `import { inTransaction } from '../db/open.ts';`],
  ['migrations', 'electron/main/db/migrations/0020-rota.ts', `import '../../../../shared/domain/days.ts';`],
  ['tooling', 'electron/tooling/uses.ts', `import '../main/log/a.ts';`],
];

const allowed: readonly (readonly [path: string, code: string])[] = [
  ['shared/ipc/contract.ts', `import { z } from 'zod'; import './result.ts';`],
  [
    'electron/preload/index.ts',
    `import 'electron'; import '../../shared/ipc/channels.ts'; import type { A } from '../../shared/ipc/contract.ts';`,
  ],
  [
    `${page}/Page.tsx`,
    `import '@mantine/core/styles.css'; import '@xstate/react'; import '../../places/routes.ts'; import './parts/Line.tsx';`,
  ],
  [
    `${desk}/receiving.queries.ts`,
    `import { sql } from '../../../db/sql.ts'; import type { A } from '../../../../../shared/ipc/views.ts'; import '../../store/items.ts';`,
  ],
  [
    `${desk}/receive.ts`,
    `import type { Handlers } from '../../../ipc/handlers.ts'; import './receiving.queries.ts';`,
  ],
  ['electron/main/desk/store/items.queries.ts', `import { updateRow } from '../../db/table.ts';`],
  ['renderer/src/machines/a.machine.ts', `import { setup } from 'xstate'; import './call.machine.ts';`],
];

const texts: readonly Plant[] = [
  [
    'no-restricted-imports',
    'electron/main/ipc-main.ts',
    `import { ipcMain } from 'electron'; ipcMain.on('x');`,
  ],
  [
    'no-restricted-imports',
    'electron/main/all.ts',
    `import * as electron from 'electron'; electron.app.quit();`,
  ],
  ['no-restricted-properties', `${page}/Sends.tsx`, `window.ipcRenderer.send('x');`],
  ['no-restricted-properties', `${desk}/prepare.ts`, `context.db.prepare(text);`],
  ['no-dynamic-require', `${desk}/computed.ts`, `await import(name);`],
  [
    'consistent-type-imports',
    'renderer/src/api/inline.ts',
    `export type A = import('../../../electron/main/a.ts').A;`,
  ],
  ['max-lines', `${page}/long.ts`, 'void 0;\n'.repeat(301)],
  ['max-lines-per-function', `${page}/long-function.ts`, `export function f() {${'\n'.repeat(60)}}`],
  ['no-sql', `${desk}/select.ts`, 'run(`SELECT id FROM request WHERE id = ?`);'],
  ['no-sql', `${desk}/insert.ts`, 'run(`\n  INSERT INTO item (id)\n  VALUES (?)`);'],
  ['no-sql', 'renderer/src/api/select.ts', `run('SELECT * FROM patron ');`],
  ['no-writing', `${desk}/update.queries.ts`, 'run(`UPDATE request SET status = ? WHERE id = ?`);'],
  ['no-writing', `${desk}/kind.queries.ts`, 'run(`UPDATE ${kind} SET edited_at = NULL WHERE id = ?`);'],
  ['no-writing', `${desk}/add.queries.ts`, `run('INSERT OR IGNORE INTO patron (barcode) VALUES (?)');`],
  [
    'no-writing',
    'electron/main/desk/queries/today/cube.queries.ts',
    `run('DELETE FROM request_cube WHERE n = 0');`,
  ],
  ['no-spoken-text', `${page}/Says.tsx`, 'show(<p>Nothing is here</p>);'],
  ['no-spoken-text', `${page}/Label.tsx`, 'show(<TextInput label="Name" />);'],
  ['no-spoken-text', `${page}/Quoted.tsx`, `show(<p>{done ? 'Done' : t('Open')}</p>);`],
  ['no-spoken-text', `${desk}/refuse.ts`, `refuse('code', 'Nothing was done.');`],
  ['no-spoken-text', `${desk}/paper.ts`, 'show(html`<p class="count">${index} items</p>`);'],
  ['message-values', `${page}/Counts.tsx`, `t('{count} items', { n: 1 });`],
  ['message-values', `${page}/Filled.tsx`, `t('Last step', { n: 1 });`],
];

const silent: readonly (readonly [path: string, code: string])[] = [
  ['electron/main/desk/queries/list/cube.queries.ts', 'run(`DELETE FROM request_cube WHERE n = 0`);'],
  ['electron/main/desk/store/item.queries.ts', `run('UPDATE item SET status = ? WHERE id = ?');`],
  [`${desk}/sentence.ts`, `log('select a desk from the list');`],
  [
    `${page}/Quiet.tsx`,
    `show(<p className="row wide">{t('{shown} items', { shown: '1' })}·<kbd>Esc</kbd></p>);`,
  ],
  [`${page}/full.ts`, `export function f() {${'\n'.repeat(59)}}\n${'void 0;\n'.repeat(240)}`],
  [`${desk}/ours.ts`, `throw new Error('The list has no such entry.');`],
];

let folder = '';
let forbidden: readonly (readonly [rule: string, path: string])[] = [];
let reported: readonly (readonly [rule: string, path: string])[] = [];

beforeAll(async () => {
  folder = temporaryFolder();
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [, path, code] of [...imports, ...texts]) plant(path, code);
  for (const [path, code] of [...allowed, ...silent]) plant(path, code);
  forbidden = (await violationsBelow(folder)).map(({ rule, from }) => [rule, from]);
  reported = lintReports();
});

test.each(imports)('%s: an import in %s is forbidden', (rule, path) => {
  expect(forbidden).toContainEqual([rule, path]);
});

test.each(texts)('%s: what is written in %s is forbidden', (rule, path) => {
  expect(reported).toContainEqual([rule, path]);
});

test('what the rules allow is not named', () => {
  const planted = texts.map(([rule]) => rule);
  const found = [...forbidden, ...reported.filter(([rule]) => planted.includes(rule))];
  const right = [...allowed, ...silent].map(([path]) => path);
  expect(found.filter(([, path]) => right.includes(path))).toEqual([]);
});

test('each rule is broken by a file', () => {
  const broken = imports.map(([rule]) => rule);
  const names = rules.flatMap(({ name = '' }) => (name.startsWith('library-') ? [] : [name]));
  expect(names.filter((name) => !broken.includes(name))).toEqual([]);
});

// What it imports is there as well, but for what should not be.
function plant(path: string, code: string): void {
  write(path, code);
  for (const [, target = ''] of code.matchAll(/'(\.[^']+)'/g))
    if (!target.includes('not-there')) write(join(dirname(path), target), 'export const a = 1;', 'wx');
}

function write(path: string, code: string, flag = 'w'): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  try {
    writeFileSync(join(folder, path), code, { flag });
  } catch {
    // It was planted before.
  }
}

function lintReports(): typeof reported {
  const config = readFileSync(join(projectFolder, '.oxlintrc.json'), 'utf8');
  const tooling = relative(folder, join(projectFolder, 'electron/tooling'));
  writeFileSync(join(folder, '.oxlintrc.json'), config.replaceAll('./electron/tooling', tooling));
  const { stdout } = capture(process.execPath, [commandOf('oxlint'), '-c', '.oxlintrc.json', '-f', 'json'], {
    cwd: folder,
  });
  const { diagnostics } = JSON.parse(stdout) as {
    readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
  };
  return diagnostics.map(({ code, filename }) => [/\(([^)]+)\)/.exec(code)?.[1] ?? code, filename]);
}
