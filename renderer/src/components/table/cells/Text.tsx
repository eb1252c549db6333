import type { ReactNode } from 'react';
import classes from './Cells.module.css';
import { factWords } from '../../Facts.tsx';

/** Long enough for any cell; a text of ten thousand letters in each row would make scrolling heavy. */
const cellLength = 240;

/** A text from outside as far as a cell shows it. */
export const cellText = (text: string): string =>
  text.length > cellLength ? `${text.slice(0, cellLength)}…` : text;

/** A text as a tooltip shows it. */
export const tipText = (text: string): string => text.slice(0, 1000);

/** A text on one line, cut where the column ends. */
export const Line = ({ text, isBelow = false }: { readonly text: string; readonly isBelow?: boolean }) => (
  <bdi className={`${classes['line']} ${isBelow ? classes['below'] : ''}`} title={tipText(text)}>
    {cellText(text)}
  </bdi>
);

/** A name or another text: of two lines where the row has room for them. */
export const TextCell = ({ text, compact }: { readonly text: string; readonly compact: boolean }) =>
  compact ? (
    <Line text={text} />
  ) : (
    <bdi className={classes['text']} title={tipText(text)}>
      {cellText(text)}
    </bdi>
  );

/** A text with what belongs to it in smaller print below, a line each; behind it where a row has one line. */
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

/** Anything that is words: cut as a text is. */
export const TextBox = ({
  children,
  compact,
}: {
  readonly children: ReactNode;
  readonly compact: boolean;
}) => <span className={classes[compact ? 'line' : 'text']}>{children}</span>;

/** How far something has come, with the reason below it, or behind it on one line. @param words empty where there is none */
export const StateCell = ({
  state,
  words,
  compact,
}: {
  readonly state: ReactNode;
  readonly words: string;
  readonly compact: boolean;
}) => (
  <span className={classes[compact ? 'stateLine' : 'lines']}>
    {state}
    {words !== '' && (
      <bdi className={`${classes['line']} ${classes['below']}`} title={tipText(words)}>
        {cellText(words)}
      </bdi>
    )}
  </span>
);

/** The name of a row that opens it. @param mark by what the page finds it again, to give it the focus back */
export const OpenButton = ({
  text,
  current,
  mark,
  open,
}: {
  readonly text: string;
  /** Whether its row has the keys. */
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
