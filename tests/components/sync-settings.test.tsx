import { act, fireEvent, renderHook, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { Instant } from '../../shared/domain/ids.ts';
import type { HubStatus, Workstation } from '../../shared/ipc/hub-views.ts';
import { fail } from '../../shared/ipc/result.ts';
import { inStep, showAsking, stateForSync, stubDesk } from '../support/hub/stubbed-page.tsx';

const desk = stubDesk();
let status: HubStatus;
const at = '2026-11-25T10:42:00.000Z' as Instant;
const workstation = (number: number, more: Partial<Workstation> = {}): Workstation => ({
  number,
  name: `Desk ${number}`,
  version: '1.4.0',
  waiting: 0,
  seenAt: at,
  mine: number === 1,
  sendsLetters: number === 1,
  ...more,
});
const fingerprint = 'AB:CD:EF';

beforeEach(() => {
  status = inStep;
  desk.calls.length = 0;
  desk.answers['hub.status'] = () => status;
  desk.answers['hub.invitations'] = () => ({ invitations: [], leftLogins: [] });
  desk.answers['hub.workstations'] = () => [workstation(1), workstation(2, { waiting: 3 })];
});

const open = async (
  next: Partial<HubStatus>,
  role: 'fulfillment-services-operator' | 'circulation-desk-operator' = 'fulfillment-services-operator',
): Promise<void> => {
  status = { ...inStep, ...next };
  const { SyncSettings } = await import('../../renderer/src/pages/settings/sync/SyncSettings.tsx');
  await showAsking(<SyncSettings state={stateForSync(role)} />);
};
const button = (name: string): HTMLButtonElement => screen.getByRole('button', { name });
const type = (label: RegExp, value: string): void =>
  void fireEvent.change(screen.getByLabelText(label), { target: { value } });
const inputOf = (channel: string): unknown => desk.calls.findLast((call) => call.channel === channel)?.input;
const alone = { state: 'alone', address: '', name: '' } as const;

test('updating an older hub asks for an administrator account only when it is requested', async () => {
  desk.answers['hub.update'] = () => fail('hub-failed', 'The server does not accept this name and password.');
  await open({ isOlder: true, state: 'hub-too-old' });
  await screen.findByText(/An earlier version .* created the hub.*: install this version there too/u);
  expect(screen.queryByLabelText(/Administrator/u)).toBeNull();
  fireEvent.click(button('Update the hub'));
  expect(document.activeElement).toBe(await screen.findByLabelText(/Administrator/u));
  expect(button('Update the hub').disabled).toBe(true);
  type(/Administrator/u, 'admin');
  type(/^Password/u, 'wrong');
  fireEvent.click(button('Update the hub'));
  await screen.findByText('The server does not accept this name and password.');
  expect(inputOf('hub.update')).toEqual({ user: 'admin', password: 'wrong' });
  desk.answers['hub.update'] = () => (status = inStep);
  type(/^Password/u, 'right');
  fireEvent.click(button('Update the hub'));
  await waitFor(() => expect(inputOf('hub.update')).toEqual({ user: 'admin', password: 'right' }));
  act(() => desk.changed('hub'));
  await waitFor(() => expect(screen.queryByText(/An earlier version of Borrow Desk/u)).toBeNull());
});

test('a hub is created in two steps: the certificate is shown, then the library is uploaded', async () => {
  desk.answers['hub.look'] = () => ({ fingerprint, authority: '' });
  desk.answers['hub.make'] = () => fail('hub-failed', 'The server does not accept this name and password.');
  await open(alone);
  await screen.findByText(/All requests are on this computer only/u);
  expect(screen.queryByLabelText(/^Database/u)).toBeNull();
  type(/^Server/u, ' db.library.example ');
  fireEvent.click(button('Show fingerprint'));
  await screen.findByText(fingerprint);
  expect(button('Create hub').disabled).toBe(true);
  type(/^Database/u, 'ill');
  type(/^Administrator/u, 'postgres');
  type(/^Password/u, 'secret');
  fireEvent.click(button('Create hub'));
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('does not accept this name'));
  expect(inputOf('hub.make')).toEqual({
    host: 'db.library.example',
    port: 5432,
    database: 'ill',
    user: 'postgres',
    password: 'secret',
    fingerprint,
    name: 'Main Desk',
  });
  // A different server has a different certificate: it is fetched again.
  type(/^Server/u, 'other.library.example');
  expect(screen.queryByText(fingerprint)).toBeNull();
  expect(button('Show fingerprint').disabled).toBe(false);
});

test('while the hub is being created the page shows its progress, and accepts nothing else', async () => {
  await open({ ...alone, state: 'making', rows: 12_345 });
  await screen.findByText('12,345 rows so far');
  expect(button('Show fingerprint').disabled).toBe(true);
  expect(screen.queryByRole('group', { name: 'Join with a joining file' })).toBeNull();
  status = inStep;
  act(() => desk.changed('hub'));
  await screen.findByText('Sharing · up to date');
});

