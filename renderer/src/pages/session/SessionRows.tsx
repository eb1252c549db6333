import IconHandStop from '@tabler/icons-react/icons/IconHandStop';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import classes from './SessionPanel.module.css';
import { VisuallyHidden } from '@mantine/core';
import { memo, useId } from 'react';
import type { StepView } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { TimeOfDay } from '../../components/Dates.tsx';
import { Outside } from '../../components/Outside.tsx';
import { type Sign, signIcons, whereToWords } from '../../components/WhereTo.tsx';
import type { PastRefusal } from '../../machines/step-runner.ts';
import { SlipWords, useSlip } from '../../steps/SlipWords.tsx';
import { SlipButton, UndoButton } from '../../steps/StepButtons.tsx';

const signOf = (step: StepView): Sign => {
  if (step.undone || step.kind === 'undo') return 'undone';
  return step.whereTo ? whereToWords(step.whereTo, step.patronName).sign : 'done';
};

const StepIcon = ({ step }: { readonly step: StepView }) => {
  const isPaper = step.kind === 'print-return-slip' && !step.undone;
  const Icon = isPaper ? IconPrinter : signIcons[signOf(step)];
  return <Icon size={18} className={classes['icon']} aria-hidden />;
};

/** Where the item went, short enough for the line; the whole of it is in its tooltip. */
const StepResult = ({ step }: { readonly step: StepView }) => {
  if (step.undone)
    return <span className={classes['result']}>{t('session.undone', { headline: step.headline })}</span>;
  if (!step.whereTo) return <span className={classes['result']}>{step.headline}</span>;
  const { sign, word, name } = whereToWords(step.whereTo, step.patronName);
  return (
    <span className={`${classes['result']} ${classes[sign === 'shelf' || sign === 'hand' ? 'go' : 'send']}`}>
      {word} · <bdi>{name}</bdi>
    </span>
  );
};

/**
 * One step in one line: what it was, where the item went, and the two ways to mend it. The barcode, and how far the slip came, are
 * read out and stand in the tooltip; a slip that did not print is seen. A hundred of them stand there.
 */
export const StepRow = memo(({ step }: { readonly step: StepView }) => {
  const id = useId();
  const slip = useSlip(step.slip);
  const canMend = !step.undone && step.kind !== 'undo';
  const code = step.barcode ?? step.externalId;
  return (
    <div className={classes['line']} title={`${step.title || step.externalId} · ${code}`}>
      <StepIcon step={step} />
      <TimeOfDay at={step.at} />
      <span className={classes['what']} id={id}>
        <span className={step.undone ? classes['undone'] : undefined}>
          <Outside text={step.title || step.externalId} lines={1} />
        </span>
        <StepResult step={step} />
        <VisuallyHidden>
          <bdi>{code}</bdi>
        </VisuallyHidden>
      </span>
      {slip && !step.undone && (
        <span className={classes['slip']} data-failed={slip.state === 'failed' || undefined}>
          <SlipWords slip={step.slip} />
        </span>
      )}
      {canMend && (
        <span className={classes['buttons']}>
          <UndoButton
            inList
            iconOnly
            opId={step.opId}
            refusal={step.undoRefusal}
            hint={t('session.takeThisStepBack')}
            describedBy={id}
          />
          <SlipButton inList iconOnly slip={step.slip} describedBy={id} />
        </span>
      )}
    </div>
  );
});

const Refusal = ({ refusal }: { readonly refusal: PastRefusal }) => (
  <>
    <p className={`${classes['line']} ${classes['stop']}`}>
      <IconHandStop size={18} className={classes['icon']} aria-hidden />
      <TimeOfDay at={refusal.at} />
      <span>{t('common.stop')}</span>
    </p>
    <p className={classes['detail']}>{refusal.message}</p>
  </>
);

/** Refusals that followed one another: nothing was changed, so they are folded; a person who looks later wants to know. */
export const RefusalRows = ({ refusals }: { readonly refusals: readonly PastRefusal[] }) => (
  <details className={classes['refusals']}>
    <summary>
      <IconHandStop size={16} className={classes['icon']} aria-hidden />
      {refusals.length === 1
        ? t('session.n1Refusal')
        : t('session.refusals', { refusalsCount: refusals.length })}
    </summary>
    {refusals.map((refusal) => (
      <Refusal key={refusal.seq} refusal={refusal} />
    ))}
  </details>
);
