import { beforeEach, expect, test } from 'vitest';
import { placesService } from '../../../../../electron/main/desk/records/places/places.service.ts';
import type { LibraryId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { LabelSlip } from '../../../../../shared/domain/slips/label.ts';
import { circulationOf, goTo, hilltop, storedAt } from '../../../../support/circulation.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);
let requestId: RequestId;
beforeEach(() => {
  requestId = addRequest(desk, { externalId: 'R-1' });
});

const { service, receive, open } = receivingAt(() => desk);
const make = (opId = newOpId()) => service().makeBarcode({ opId, requestId });
const barcodeOf = (): string => valueOf(make()).barcode;

test('the library’s next barcode is generated with its label, and can be received', () => {
  expect(valueOf(make())).toMatchObject({ barcode: 'MAIN-T000001', slip: { state: 'queued' } });
  expect(storedAt(() => desk).slips<LabelSlip>()).toEqual([
    {
      kind: 'label',
      barcode: 'MAIN-T000001',
      externalId: 'R-1',
      title: 'The Voyage of the Beagle',
      libraryName: 'Main Library',
    },
  ]);
  expect(valueOf(receive({ requestId, barcode: 'MAIN-T000001' })).volume.barcode).toBe('MAIN-T000001');
});

test('a repeated call gets the same barcode; another one the next', () => {
  const opId = newOpId();
  expect([make(opId), make(opId)].map((made) => valueOf(made).barcode)).toEqual([
    'MAIN-T000001',
    'MAIN-T000001',
  ]);
  expect(barcodeOf()).toBe('MAIN-T000002');
});

test('no barcode is generated twice: neither after an undo, nor if it was written by hand', () => {
  const received = valueOf(receive({ requestId, barcode: barcodeOf() }));
  valueOf(circulationOf(desk).undo(received.opId));
  const byHand = addRequest(desk, { externalId: 'R-2' });
  valueOf(receive({ requestId: byHand, barcode: 'MAIN-T000002' }));
  expect(barcodeOf()).toBe('MAIN-T000003');
});

test('each library has its own series, with the prefix in its record', () => {
  const places = placesService(desk.context);
  const save = (barcodePrefix: string) =>
    places.saveLibrary({
      opId: newOpId(),
      id: 2 as LibraryId,
      values: { code: 'HILL', name: 'Hilltop', address: [], email: '', phone: '', barcodePrefix },
    });
  barcodeOf();
  goTo(desk, hilltop);
  valueOf(open('R-1'));
  expect(barcodeOf()).toBe('HILL-T000001');
  valueOf(save(' H- '));
  expect([barcodeOf(), barcodeOf()]).toEqual(['H-000001', 'H-000002']);
  valueOf(save(''));
  expect(barcodeOf()).toBe('HILL-T000002');
  expect(codeOf(save('\u{E000}'))).toBe('record-unfit');
});

test('if libraries have the same prefix, or one gets another’s code, the numbers continue', () => {
  barcodeOf();
  desk.raw.exec(`UPDATE library SET code = 'X' WHERE id = 1; UPDATE library SET code = 'MAIN' WHERE id = 2`);
  expect(barcodeOf()).toBe('X-T000001');
  goTo(desk, hilltop);
  valueOf(open('R-1'));
  expect(barcodeOf()).toBe('MAIN-T000002');
});