test('before joining, the page says how many own requests it has, and what will happen to them', async () => {
  desk.answers['hub.chooseJoining'] = () => ({
    token: '00000000-0000-4000-8000-000000000000',
    address: 'db.library.example:5432/ill',
    fingerprint,
    authority: 'Library CA',
    expiresAt: at,
    ownRequests: 1_200,
  });
  desk.answers['hub.join'] = () => status;
  await open(alone);
  fireEvent.click(await screen.findByRole('button', { name: 'Choose a joining file…' }));
  await screen.findByText('This workstation has 1,200 requests.');
  expect(screen.getByText(/saved in a file when this workstation joins/u)).toBeTruthy();
  expect(screen.getByText(/which is kept as a backup/u)).toBeTruthy();
  expect(screen.getByText(fingerprint)).toBeTruthy();
  fireEvent.click(button('Join the hub'));
  await screen.findByText('Borrow Desk is restarting…');
  expect(inputOf('hub.join')).toEqual({ token: '00000000-0000-4000-8000-000000000000', name: 'Main Desk' });
});

test('unused joining files are listed with the workstation that wrote them, and one is withdrawn', async () => {
  const invitation = { login: 'borrow_desk_1', by: 'Desk 2', madeAt: at, until: at };
  desk.answers['hub.invitations'] = () => ({ invitations: [invitation], leftLogins: ['borrow_desk_gone'] });
  desk.answers['hub.withdraw'] = () => ({ invitations: [], leftLogins: [] });
  await open({});
  const group = await screen.findByRole('group', { name: 'Unused joining files' });
  expect(within(group).getByRole('listitem').textContent).toContain('Created at Desk 2');
  expect(within(group).getByRole('note').textContent).toContain('borrow_desk_gone');
  fireEvent.click(
    within(group).getByRole('button', { name: /^Withdraw the joining file created at Desk 2 on/u }),
  );
  await waitFor(() => expect(inputOf('hub.withdraw')).toEqual({ login: 'borrow_desk_1' }));
});

test('a different certificate of the server is trusted after an operator has compared it', async () => {
  desk.answers['hub.look'] = () => ({ fingerprint, authority: '' });
  desk.answers['hub.changeServer'] = () => status;
  await open({ state: 'other-certificate', since: at });
  await screen.findByText(/server’s identity has changed/u);
  expect(screen.queryByRole('button', { name: 'Pause sharing…' })).toBeNull();
  fireEvent.click(button('The server has a new address or certificate…'));
  const form = screen.getByRole('form', { name: 'The server has a new address or certificate' });
  expect(document.activeElement).toBe(within(form).getByLabelText('Server'));
  fireEvent.change(within(form).getByLabelText('Server'), { target: { value: 'new.library.example' } });
  fireEvent.click(within(form).getByRole('button', { name: 'Show fingerprint' }));
  await within(form).findByText(fingerprint);
  fireEvent.click(within(form).getByRole('button', { name: 'Use this server from now on' }));
  await waitFor(() =>
    expect(inputOf('hub.changeServer')).toEqual({
      host: 'new.library.example',
      port: 5432,
      database: 'ill',
      fingerprint,
    }),
  );
});

test('without its file the page says that its login is missing, and offers nothing impossible', async () => {
  await open({ state: 'refused', address: '', name: '', since: null });
  await screen.findByText(/no longer has its login for the hub/u);
  for (const name of ['Try again', 'Pause sharing…', 'The server has a new address or certificate…'])
    expect(screen.queryByRole('button', { name }), name).toBeNull();
  expect(button('Leave…')).toBeTruthy();
});

test('comparing a workstation with its hub shows progress, can be cancelled, and lists differences', async () => {
  let answer: (found: unknown) => void = () => undefined;
  desk.answers['hub.verify'] = () => new Promise((resolve) => (answer = resolve));
  desk.answers['hub.cancelVerify'] = () => status;
  await open({});
  const group = await screen.findByRole('group', { name: 'Compare with the hub' });
  fireEvent.click(within(group).getByRole('button', { name: 'Compare with the hub' }));
  fireEvent.click(await within(group).findByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(inputOf('hub.cancelVerify')).toEqual({}));
  const differing = ['request 1: title is "A", and there "B"'];
  await act(async () => {
    answer({ rows: 1_200, steps: 3, count: 1, differing });
    await Promise.resolve();
  });
  await within(group).findByText(/1 difference found: 1,200 rows compared, 3 steps rechecked/u);
  expect(group.textContent).toContain('request 1: title');
});

test('an operator who is not an administrator sees the state, and why the buttons are disabled', async () => {
  await open({}, 'circulation-desk-operator');
  expect((await screen.findByRole('note')).textContent).toContain('Fulfillment Services Operator');
  await screen.findByRole('list', { name: 'Workstations' });
  for (const name of ['Pause sharing…', 'Remove Desk 2', 'Create joining file…', 'Leave…'])
    expect(button(name).disabled, name).toBe(true);
  expect(button('Share now').disabled).toBe(false);
});

