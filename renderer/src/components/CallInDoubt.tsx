import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import classes from './ScanPage.module.css';
import { useLate } from './late.ts';
import { WhereTo } from './WhereTo.tsx';
import { t } from '../../../shared/words/words.ts';

/** One of the choices after a call in doubt. */
type WayOn = { readonly label: string; readonly take: () => void };

/** A call that failed or is in doubt: the reason, the consequences, and two choices. The focus is on retrying. */
export const CallInDoubt = ({
  why,
  doubt,
  nothingStored,
  again,
  otherwise,
}: {
  readonly why: string;
  readonly doubt: string;
  /** Whether it is certain that the call stored nothing. */
  readonly nothingStored: boolean;
  readonly again: () => void;
  readonly otherwise: WayOn;
}) => {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div>
      <div role="alert">
        <WhereTo sign="look" word={nothingStored ? t('NOTHING SAVED') : t('NOT CONFIRMED YET')} name="">
          <p className={classes['detail']}>{nothingStored ? why : `${why} ${doubt}`}</p>
        </WhereTo>
      </div>
      <Group mt="xs">
        <Button ref={first} onClick={again}>
          {t('Try again')}
        </Button>
        <Button variant="default" onClick={otherwise.take}>
          {otherwise.label}
        </Button>
      </Group>
    </div>
  );
};

/** Says what a busy page is doing if it takes long; `doing` is null while the page is idle. */
export const LateLine = ({ busy, doing }: { readonly busy: boolean; readonly doing: string | null }) => {
  const late = useLate(busy);
  return (
    <p role="status" className={classes['notification']}>
      {late && doing !== null ? t('{doing}…', { doing }) : ''}
    </p>
  );
};
