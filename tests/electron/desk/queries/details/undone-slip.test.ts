import { expect, test } from 'vitest';
import { detailsService } from '../../../../../electron/main/desk/queries/details/details.service.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { valueOf } from '../../../../support/results.ts';

test('the slip of a step that was undone says so', () => {
  const desk = openTestDesk();
  const requestId = addRequest(desk, { externalId: 'D1' });
  const asked = {
    requestId,
    barcode: 'N-1',
    several: false,
    printSlip: true,
    notifyPatron: false,
    use: null,
  };
  const { opId } = valueOf(take(desk.context, 'receive', { opId: newOpId(), ...asked }));
  desk.raw.exec("UPDATE print_job SET state = 'printed'");
  const undone = () =>
    valueOf(detailsService(desk.context).details({ requestId })).slips.map((slip) => slip.undone);
  expect(undone()).toEqual([false]);
  valueOf(take(desk.context, 'undo', { opId: newOpId(), undoes: opId }));
  expect(undone()).toEqual([true]);
  desk.close();
});
