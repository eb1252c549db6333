import { expect, test } from 'vitest';
import { doneHereService } from '../../../electron/main/desk/queries/done-here/done-here.service.ts';
import { operatorsService } from '../../../electron/main/desk/records/operators/operators.service.ts';
import { saveLibrarySettings } from '../../../electron/main/desk/records/settings/settings.service.ts';
import { take as takeStep } from '../../../electron/main/desk/steps/take.ts';
import { countPending, listPending } from '../../../electron/main/desk/store/pending-steps.queries.ts';
import type { OperatorId, OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { StepKind } from '../../../shared/domain/steps/all-steps.ts';
import { newOpId } from '../../support/desk.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import { newFields } from '../../support/hub/staff-acts.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { lifeTries } from '../../support/life-tries.ts';
import { valueOf } from '../../support/results.ts';

// What must hold when a step is replayed in the hub's order, after the steps of others.

const shared = sharedLibrary();

const take = (desk: SyncDesk, name: StepKind, requestId: RequestId, pick: number): OpId => {
  const opId = newOpId();
  valueOf(lifeTries(desk)[name]?.(requestId, opId, pick) as never);
  return opId;
};

const logOf = ({ raw }: SyncDesk): unknown =>
  raw
    .prepare('SELECT op_id, kind, undone_by FROM command_log WHERE request_id = 3 ORDER BY op_id')
    .raw()
    .all();

test('an undo that changes only lines of the log is replayed together with the step that it undoes', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const id = 3 as RequestId;
    // Recalled twice: the second recall changes only a date of the request.
    take(one, 'partner-answer', id, 12);
    const second = take(one, 'partner-answer', id, 11);
    const opId = newOpId();
    valueOf(takeStep(one.context, 'undo', { opId, undoes: second }) as never);
    const tables = one.raw.prepare('SELECT DISTINCT table_name FROM hub_change WHERE op_id = ?').pluck();
    expect(tables.all(opId)).toEqual(['command_log']);
    expect(listPending(one.context.db).find((step) => step.opId === opId)?.writes).toEqual(['request:3']);

    take(other, 'add-note', id, 1);
    await other.sync();
    await one.sync();
    await other.sync();
    expect([one, other].map(({ context }) => countPending(context.db))).toEqual([0, 0]);
    expect(logOf(one)).toContainEqual([second, 'partner-answer', opId]);
    expect(logOf(other)).toEqual(logOf(one));
  }));

test('a request on which others added a note is kept, although its creator has undone it in the meantime', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const made = newOpId();
    const asked = { opId: made, externalId: 'R-NEW', fields: newFields, partnerIds: [1 as never] };
    const { requestId } = valueOf(takeStep(one.context, 'create-request', asked) as never) as {
      readonly requestId: RequestId;
    };
    await one.sync();
    await other.sync();
    valueOf(takeStep(one.context, 'undo', { opId: newOpId(), undoes: made }) as never);
    take(other, 'add-note', requestId, 1);
    await other.sync();
    await one.sync();
    await other.sync();
    for (const { raw } of [one, other]) {
      expect(raw.prepare('SELECT seq, why FROM hub_aside').all()).toEqual([]);
      expect(raw.prepare('SELECT body FROM request_note WHERE request_id = ?').all(requestId)).toHaveLength(
        1,
      );
      expect(raw.prepare('SELECT kind FROM task').pluck().all()).toEqual(['undo']);
    }
  }));

const create = (desk: SyncDesk, externalId: string): void => {
  valueOf(
    takeStep(desk.context, 'create-request', {
      opId: newOpId(),
      externalId,
      fields: newFields,
      partnerIds: [1 as never],
    }) as never,
  );
};

test('a request that is created again keeps the number it was given first', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    create(one, '');
    create(other, 'HAND-20261125-7');
    // Every step reads the settings, so the steps of the other workstation are rechecked.
    const settings = { holdShelf: { days: 5, parcelDays: 4 } };
    valueOf(
      saveLibrarySettings(other.context, { opId: newOpId(), libraryId: 1 as never, settings }) as never,
    );
    await other.sync();
    await one.sync();
    await other.sync();
    for (const { raw } of [one, other])
      expect(
        raw.prepare("SELECT external_id FROM request WHERE title = 'A new one' ORDER BY 1").pluck().all(),
      ).toEqual(['HAND-20261125-1', 'HAND-20261125-7']);
  }));

test('a step that wrote nothing is replayed too, when its operator has left', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    one.context.session.chooseOperator(3 as OperatorId);
    valueOf(doneHereService(one.context).key({ opId: newOpId(), steps: [newOpId()], keyed: true }) as never);
    expect(listPending(one.context.db).map(({ writes }) => writes)).toEqual([[]]);

    const leaver = { id: 3 as OperatorId, name: 'C. Operator', active: false, grants: [] };
    valueOf(operatorsService(other.context).save({ opId: newOpId(), ...leaver }) as never);
    await other.sync();
    await one.sync();
    expect(one.faults).toEqual([]);
    expect(one.raw.prepare("SELECT facts ->> '$.code' FROM task").pluck().all()).toEqual([
      'operator-unknown',
    ]);
  }));

test('the tick of a refused step is removed with it, when both are replayed together', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const operatorId = 3 as OperatorId;
    const grants = [{ role: 'requests-operator' as const, libraryId: 1 as never, deskId: null }];
    valueOf(
      operatorsService(other.context).save({
        opId: newOpId(),
        id: operatorId,
        name: 'C. Operator',
        active: false,
        grants,
      }) as never,
    );
    await other.sync();
    one.context.session.chooseOperator(operatorId);
    const opId = take(one, 'add-note', 3 as RequestId, 1);
    one.context.session.chooseOperator(1 as OperatorId);
    valueOf(doneHereService(one.context).key({ opId: newOpId(), steps: [opId], keyed: true }) as never);
    await one.sync();
    for (const { raw } of [one, other]) expect(raw.prepare('SELECT * FROM keyed_step').all()).toEqual([]);
    expect(one.faults).toEqual([]);
  }));
