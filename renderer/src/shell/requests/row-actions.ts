import { isItemOut } from '../../../../shared/domain/item-status.ts';
import { isReceivable } from '../../../../shared/domain/receiving.ts';
import type { RequestAction } from '../../../../shared/domain/request-actions.ts';
import { eventsOf, requestActionNames, requestActions } from '../../../../shared/domain/request-actions.ts';
import { isViewOnly } from '../../../../shared/domain/request-edit.ts';
import { statusPhase } from '../../../../shared/domain/request-status.ts';
import type { StepKind } from '../../../../shared/domain/steps.ts';
import type { RequestRow } from '../../../../shared/ipc/request-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { stepRefusal } from '../steps/step-refusal.ts';

/** What receiving asks of a row. */
export const receivableOf = (
  row: Pick<RequestRow, 'status' | 'setOpen' | 'volumesExpected' | 'volumesReceived'>,
): Parameters<typeof isReceivable>[0] => ({
  status: row.status,
  loopOpen: row.setOpen,
  expected: row.volumesExpected,
  received: row.volumesReceived,
});

/** What the rules ask of a row. */
export type ActionRow = Pick<
  RequestRow,
  'status' | 'volumesExpected' | 'volumesReceived' | 'setOpen' | 'libraryId' | 'libraryName'
>;

export type RowAction = RequestAction | 'print' | 'edit' | 'view';

/** One entry of a row's menu: `why` is the reason where the role is missing, otherwise null. */
export type OfferedAction = {
  readonly id: RowAction;
  readonly label: string;
  readonly why: string | null;
  /** Lines part the groups. */
  readonly group: 'trained' | 'look' | 'further';
};

/** Whether the status allows an action at all; a volume that is still missing may be received later. */
const statusAllows = (action: RequestAction, row: ActionRow): boolean =>
  action === 'receive' ? isReceivable(receivableOf(row)) : eventsOf(action, row.status).length > 0;

/** A slip belongs to an item; a parcel for a cancelled request gets a return slip. */
const hasSlip = (row: ActionRow): boolean =>
  row.volumesReceived > 0 || statusPhase(row.status) === 'cancelled';

/**
 * What the menu of a row offers: what the status forbids is left out, what the role forbids carries its reason.
 */
export const offeredActions = (
  row: ActionRow,
  state: Pick<AppState, 'operator' | 'desk'>,
): OfferedAction[] => {
  const roleLacks = (step: StepKind): string | null => stepRefusal(state, step, row);
  const entry = (action: RequestAction): OfferedAction => ({
    id: action,
    label: requestActions[action].label,
    group: requestActions[action].group,
    why: roleLacks(requestActions[action].step),
  });
  const entries = requestActionNames.filter((action) => statusAllows(action, row)).map(entry);
  return [
    ...entries.filter(({ group }) => group === 'trained'),
    ...(hasSlip(row)
      ? [{ id: 'print', label: 'Print slip', why: roleLacks('print-return-slip'), group: 'look' } as const]
      : []),
    { id: 'view', label: 'View', why: null, group: 'look' },
    ...entries.filter(({ group }) => group === 'further'),
    ...(isViewOnly(row.status)
      ? []
      : [{ id: 'edit', label: 'Edit', why: roleLacks('edit-request'), group: 'further' } as const]),
  ];
};

/** Where one volume is, as far as the menu asks. */
export type MenuPlace = Pick<RequestRow['places'][number], 'barcode' | 'status'>;

/** The volume to return: one that is with us before one that the patron has; null where everything has gone back. */
export const barcodeToReturn = (places: readonly MenuPlace[]): string | null => {
  const out = places.filter(({ status }) => isItemOut(status));
  return (out.find(({ status }) => status !== 'on-loan') ?? out[0])?.barcode ?? null;
};
