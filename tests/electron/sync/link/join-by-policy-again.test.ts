import { copyFileSync, existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { orderedJoining } from '../../../../electron/main/app/policy/join-by-policy.ts';
import { systemVariables } from '../../../../electron/main/app/system-variables.ts';
import { saveWorkstationSettings } from '../../../../electron/main/desk/records/settings/settings.service.ts';
import { openLog } from '../../../../electron/main/log/log.ts';
import type { Base } from '../../../../electron/main/program-base.ts';
import { joiningFileOf } from '../../../../shared/domain/computer-names.ts';
import { addRequest } from '../../../support/desk.ts';
import { desksToJoin } from '../../../support/hub/desks-to-join.ts';
import type { Workstation } from '../../../support/hub/workstation.ts';
import { valueOf } from '../../../support/results.ts';

const desks = desksToJoin();
beforeAll(async () => {
  const computers = ['DESK-08', 'DESK-09', 'DESK-11', 'DESK-12', 'DESK-13', 'DESK-14'];
  valueOf(await desks.one.hub.inviteComputers({ hours: 24, computers }));
});

/** A folder for joining files, and the file of this computer in it, which is not there yet. */
const newJoiningFolder = (name: string): { readonly own: string; readonly file: string } => {
  const own = join(desks.root, name);
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

test('the log says why a workstation has not joined, without the file or what is in it', async () => {
  const logs = join(desks.root, 'not-joined');
  const lines = (): string[] =>
    readFileSync(join(logs, 'borrow-desk.log'), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  const at = desks.newWorkstation('not-joined-desk');
  const { own, file } = newJoiningFolder('ordered');
  const joining = ordersJoining(at, { JoiningFolder: own }, logs);
  const text = readFileSync(join(desks.folder, 'desk-08.json'), 'utf8');
  const used = JSON.stringify({ ...(JSON.parse(text) as object), password: 'of another file' });
  const steps: readonly (readonly [string, string | null])[] = [
    ['ENOENT', null],
    ['joining-unfit', 'something else'],
    ['ECONNREFUSED', JSON.stringify({ ...(JSON.parse(text) as object), port: 1 })],
    ['joining-used', used],
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

/** What the button of the welcome page does. */
const startWithoutHub = ({ context: { db, session } }: Workstation): void =>
  void valueOf(saveWorkstationSettings(db, session, { setUp: { step: 'library' } }));

/** A workstation that begins without its joining file, on a clock that the test moves. */
const beginsWithoutFile = async (name: string) => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const at = desks.newWorkstation(name);
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
  copyFileSync(join(desks.folder, 'desk-09.json'), file);
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

test('after staff have chosen to start without the hub, a workstation does not join before its next start', async () => {
  const { at, file, joining } = await beginsWithoutFile('chosen');
  startWithoutHub(at);
  copyFileSync(join(desks.folder, 'desk-12.json'), file);
  const asked = vi.spyOn(at.hub, 'status');
  await vi.advanceTimersByTimeAsync(180_000);
  expect(asked).not.toHaveBeenCalled();
  expect(joining.why()).toMatch(/ is missing\.$/u);
  // In Wine everybody may write everywhere, so no file is used.
  if (process.platform === 'win32') return;
  const next = ordersJoining(at, { JoiningFolder: dirname(file) }, join(dirname(file), 'logs'));
  await next.begin(at.hub);
  expect(next.why()).toBe('');
  expect(numberOf(at)).not.toBeNull();
}, 120_000);

test('staff who choose to start without the hub while the joining file is read are not disturbed either', async () => {
  const at = desks.newWorkstation('chosen-late');
  const { own, file } = newJoiningFolder('chosen-late-files');
  copyFileSync(join(desks.folder, 'desk-13.json'), file);
  const joining = ordersJoining(at, { JoiningFolder: own }, join(own, 'logs'));
  const begun = joining.begin(at.hub);
  startWithoutHub(at);
  await begun;
  expect(numberOf(at)).toBeNull();
  expect(existsSync(file)).toBe(true);
  expect(joining.why()).toBe(
    'Setting up began without the hub. This workstation joins the hub of your organisation at the next start of the program.',
  );
}, 120_000);

test('a joining file that was already used is tried once, and another one in its place at once', async () => {
  const { at, file, joining, log } = await beginsWithoutFile('used-up');
  const fresh = readFileSync(join(desks.folder, 'desk-14.json'), 'utf8');
  const used = { ...(JSON.parse(fresh) as object), password: 'of another file' };
  const tried = vi.spyOn(at.hub, 'joinUnattended');
  writeFileSync(file, JSON.stringify(used), { mode: 0o600 });
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.waitFor(() => expect(joining.why()).toMatch(/^This joining file was already used/u), 20_000);
  const minutes = vi.spyOn(at.hub, 'status');
  for (let minute = 1; minute <= 3; minute += 1) {
    await vi.advanceTimersByTimeAsync(60_000);
    await vi.waitFor(() => expect(minutes).toHaveBeenCalledTimes(minute));
    // What has been read is used, or not, within moments.
    await new Promise((resolve) => void setTimeout(resolve, 500));
  }
  expect(tried).toHaveBeenCalledOnce();
  expect(joining.why()).toMatch(/^This joining file was already used/u);
  expect(readFileSync(log, 'utf8').match(/reason=joining-used/gu)).toHaveLength(1);
  writeFileSync(file, fresh);
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.waitFor(() => expect(numberOf(at)).not.toBeNull(), 20_000);
}, 120_000);

test('a workstation in another data folder than the policy sets does not use up the joining file', async () => {
  const at = desks.newWorkstation('other-folder');
  const { own, file } = newJoiningFolder('other-folder-files');
  copyFileSync(join(desks.folder, 'desk-11.json'), file);
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
