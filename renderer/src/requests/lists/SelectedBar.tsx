import { Button, Text } from '@mantine/core';
import { useRef } from 'react';
import { useRetainedFocus } from '../../components/retained-focus.ts';
import classes from '../../components/Bar.module.css';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

/** An action for the selected rows. */
export type Verb = {
  readonly label: string;
  /** Why it cannot be used for any of them; null if it can. */
  readonly why: string | null;
  readonly run: () => void;
};

type SelectedBarProps = {
  readonly what: string;
  readonly count: number;
  readonly verbs: readonly Verb[];
  readonly clear: () => void;
};

/**
 * The bar for the selected rows of a list: it appears below the list, so that no row moves.
 * @param what the name of the rows, such as `letters`
 */
export const SelectedBar = ({ what, count, verbs, clear }: SelectedBarProps) => {
  const bar = useRef<HTMLElement>(null);
  useRetainedFocus(bar);
  if (count === 0) return null;
  return (
    <section ref={bar} className={classes['bar']} data-bar aria-label={t('Selected {what}', { what })}>
      <Text fw={700} role="status">
        {t('{count} selected', { count: count.toLocaleString(locale) })}
      </Text>
      {verbs.map(({ label, why, run }) => (
        <Button
          key={label}
          size="compact-sm"
          variant="default"
          disabled={why !== null}
          title={why ?? undefined}
          onClick={run}
        >
          {label}
        </Button>
      ))}
      <Button size="compact-sm" variant="subtle" onClick={clear}>
        {t('Clear selection')}
      </Button>
    </section>
  );
};
