import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Instant } from '../../shared/domain/ids.ts';
import { hubStates, type HubStatus } from '../../shared/ipc/hub-views.ts';
import { inStep, showAsking, stubDesk } from '../support/hub/stubbed-page.tsx';

const desk = stubDesk();
let status: HubStatus;
beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime('2026-11-25T12:00:00.000Z');
  status = inStep;
  desk.answers['hub.status'] = () => status;
});
afterEach(() => void vi.useRealTimers());

const pass = (ms: number): Promise<void> => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
const become = async (next: Partial<HubStatus>): Promise<void> => {
  status = { ...inStep, ...next };
  act(() => desk.changed('hub'));
  await pass(1);
};
const open = async (next: Partial<HubStatus>): Promise<void> => {
  status = { ...inStep, ...next };
  const { HubInHeader } = await import('../../renderer/src/shell/hub/HubInHeader.tsx');
  await showAsking(<HubInHeader />);
  await pass(1);
};
const link = (): HTMLElement => screen.getByRole('link');

test('a workstation without a hub shows nothing', async () => {
  await open({ state: 'alone' });
  expect(screen.queryByRole('link')).toBeNull();
});

test('the header names the workstation, so that two windows on one screen can be told apart', async () => {
  await open({ name: 'Mail room' });
  expect(screen.getByText('Mail room')).toBeTruthy();
});

test('every step shares for a moment: that is shown only when it lasts', async () => {
  await open({});
  expect(link().textContent).toBe('Sharing · up to date');
  expect(link().getAttribute('href')).toBe('#/settings/sync');
  const { sharingShownMs } = await import('../../renderer/src/shell/hub/hub-states.ts');
  for (let step = 0; step < 5; step += 1) {
    await become({ state: 'sharing', waiting: 3 });
    await pass(sharingShownMs - 10);
    expect(link().textContent).toBe('Sharing · up to date');
    await become({});
  }
  await become({ state: 'sharing', waiting: 3 });
  await pass(sharingShownMs);
  expect(link().textContent).toBe('3 steps to share');
  await become({ state: 'sharing', waiting: 0 });
  expect(link().textContent).toBe('Sharing · receiving');
  await become({});
  expect(link().textContent).toBe('Sharing · up to date');
});

test('without the network it says since when, and how much waits', async () => {
  await open({ state: 'offline', waiting: 2, since: '2026-11-25T10:42:00.000Z' as Instant });
  expect(link().textContent).toMatch(/^Offline since \d\d?:42$/u);
  expect(link().title).toContain('2 steps are waiting here to be shared.');
  await become({ state: 'paused', since: '2026-11-20T10:42:00.000Z' as Instant });
  expect(link().textContent).toMatch(/^Sharing paused since 20 Nov 2026/u);
});

test('each state has words and an icon, and those that need a person stand on loan', async () => {
  await open({});
  const said = new Set<string>();
  for (const state of hubStates.filter((one) => one !== 'alone' && one !== 'sharing')) {
    await become({ state, since: '2026-11-25T10:42:00.000Z' as Instant });
    expect(link().querySelector('svg'), state).not.toBeNull();
    said.add(`${link().textContent}${link().title}`);
  }
  expect(said.size).toBe(hubStates.length - 2);
  await become({ state: 'refused' });
  expect(link().dataset['needsPerson']).toBe('true');
});
