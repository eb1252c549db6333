import type { ReactNode } from 'react';
import classes from './Cells.module.css';
import { factWords } from '../../Facts.tsx';

/** Long enough for any cell; texts of ten thousand characters in each row would slow down scrolling. */
const cellLength = 240;

/** Returns the part of an external text that a cell shows. */
export const cellText = (text: string): string =>
  text.length > cellLength ? `${text.slice(0, cellLength)}…` : text;

/** Returns the part of a text that a tooltip shows. */
export const tipText = (text: string): string => text.slice(0, 1000);

/** A text on one line, clipped at the end of the column. */
export const Line = ({ text, isBelow = false }: { readonly text: string; readonly isBelow?: boolean }) => (
  <bdi className={`${classes['line']} ${isBelow ? classes['below'] : ''}`} title={tipText(text)}>
    {cellText(text)}
  </bdi>
);

/** A name or other text: two lines if the row has room for them. */
export const TextCell = ({ text, compact }: { readonly text: string; readonly compact: boolean }) =>
  compact ? (
    <Line text={text} />
  ) : (
    <bdi className={classes['text']} title={tipText(text)}>
      {cellText(text)}
    </bdi>
  );

/** A text with secondary texts in smaller print below, one per line; after it if rows have one line. */
export const TwoLines = ({
  text,
  below,
  compact,
}: {
  readonly text: string;
  readonly below: string;
  readonly compact: boolean;
}) => {
  if (compact || below === '') return <TextCell text={factWords([text, below])} compact={compact} />;
  return (
    <span className={classes['lines']} title={tipText(factWords([text, below]))}>
      <bdi className={classes['line']}>{cellText(text)}</bdi>
      <bdi className={`${classes['line']} ${classes['below']}`}>{cellText(below)}</bdi>
    </span>
  );
};

/** Any inline content, clipped like text. */
export const TextBox = ({
  children,
  compact,
}: {
  readonly children: ReactNode;
  readonly compact: boolean;
}) => <span className={classes[compact ? 'line' : 'text']}>{children}</span>;

/**
 * A state with its reason or its time below it, or after it on one line.
 * @param words the reason or the time, or empty. @param tip the tooltip, if different
 */
export const StateCell = ({
  state,
  words,
  tip = words,
  compact,
}: {
  readonly state: ReactNode;
  readonly words: string;
  readonly tip?: string;
  readonly compact: boolean;
}) => (
  <span className={classes[compact ? 'stateLine' : 'lines']}>
    {state}
    {words !== '' && (
      <bdi className={`${classes['line']} ${classes['below']}`} title={tipText(tip)}>
        {cellText(words)}
      </bdi>
    )}
  </span>
);

/** The name of a row, as a button that opens it. @param mark identifies the button, so that the focus can return to it */
export const OpenButton = ({
  text,
  current,
  mark,
  open,
}: {
  readonly text: string;
  /** Whether its row has the keyboard focus. */
  readonly current: boolean;
  readonly mark: string | number;
  readonly open: () => void;
}) => (
  <button
    type="button"
    className={classes['open']}
    tabIndex={current ? 0 : -1}
    title={tipText(text)}
    data-record={mark}
    onClick={open}
  >
    <bdi>{cellText(text)}</bdi>
  </button>
);
