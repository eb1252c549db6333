import type { ReactNode } from 'react';
import { t } from '../../../../../shared/words/words.ts';
import type { CellFacts } from '../columns.ts';
import classes from './Cells.module.css';
import { WithMarks } from './Marks.tsx';
import { cellText, tipText } from './Text.tsx';
import { Facts, factWords } from '../../Facts.tsx';

const nameHere = '\u0000';
/** The words around a name, split once instead of for each row. */
const [beforeName = '', afterName = ''] = t('for {name}', { name: nameHere }).split(nameHere);

const forWhom = (name: string): string => `${beforeName}${name}${afterName}`;

/**
 * The title of a row, on two lines: the author and the reader are below it. If the row has one line, the author is left out first. Parts
 * that do not fit are clipped; the tooltip has the full text.
 * @param reader for whom the item is; empty if not to be shown here
 * @param marks icons before the title
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
  // The dot is clipped together with the author.
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
