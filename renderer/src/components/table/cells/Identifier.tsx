import classes from './Cells.module.css';
import { Line } from './Text.tsx';
import { t } from '../../../../../shared/words/words.ts';

/** The number of trailing characters that stay visible: the length of the longest running numbers in libraries' identifiers. */
const endLength = 7;

/** Splits an identifier where it may be shortened: its end distinguishes it from its neighbours. */
export const partsOf = (identifier: string): readonly [start: string, end: string] => {
  const signs = Array.from(identifier);
  const at = Math.max(0, signs.length - endLength);
  return [signs.slice(0, at).join(''), signs.slice(at).join('')];
};

/**
 * An identifier: complete if the column is wide enough, otherwise shortened in the middle. The tooltip, a selection and the copy button
 * have the complete identifier.
 */
export const Identifier = ({
  text,
  current,
  below = '',
}: {
  readonly text: string;
  /** Whether its row has the keyboard focus. */
  readonly current: boolean;
  /** The text below it if the row has two lines. */
  readonly below?: string;
}) => {
  const [start, end] = partsOf(text);
  return (
    <>
      <bdi className={classes['code']} title={text.slice(0, 1000)}>
        <span>{start}</span>
        <span>{end}</span>
      </bdi>
      {/* Separates two words for screen readers. */}
      {below !== '' && ' '}
      {below !== '' && <Line text={below} isBelow />}
      <button
        type="button"
        className={classes['copy']}
        tabIndex={current ? 0 : -1}
        aria-label={t('Copy {text}', { text: text.slice(0, 100) })}
        title={t('Copy {text}', { text: text.slice(0, 100) })}
        data-act="copy"
        data-copy={text}
      />
    </>
  );
};
