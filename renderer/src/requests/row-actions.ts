import { isItemOut } from '../../../shared/domain/item-status.ts';
import { isReceivable, type Receivable, receivePosition } from '../../../shared/domain/receiving.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import type { Volume } from '../../../shared/domain/life/volume.ts';
import type { MenuKind } from '../../../shared/domain/steps/all-steps.ts';
import { eventsOf, menuKinds, steps } from '../../../shared/domain/steps/all-steps.ts';
import { isViewOnly } from '../../../shared/domain/request-edit.ts';
import { againRefusal } from '../../../shared/domain/request-again.ts';
import { statusForbids } from '../../../shared/domain/request-status.ts';
import type { StepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { RequestRow } from '../../../shared/ipc/request-views.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
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

/** One entry of a row's menu: `why` is the reason where the role is missing, otherwise null. */
export type OfferedAction = {
  readonly id: RowAction;
  readonly label: string;
  readonly why: string | null;
  /** Lines part the groups. */
  readonly group: 'trained' | 'look' | 'further';
};

/** Everything expected came: one more volume is received on purpose. */
const takesOneMore = (row: ActionRow): boolean => receivePosition(receivableOf(row)) === 'filled';

const again = { id: 'again', label: t('Request again'), group: 'further' } as const;

/** Whether the status allows an action at all; a volume that is still missing may be received later. */
const statusAllows = (action: MenuKind, row: ActionRow, today: CalendarDate): boolean => {
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
 * What the menu of a row offers: what the status forbids is left out, what the role forbids carries its reason.
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
  const entries = menuKinds.filter((action) => statusAllows(action, row, today)).map(entry);
  return [
    ...entries.filter(({ group }) => group === 'trained'),
    ...(hasSlip(row)
      ? [
          {
            id: 'print',
            label: t('Print slip'),
            why: roleLacks('print-return-slip'),
            group: 'look',
          } as const,
        ]
      : []),
    { id: 'view', label: t('View'), why: null, group: 'look' },
    ...entries.filter(({ group }) => group === 'further'),
    ...(takesOneMore(row)
      ? [
          {
            id: 'add-volume',
            label: t('Add another volume'),
            why: roleLacks('receive'),
            group: 'further',
          } as const,
        ]
      : []),
    ...(againRefusal(row.status) === null ? [{ ...again, why: roleLacks('create-request') }] : []),
    ...(isViewOnly(row.status)
      ? []
      : [
          {
            id: 'edit',
            label: t('Edit'),
            why: roleLacks('edit-request'),
            group: 'further',
          } as const,
        ]),
  ];
};

/** The actions that are not possible now, each with its reason: what the menu lists under `Unavailable`. */
export const impossibleActions = (row: ActionRow, today: CalendarDate): readonly OfferedAction[] => {
  const whyNotAgain = againRefusal(row.status);
  const impossible = menuKinds
    .filter((action) => !statusAllows(action, row, today))
    .map((action): OfferedAction => ({
      id: action,
      label: steps[action].menu.label,
      group: steps[action].menu.group,
      why: statusForbids(row.status, steps[action].says.done),
    }));
  return whyNotAgain === null ? impossible : [...impossible, { ...again, why: whyNotAgain }];
};

/** Where one volume is, as far as the menu asks. */
export type MenuPlace = Pick<RequestRow['places'][number], 'barcode' | 'status'>;

/** The volume that waits on a hold shelf; null where none does. */
export const barcodeToLend = (places: readonly MenuPlace[]): string | null =>
  places.find(({ status, barcode }) => status === 'on-hold-shelf' && barcode !== '')?.barcode ?? null;

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
