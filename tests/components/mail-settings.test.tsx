import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { AppState } from '../../shared/ipc/views.ts';
import { showAsking, stubDesk } from '../support/hub/stubbed-page.tsx';

const desk = stubDesk();
const account = {
  host: 'mail.example',
  port: 587,
  security: 'starttls',
  user: '',
  fromName: '',
  fromAddress: 'ill@example.org',
};
const view = {
  account,
  passwordKnown: false,
  passwordForgotten: null,
  keepsPassword: true,
  ownAuthority: null,
};

test('Settings save no account that the guide would refuse: what is missing is said at its field', async () => {
  desk.answers['mail.account'] = () => view;
  desk.answers['mail.saveAccount'] = () => view;
  const operator = {
    id: 1,
    name: 'Operator',
    grants: [{ role: 'fulfillment-services-operator', libraryId: 1, deskId: null }],
    hasPin: false,
  };
  const mail = { state: 'ready', words: '', waiting: 0, waitingSince: null, needPerson: 0, noAddress: 0 };
  const { MailSettings } = await import('../../renderer/src/pages/settings/MailSettings.tsx');
  await showAsking(
    <MailSettings
      state={
        {
          operator,
          operators: [operator],
          mail,
          desks: [{ libraryId: 1, libraryName: 'Main' }],
        } as unknown as AppState
      }
    />,
  );
  const field = async (label: string): Promise<HTMLElement> => screen.findByRole('textbox', { name: label });
  const save = (): void => void fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  fireEvent.change(await field('Port'), { target: { value: '99999' } });
  save();
  expect(await screen.findByText('The port must be a number from 1 to 65535.')).toBeTruthy();
  expect(document.activeElement).toBe(await field('Port'));
  // Again, with nothing changed.
  (await field('Sender name')).focus();
  save();
  await waitFor(async () => expect(document.activeElement).toBe(await field('Port')));
  fireEvent.change(await field('Port'), { target: { value: '587' } });
  fireEvent.change(await field('User name'), { target: { value: 'ill' } });
  expect(screen.queryByText('The port must be a number from 1 to 65535.')).toBeNull();
  save();
  expect(
    await screen.findByText('Enter the password, or clear the user name if the server needs no sign-in.'),
  ).toBeTruthy();
  expect(desk.calls.some(({ channel }) => channel === 'mail.saveAccount')).toBe(false);
  fireEvent.change(await screen.findByLabelText(/^Password/u), { target: { value: 'secret' } });
  save();
  await waitFor(() => expect(desk.calls.some(({ channel }) => channel === 'mail.saveAccount')).toBe(true));
});
