import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Instant, RequestId } from '../../shared/domain/ids.ts';
import type { DeskApi } from '../../shared/ipc/api.ts';
import type { SetAside } from '../../shared/ipc/hub-views.ts';
import type { AppState } from '../../shared/ipc/views.ts';
import { inStep, showAsking, stateForSync, stubDesk } from '../support/hub/stubbed-page.tsx';

// Steps of other workstations that cannot be saved here: Today reports them, Settings offers the possible actions.

const desk = stubDesk();
const ofDesk4: SetAside = {
  culprit: 4,
  name: 'Desk 4',
  steps: 3,
  building: 1,
  why: 'row-refused',
  since: '2026-11-25T10:42:00.000Z' as Instant,
  requests: [{ id: 1 as RequestId, externalId: '01MAIN0001', title: 'The Sea Around Us' }],
};
let list: SetAside[];
beforeEach(() => {
  list = [ofDesk4, { ...ofDesk4, culprit: 7, name: '', steps: 1, building: 0, why: 'unreadable' }];
  desk.calls.length = 0;
  desk.answers['hub.setAside'] = () => list;
  desk.answers['hub.tasks'] = () => [];
  desk.answers['hub.status'] = () => inStep;
  desk.answers['hub.workstations'] = () => [];
  desk.answers['today.cards'] = () => [];
});

const settings = async (role: string): Promise<void> => {
  const { SyncSettings } = await import('../../renderer/src/pages/settings/sync/SyncSettings.tsx');
  await showAsking(<SyncSettings state={stateForSync(role)} />);
};
const shown = async (): Promise<readonly HTMLElement[]> =>
  within(await screen.findByRole('list', { name: 'Steps that cannot be saved' })).getAllByRole('listitem');
const asked = (channel: string): unknown => desk.calls.findLast((call) => call.channel === channel)?.input;

test('Today names the workstation, the request, the reason, and where to act', async () => {
  const { TaskQueue } = await import('../../renderer/src/pages/today/tasks/TaskQueue.tsx');
  const { ReceivingProvider, startReceiving } =
    await import('../../renderer/src/steps/receiving/receiving-actor.ts');
  const receiving = startReceiving((globalThis as unknown as { desk: DeskApi }).desk);
  onTestFinished(() => void receiving.stop());
  await showAsking(
    <ReceivingProvider value={receiving}>
      <TaskQueue state={{} as AppState} />
    </ReceivingProvider>,
  );
  const [first, second] = await shown();
  expect(first?.textContent).toContain(
    '3 steps from Desk 4 cannot be saved here, and neither can 1 dependent step',
  );
  expect(first?.textContent).toContain('01MAIN0001');
  expect(first?.textContent).toContain('a value that this version of Borrow Desk does not allow');
  expect(first?.textContent).toContain('remove Desk 4 if it should not have sent this');
  expect(second?.textContent).toContain('One step from workstation 7 cannot be saved here');
  expect(screen.queryByText(/^No tasks\./u)).toBeNull();
  expect(screen.getAllByRole('link', { name: 'Open Desks together' })[0]?.getAttribute('href')).toBe(
    '#/settings/sync',
  );
});

test('Settings tries again, uses the hub’s version or leaves it, and the card disappears with its steps', async () => {
  desk.answers['hub.tryAside'] = () => ({ left: 4 });
  desk.answers['hub.takeHubRows'] = () => {
    list = [];
    return { left: 0 };
  };
  desk.answers['hub.leaveAside'] = () => {
    list = list.slice(1);
    return null;
  };
  await settings('fulfillment-services-operator');
  const button = async (name: string): Promise<HTMLElement> =>
    within((await shown())[0] as HTMLElement).getByRole('button', { name });
  fireEvent.click(await button('Try again'));
  await screen.findByText('4 steps still cannot be saved here.');
  fireEvent.click(await button('Mark as done'));
  await waitFor(() => expect(asked('hub.leaveAside')).toEqual({ culprit: 4 }));
  act(() => desk.changed('hub'));
  await waitFor(async () => expect(await shown()).toHaveLength(1));
  fireEvent.click(await button('Use the hub’s version'));
  await waitFor(() => expect(asked('hub.takeHubRows')).toEqual({}));
  act(() => desk.changed('hub'));
  await waitFor(() => expect(screen.queryByRole('list', { name: 'Steps that cannot be saved' })).toBeNull());
});

test('an operator who is not an administrator may only try again', async () => {
  await settings('circulation-desk-operator');
  const [first] = await shown();
  const isOff = (name: string): boolean =>
    within(first as HTMLElement).getByRole<HTMLButtonElement>('button', { name }).disabled;
  expect(['Try again', 'Use the hub’s version', 'Mark as done'].map(isOff)).toEqual([false, true, true]);
});

test('a workstation that stopped sharing lists the others, so that one can be removed', async () => {
  desk.answers['hub.status'] = () => ({ ...inStep, state: 'needs-update' });
  await settings('fulfillment-services-operator');
  await screen.findByRole('list', { name: 'Workstations' });
  await screen.findByRole('group', { name: 'Compare with the hub' });
  expect(screen.queryByText('Create joining file…')).toBeNull();
});
