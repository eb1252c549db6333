import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import classes from './ScanPage.module.css';
import { useLate } from './late.ts';
import { WhereTo } from './WhereTo.tsx';
import { t } from '../../../shared/words/words.ts';

/** One of the ways on from a call of which nobody knows whether it went through. */
type WayOn = { readonly label: string; readonly take: () => void };

/** A call that failed, or of which nobody knows yet whether it went through: why, what that means, and the two ways on. The focus is on trying again. */
export const CallInDoubt = ({
  why,
  doubt,
  nothingStored,
  again,
  otherwise,
}: {
  readonly why: string;
  readonly doubt: string;
  /** It is certain that nothing of it is stored. */
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

/** Says what a busy page does when that takes long; `doing` is null while it does nothing. */
export const LateLine = ({ busy, doing }: { readonly busy: boolean; readonly doing: string | null }) => {
  const late = useLate(busy);
  return (
    <p role="status" className={classes['notification']}>
      {late && doing !== null ? `${doing} …` : ''}
    </p>
  );
};
