import { expect, test } from 'vitest';
import { placesService } from '../../../../../electron/main/desk/records/places/places.service.ts';
import type { LibraryId } from '../../../../../shared/domain/ids.ts';
import {
  isWritten,
  type LetterCode,
  librarySwitches,
  offByDefault,
} from '../../../../../shared/domain/letters/all-letters.ts';
import { addShelved, circulationOf, goTo, hilltop } from '../../../../support/circulation.ts';
import { done, north, openDecisionDesk, west } from '../../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openDecisionDesk);

const mainLibrary = 1 as LibraryId;
const hilltopLibrary = 2 as LibraryId;
const saveLetters = (libraryId: LibraryId, ...lettersOff: readonly LetterCode[]) =>
  placesService(desk.context).saveLetters({ opId: newOpId(), libraryId, lettersOff: [...lettersOff] });
const switchOff = (...names: readonly LetterCode[]): void => void valueOf(saveLetters(mainLibrary, ...names));
const kinds = (): unknown[] => desk.messages().map(([, , kind]) => kind);

test('every kind is written until it is switched off, except scheduled notices', () => {
  const rows = valueOf(placesService(desk.context).libraries());
  expect(rows.map(({ lettersOff }) => lettersOff)).toEqual([offByDefault, offByDefault]);
  const id = desk.add({ externalId: 'C1', status: 'REQUEST_SENT', rota: [north] });
  done(desk.cancel(id));
  expect(kinds()).toEqual(['not-needed-unanswered', 'cancelled']);
});

test('a partner that set a condition is not told that it never answered', () => {
  const id = desk.add({ externalId: 'C1', status: 'CONDITIONAL', activePartner: north, rota: [north] });
  done(desk.reply(id, true));
  done(desk.cancel(id));
  expect(kinds()).toEqual(['condition-answered', 'not-needed', 'cancelled']);
});

test('no step writes a kind that is off, the confirmation does not promise it, and the step is undone as usual', () => {
  switchOff('patron-cancelled');
  const id = desk.add({ externalId: 'C1', status: 'REQUEST_SENT', rota: [north] });
  const before = dumpState(desk);
  const outcome = done(desk.cancel(id));
  expect(kinds()).toEqual(['not-needed-unanswered']);
  expect(outcome.remarks).toEqual([
    'North University Library will be notified that we no longer need it.',
    'The patron will not be notified (this letter is switched off).',
  ]);
  done(desk.undo(outcome.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('nor is it promised for later', () => {
  switchOff('patron-cancelled', 'patron-item-ready');
  const id = desk.add({ externalId: 'C1', status: 'CONDITIONAL', activePartner: west, rota: [west] });
  expect(done(desk.cancel(id)).remarks).toEqual([
    'The patron will not be notified when the request closes (this letter is switched off).',
    'West College will be asked to agree to the cancellation.',
  ]);
  const { itemId } = addShelved(desk, 'R-1', 'N-1', { status: 'in-transit', destinationDeskId: 1 });
  expect(valueOf(circulationOf(desk).scanIn('N-1')).remarks).toEqual([]);
  valueOf(circulationOf(desk).giveBack(itemId));
  expect(kinds()).toEqual(['cancel-asked', 'returned']);
});

test('a kind switched on again is written by the next step', () => {
  switchOff('partner-returned');
  const first = addShelved(desk, 'R-1', 'N-1');
  valueOf(circulationOf(desk).giveBack(first.itemId));
  expect(kinds()).toEqual([]);
  switchOff();
  const second = addShelved(desk, 'R-2', 'N-2');
  valueOf(circulationOf(desk).giveBack(second.itemId));
  expect(kinds()).toEqual(['returned']);
});

test('a kind that one library has switched off is written by another', () => {
  switchOff('patron-cancelled');
  const here = desk.add({ externalId: 'C1', status: 'READY_TO_SEND', rota: [north] });
  const there = desk.add({ externalId: 'C2', status: 'READY_TO_SEND', rota: [north], pickupDeskId: hilltop });
  done(desk.cancel(here));
  done(desk.cancel(there));
  expect(kinds()).toEqual(['cancelled']);
  // Wherever it is done: the request belongs to its pickup library.
  goTo(desk, hilltop);
  done(desk.cancel(desk.add({ externalId: 'C3', status: 'READY_TO_SEND', rota: [north] })));
  expect(kinds()).toEqual(['cancelled']);
});

test('a library that changes its letters still follows its file, and only its administrator may change them', () => {
  valueOf(saveLetters(hilltopLibrary, 'patron-renewed'));
  const rows = valueOf(placesService(desk.context).libraries());
  expect(rows.map(({ lettersOff, editedAt }) => [lettersOff, editedAt])).toEqual([
    [offByDefault, null],
    [['patron-renewed'], null],
  ]);
  expect(saveLetters(9 as LibraryId)).toMatchObject({ error: { code: 'record-unknown' } });
});

test('no library can switch off a letter without which a partner would act wrongly, and no one the correction of a sent letter', () => {
  const always = ['request', 'not-needed', 'rest-not-needed', 'cancel-asked', 'cancel-withdrawn'] as const;
  const off = [...always, 'correction'].map((kind) => `partner-${kind}`);
  for (const kind of [...always, 'correction'] as const) expect(isWritten('partner', kind, off)).toBe(true);
  expect(isWritten('patron', 'correction', ['patron-correction'])).toBe(true);
  const offered = [...librarySwitches.patron, ...librarySwitches.partner];
  expect(offered.filter(({ name }) => name.endsWith('correction'))).toEqual([]);
});
