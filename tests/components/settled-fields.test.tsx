import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { emptyDraft } from '../../renderer/src/requests/form/draft.ts';
import { SettledFields, settledGroups } from '../../renderer/src/requests/form/SettledFields.tsx';
import type { DeskId } from '../../shared/domain/ids.ts';
import { editRefusal, type RequestField } from '../../shared/domain/request-edit.ts';
import { show } from './shown.tsx';

const whyNot = (status: string) => (field: RequestField) => editRefusal(field, status);

test('nothing of a request that no partner has is settled', () => {
  expect(settledGroups(whyNot('READY_TO_SEND'))).toEqual([]);
});

test('what is settled for one reason is told of in one sentence', () => {
  const groups = settledGroups(whyNot('LOANED'));
  expect(groups.map(({ why }) => why)).toEqual([
    expect.stringMatching(/^These can be changed only while no partner has the request\./u),
    expect.stringMatching(/^The due date of a loan is changed by a renewal/u),
    expect.stringMatching(/^Number of volumes can be changed only until the item is lent\./u),
  ]);
  expect(groups[0]?.fields).toContain('title');
  expect(groups[1]?.fields).toEqual(['dueOn']);
});

test('it is read as text: no field, and no line for a part of the citation that is not known', () => {
  const draft = { ...emptyDraft(1 as DeskId), title: 'The Sea Around Us' };
  show(
    <SettledFields
      draft={{ ...draft, citation: { ...draft.citation, isbn: '9780195069976' } }}
      choices={{ desks: [], partners: [], cancellationReasons: [] }}
      whyNot={whyNot('LOANED')}
    />,
  );
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(document.body.textContent).toContain('The Sea Around Us');
  expect(document.body.textContent).toContain('9780195069976');
  expect(document.body.textContent).toContain('Requesternone');
  expect(document.body.textContent).not.toContain('DOI');
});
