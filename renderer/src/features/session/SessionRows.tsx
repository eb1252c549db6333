import IconHandStop from '@tabler/icons-react/icons/IconHandStop';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import { memo, useId } from 'react';
import type { Step } from '../../../../shared/ipc/views.ts';
import type { PastRefusal } from '../../shell/steps/step-doer.ts';
import { TimeOfDay } from '../../components/Dates.tsx';
import { Outside } from '../../components/Outside.tsx';
import { SlipWords } from '../../shell/steps/SlipWords.tsx';
import { SlipButton, UndoButton } from '../../shell/steps/StepButtons.tsx';
import { signIcons, whereToWords } from '../../components/WhereTo.tsx';
import type { Sign } from '../../components/WhereTo.tsx';
import classes from './SessionPanel.module.css';

const signOf = (step: Step): Sign => {
  if (step.undone || step.kind === 'undo') return 'undone';
  return step.whereTo ? whereToWords(step.whereTo, step.patronName).sign : 'done';
};

const StepIcon = ({ step }: { readonly step: Step }) => {
  const isPaper = step.kind === 'print-return-slip' && !step.undone;
  const Icon = isPaper ? IconPrinter : signIcons[signOf(step)];
  return <Icon size={18} className={classes['icon']} aria-hidden />;
};

const StepResult = ({ step }: { readonly step: Step }) => {
  if (step.undone) return <span>{step.headline} · undone</span>;
  if (!step.whereTo) return <span>{step.headline}</span>;
  const { sign, word, name } = whereToWords(step.whereTo, step.patronName);
  return (
    <span className={classes[sign === 'shelf' || sign === 'hand' ? 'go' : 'send']}>
      {word} · <bdi>{name}</bdi>
    </span>
  );
};

/** One step: what it was, where the item went, its slip, and the two ways to mend it. A hundred of them stand there. */
export const StepRow = memo(({ step }: { readonly step: Step }) => {
  const id = useId();
  const canMend = !step.undone && step.kind !== 'undo';
  return (
    <>
      <p className={classes['head']} id={id}>
        <StepIcon step={step} />
        <TimeOfDay at={step.at} />
        <span className={step.undone ? classes['undone'] : undefined}>
          <Outside text={step.title || step.externalId} />
        </span>
      </p>
      <p className={classes['detail']}>
        <StepResult step={step} />
      </p>
      <p className={classes['detail']}>
        <bdi>{step.barcode ?? step.externalId}</bdi>
        {step.slip && !step.undone && (
          <>
            {' · '}
            <SlipWords slip={step.slip} />
          </>
        )}
      </p>
      {canMend && (
        <div className={classes['buttons']}>
          <UndoButton
            inList
            opId={step.opId}
            refusal={step.undoRefusal}
            hint="Take this step back"
            describedBy={id}
          />
          <SlipButton inList slip={step.slip} describedBy={id} />
        </div>
      )}
    </>
  );
});

/** A refusal: nothing was changed, but a person who looks later wants to know. */
export const RefusalRow = ({ refusal }: { readonly refusal: PastRefusal }) => (
  <>
    <p className={`${classes['head']} ${classes['stop']}`}>
      <IconHandStop size={18} className={classes['icon']} aria-hidden />
      <TimeOfDay at={refusal.at} />
      <span>STOP</span>
    </p>
    <p className={classes['detail']}>{refusal.message}</p>
  </>
);
