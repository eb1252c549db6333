import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { inStep, showAsking, stateForSync, stubDesk } from '../support/hub/stubbed-page.tsx';

const desk = stubDesk();

beforeEach(() => {
  desk.calls.length = 0;
  desk.answers['hub.status'] = () => inStep;
  desk.answers['hub.invitations'] = () => ({ invitations: [], leftLogins: [] });
  desk.answers['hub.workstations'] = () => [];
});

const open = async (whyNotJoined = ''): Promise<void> => {
  const { SyncSettings } = await import('../../renderer/src/pages/settings/sync/SyncSettings.tsx');
  await showAsking(<SyncSettings state={stateForSync('fulfillment-services-operator', whyNotJoined)} />);
};

test('joining files for many computers are written with one click, and computers without one are named', async () => {
  desk.answers['hub.inviteComputers'] = () => ({
    folder: '/srv/joining',
    written: ['DESK-01', 'DESK-02'],
    left: [{ computer: 'DESK-03', why: 'A file with this name already exists.' }],
  });
  await open();
  const names = await screen.findByLabelText(/^Names of the computers/u);
  fireEvent.change(names, { target: { value: ' DESK-01\n\nDESK-02, DESK-03\ndesk-01 ' } });
  fireEvent.change(screen.getByLabelText('Valid for'), { target: { value: '720' } });
  fireEvent.click(await screen.findByRole('button', { name: 'Create 3 joining files…' }));
  await screen.findByText(/^Saved 2 joining files in/u);
  expect(desk.calls.findLast(({ channel }) => channel === 'hub.inviteComputers')?.input).toEqual({
    hours: 720,
    computers: ['desk-01', 'DESK-02', 'DESK-03'],
  });
  const left = screen.getByRole('list', { name: 'Computers without a joining file' });
  expect(left.textContent).toBe('DESK-03: A file with this name already exists.');
});

test('a workstation that could not join by the policy says why', async () => {
  desk.answers['hub.status'] = () => ({ ...inStep, state: 'alone', address: '', name: '' });
  const why = 'Your organisation has no joining file for this computer: /srv/desk-01.json is missing.';
  await open(why);
  expect(await screen.findByText(why)).toBeTruthy();
});
