import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { anyRequest } from '../../../../../shared/domain/request-list.ts';
import { expect, test } from 'vitest';
import { letterFacts } from '../../../../../electron/main/desk/output/letters/letter-facts.ts';
import { letterFactsForRequest } from '../../../../../electron/main/desk/output/letters/letters.queries.ts';
import { detailsService } from '../../../../../electron/main/desk/queries/details/details.service.ts';
import { listService } from '../../../../../electron/main/desk/queries/list/list.service.ts';
import { sameWorkService } from '../../../../../electron/main/desk/queries/details/forms.service.ts';
import { noCitation } from '../../../../../shared/domain/citation.ts';
import type { PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import { writeLetter } from '../../../../../shared/domain/letters/write-letter.ts';
import { speakers } from '../../../../../shared/words/speakers.ts';
import { requestDetails, sameWorkView } from '../../../../../shared/ipc/request-views.ts';
import type { RequestFields } from '../../../../../shared/ipc/input-shapes.ts';
import { addRequest, countRows, dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { testTemplates } from '../../../../support/letters.ts';
import { setWord } from '../../../../support/life.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const fields = (part: Partial<RequestFields> = {}): RequestFields => ({
  title: 'The Sea Around Us',
  author: 'Carson, Rachel',
  format: 'physical',
  patronId: 1 as PatronId,
  pickupDeskId: 1 as never,
  volumes: 1,
  circulationNote: '',
  ...part,
});
const create = (externalId: string, part: Partial<RequestFields> = {}, againOf?: RequestId) =>
  take(desk.context, 'create-request', {
    opId: newOpId(),
    externalId,
    fields: fields(part),
    partnerIds: [],
    ...(againOf !== undefined && { againOf }),
  });
const edit = (requestId: RequestId, part: Partial<RequestFields>) =>
  take(desk.context, 'edit-request', { opId: newOpId(), requestId, fields: fields(part) });
const details = (requestId: RequestId) =>
  requestDetails.parse(valueOf(detailsService(desk.context).details({ requestId })));
const found = (text: string): string[] =>
  valueOf(
    listService(desk.context).list({
      query: { ...anyRequest, text },
      sort: { column: 'createdAt', direction: 'ascending' },
      offset: 0,
      limit: 100,
    }),
  ).rows.map(({ externalId }) => externalId);
/** Makes the operator one with a role at Hilltop only. */
const worksAtHilltop = (): void => {
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Operator');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, 'fulfillment-services-operator', 2)`);
  desk.context.session.refresh();
  desk.context.session.chooseOperator(2 as never);
  desk.context.session.chooseDesk(2 as never);
};

test('a citation is stored, edited and undone, even after a partner has the request', () => {
  const { requestId } = valueOf(create('C1', { isbn: ' 978-0-19-506997-0 ', neededBy: '2027-01-20' }));
  expect(details(requestId).citation).toEqual({
    ...noCitation,
    isbn: '978-0-19-506997-0',
    neededBy: '2027-01-20',
  });
  const before = dumpState(desk);
  const edited = valueOf(edit(requestId, { isbn: '', edition: 'Second' }));
  expect(edited.headline).toBe('Changed: edition, ISBN');
  expect(details(requestId).citation).toEqual({ ...noCitation, edition: 'Second', neededBy: '2027-01-20' });
  valueOf(take(desk.context, 'undo', { opId: newOpId(), undoes: edited.opId }));
  expect(dumpState(desk)).toEqual(before);
  setWord(desk.raw, requestId, 'REQUEST_SENT');
  expect(valueOf(edit(requestId, { edition: 'Third' })).headline).toBe('Changed: edition');
});

