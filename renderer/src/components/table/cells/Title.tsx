import type { ReactNode } from 'react';
import { t } from '../../../../../shared/words/words.ts';
import type { CellFacts } from '../columns.ts';
import classes from './Cells.module.css';
import { WithMarks } from './Marks.tsx';
import { cellText, tipText } from './Text.tsx';
import { Facts, factWords } from '../../Facts.tsx';

const nameHere = '\u0000';
/** What stands around a name: put into each row without being worked out again. */
const [beforeName = '', afterName = ''] = t('for {name}', { name: nameHere }).split(nameHere);

const forWhom = (name: string): string => `${beforeName}${name}${afterName}`;

/**
 * The title of a row, of two lines: below it the author, and for whom it is. Where a row has one line, the author is left out first.
 * Each part is cut where there is no room; all of it is in the tooltip.
 * @param reader for whom it is; empty where that is not to be said here
 * @param marks signs before it
 */
export const TitleCell = ({
  title,
  author,
  reader = '',
  marks = null,
  facts: { compact },
}: {
  readonly title: string;
  readonly author: string;
  readonly reader?: string;
  readonly marks?: ReactNode;
  readonly facts: Pick<CellFacts, 'compact'>;
}) => {
  // A dot is cut with what it stands before.
  const authorPart = author !== '' && (
    <span className={classes['author']}>
      {compact && '· '}
      <bdi>{cellText(author)}</bdi>
    </span>
  );
  const readerPart = reader !== '' && (
    <span className={classes['reader']}>
      {!compact && author !== '' && '· '}
      {beforeName}
      <bdi>{cellText(reader)}</bdi>
      {afterName}
    </span>
  );
  const tip = tipText(factWords([title, author, reader !== '' && forWhom(reader)]));
  const text = compact ? (
    <span className={classes['titleLine']} title={tip}>
      <Facts between=" ">
        <span className={classes['first']}>
          <Facts between=" ">
            <bdi className={classes['title']}>{cellText(title)}</bdi>
            {readerPart}
          </Facts>
        </span>
        {authorPart}
      </Facts>
    </span>
  ) : (
    <span className={classes['lines']} title={tip}>
      <bdi className={classes['line']}>{cellText(title)}</bdi>
      {(authorPart || readerPart) && (
        <span className={classes['second']}>
          <Facts between=" ">
            {authorPart}
            {readerPart}
          </Facts>
        </span>
      )}
    </span>
  );
  return marks === null ? text : <WithMarks marks={marks}>{text}</WithMarks>;
};
