import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { emptyDraft } from '../../renderer/src/requests/form/draft.ts';
import { LockedFields, lockedGroups } from '../../renderer/src/requests/form/LockedFields.tsx';
import type { DeskId } from '../../shared/domain/ids.ts';
import { type RequestField, lockedSince, lockedMessage } from '../../shared/domain/request-edit.ts';
import { show } from './shown.tsx';

const sinceOf = (status: string) => (field: RequestField) => lockedSince(field, status);

test('no field of a request is settled before an item is lent', () => {
  for (const status of ['READY_TO_SEND', 'REQUEST_SENT', 'RECEIVED_PHYSICALLY'])
    expect(lockedGroups(sinceOf(status))).toEqual([]);
});

test('fields that are settled for the same reason share one sentence', () => {
  expect(lockedGroups(sinceOf('LOANED'))).toEqual([{ since: 'lent', fields: ['patronId'] }]);
  expect(lockedMessage('lent', 'LOANED', ['patronId'])).toBe(
    'Requester can be changed only until the item is lent. This request has the status “Loaned item to patron”.',
  );
  const [over, ...others] = lockedGroups(sinceOf('REQUEST_COMPLETED'));
  expect(others).toEqual([]);
  expect(lockedMessage('over', 'REQUEST_COMPLETED', over?.fields ?? [])).toMatch(
    /^These can no longer be changed/u,
  );
  expect(over?.fields).toEqual(expect.arrayContaining(['title', 'patronId', 'volumes']));
});

test('settled fields are text, without a line for unknown parts of the citation', () => {
  const draft = { ...emptyDraft(1 as DeskId), title: 'The Sea Around Us' };
  show(
    <LockedFields
      draft={{ ...draft, citation: { ...draft.citation, isbn: '9780195069976' } }}
      choices={{ desks: [], partners: [], cancellationReasons: [] }}
      status="REQUEST_COMPLETED"
      sinceOf={sinceOf('REQUEST_COMPLETED')}
    />,
  );
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(document.body.textContent).toContain('The Sea Around Us');
  expect(document.body.textContent).toContain('9780195069976');
  expect(document.body.textContent).toContain('Requesternone');
  expect(document.body.textContent).not.toContain('DOI');
});
