import type { ReactNode } from 'react';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp';
import IconBookmark from '@tabler/icons-react/icons/IconBookmark';
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck';
import IconHandStop from '@tabler/icons-react/icons/IconHandStop';
import IconTruck from '@tabler/icons-react/icons/IconTruck';
import type { Received } from '../../../shared/ipc/views.ts';
import classes from './WhereTo.module.css';

export type Sign = 'shelf' | 'send' | 'stop' | 'look' | 'done' | 'undone';

const icons = {
  shelf: IconBookmark,
  send: IconTruck,
  stop: IconHandStop,
  look: IconAlertTriangle,
  done: IconCircleCheck,
  undone: IconArrowBackUp,
} as const;

/** The words of a destination: what the hand does next. */
export const destinationWords = (
  destination: Received['volume']['destination'],
  patronName: string,
): { readonly sign: Sign; readonly word: string; readonly name: string } =>
  destination.kind === 'hold-shelf'
    ? { sign: 'shelf', word: 'HOLD SHELF', name: patronName || destination.deskName }
    : { sign: 'send', word: 'SEND TO', name: destination.deskName };

/** The line that says what happens next, readable from two metres: icon, colour, word. */
export const WhereTo = ({
  sign,
  word,
  name,
  small = false,
  children,
}: {
  readonly sign: Sign;
  readonly word: string;
  readonly name: string;
  /** Beside something that matters more. */
  readonly small?: boolean;
  readonly children?: ReactNode;
}) => {
  const Icon = icons[sign];
  return (
    <div className={classes['where']} data-sign={sign} data-small={small || undefined}>
      <p className={classes['line']}>
        <Icon className={classes['icon']} aria-hidden />
        <span className={classes['words']}>
          <span>{word}</span>
          {name !== '' && (
            <>
              {' · '}
              <bdi>{name}</bdi>
            </>
          )}
        </span>
      </p>
      {children}
    </div>
  );
};