test('an unsuitable joining file is refused where it was chosen', async () => {
  desk.answers['hub.chooseJoining'] = () => fail('joining-unfit', 'This joining file has expired.');
  await open(alone);
  fireEvent.click(await screen.findByRole('button', { name: 'Choose a joining file…' }));
  const group = screen.getByRole('group', { name: 'Join with a joining file' });
  expect((await within(group).findByRole('alert')).textContent).toContain('This joining file has expired.');
});

test('with a hub the page lists the workstations and lets another one join', async () => {
  desk.answers['hub.invite'] = () => ({ fileName: 'join.json' });
  await open({});
  const list = await screen.findByRole('list', { name: 'Workstations' });
  const [mine, other] = within(list).getAllByRole('listitem');
  expect(mine?.textContent).toContain('this workstation');
  expect(mine?.textContent).toContain('sends letters');
  expect(mine?.textContent).toContain('Version 1.4.0');
  expect(other?.textContent).toContain('3 steps waiting');
  expect(screen.queryByRole('button', { name: 'Remove Desk 1' })).toBeNull();
  fireEvent.change(screen.getByLabelText('Valid for'), { target: { value: '168' } });
  fireEvent.click(button('Create joining file…'));
  await screen.findByText(/join\.json/u);
  expect(inputOf('hub.invite')).toEqual({ hours: 168 });
});

const opId = expect.any(String) as string;
const apart = { state: 'offline', waiting: 2, since: at, words: 'connect ECONNREFUSED' } as const;
const restored = { state: 'hub-restored', since: at } as const;
const left = { opId, number: null };
const removed = { opId, number: 2 };
const brought = { opId };
const asked: readonly (readonly [string, Partial<HubStatus>, RegExp, string, unknown])[] = [
  ['Leave requests out', { ownRequests: 12 }, /backup/u, 'hub.leaveOwnOut', {}],
  ['Pause sharing', {}, /sends no letters/u, 'hub.workAlone', { alone: true }],
  ['Remove Desk 2', {}, /3 steps not shared yet/u, 'hub.remove', removed],
  ['Leave the hub', apart, /2 steps on this workstation/u, 'hub.remove', left],
  ['Send missing steps to the hub', restored, /in their original order/u, 'hub.bringUp', brought],
];
const firstOf: Readonly<Record<string, string>> = {
  'Remove Desk 2': 'Remove Desk 2',
  'Leave the hub': 'Leave…',
};

test.each(asked)(
  '%s: asks for confirmation first, and explains the effect',
  async (act, next, words, channel, input) => {
    desk.answers[channel] = () => status;
    await open(next);
    const first = firstOf[act] ?? `${act}…`;
    fireEvent.click(await screen.findByRole('button', { name: first }));
    const question = screen.getByRole('group', { name: act });
    expect(question.textContent).toMatch(words);
    // The initial focus is on the button that cancels, and Escape cancels as well.
    expect(document.activeElement?.textContent).toBe('Leave as is');
    fireEvent.keyDown(question, { key: 'Escape' });
    expect(inputOf(channel)).toBeUndefined();
    fireEvent.click(button(first));
    fireEvent.click(within(screen.getByRole('group', { name: act })).getByText(act));
    await waitFor(() => expect(inputOf(channel)).toEqual(input));
  },
);

const ways: readonly (readonly [string, Partial<HubStatus>, string, unknown, string])[] = [
  ['Share now', apart, 'hub.share', {}, 'Create joining file…'],
  ['Resume sharing', { state: 'paused' }, 'hub.workAlone', { alone: false }, 'Share now'],
  ['Reload library from hub', { state: 'too-far-behind' }, 'hub.takeAnew', {}, 'Pause sharing…'],
];
test.each(ways)(
  '%s is a single press, where it is the solution',
  async (act, next, channel, input, other) => {
    desk.answers[channel] = () => status;
    await open({ since: at, ...next });
    fireEvent.click(await screen.findByRole('button', { name: act }));
    expect(screen.queryByRole('button', { name: other })).toBeNull();
    await waitFor(() => expect(inputOf(channel)).toEqual(input));
  },
);

test('what the hub refused of what the program wrote by itself is shown while it is in step', async () => {
  await open({ words: 'HB005 (none) writes no outbox' });
  await screen.findByText(/^The hub refused something that Borrow Desk recorded by itself/u);
  expect(screen.getByText(/^Details:/u).textContent).toBe('Details: HB005 (none) writes no outbox');
});

test('the state shows the reason, how many steps wait, and which clocks differ', async () => {
  await open({ ...apart, clocks: { here: at, hub: '2026-11-28T10:42:00.000Z' as Instant } });
  await screen.findByText(/ECONNREFUSED/u);
  await screen.findByText('2 steps are waiting here to be shared.');
  expect(screen.getByText(/The clocks of this computer/u).textContent).toMatch(
    /25 Nov 2026, 10:42 here, 28 Nov 2026, 10:42 there/u,
  );
});

test('requests from before joining open in the import window', async () => {
  const { useGiven } = await import('../../renderer/src/files/import/import-open.ts');
  await open({ ownRequests: 12 });
  await screen.findByText(/^12 requests from this workstation are waiting in a file/u);
  fireEvent.click(button('Review requests…'));
  expect(renderHook(useGiven).result.current).toBe('own-requests');
});
