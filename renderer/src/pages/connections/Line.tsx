import { Children, Fragment, type ReactNode } from 'react';
import { StateWord } from '../../components/StateBadge.tsx';
import classes from './Connections.module.css';

/** The state of a connection: its name, a word, what more there is to say, and what can be done. */
export const Line = ({
  name,
  tone,
  word,
  children = null,
  act = null,
}: {
  readonly name: ReactNode;
  readonly tone: 'quiet' | 'go' | 'look' | 'stop';
  readonly word: string;
  readonly children?: ReactNode;
  readonly act?: ReactNode;
}) => (
  <li className={classes['line']}>
    <div className={classes['name']}>{name}</div>
    <div className={classes['said']}>
      <StateWord tone={tone} word={word} />
      {Children.toArray(children).map((child, index) => (
        // A blank: copied, and read aloud, the parts are separate words.
        <Fragment key={index}> {child}</Fragment>
      ))}
    </div>
    {act ?? <span />}
  </li>
);
