import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { joinByPolicy, orderedJoining } from '../../../../electron/main/app/policy/join-by-policy.ts';
import type { Base } from '../../../../electron/main/program-base.ts';
import { openLog } from '../../../../electron/main/log/log.ts';
import { systemVariables } from '../../../../electron/main/app/system-variables.ts';
import { joiningFileOf } from '../../../../shared/domain/computer-names.ts';
import { addRequest, openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { startPostgres, type Postgres } from '../../../support/hub/postgres.ts';
import { makesHub } from '../../../support/hub/two-workstations.ts';
import { openWorkstation, stopWorkstations, type Workstation } from '../../../support/hub/workstation.ts';
import { valueOf } from '../../../support/results.ts';

let server: Postgres;
let first: TestDesk;
let one: Workstation;
let folder: string;
const computers = Array.from({ length: 50 }, (_, index) => `DESK-${String(index + 1).padStart(2, '0')}`);

beforeAll(async () => {
  server = await startPostgres({ tls: true, settings: 'max_connections = 200\n' });
  first = openTestDesk();
  folder = join(dirname(first.file), 'one');
  mkdirSync(folder);
  first.raw.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(first.file, join(folder, 'borrow-desk.sqlite'));
  one = openWorkstation(join(folder, 'borrow-desk.sqlite'));
  await makesHub(server, one);
}, 120_000);
afterAll(async () => {
  await stopWorkstations();
  first.close();
  await server.stop();
});

/** A new workstation in a folder of its own. */
const newWorkstation = (name: string): Workstation => {
  const own = join(dirname(first.file), name);
  mkdirSync(own);
  copyFileSync(first.file, join(own, 'borrow-desk.sqlite'));
  return openWorkstation(join(own, 'borrow-desk.sqlite'));
};
/** Joins by a policy that names the folder. Wine lets everybody write everywhere. @returns why not, empty if it has */
const joins = async (at: Workstation, computer: string, account = 'ana'): Promise<string> => {
  const failed = await joinByPolicy(
    at.hub,
    folder,
    { computer, account },
    process.platform === 'win32' ? () => Promise.resolve(false) : undefined,
  );
  return failed?.words ?? '';
};
/** A folder for joining files, and the file of this computer in it, which is not there yet. */
const newJoiningFolder = (name: string): { readonly own: string; readonly file: string } => {
  const own = join(dirname(first.file), name);
  mkdirSync(own, { mode: 0o755 });
  return { own, file: join(own, joiningFileOf(systemVariables()['COMPUTERNAME'] ?? hostname())) };
};
/** The joining of a program under this policy. */
const ordersJoining = (
  at: Workstation,
  values: Base['policy']['values'],
  logs: string,
  problems: Base['policy']['problems'] = [],
): ReturnType<typeof orderedJoining> => {
  const joining = orderedJoining({
    db: at.context.db,
    policy: { values, problems, whyUnread: null },
    emit: () => undefined,
    log: openLog({ folder: logs, now: () => new Date() }),
  });
  onTestFinished(joining.stop);
  return joining;
};
const numberOf = (at: Workstation): number | null => at.status().number;

test('a joining file for each of fifty computers is written at once; existing files are left alone', async () => {
  writeFileSync(join(folder, 'desk-03.json'), 'something else');
  const made = valueOf(await one.hub.inviteComputers({ hours: 720, computers }));
  expect(made).toEqual({
    folder,
    written: computers.filter((name) => name !== 'DESK-03'),
    left: [{ computer: 'DESK-03', why: 'A file with this name already exists.' }],
  });
  expect(readFileSync(join(folder, 'desk-03.json'), 'utf8')).toBe('something else');
  const files = readdirSync(folder).filter((name) => /^desk-\d\d\.json$/u.test(name));
  expect(files).toHaveLength(50);
  if (process.platform !== 'win32') expect(statSync(join(folder, 'desk-50.json')).mode & 0o777).toBe(0o600);
  expect(valueOf(await one.hub.invitations({})).invitations).toHaveLength(49);
}, 120_000);

test('a name that no computer can have is refused before anything is written', async () => {
  const refused = await one.hub.inviteComputers({ hours: 24, computers: ['NEW-1', '../up'] });
  expect(refused).toMatchObject({ ok: false, error: { code: 'joining-unfit' } });
  expect(existsSync(join(folder, 'new-1.json'))).toBe(false);
});

test('a workstation joins by itself with the file for its computer, whoever is signed in, and deletes it', async () => {
  const two = newWorkstation('two');
  two.context.session.chooseOperator(2 as never);
  expect(await joins(two, 'Desk-01.library.example')).toBe('');
  expect(numberOf(two)).toBe(2);
  expect(existsSync(join(folder, 'desk-01.json'))).toBe(false);
  expect(existsSync(`${two.file}.next`)).toBe(true);
  const names = valueOf(await one.hub.workstations({})).map(({ name }) => name);
  expect(names).toContain('Desk-01');
  // Once joined, nothing more is tried: there is no file any more.
  expect(await joins(two, 'DESK-01')).toBe('');
}, 120_000);

test('a file works once: who has a copy of it is not let in', async () => {
  const text = readFileSync(join(folder, 'desk-02.json'), 'utf8');
  const three = newWorkstation('three');
  expect(await joins(three, 'DESK-02')).toBe('');
  writeFileSync(join(folder, 'desk-02.json'), text);
  const thief = newWorkstation('thief');
  expect(await joins(thief, 'DESK-02')).toMatch(/^This joining file was already used/u);
  expect(numberOf(thief)).toBeNull();
}, 120_000);

test('a workstation with requests of its own does not join without an administrator', async () => {
  const own = newWorkstation('own');
  addRequest(own, { externalId: 'OWN-1' });
  expect(await joins(own, 'DESK-04')).toMatch(/^Your organisation has a joining file/u);
  expect(numberOf(own)).toBeNull();
  expect(existsSync(join(folder, 'desk-04.json'))).toBe(true);
  expect(own.raw.prepare('SELECT count(*) FROM request').pluck().get()).toBe(1);
});

test('without a fitting file a workstation says why, and works alone', async () => {
  const alone = newWorkstation('alone');
  const missing = join(folder, 'desk-99.json');
  expect(await joins(alone, 'DESK-99')).toBe(
    `Your organisation has no joining file for this computer: ${missing} is missing.`,
  );
  expect(await joins(alone, 'DESK-03')).toMatch(/^This is not a joining file\./u);
  mkdirSync(missing);
  expect(await joins(alone, 'DESK-99')).toBe(`The joining file ${missing} could not be read (NOT_A_FILE).`);
  expect(alone.status()).toMatchObject({ state: 'alone', number: null });
});

test('the log says why a workstation has not joined, without the file or what is in it', async () => {
  const logs = join(dirname(first.file), 'not-joined');
  const lines = (): string[] =>
    readFileSync(join(logs, 'borrow-desk.log'), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  const at = newWorkstation('not-joined-desk');
  const { own, file } = newJoiningFolder('ordered');
  const joining = ordersJoining(at, { JoiningFolder: own }, logs);
  const text = readFileSync(join(folder, 'desk-08.json'), 'utf8');
  const used = JSON.stringify({ ...(JSON.parse(text) as object), password: 'of another file' });
  const steps: readonly (readonly [string, string | null])[] = [
    ['ENOENT', null],
    ['joining-unfit', 'something else'],
    ['ECONNREFUSED', JSON.stringify({ ...(JSON.parse(text) as object), port: 1 })],
    ['hub-refused', used],
  ];
  const says = async (reason: string): Promise<void> => {
    await joining.begin(at.hub);
    expect(joining.why()).not.toBe('');
    expect(lines().at(-1)).toMatch(new RegExp(`warn policy\\.not-joined reason=${reason}$`, 'u'));
  };
  mkdirSync(file);
  await says('unreadable');
  rmdirSync(file);
  // In Wine everybody may write everywhere, so no file is used.
  for (const [reason, contents] of process.platform === 'win32' ? steps.slice(0, 1) : steps) {
    if (contents !== null) writeFileSync(file, contents, { mode: 0o600 });
    await says(reason);
  }
});

/** A workstation that begins without its joining file, on a clock that the test moves. */
const beginsWithoutFile = async (name: string) => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const at = newWorkstation(name);
  const { own, file } = newJoiningFolder(`${name}-files`);
  const joining = ordersJoining(at, { JoiningFolder: own }, join(own, 'logs'));
  await joining.begin(at.hub);
  expect(joining.why()).toMatch(/ is missing\.$/u);
  return { at, file, joining, log: join(own, 'logs', 'borrow-desk.log') };
};

test('a workstation whose file comes late joins by itself within a minute, and logs each reason once', async () => {
  const { at, file, joining, log } = await beginsWithoutFile('late');
  await vi.advanceTimersByTimeAsync(180_000);
  expect(numberOf(at)).toBeNull();
  // In Wine everybody may write everywhere, so no file is used.
  if (process.platform === 'win32') return;
  copyFileSync(join(folder, 'desk-09.json'), file);
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.waitFor(() => expect(numberOf(at)).not.toBeNull(), 20_000);
  await vi.waitFor(() => expect(joining.why()).toBe(''));
  expect(readFileSync(log, 'utf8').match(/policy\.not-joined/gu)).toHaveLength(1);
}, 120_000);

test('a workstation that has requests by now is left alone', async () => {
  const { at } = await beginsWithoutFile('begun');
  const asked = vi.spyOn(at.hub, 'status');
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  asked.mockClear();
  addRequest(at, { externalId: 'OWN-2' });
  await vi.advanceTimersByTimeAsync(180_000);
  expect(asked).not.toHaveBeenCalled();
});

test('a workstation in another data folder than the policy sets does not use up the joining file', async () => {
  const at = newWorkstation('other-folder');
  const { own, file } = newJoiningFolder('other-folder-files');
  copyFileSync(join(folder, 'desk-11.json'), file);
  const problem = { name: 'DataFolder', words: 'DataFolder is not an absolute path and was ignored' };
  const joining = ordersJoining(at, { JoiningFolder: own }, join(own, 'logs'), [problem]);
  await joining.begin(at.hub);
  expect(joining.why()).toBe(
    'This workstation has not joined the hub because the data folder set by your organisation is invalid.',
  );
  expect(numberOf(at)).toBeNull();
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(join(own, 'logs', 'borrow-desk.log'), 'utf8')).toMatch(/reason=data-folder$/mu);
});

