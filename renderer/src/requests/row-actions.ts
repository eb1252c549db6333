import { isItemOut } from '../../../shared/domain/item-status.ts';
import { isReceivable, type Receivable, receivePosition } from '../../../shared/domain/receiving.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import type { Volume } from '../../../shared/domain/life/volume.ts';
import type { MenuKind } from '../../../shared/domain/steps/all-steps.ts';
import { bulkKinds, eventsOf, menuKinds, steps } from '../../../shared/domain/steps/all-steps.ts';
import { isViewOnly } from '../../../shared/domain/request-edit.ts';
import { againRefusal } from '../../../shared/domain/request-again.ts';
import type { StepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { RequestRow } from '../../../shared/ipc/request-views.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import type { ForMany } from './requests.types.ts';
import { stepRefusal } from '../steps/step-refusal.ts';
import { t } from '../../../shared/words/words.ts';

/** Returns the part of a row that the rules of receiving need. */
export const receivableOf = (
  row: Pick<RequestRow, 'setOpen' | 'volumesExpected' | 'volumesReceived' | 'life'>,
): Receivable => ({
  life: row.life,
  loopOpen: row.setOpen,
  expected: row.volumesExpected,
  received: row.volumesReceived,
  unscanned: row.life.volumes.filter(({ use }) => use === 'for-patron').length - row.volumesReceived,
});

/** The part of a row that the rules need. */
export type ActionRow = Pick<
  RequestRow,
  | 'status'
  | 'format'
  | 'life'
  | 'openSince'
  | 'volumesExpected'
  | 'volumesReceived'
  | 'setOpen'
  | 'libraryId'
  | 'libraryName'
>;

export type RowAction = MenuKind | 'add-volume' | 'print' | 'again' | 'edit' | 'view';

/** Steps that advance the request, that concern its partner, that report a problem; and those that change nothing. */
export type MenuGroup = 'next' | 'partner' | 'problem' | 'look';

/** An entry of a row's menu: `why` is the reason if the role is missing, otherwise null. */
export type OfferedAction = {
  readonly id: RowAction;
  readonly label: string;
  readonly why: string | null;
  /** The heading of its group in the menu. */
  readonly group: MenuGroup;
};

/** Everything expected has arrived: one more volume can be received deliberately. */
const takesOneMore = (row: ActionRow): boolean => receivePosition(receivableOf(row)) === 'filled';

/** The label of the action that requests the same item again. */
export const againLabel = t('Request again');
const again = { id: 'again', label: againLabel, group: 'look' } as const;

/** Whether the status allows an action at all; a missing volume may still be received later. */
export const statusAllows = (action: MenuKind, row: ActionRow, today: CalendarDate): boolean => {
  if (action === 'receive') return isReceivable(receivableOf(row));
  if (action === 'lend') return row.life.volumes.some(waitsOnShelf);
  if (action === 'go-on') return asksToGoOn(row, today);
  return eventsOf(action, row.life).length > 0;
};

const waitsOnShelf = ({ place, use, patron }: Volume): boolean =>
  place === 'on-hold-shelf' && use === 'for-patron' && patron !== 'brought-back';

/** Whether the needed-by date is past, or the partner's price exceeds the limit. */
const asksToGoOn = ({ life, openSince: { neededBy, overCostAt } }: ActionRow, today: CalendarDate): boolean =>
  life.endedAs === null &&
  life.cancelWish === null &&
  (overCostAt !== null || (neededBy !== null && neededBy < today));

/** A slip belongs to an item. */
const hasSlip = ({ volumesReceived }: ActionRow): boolean => volumesReceived > 0;

/** Returns the actions for the request of a row, without those that the status forbids; those that the role forbids carry a reason. */
export const offeredActions = (
  row: ActionRow,
  state: Pick<AppState, 'operator' | 'desk'>,
  today: CalendarDate,
): OfferedAction[] => {
  const roleLacks = (step: StepKind): string | null => stepRefusal(state, step, row);
  const entry = (action: MenuKind): OfferedAction => ({
    id: action,
    label: steps[action].menu.label,
    group: steps[action].menu.group,
    why: roleLacks(action),
  });
  const offer = (is: boolean, action: Omit<OfferedAction, 'why'>, step: StepKind): OfferedAction[] =>
    is ? [{ ...action, why: roleLacks(step) }] : [];
  return [
    ...menuKinds.filter((action) => statusAllows(action, row, today)).map(entry),
    ...offer(
      takesOneMore(row),
      { id: 'add-volume', label: t('Add another volume'), group: 'next' },
      'receive',
    ),
    { id: 'view', label: t('View'), why: null, group: 'look' },
    ...offer(hasSlip(row), { id: 'print', label: t('Print slip'), group: 'look' }, 'print-return-slip'),
    ...offer(!isViewOnly(row.status), { id: 'edit', label: t('Edit'), group: 'look' }, 'edit-request'),
    ...offer(againRefusal(row.status) === null, again, 'create-request'),
  ];
};

/** Returns the actions for a request among many. */
export const forManyOf = (row: ActionRow, today: CalendarDate): readonly ForMany[] => [
  ...bulkKinds.filter((kind) => statusAllows(kind, row, today)),
  ...(hasSlip(row) ? (['print'] as const) : []),
];

/** The part of a volume's place that the menu needs. */
export type MenuPlace = Pick<RequestRow['places'][number], 'barcode' | 'status'>;

/**
 * Returns the code for Manage Patron Services of a volume on a hold shelf: its barcode, or else the external identifier; null if there is
 * none.
 */
export const codeToLend = ({
  places,
  externalId,
}: Pick<RequestRow, 'externalId'> & { readonly places: readonly MenuPlace[] }): string | null => {
  const waiting = places.filter(({ status }) => status === 'on-hold-shelf');
  const volume = waiting.find(({ barcode }) => barcode !== '') ?? waiting[0];
  return volume === undefined ? null : volume.barcode || externalId;
};

/**
 * Returns the code for Return Items: preferably the barcode of a volume that is here, otherwise of one that the patron has. A volume
 * without a barcode uses the external identifier. Null if everything has gone back.
 */
export const codeToReturn = ({
  places,
  externalId,
}: Pick<RequestRow, 'externalId'> & { readonly places: readonly MenuPlace[] }): string | null => {
  const out = places.filter(({ status }) => isItemOut(status));
  const here = out.filter(({ status }) => status !== 'on-loan');
  const isScanned = ({ barcode }: MenuPlace): boolean => barcode !== '';
  const volume = here.find(isScanned) ?? here[0] ?? out.find(isScanned) ?? out[0];
  return volume === undefined ? null : volume.barcode || externalId;
};
