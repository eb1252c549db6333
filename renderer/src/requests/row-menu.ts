import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { activeTurn, type Life } from '../../../shared/domain/life/life.ts';
import { isOut } from '../../../shared/domain/life/volume.ts';
import { nextStepOf } from '../../../shared/domain/next-step.ts';
import type { RequestStatus } from '../../../shared/domain/request-status.ts';
import { roles } from '../../../shared/domain/roles.ts';
import { factsOf, type MenuKind, type StepKind, steps } from '../../../shared/domain/steps/all-steps.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import { t } from '../../../shared/words/words.ts';
import {
  type ActionRow,
  type MenuGroup,
  type OfferedAction,
  offeredActions,
  type RowAction,
  statusAllows,
} from './row-actions.ts';

// The arrangement of a row's menu: the most useful action first; unavailable ones that users may look for are listed with a reason.

/** The usual next step for statuses without a queue. */
const usual: Partial<Record<RequestStatus, MenuKind>> = {
  REQUEST_SENT: 'partner-answer',
  WILL_SUPPLY: 'partner-answer',
  SHIPPED_DIGITALLY: 'receive-digitally',
  RECEIVED_PHYSICALLY: 'lend',
  LOANED: 'return',
  RENEWED: 'return',
  RENEW_NOT_ACCEPTED: 'return',
};

/** Returns the step that this request asks for, or that usually comes next; null if there is none. */
const sensibleStep = (row: ActionRow): RowAction | null =>
  nextStepOf(row) ?? usual[row.status as RequestStatus] ?? null;

const groups: readonly MenuGroup[] = ['next', 'partner', 'problem', 'look'];

/** The headings of the groups. The last one needs none. */
export const groupHeads: Readonly<Record<MenuGroup, string | null>> = {
  next: t('Next step'),
  partner: t('Partner'),
  problem: t('Problem'),
  look: null,
};

type Asker = Pick<AppState, 'operator' | 'desk'>;

/** Returns the actions of the menu by group; the most useful one comes first. */
export const menuActions = (row: ActionRow, state: Asker, today: CalendarDate): readonly OfferedAction[] => {
  const sensible = sensibleStep(row);
  const offered = offeredActions(row, state, today).filter(({ why }) => why === null);
  const [first] = offered.filter(({ id }) => id === sensible);
  return [
    ...(first ? [{ ...first, group: 'next' } as const] : []),
    ...groups.flatMap((group) => offered.filter((one) => one.group === group && one !== first)),
  ];
};

const isAnyOut = ({ volumes }: Life): boolean => volumes.some(isOut);
const isWithPatron = ({ volumes }: Life): boolean => volumes.some(({ place }) => place === 'on-loan');

/** For items that are neither here nor with the patron: whether they went back, or never arrived. */
const notHere = ({ volumes }: Life): string =>
  volumes.length > 0 ? t('Already returned') : t('Not received yet');

const whyNoRenewal = (life: Life): string => {
  if (!isAnyOut(life)) return notHere(life);
  if (life.volumes.some(({ demand }) => demand === 'recalled')) return t('Recalled by partner');
  return life.volumes.some(({ renewal }) => renewal === 'asked')
    ? t('Already requested')
    : t('Goes back to the partner');
};

const whyNoLoan = (life: Life): string => {
  if (!isAnyOut(life)) return notHere(life);
  if (isWithPatron(life)) return t('Already on loan');
  return life.volumes.some(({ place }) => place === 'in-transit')
    ? t('In transit')
    : t('Goes back to the partner');
};

/** Returns in a few words why a step is unavailable now; null if users would not look for it. For an ended request nothing is listed. */
const whyNot: Partial<Readonly<Record<MenuKind, (life: Life) => string | null>>> = {
  receive: () => t('Already received'),
  lend: whyNoLoan,
  return: notHere,
  'request-renewal': whyNoRenewal,
  cancel: (life) =>
    life.cancelWish !== null
      ? t('Already requested')
      : isWithPatron(life)
        ? t('With the patron')
        : t('Already returned'),
  'send-request': (life) =>
    activeTurn(life) || life.volumes.length > 0 ? t('Already sent') : t('No partner left to ask'),
  'complete-by-hand': () => t('An item is still out'),
};

/** Returns the step of an action. */
const stepOf = (id: RowAction): StepKind | null => {
  switch (id) {
    case 'view':
      return null;
    case 'add-volume':
      return 'receive';
    case 'print':
      return 'print-return-slip';
    case 'again':
      return 'create-request';
    case 'edit':
      return 'edit-request';
    default:
      return id;
  }
};

/** Returns in a few words which role an action needs, and where. */
const roleWords = (id: RowAction, { libraryName }: ActionRow): string => {
  const step = stepOf(id);
  const needed = step === null ? [] : factsOf(step).who.roles.map((role) => roles[role].label);
  return t('Needs {roles}{place, select, none {} other { at {place}}}', {
    roles: needed.join(t(' or ')),
    place: libraryName || 'none',
  });
};

type Unavailable = {
  /** Actions that users may look for, but that are impossible now. */
  readonly impossible: readonly OfferedAction[];
  /** Actions that need another role. */
  readonly forbidden: readonly OfferedAction[];
};

/** Returns the actions listed under `Unavailable`, each with its reason. */
export const unavailableActions = (row: ActionRow, state: Asker, today: CalendarDate): Unavailable => {
  const { life } = row;
  const forbidden = offeredActions(row, state, today).filter(({ why }) => why !== null);
  const kinds = life.endedAs === null ? (Object.keys(whyNot) as MenuKind[]) : [];
  const impossible = kinds
    .filter((kind) => !statusAllows(kind, row, today))
    .flatMap((kind): OfferedAction[] => {
      const why = whyNot[kind]?.(life) ?? null;
      const { label, group } = steps[kind].menu;
      return why === null ? [] : [{ id: kind, label, group, why }];
    });
  return { impossible, forbidden: forbidden.map((one) => ({ ...one, why: roleWords(one.id, row) })) };
};
