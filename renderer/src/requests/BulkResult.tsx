import { Button } from '@mantine/core';
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck';
import IconHandStop from '@tabler/icons-react/icons/IconHandStop';
import { useId } from 'react';
import { t } from '../../../shared/words/words.ts';
import classes from '../components/Notice.module.css';
import { NoticeWords } from '../components/NoticeWords.tsx';
import type { BulkLine } from '../machines/step-runner.ts';
import { useRunState } from '../steps/runs/use-run.ts';
import { UndoButton } from '../steps/StepButtons.tsx';
import { undoByButton } from '../steps/undo-question.ts';
import { undoAll, undoRuns } from './list-runner.ts';

const Line = ({ line }: { readonly line: BulkLine }) => {
  const words = useId();
  return (
    <li data-failed={!line.done || undefined}>
      {line.done ? <IconCircleCheck size={16} aria-hidden /> : <IconHandStop size={16} aria-hidden />}
      <span id={words}>
        <strong>
          <bdi>{line.externalId}</bdi>
        </strong>{' '}
        <bdi>{line.title.slice(0, 80)}</bdi>: {line.message}
      </span>
      {line.opId !== null && (
        <UndoButton inList opId={line.opId} hint={t('Undo this step')} describedBy={words} />
      )}
    </li>
  );
};

/** A button that undoes all of the steps, each as a step of its own. */
export const UndoAll = ({ lines }: { readonly lines: readonly BulkLine[] }) => {
  const isRunning = useRunState(undoRuns).run !== null;
  const left = lines.flatMap(({ opId }) => opId ?? []);
  if (left.length < 2) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={isRunning}
      onClick={() => void undoByButton(left, () => void undoAll(lines))}
    >
      {t('Undo all ({left})', { left: left.length })}
    </Button>
  );
};

/** The result for each of several requests; failures come first, with their reasons. */
export const BulkResult = ({
  title,
  lines,
}: {
  readonly title: string;
  readonly lines: readonly BulkLine[];
}) => {
  const failed = lines.filter(({ done }) => !done);
  const done = lines.filter((line) => line.done);
  return (
    <>
      <NoticeWords
        sign={failed.length > 0 ? 'stop' : 'done'}
        title={t('{title}: {doneCount} done{failedCount}', {
          title,
          doneCount: done.length,
          failedCount: failed.length > 0 && t(', {failedCount} not done', { failedCount: failed.length }),
        })}
      />
      <ul role="list" className={classes['lines']} aria-label={t('{title}: result', { title })}>
        {[...failed, ...done].map((line) => (
          <Line key={line.requestId} line={line} />
        ))}
      </ul>
    </>
  );
};
