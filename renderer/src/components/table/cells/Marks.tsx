import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconHelpCircle from '@tabler/icons-react/icons/IconHelpCircle';
import IconMessage from '@tabler/icons-react/icons/IconMessage';
import type { ReactNode } from 'react';
import classes from './Cells.module.css';

/** An icon for an open matter; its words are in the tooltip and for screen readers. */
export const Mark = ({
  words,
  isUrgent = false,
  icon: Icon = isUrgent ? IconAlertTriangle : IconHelpCircle,
}: {
  readonly words: string;
  readonly isUrgent?: boolean;
  readonly icon?: typeof IconMessage;
}) => {
  return (
    <span
      className={classes['mark']}
      role="img"
      aria-label={words}
      title={words}
      data-urgent={isUrgent || undefined}
    >
      <Icon size={16} aria-hidden />
    </span>
  );
};

/** A link to unhandled notes, with their number. */
export const NotesLink = ({
  label,
  count,
  href,
  open,
  current,
}: {
  readonly label: string;
  readonly count: number;
  readonly href: string;
  readonly open: () => void;
  /** Whether its row has the keyboard focus. */
  readonly current: boolean;
}) => (
  <a
    className={classes['notes']}
    href={href}
    aria-label={label}
    title={`${label} (${count})`}
    tabIndex={current ? 0 : -1}
    onClick={(event) => {
      event.preventDefault();
      open();
    }}
  >
    <IconMessage size={15} aria-hidden />
    <span className={classes['count']} data-count={count} aria-hidden />
  </a>
);

/** A cell with icons before its text. */
export const WithMarks = ({
  marks,
  children,
}: {
  readonly marks: ReactNode;
  readonly children: ReactNode;
}) => (
  <span className={classes['withMarks']}>
    <span className={classes['marks']}>{marks}</span>
    {children}
  </span>
);
