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

/** What receiving asks of a row. */
export const receivableOf = (
  row: Pick<RequestRow, 'setOpen' | 'volumesExpected' | 'volumesReceived' | 'life'>,
): Receivable => ({
  life: row.life,
  loopOpen: row.setOpen,
  expected: row.volumesExpected,
  received: row.volumesReceived,
  unscanned: row.life.volumes.length - row.volumesReceived,
});

/** What the rules ask of a row. */
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

/** What brings the request on, what concerns its partner, what went wrong; and what changes nothing of where it stands. */
export type MenuGroup = 'next' | 'partner' | 'problem' | 'look';

/** One entry of a row's menu: `why` is the reason where the role is missing, otherwise null. */
export type OfferedAction = {
  readonly id: RowAction;
  readonly label: string;
  readonly why: string | null;
  /** Under which head it stands in the menu. */
  readonly group: MenuGroup;
};

/** Everything expected came: one more volume is received on purpose. */
const takesOneMore = (row: ActionRow): boolean => receivePosition(receivableOf(row)) === 'filled';

const again = { id: 'again', label: t('Request again'), group: 'look' } as const;

/** Whether the status allows an action at all; a volume that is still missing may be received later. */
export const statusAllows = (action: MenuKind, row: ActionRow, today: CalendarDate): boolean => {
  if (action === 'receive') return isReceivable(receivableOf(row));
  if (action === 'lend') return row.life.volumes.some(waitsOnShelf);
  if (action === 'go-on') return asksToGoOn(row, today);
  return eventsOf(action, row.life).length > 0;
};

const waitsOnShelf = ({ place, use, patron }: Volume): boolean =>
  place === 'on-hold-shelf' && use === 'for-patron' && patron !== 'brought-back';

/** Whether it is past the day by which it is needed, or its partner wants more than may be paid. */
const asksToGoOn = ({ life, openSince: { neededBy, overCostAt } }: ActionRow, today: CalendarDate): boolean =>
  life.endedAs === null &&
  life.cancelWish === null &&
  (overCostAt !== null || (neededBy !== null && neededBy < today));

/** A slip belongs to an item. */
const hasSlip = ({ volumesReceived }: ActionRow): boolean => volumesReceived > 0;

/**
 * What can be done with the request of a row: what the status forbids is left out, what the role forbids carries its reason.
 */
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

/** What can be done with a request among many. */
export const forManyOf = (row: ActionRow, today: CalendarDate): readonly ForMany[] => [
  ...bulkKinds.filter((kind) => statusAllows(kind, row, today)),
  ...(hasSlip(row) ? (['print'] as const) : []),
];

/** Where one volume is, as far as the menu asks. */
export type MenuPlace = Pick<RequestRow['places'][number], 'barcode' | 'status'>;

/** What Manage Patron Services is given for the volume that waits on a hold shelf: its barcode, or else the external identifier; null where none waits. */
export const codeToLend = ({
  places,
  externalId,
}: Pick<RequestRow, 'externalId'> & { readonly places: readonly MenuPlace[] }): string | null => {
  const waiting = places.filter(({ status }) => status === 'on-hold-shelf');
  const volume = waiting.find(({ barcode }) => barcode !== '') ?? waiting[0];
  return volume === undefined ? null : volume.barcode || externalId;
};

/**
 * What Return Items is given for a row: the barcode of a volume that is with us before one that the patron has. One without a barcode goes
 * by the external identifier. Null where everything has gone back.
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
