import classes from './Cells.module.css';
import { Line } from './Text.tsx';
import { t } from '../../../../../shared/words/words.ts';

/** So many of the last signs stay: the running number of the longest identifiers that libraries give. */
const endLength = 7;

/** An identifier in the two parts between which it may be cut: its end tells it from its neighbours. */
export const partsOf = (identifier: string): readonly [start: string, end: string] => {
  const signs = Array.from(identifier);
  const at = Math.max(0, signs.length - endLength);
  return [signs.slice(0, at).join(''), signs.slice(at).join('')];
};

/**
 * An identifier: whole where the column is wide enough, else cut in the middle. Whole in the tooltip, when it is selected,
 * and by the button that copies it.
 */
export const Identifier = ({
  text,
  current,
  below = '',
}: {
  readonly text: string;
  /** Whether its row has the keys. */
  readonly current: boolean;
  /** What stands below it, where a row has two lines. */
  readonly below?: string;
}) => {
  const [start, end] = partsOf(text);
  return (
    <>
      <bdi className={classes['code']} title={text.slice(0, 1000)}>
        <span>{start}</span>
        <span>{end}</span>
      </bdi>
      {/* Two words for whoever hears them. */}
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
