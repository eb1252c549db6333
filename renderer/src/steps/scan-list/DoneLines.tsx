import { Button, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { OutsideWords } from '../../components/Outside.tsx';
import { SlipWords } from '../SlipWords.tsx';
import { SlipButton, UndoButton } from '../StepButtons.tsx';
import { undoByButton } from '../undo-question.ts';
import { canUndo, useRunnerState, useStepRunner } from '../step-runner.ts';
import type { Done } from './list.types.ts';
import classes from './ScanList.module.css';
import type { PersistentList } from './use-list.ts';
import { useList } from './use-list.ts';
import { t } from '../../../../shared/words/words.ts';
import { Facts } from '../../components/Facts.tsx';

const DoneLine = <Scan, Look>({
  list,
  done,
}: {
  readonly list: PersistentList<Scan, Look>;
  readonly done: Done;
}) => {
  const words = useId();
  const isUndone = useList(list, ({ undoneSteps }) => undoneSteps.includes(done.opId));
  const why = useList(list, ({ kept }) => kept.find(({ opId }) => opId === done.opId)?.why ?? null);
  return (
    <li className={classes['line']}>
      <div className={classes['words']} id={words}>
        <Text fw={700}>
          <OutsideWords text={done.title} />
        </Text>
        <Text size="sm">
          <Facts>
            {isUndone ? t('Undone: {what}', { what: done.headline }) : done.headline}
            {done.barcode !== null && <bdi>{done.barcode}</bdi>}
            {done.barcode !== null && <SlipWords slip={done.slip} />}
          </Facts>
        </Text>
        {!isUndone && done.remarks.length > 0 && (
          <Text size="sm">
            <bdi>{done.remarks.join(' ')}</bdi>
          </Text>
        )}
        {!isUndone && why !== null && (
          <p className={classes['remark']}>
            <strong>{t('Not undone.')}</strong> <bdi>{why}</bdi>
          </p>
        )}
      </div>
      {!isUndone && (
        <>
          <UndoButton inList opId={done.opId} hint="" describedBy={words} />
          <SlipButton inList slip={done.slip} describedBy={words} />
        </>
      )}
    </li>
  );
};

/** The steps of the last run, each with its slip and undo button, and a button that undoes all of them. */
export const DoneLines = <Scan, Look>({
  list,
  title,
}: {
  readonly list: PersistentList<Scan, Look>;
  readonly title: string;
}) => {
  const done = useList(list, (context) => context.done);
  const undone = useList(list, (context) => context.undoneSteps);
  const left = done.map(({ opId }) => opId).filter((opId) => !undone.includes(opId));
  const isBusy = useList(list, ({ run, undoing }) => run !== null || undoing !== null);
  const free = useRunnerState(useStepRunner(), canUndo);
  return (
    <section aria-label={title}>
      <div className={classes['head']}>
        <Title order={2} size="h4">
          {title}
        </Title>
        {left.length > 1 && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={isBusy || !free}
            onClick={() =>
              void undoByButton(left, () => list.store().send({ type: 'undo.all', steps: left }))
            }
          >
            {t('Undo all ({left})', { left: left.length })}
          </Button>
        )}
      </div>
      <ul role="list">
        {done.map((one) => (
          <DoneLine key={one.opId} list={list} done={one} />
        ))}
      </ul>
    </section>
  );
};