test('the rights of the IT department end as soon as the joining waits for the hub', async () => {
  const own = newWorkstation('rights');
  own.raw.exec(
    `INSERT INTO operator (id, name) VALUES (9, 'Circulation');
     INSERT INTO operator_role (operator_id, role, library_id, desk_id) VALUES (9, 'circulation-desk-operator', 1, NULL);`,
  );
  own.context.session.refresh();
  own.context.session.chooseOperator(9 as never);
  const joining = joins(own, 'DESK-05');
  const asked = await own.hub.look({ host: '127.0.0.1', port: server.port });
  expect(asked).toMatchObject({ ok: false, error: { code: 'role-missing' } });
  expect(await joining).toBe('');
}, 120_000);

test('on a terminal server each account joins with a file of its own', async () => {
  const made = valueOf(await one.hub.inviteComputers({ hours: 24, computers: ['TS-01+ana', 'TS-01+Bo M'] }));
  expect(made?.written).toEqual(['TS-01+ana', 'TS-01+Bo M']);
  // Whoever came first would take it.
  copyFileSync(join(folder, 'desk-06.json'), join(folder, 'ts-01.json'));
  const nobody = newWorkstation('nobody');
  expect(await joins(nobody, 'TS-01', 'carl')).toBe(
    `Your organisation has no joining file for this computer: ${join(folder, 'ts-01+carl.json')} is missing.`,
  );
  const ana = newWorkstation('ana');
  expect(await joins(ana, 'TS-01.library.example', 'Ana')).toBe('');
  const bo = newWorkstation('bo');
  expect(await joins(bo, 'ts-01', 'bo m')).toBe('');
  const names = valueOf(await one.hub.workstations({})).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['TS-01 Ana', 'ts-01 bo m']));
}, 120_000);

test('a file that somebody may have planted is not used', async () => {
  const own = newWorkstation('planted');
  const file = join(folder, 'desk-07.json');
  const desk = { computer: 'DESK-07', account: 'ana' };
  expect(await joinByPolicy(own.hub, folder, desk, () => Promise.resolve(true))).toEqual({
    reason: 'writable-by-others',
    words: `The joining file ${file} was not used because people other than your IT staff can write to it or its folder.`,
  });
  expect(numberOf(own)).toBeNull();
  expect(existsSync(file)).toBe(true);
  if (process.platform === 'win32') return;
  chmodSync(file, 0o666);
  expect(await joins(own, 'DESK-07')).toContain('was not used');
  chmodSync(file, 0o600);
  expect(await joins(own, 'DESK-07')).toBe('');
}, 120_000);
