import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Instant, PartnerId } from '../../shared/domain/ids.ts';
import type { OtherSystemConnection, PartnerConnection } from '../../shared/ipc/calls/connections.ts';
import { hubStates, type HubStatus } from '../../shared/ipc/hub-views.ts';
import type { AppState, MailState } from '../../shared/ipc/views.ts';
import { inStep, showAsking, stubDesk } from '../support/hub/stubbed-page.tsx';

// The window's header shows the state of mail, hub and backups: a dot while all is well, words about problems.

const desk = stubDesk();
let status: HubStatus;
let partners: readonly PartnerConnection[] = [];
let otherSystem: readonly OtherSystemConnection[] = [];
let isHeld = false;
const noExchange = { refused: [], incoming: { stored: 0, task: 0, unmatched: 0 } };
beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime('2026-11-25T12:00:00.000Z');
  status = { ...inStep, state: 'alone' };
  desk.answers['hub.status'] = () => status;
  desk.answers['connections.list'] = () => ({ ...noExchange, partners, otherSystem });
  partners = [];
  otherSystem = [];
  isHeld = false;
});
afterEach(() => void vi.useRealTimers());

const mailReady: MailState = {
  state: 'ready',
  words: '',
  waiting: 0,
  waitingSince: null,
  needPerson: 0,
  noAddress: 0,
};
const backups: AppState['backups'] = { state: 'good', since: null, words: '' };
const pass = (ms: number): Promise<void> => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
const open = async (mail: Partial<MailState> = {}, late: Partial<AppState['backups']> = {}) => {
  const { Connections } = await import('../../renderer/src/shell/header/Connections.tsx');
  const settings = { ncip: { isHeld } };
  const state = { settings, mail: { ...mailReady, ...mail }, backups: { ...backups, ...late } } as AppState;
  await showAsking(<Connections state={state} />);
  await pass(1);
};
const become = async (next: Partial<HubStatus>): Promise<void> => {
  status = { ...inStep, ...next };
  act(() => desk.changed('hub'));
  await pass(1);
};
const said = (): readonly string[] => screen.getAllByRole('link').map(({ textContent }) => textContent);
const link = (): HTMLElement => screen.getByRole('link');
const since = '2026-11-03T08:00:00.000Z' as Instant;

test('while all is well there is a dot, with a tooltip and an accessible name', async () => {
  await open({ waiting: 2, waitingSince: since });
  expect(said()).toEqual(['']);
  expect(link().getAttribute('aria-label')).toBe('Connections: all in order');
  expect(link().title).toBe('Letters are sent automatically.\n2 letters waiting');
});

test('a partner whose system cannot be reached is named while something waits for it', async () => {
  const north = {
    partnerId: 1 as PartnerId,
    name: 'North',
    state: 'down',
    since,
    waiting: 0,
    waitingSince: null,
    words: 'Its system refuses the connection.',
    held: null,
    byFolder: null,
  } as const;
  partners = [north];
  await open();
  expect(said()).toEqual(['']);
  partners = [{ ...north, waiting: 2, waitingSince: since }];
  act(() => desk.changed('messages'));
  await pass(1);
  expect(said()).toEqual(['North: connection problem']);
  expect(link().getAttribute('href')).toBe('#/connections');
  expect(link().title).toBe('North: Its system refuses the connection.');
  partners = [
    { ...north, waiting: 2, waitingSince: since },
    {
      ...north,
      partnerId: 2 as PartnerId,
      name: 'South',
      state: 'no-secret',
      waiting: 1,
      waitingSince: since,
    },
  ];
  act(() => desk.changed('messages'));
  await pass(1);
  expect(said()).toEqual(['2 partners: 3 letters waiting']);
});

test('the other system is named while it cannot be reached and something waits for it, or while it is on hold', async () => {
  const alma = {
    way: 'ncip',
    system: 'Alma',
    name: 'Alma',
    state: 'down',
    since,
    words: 'It is down.',
    refused: 2,
  } as const;
  otherSystem = [{ ...alma, waiting: 0, waitingSince: null }];
  await open();
  expect(said()).toEqual(['']);
  otherSystem = [{ ...alma, waiting: 3, waitingSince: since }];
  act(() => desk.changed('messages'));
  await pass(1);
  expect(said()).toEqual(['Alma: connection problem']);
  expect(link().title).toBe('Alma: It is down.');
  otherSystem = [
    { ...alma, name: 'Alma by NCIP', state: 'no-secret', waiting: 1, waitingSince: since },
    { ...alma, way: 'sip2', name: 'Alma by SIP2', waiting: 1, waitingSince: since },
  ];
  act(() => desk.changed('messages'));
  await pass(1);
  expect(said()).toEqual(['Alma by NCIP: Password or code missing', 'Alma by SIP2: connection problem']);
});

