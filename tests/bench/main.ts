import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCommands } from './commands.bench.ts';
import { benchForm } from './form.bench.ts';
import { benchGiveWay } from './give-way.bench.ts';
import { benchHubJoin } from './hub-join.bench.ts';
import { benchHubYears } from './hub-years.bench.ts';
import { benchHub } from './hub.bench.ts';
import { benchImport } from './import.bench.ts';
import { benchInbox } from './inbox.bench.ts';
import { benchListPage } from './list-page.bench.ts';
import { benchMemory } from './memory.bench.ts';
import { benchOtherSystem } from './other-system.bench.ts';
import { benchPackagedStart } from './packaged-start.bench.ts';
import { benchPartners } from './partners.bench.ts';
import { benchReports } from './reports.bench.ts';
import { benchRequests } from './requests.bench.ts';
import { benchSave } from './save.bench.ts';
import { benchStart } from './start.bench.ts';

// Measures the program on a large library. Each line is one measurement with its floor from the same run; no result fails the run.
// Shorter: `npm run bench -- --requests=100000 --receives=200 --only=start,save`.
// Reports of a million requests, most of them copies made in a minute: `--requests=50000 --times=20 --only=reports`.
// The program's own time in commands with a word in their name, without waiting for the disk: `--only=commands --named=lend --no-disk`.
// How fast letters that waited for a partner are sent and its messages are applied, and how long staff wait meanwhile,
// and while the library's other system does not answer, alone: `--only=partners`.
// A hub after five years, alone: `--only=hub-years`. It needs twenty gigabytes and half an hour; `--requests-of-years=20000` a twentieth
// of both.

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000000' },
    receives: { type: 'string', default: '2000' },
    'requests-of-years': { type: 'string', default: '400000' },
    times: { type: 'string', default: '1' },
    named: { type: 'string', default: '' },
    'no-disk': { type: 'boolean', default: false },
    only: {
      type: 'string',
      default: 'give-way,requests,reports,list,save,commands,form,hub,hub-join,start,packaged-start,memory',
    },
  },
});
const wanted = values.only.split(',');
const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
process.stdout.write(
  `${JSON.stringify({ machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`, requests: Number(values.requests) })}\n`,
);
// Alone, because it makes its own hub.
if (values.only === 'hub-years') {
  await benchHubYears(folder, Number(values['requests-of-years']));
  process.exit();
}
// Alone, because it needs no large library.
if (values.only === 'partners') {
  await benchPartners(folder);
  await benchInbox(folder);
  await benchOtherSystem(folder);
  process.exit();
}
// Always, because it creates the library for the others.
const dataDir = await benchImport(folder, Number(values.requests));
if (wanted.includes('give-way')) await benchGiveWay(dataDir, folder, Number(values.requests));
if (wanted.includes('requests')) await benchRequests(dataDir);
if (wanted.includes('reports')) await benchReports(dataDir, folder, Number(values.times));
if (wanted.includes('list')) await benchListPage(dataDir);
if (wanted.includes('save')) await benchSave(dataDir);
if (wanted.includes('commands'))
  await benchCommands(dataDir, folder, { named: values.named, disk: !values['no-disk'] });
if (wanted.includes('form')) await benchForm(dataDir);
if (wanted.includes('hub')) await benchHub(dataDir, folder, Number(values.requests));
if (wanted.includes('hub-join')) await benchHubJoin(dataDir, folder);
if (wanted.includes('start')) await benchStart(dataDir);
if (wanted.includes('packaged-start')) await benchPackagedStart(dataDir, folder);
if (wanted.includes('memory')) await benchMemory(dataDir, Number(values.receives));
