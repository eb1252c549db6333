import { beforeEach, describe, expect, test } from 'vitest';
import type { DeskId, PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { AllCalls } from '../../../../support/all-calls.ts';
import { goTo, hilltop, main } from '../../../../support/circulation.ts';
import { newOpId, type TestDesk } from '../../../../support/desk.ts';
import { branch, fields, scopeDesk } from './scope-desk.ts';

const scope = scopeDesk();
const { become, grant } = scope;
let desk: TestDesk;
let calls: AllCalls;
let request: RequestId;
beforeEach(() => {
  ({ desk, calls, request } = scope.at());
});

describe('the library of a request', () => {
  const homeOfRequest = async (id: RequestId): Promise<unknown> =>
    ((await calls.call('requests.details', { requestId: id })) as { value: { request: object } }).value
      .request;

  test('is that of its pickup desk, wherever it was created; without one, where it was created', async () => {
    const create = async (pickupDeskId: DeskId | null): Promise<RequestId> => {
      const made = await calls.call('create-request', {
        opId: newOpId(),
        externalId: '',
        fields: fields({ pickupDeskId }),
        partnerIds: [],
      });
      return (made as { value: { requestId: RequestId } }).value.requestId;
    };
    goTo(desk, hilltop);
    expect(await homeOfRequest(await create(main))).toMatchObject({ libraryName: 'Main Library' });
    const homeless = await create(null);
    expect(await homeOfRequest(homeless)).toMatchObject({ libraryName: 'Hilltop Library' });
    goTo(desk, main);
    const edit = (pickupDeskId: DeskId | null) =>
      calls.call('edit-request', { opId: newOpId(), requestId: homeless, fields: fields({ pickupDeskId }) });
    expect(await edit(main)).toMatchObject({ ok: true });
    expect(await homeOfRequest(homeless)).toMatchObject({ libraryName: 'Main Library' });
    // Without a pickup desk it belongs to where it was created again.
    expect(await edit(null)).toMatchObject({ ok: true });
    expect(await homeOfRequest(homeless)).toMatchObject({ libraryName: 'Hilltop Library' });
  });

  test('decides: a role there suffices, whichever desk the operator is at', async () => {
    grant(branch, 'fulfillment-services-operator', 1);
    desk.context.session.refresh();
    become(branch);
    goTo(desk, hilltop);
    expect(
      await calls.call('add-note', {
        opId: newOpId(),
        requestId: request,
        text: 'From the branch',
        active: true,
      }),
    ).toMatchObject({ ok: true });
    // The operator who took the step there can undo it there.
    const undoes = desk.raw
      .prepare(`SELECT op_id FROM command_log WHERE operator_id = 2 ORDER BY seq DESC`)
      .pluck()
      .get() as string;
    expect(await calls.call('undo', { opId: newOpId(), undoes })).toMatchObject({ ok: true });
  });

  test('a role at one desk of the library counts at that desk', async () => {
    desk.raw.exec('DELETE FROM operator_role WHERE operator_id = 2');
    grant(branch, 'circulation-desk-operator', 1, 3);
    desk.context.session.refresh();
    become(branch);
    goTo(desk, 3 as DeskId);
    const lend = () => calls.call('lend', { opId: newOpId(), patronId: 1 as PatronId, code: 'N-2' });
    // The role is there; the item is not.
    expect(await lend()).toMatchObject({ ok: false, error: { code: 'item-not-here' } });
    expect(await calls.call('app.chooseDesk', { deskId: main })).toMatchObject({
      error: { code: 'role-missing' },
    });
  });
});
