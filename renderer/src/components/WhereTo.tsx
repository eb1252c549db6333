import type { ReactNode } from 'react';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp';
import IconBookmark from '@tabler/icons-react/icons/IconBookmark';
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck';
import IconInfoCircle from '@tabler/icons-react/icons/IconInfoCircle';
import IconHandStop from '@tabler/icons-react/icons/IconHandStop';
import IconPackageExport from '@tabler/icons-react/icons/IconPackageExport';
import IconTruck from '@tabler/icons-react/icons/IconTruck';
import IconUserCheck from '@tabler/icons-react/icons/IconUserCheck';
import type { WhereTo as Place } from '../../../shared/ipc/views.ts';
import type { Received } from '../../../shared/ipc/receiving-views.ts';
import classes from './WhereTo.module.css';
import { t } from '../../../shared/words/words.ts';
import { Facts } from './Facts.tsx';

export type Sign = 'shelf' | 'send' | 'back' | 'hand' | 'stop' | 'look' | 'fact' | 'done' | 'undone';

/** The icon of each sign, also used in lists. */
export const signIcons = {
  shelf: IconBookmark,
  send: IconTruck,
  back: IconPackageExport,
  hand: IconUserCheck,
  stop: IconHandStop,
  look: IconAlertTriangle,
  fact: IconInfoCircle,
  done: IconCircleCheck,
  undone: IconArrowBackUp,
} as const;

export type Words = { readonly sign: Sign; readonly word: string; readonly name: string };

/** Returns the next action in words: `HOLD SHELF · Reader's name`, `SEND TO · Hilltop Branch`. */
export const whereToWords = (whereTo: Place, patronName: string): Words => {
  switch (whereTo.kind) {
    case 'hold-shelf':
      return { sign: 'shelf', word: t('HOLD SHELF'), name: patronName || whereTo.name };
    case 'in-transit':
      return { sign: 'send', word: t('SEND TO'), name: whereTo.name };
    case 'to-partner':
      return { sign: 'back', word: t('RETURN TO'), name: whereTo.name };
    case 'kept-by-patron':
      return { sign: 'hand', word: t('HANDED TO'), name: whereTo.name };
    case 'to-patron':
      return { sign: 'hand', word: t('LENT TO'), name: whereTo.name };
    case 'on-loan':
      return { sign: 'hand', word: t('WITH THE PATRON'), name: whereTo.name };
    case 'returned-by-patron':
      return { sign: 'back', word: t('BACK FROM THE PATRON'), name: whereTo.name };
  }
};

/** Returns where to put a received volume: on the hold shelf, in transit, or with the items that go back; or where it stays. */
export const receivedPlace = ({
  stays,
  goesBackTo,
  volume: { destination },
  patronName,
}: Received): Words => {
  if (stays !== null) return whereToWords({ kind: stays, name: patronName }, patronName);
  return goesBackTo === null
    ? whereToWords({ kind: destination.kind, name: destination.deskName }, patronName)
    : { sign: 'back', word: t('TO GO BACK'), name: goesBackTo };
};

/** Returns the words for where an item will go once it is received. */
export const destinationAhead = (
  { kind, deskName }: Received['volume']['destination'],
  patronName: string,
): Words =>
  kind === 'hold-shelf'
    ? { sign: 'shelf', word: t('Hold shelf here'), name: patronName }
    : { sign: 'send', word: t('{deskName}', { deskName }), name: '' };

/** The line that says what happens next, readable from two metres: icon, colour, word. */
export const WhereTo = ({
  sign,
  word,
  name,
  small = false,
  card = false,
  ahead = false,
  actions = null,
  children,
}: Words & {
  /** For a line beside something more important. */
  readonly small?: boolean;
  /** In the card of a scan page, which has a fixed height. */
  readonly card?: boolean;
  /** The step has not happened yet: only an outline is drawn. */
  readonly ahead?: boolean;
  /** Possible actions. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) => {
  const Icon = signIcons[sign];
  return (
    <div
      className={classes['where']}
      data-sign={sign}
      data-small={small || undefined}
      data-card={card || undefined}
      data-ahead={ahead || undefined}
    >
      <div className={classes['said']}>
        <p className={classes['line']}>
          <Icon className={classes['icon']} aria-hidden />
          <span className={classes['words']}>
            <Facts>
              {ahead && <span className={classes['ahead']}>{t('Goes to')}</span>}
              <span>{word}</span>
              {name !== '' && <bdi>{name}</bdi>}
            </Facts>
          </span>
        </p>
        {children}
      </div>
      {actions !== null && <div className={classes['actions']}>{actions}</div>}
    </div>
  );
};