test('ISBN, ISSN and DOI are found, with or without hyphens, also after a change', () => {
  const { requestId } = valueOf(create('C1', { isbn: '978-0-19-506997-0' }));
  valueOf(
    create('C2', { isbn: '9780195069970', issn: '0028-0836', doi: 'https://doi.org/10.1038/171737a0' }),
  );
  valueOf(create('C3', { issn: '00280836' }));
  for (const typed of ['978-0-19-506997-0', '9780195069970', '97801950'])
    expect(found(typed), typed).toEqual(['C1', 'C2']);
  for (const typed of ['0028-0836', '00280836']) expect(found(typed), typed).toEqual(['C2', 'C3']);
  for (const typed of ['10.1038/171737a0', 'doi:10.1038/171737A0']) expect(found(typed)).toEqual(['C2']);
  valueOf(edit(requestId, { isbn: '0-14-044913-2' }));
  expect(found('0140449132')).toEqual(['C1']);
  expect(found('9780195069970')).toEqual(['C2']);
});

test('the letter with the request contains the citation', () => {
  valueOf(create('C1', { format: 'digital', materialType: 'article', journal: 'Nature', pages: '737–738' }));
  const row = letterFactsForRequest(desk.context.db, {
    externalId: 'C1',
    recipient: 'partner',
    kind: 'request',
    payload: '{}',
    libraryId: 1 as never,
  });
  if (!row) throw new Error('no such request');
  const facts = letterFacts(desk.context.db, row, { now: desk.context.now(), timeZone: 'UTC' });
  const { language, ...template } = testTemplates().current(
    desk.context.db,
    row.libraryId,
    'partner-request',
  );
  expect(writeLetter(template, facts, speakers[language]).body).toContain(
    'Format: Digital\nMaterial type: Article\nJournal title: Nature\nPages: 737–738',
  );
});

test('a patron’s open requests for the same work are listed, if the operator may read them', () => {
  const same = (part: { title?: string; isbn?: string; doi?: string }) =>
    valueOf(
      sameWorkService(desk.context).sameWork({
        patronId: 1 as PatronId,
        title: 'Another',
        isbn: '',
        doi: '',
        ...part,
      }),
    ).map((view) => [sameWorkView.parse(view).externalId, view.because]);
  valueOf(create('C1', { isbn: '978-0-19-506997-0' }));
  valueOf(create('C2', { title: 'Sea around us', pickupDeskId: 2 as never }));
  valueOf(create('C3', { patronId: null }));
  addRequest(desk, { externalId: 'C4', title: 'The Sea Around Us', status: 'REQUEST_COMPLETED' });
  expect(same({ title: 'The sea around us!' })).toEqual([
    ['C2', 'title'],
    ['C1', 'title'],
  ]);
  expect(same({ isbn: '0195069978' })).toEqual([['C1', 'isbn']]);
  expect(same({})).toEqual([]);
  worksAtHilltop();
  expect(same({ title: 'The sea around us!' })).toEqual([['C2', 'title']]);
});

test('repeating a request links the two in both directions, and says so', () => {
  const old = addRequest(desk, { externalId: 'OLD-1', status: 'CANCELLED_BY_PATRON' });
  const rejected = addRequest(desk, { externalId: 'OLD-2', status: 'REJECTED' });
  const again = valueOf(create('NEW-1', {}, old));
  expect(again.headline).toBe('OLD-1 requested again: NEW-1 created');
  expect(details(again.requestId)).toMatchObject({
    againOf: { requestId: old, externalId: 'OLD-1' },
    againAs: [],
    history: [
      {
        headline: 'OLD-1 requested again: NEW-1 created',
        undoRefusal: null,
      },
    ],
  });
  expect(details(old)).toMatchObject({
    againOf: null,
    againAs: [{ requestId: again.requestId, externalId: 'NEW-1' }],
  });
  expect(valueOf(create('NEW-2', {}, rejected)).headline).toContain('OLD-2');
});

test('repeating is refused if the old request is open, unknown or of another library', () => {
  const open = addRequest(desk, { externalId: 'OPEN', status: 'LOANED' });
  const over = addRequest(desk, { externalId: 'OVER', status: 'EXPIRED' });
  const rows = countRows(desk, 'request');
  expect(codeOf(create('NEW-1', {}, open))).toBe('status-forbids');
  expect(codeOf(create('NEW-1', {}, 999 as RequestId))).toBe('request-unknown');
  worksAtHilltop();
  expect(codeOf(create('NEW-1', { pickupDeskId: 2 as never, patronId: null }, over))).toBe('role-missing');
  expect(countRows(desk, 'request')).toBe(rows);
});
