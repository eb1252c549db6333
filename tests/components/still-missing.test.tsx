import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { GuidePage } from '../../shared/domain/set-up.ts';
import type { AppState } from '../../shared/ipc/views.ts';
import type { Route } from '../../renderer/src/places/routes.ts';
import { showAsking, stubDesk } from '../support/hub/stubbed-page.tsx';

const desk = stubDesk();
const state = (mail: object): AppState =>
  ({
    mail,
    printing: { target: 'printer', isFixed: false },
    settings: { printing: {} },
  }) as unknown as AppState;

test('the end of the guide names a failed mail test, missing addresses and missing pickup locations, and leads to them', async () => {
  desk.answers['places.missing'] = () => ({ partners: 1, patrons: 5, requests: 2 });
  const { StillMissing } = await import('../../renderer/src/pages/settings/set-up/StillMissing.tsx');
  const goTo = vi.fn<(page: GuidePage) => void>();
  const leave = vi.fn<(to: Route) => void>();
  const mail = { state: 'failing', words: 'The mail server’s name was not found.' };
  await showAsking(<StillMissing state={state(mail)} goTo={goTo} leave={leave} />);
  await screen.findByText(/^5 patrons with open requests have no e-mail address/u);
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('The mail server’s name was not found.'),
    expect.stringContaining('1 partner has no e-mail address'),
    expect.stringContaining('5 patrons with open requests'),
    expect.stringContaining('2 open requests have no pickup location.'),
  ]);
  for (const name of ['Set up mail', 'Add addresses', 'Show patrons', 'Show requests'])
    fireEvent.click(screen.getByRole('button', { name }));
  expect(goTo.mock.calls).toEqual([['mail'], ['partners']]);
  expect(leave.mock.calls).toEqual([
    [{ page: 'settings', section: 'patrons' }],
    [{ page: 'requests', request: null, view: null }],
  ]);
});
