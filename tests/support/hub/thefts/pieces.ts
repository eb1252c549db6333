import type { OperatorId } from '../../../../shared/domain/ids.ts';
import type { OutgoingStep } from '../../../../electron/main/sync/wire.ts';

// Pieces of steps that a stolen login offers (stolen-login.test.ts).

/** A title, and the steps that are offered one after the other. @param theirs the id of a step of another workstation, on request 2. */
export type Attack = readonly [
  title: string,
  steps: (theirs: OutgoingStep['opId']) => readonly Partial<OutgoingStep>[],
];

/** When everything is done. */
export const at = '2026-11-25T08:00:00.000Z';
/** An id of the workstation whose login was stolen: the second one. */
export const own = 2 * 2 ** 32 + 900_000;
export const by = (operatorId: number, others: object): Partial<OutgoingStep> => ({
  operatorId: operatorId as OperatorId,
  requestId: null,
  ...others,
});
export const role = (
  id: number,
  operatorId: number,
  libraryId = 1,
  name = 'fulfillment-services-operator',
) => ({
  t: 'operator_role',
  id,
  b: null,
  a: { id, operator_id: operatorId, role: name, library_id: libraryId, desk_id: null },
});
export const changed = (t: string, id: number, b: object, a: object): OutgoingStep['changes'][number] =>
  ({ t, id, b, a }) as never;
export const request = (id: number, b: object, a: object): OutgoingStep['changes'] => [
  changed('request', id, b, a),
];
export const note = (requestId: number, id = own, values: object = {}): OutgoingStep['changes'][number] => ({
  t: 'request_note',
  id,
  b: null,
  a: {
    id,
    request_id: requestId,
    author: 'staff',
    body: '',
    active: 1,
    created_at: at,
    operator_name: '',
    dismissed_at: null,
    ...values,
  },
});
export const pinOf = (id: number): OutgoingStep['changes'][number] =>
  changed('operator', id, { pin_hash: '' }, { pin_hash: 'scrypt$of-mine' });
export const ended = { ended_as: 'REQUEST_COMPLETED', status: 'REQUEST_COMPLETED' };
export const open = { ended_as: null, status: 'SHIPPED_PHYSICALLY' };
export const commandLine = (theirs: OutgoingStep['opId'], changes: object): OutgoingStep['amends'] => {
  const line = {
    op_id: theirs,
    kind: 'receive',
    operator_id: 1,
    desk_id: 1,
    at,
    request_id: 2,
    input: '{}',
    answer: 'null',
    undone_by: null,
  };
  return [{ log: 'command_log', b: line, a: { ...line, ...changes } }];
};
export const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
