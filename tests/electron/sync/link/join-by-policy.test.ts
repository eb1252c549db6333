import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { joinByPolicy } from '../../../../electron/main/app/policy/join-by-policy.ts';
import { addRequest } from '../../../support/desk.ts';
import { desksToJoin } from '../../../support/hub/desks-to-join.ts';
import type { Workstation } from '../../../support/hub/workstation.ts';
import { valueOf } from '../../../support/results.ts';

const desks = desksToJoin();
const computers = Array.from({ length: 50 }, (_, index) => `DESK-${String(index + 1).padStart(2, '0')}`);

/** Joins by a policy that names the folder. Wine lets everybody write everywhere. @returns why not, empty if it has */
const joins = async (at: Workstation, computer: string, account = 'ana'): Promise<string> => {
  const failed = await joinByPolicy(
    at.hub,
    desks.folder,
    { computer, account },
    process.platform === 'win32' ? () => Promise.resolve(false) : undefined,
  );
  return failed?.words ?? '';
};
const numberOf = (at: Workstation): number | null => at.status().number;

test('a joining file for each of fifty computers is written at once; existing files are left alone', async () => {
  writeFileSync(join(desks.folder, 'desk-03.json'), 'something else');
  const made = valueOf(await desks.one.hub.inviteComputers({ hours: 720, computers }));
  expect(made).toEqual({
    folder: desks.folder,
    written: computers.filter((name) => name !== 'DESK-03'),
    left: [{ computer: 'DESK-03', why: 'A file with this name already exists.' }],
  });
  expect(readFileSync(join(desks.folder, 'desk-03.json'), 'utf8')).toBe('something else');
  const files = readdirSync(desks.folder).filter((name) => /^desk-\d\d\.json$/u.test(name));
  expect(files).toHaveLength(50);
  if (process.platform !== 'win32')
    expect(statSync(join(desks.folder, 'desk-50.json')).mode & 0o777).toBe(0o600);
  expect(valueOf(await desks.one.hub.invitations({})).invitations).toHaveLength(49);
}, 120_000);

test('a name that no computer can have is refused before anything is written', async () => {
  const refused = await desks.one.hub.inviteComputers({ hours: 24, computers: ['NEW-1', '../up'] });
  expect(refused).toMatchObject({ ok: false, error: { code: 'joining-unfit' } });
  expect(existsSync(join(desks.folder, 'new-1.json'))).toBe(false);
});

test('a workstation joins by itself with the file for its computer, whoever is signed in, and deletes it', async () => {
  const two = desks.newWorkstation('two');
  two.context.session.chooseOperator(2 as never);
  expect(await joins(two, 'Desk-01.library.example')).toBe('');
  expect(numberOf(two)).toBe(2);
  expect(existsSync(join(desks.folder, 'desk-01.json'))).toBe(false);
  expect(existsSync(`${two.file}.next`)).toBe(true);
  const names = valueOf(await desks.one.hub.workstations({})).map(({ name }) => name);
  expect(names).toContain('Desk-01');
  // Once joined, nothing more is tried: there is no file any more.
  expect(await joins(two, 'DESK-01')).toBe('');
}, 120_000);

test('a file works once: who has a copy of it is not let in', async () => {
  const text = readFileSync(join(desks.folder, 'desk-02.json'), 'utf8');
  const three = desks.newWorkstation('three');
  expect(await joins(three, 'DESK-02')).toBe('');
  writeFileSync(join(desks.folder, 'desk-02.json'), text);
  const thief = desks.newWorkstation('thief');
  expect(await joins(thief, 'DESK-02')).toMatch(/^This joining file was already used/u);
  expect(numberOf(thief)).toBeNull();
}, 120_000);

test('a workstation with requests of its own does not join without an administrator', async () => {
  const own = desks.newWorkstation('own');
  addRequest(own, { externalId: 'OWN-1' });
  expect(await joins(own, 'DESK-04')).toMatch(/^Your organisation has a joining file/u);
  expect(numberOf(own)).toBeNull();
  expect(existsSync(join(desks.folder, 'desk-04.json'))).toBe(true);
  expect(own.raw.prepare('SELECT count(*) FROM request').pluck().get()).toBe(1);
});

test('without a fitting file a workstation says why, and works alone', async () => {
  const alone = desks.newWorkstation('alone');
  const missing = join(desks.folder, 'desk-99.json');
  expect(await joins(alone, 'DESK-99')).toBe(
    `Your organisation has no joining file for this computer: ${missing} is missing.`,
  );
  expect(await joins(alone, 'DESK-03')).toMatch(/^This is not a joining file\./u);
  mkdirSync(missing);
  expect(await joins(alone, 'DESK-99')).toBe(`The joining file ${missing} could not be read (NOT_A_FILE).`);
  expect(alone.status()).toMatchObject({ state: 'alone', number: null });
});

test('the rights of the IT department end as soon as the joining waits for the hub', async () => {
  const own = desks.newWorkstation('rights');
  own.raw.exec(
    `INSERT INTO operator (id, name) VALUES (9, 'Circulation');
     INSERT INTO operator_role (operator_id, role, library_id, desk_id) VALUES (9, 'circulation-desk-operator', 1, NULL);`,
  );
  own.context.session.refresh();
  own.context.session.chooseOperator(9 as never);
  const joining = joins(own, 'DESK-05');
  const asked = await own.hub.look({ host: '127.0.0.1', port: desks.server.port });
  expect(asked).toMatchObject({ ok: false, error: { code: 'role-missing' } });
  expect(await joining).toBe('');
}, 120_000);

test('on a terminal server each account joins with a file of its own', async () => {
  const made = valueOf(
    await desks.one.hub.inviteComputers({ hours: 24, computers: ['TS-01+ana', 'TS-01+Bo M'] }),
  );
  expect(made?.written).toEqual(['TS-01+ana', 'TS-01+Bo M']);
  // Whoever came first would take it.
  copyFileSync(join(desks.folder, 'desk-06.json'), join(desks.folder, 'ts-01.json'));
  const nobody = desks.newWorkstation('nobody');
  expect(await joins(nobody, 'TS-01', 'carl')).toBe(
    `Your organisation has no joining file for this computer: ${join(desks.folder, 'ts-01+carl.json')} is missing.`,
  );
  const ana = desks.newWorkstation('ana');
  expect(await joins(ana, 'TS-01.library.example', 'Ana')).toBe('');
  const bo = desks.newWorkstation('bo');
  expect(await joins(bo, 'ts-01', 'bo m')).toBe('');
  const names = valueOf(await desks.one.hub.workstations({})).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['TS-01 Ana', 'ts-01 bo m']));
}, 120_000);

test('a file that somebody may have planted is not used', async () => {
  const own = desks.newWorkstation('planted');
  const file = join(desks.folder, 'desk-07.json');
  const desk = { computer: 'DESK-07', account: 'ana' };
  expect(await joinByPolicy(own.hub, desks.folder, desk, () => Promise.resolve(true))).toEqual({
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
