import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { AppState } from '../../shared/ipc/views.ts';
import { inStep, showAsking, stateForSync, stubDesk } from '../support/hub/stubbed-page.tsx';

const desk = stubDesk();
const alone = { ...inStep, state: 'alone', address: '', name: '', number: null };
const joins = /^This workstation joins the hub of your organisation by itself/u;

beforeEach(() => {
  desk.answers['hub.status'] = () => alone;
});

/** Shows the welcome page under a policy. @returns how often the guide was begun */
const open = async (policy: Partial<AppState['policy']>): Promise<() => number> => {
  const { Welcome } = await import('../../renderer/src/pages/settings/set-up/Welcome.tsx');
  const state = stateForSync('fulfillment-services-operator');
  let begun = 0;
  await showAsking(
    <Welcome
      state={{ ...state, policy: { ...state.policy, ...policy } }}
      begin={() => (begun += 1)}
      leave={() => undefined}
    />,
  );
  return () => begun;
};
const choices = (): HTMLElement | null => screen.queryByRole('list', { name: 'Getting started' });

test('a workstation that has yet to join the hub of its organisation says why, and offers no library of its own', async () => {
  const whyNotJoined = 'The joining file /srv/desk-01.json could not be read (no answer).';
  const begun = await open({ values: { JoiningFolder: '/srv' }, whyNotJoined });
  expect(await screen.findByText(whyNotJoined)).toBeTruthy();
  expect(screen.getByText(joins)).toBeTruthy();
  expect(choices()).toBeNull();
  // A scanner that sends Enter, or a hasty key, begins nothing.
  expect(document.activeElement).toBe(document.body);
  // The hub may be away for days.
  fireEvent.click(screen.getByRole('button', { name: 'Start without the hub' }));
  expect(begun()).toBe(1);
});

test('while a workstation joins, nobody starts without the hub', async () => {
  desk.answers['hub.status'] = () => ({ ...alone, state: 'joining' });
  const begun = await open({ values: { JoiningFolder: '/srv' } });
  const button = screen.getByRole('button', { name: 'Start without the hub' });
  await waitFor(() => expect(button.matches(':disabled')).toBe(true));
  fireEvent.click(button);
  expect(begun()).toBe(0);
});

test('a workstation that joined a hub before, or need not join, offers the choices', async () => {
  desk.answers['hub.status'] = () => inStep;
  await open({ values: { JoiningFolder: '/srv' } });
  await waitFor(() => expect(choices()).not.toBeNull());
  expect(screen.queryByText(joins)).toBeNull();
});

test('the welcome page offers the choices at once where no hub is set, and names invalid values of the policy', async () => {
  await open({ invalid: ['DataFolder'] });
  expect(choices()).not.toBeNull();
  expect(screen.getByText('A value set by your organisation is invalid: DataFolder')).toBeTruthy();
});

test('the welcome page says that the policy could not be read', async () => {
  await open({ isUnread: true });
  expect(screen.getByText(/^The values set by your organisation could not be read\./u)).toBeTruthy();
});
