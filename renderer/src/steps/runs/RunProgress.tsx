import { Button, Text } from '@mantine/core';
import type { Run } from '../../machines/run.ts';
import { turnsTaken } from '../../machines/run.ts';
import classes from '../../components/Bar.module.css';
import { t } from '../../../../shared/words/words.ts';

type RunProgressProps = {
  readonly run: Run<unknown, unknown>;
  /** The activity: `Returning`. */
  readonly words: string;
  /** What the bar counts, for screen readers. */
  readonly label: string;
  /** The step in flight is still awaited. */
  readonly isStopping?: boolean;
  readonly stop: () => void;
};

/** The progress of a run, and the button that stops it: completed steps stay. */
export const RunProgress = ({ run, words, label, isStopping = false, stop }: RunProgressProps) => (
  <div className={classes['bar']} role="status">
    <Text size="sm">
      {t('{part}: {turnsTaken} of {total}', {
        part: isStopping ? t('Stopping after this one') : words,
        turnsTaken: turnsTaken(run),
        total: run.total,
      })}
    </Text>
    <progress value={turnsTaken(run)} max={run.total} aria-label={label} />
    <Button size="compact-sm" variant="default" disabled={isStopping} onClick={stop}>
      {t('Stop')}
    </Button>
  </div>
);