test('the other system on hold is named, with what waits', async () => {
  isHeld = true;
  const alma = { system: 'Alma', name: 'Alma', state: 'up', since, words: '', refused: 0 } as const;
  otherSystem = [
    { ...alma, way: 'ncip', waiting: 1, waitingSince: since },
    { ...alma, way: 'sip2', waiting: 2, waitingSince: since },
  ];
  await open();
  expect(said()).toEqual(['Alma on hold']);
  expect(link().title).toBe('3 messages are waiting');
});

test('partners whose letters are held back are named, and are not called unreached', async () => {
  const north = {
    partnerId: 1 as PartnerId,
    name: 'North',
    state: 'down',
    since,
    waiting: 2,
    waitingSince: since,
    words: '',
    held: { since, by: 'A. Operator' },
    byFolder: null,
  } as const;
  partners = [north];
  await open();
  expect(said()).toEqual(['North on hold']);
  expect(link().title).toBe('North: 2 letters wait');
  expect(link().getAttribute('href')).toBe('#/connections');
  partners = [north, { ...north, partnerId: 2 as PartnerId, name: 'South', waiting: 0, waitingSince: null }];
  act(() => desk.changed('messages'));
  await pass(1);
  expect(said()).toEqual(['2 partners on hold']);
  expect(link().title).toBe('North: 2 letters wait\nSouth: no letters wait');
});

test('the dot is not called in order while a letter needs attention', async () => {
  await open({ needPerson: 1 });
  expect(link().getAttribute('aria-label')).toBe('Connections: 1 letter needs attention');
});

test('letters that cannot be sent are counted with their start date, and link to the mail settings', async () => {
  await open({ state: 'none', waiting: 21, waitingSince: since });
  expect(said()).toEqual(['No mail account · 21 letters waiting since 3 Nov']);
  expect(link().getAttribute('href')).toBe('#/settings/mail');
  expect(link().dataset['tone']).toBe('stop');
});

test('without a mail account and without letters there is no problem', async () => {
  await open({ state: 'none' });
  expect(link().getAttribute('aria-label')).toBe('Connections: no mail account');
  expect(link().title).toContain('No mail account is set up.');
});

test.each([
  [{ state: 'no-password' }, 'Mail password missing'],
  [
    { state: 'no-password', waiting: 1, waitingSince: '2026-11-25T10:42:00.000Z' },
    /^Mail password missing · 1 letter waiting since \d\d:42$/u,
  ],
  [
    { state: 'failing', waiting: 3, waitingSince: '2025-12-31T10:00:00.000Z' },
    'Mail unavailable · 3 letters waiting since 31 Dec 2025',
  ],
] as const)('mail that does not work is said: %o', async (mail, words) => {
  await open(mail as Partial<MailState>);
  expect(said()).toEqual([expect.stringMatching(words)]);
});

test('several problems are shown side by side, each with its own link', async () => {
  status = { ...inStep, state: 'offline', since: '2026-11-25T10:42:00.000Z' as Instant };
  await open({ waiting: 2, waitingSince: since }, { state: 'late' });
  expect(said()).toEqual([
    'No good backup yet',
    'Letters wait for the hub · 2 letters waiting since 3 Nov',
    expect.stringMatching(/^Offline since \d\d?:42$/u),
  ]);
});

test('while connected to the hub nothing is shown, even while steps are being shared', async () => {
  await open();
  for (const state of ['connecting', 'in-step', 'sharing'] as const) {
    await become({ state, waiting: 3 });
    await pass(10_000);
    expect(link().getAttribute('aria-label'), state).toBe('Connections: all in order');
  }
});

test('without a network the header says since when, and how many steps wait', async () => {
  await open();
  await become({ state: 'offline', waiting: 2, since: '2026-11-25T10:42:00.000Z' as Instant });
  expect(link().textContent).toMatch(/^Offline since \d\d?:42$/u);
  expect(link().title).toContain('2 steps are waiting here to be shared.');
  expect(link().getAttribute('href')).toBe('#/settings/sync');
  await become({ state: 'paused', since: '2026-11-20T10:42:00.000Z' as Instant });
  expect(link().textContent).toMatch(/^Sharing paused since 20 Nov 2026/u);
});

test('each state that keeps steps here has words and an icon, and those that need attention stand out', async () => {
  await open();
  const { isDisconnected } = await import('../../renderer/src/shell/hub/hub-states.ts');
  const apart = hubStates.filter(isDisconnected);
  const all = new Set<string>();
  for (const state of apart) {
    await become({ state, since: '2026-11-25T10:42:00.000Z' as Instant });
    expect(link().querySelector('svg'), state).not.toBeNull();
    all.add(`${link().textContent}${link().title}`);
  }
  expect(all.size).toBe(apart.length);
  await become({ state: 'refused' });
  expect(link().dataset['tone']).toBe('stop');
});
