import { Button } from '@mantine/core';
import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp';
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck';
import IconHandStop from '@tabler/icons-react/icons/IconHandStop';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import { useId } from 'react';
import type { Step } from '../../../../shared/ipc/views.ts';
import { useReceiving, useReceivingSelector } from '../../app/receiving-actor.ts';
import { TimeOfDay } from '../../components/Dates.tsx';
import { Outside } from '../../components/Outside.tsx';
import { SlipWords, useSlip } from '../../components/SlipWords.tsx';
import { signIcons, whereToWords } from '../../components/WhereTo.tsx';
import type { PastRefusal } from '../receiving/receiving.types.ts';
import classes from './SessionPanel.module.css';

const StepIcon = ({ step }: { readonly step: Step }) => {
  const look = { size: 18, className: classes['icon'], 'aria-hidden': true } as const;
  if (step.undone || step.kind === 'undo') return <IconArrowBackUp {...look} />;
  if (step.kind === 'print-return-slip') return <IconPrinter {...look} />;
  if (!step.whereTo) return <IconCircleCheck {...look} />;
  const Icon = signIcons[whereToWords(step.whereTo, step.patronName).sign];
  return <Icon {...look} />;
};

/** `Reprint` of a step's slip; a slip that never came out is printed again under its own number. */
const SlipButton = ({ step, described }: { readonly step: Step; readonly described: string }) => {
  const receiving = useReceiving();
  const slip = useSlip(step.slip);
  const free = useReceivingSelector((snapshot) => !snapshot.hasTag('printing'));
  if (!slip) return null;
  const failed = slip.state === 'failed';
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      aria-describedby={described}
      disabled={!free || slip.state === 'queued' || slip.state === 'printing'}
      onClick={() =>
        receiving.send({
          type: 'slip.asked',
          ask: { kind: failed ? 'again' : 'reprint', jobId: slip.jobId },
        })
      }
    >
      {failed ? 'Print again' : 'Reprint'}
    </Button>
  );
};

const UndoButton = ({ step, described }: { readonly step: Step; readonly described: string }) => {
  const receiving = useReceiving();
  const free = useReceivingSelector((snapshot) => snapshot.can({ type: 'undo.asked', undoes: step.opId }));
  const why = step.undoRefusal;
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      aria-describedby={described}
      disabled={!free || why !== null}
      title={why ?? 'Take this step back'}
      onClick={() => receiving.send({ type: 'undo.asked', undoes: step.opId })}
    >
      Undo
    </Button>
  );
};

const StepResult = ({ step }: { readonly step: Step }) => {
  if (step.undone) return <span>{step.headline} · undone</span>;
  if (!step.whereTo) return <span>{step.headline}</span>;
  const { sign, word, name } = whereToWords(step.whereTo, step.patronName);
  return (
    <span className={classes[sign === 'shelf' ? 'go' : 'send']}>
      {word} · <bdi>{name}</bdi>
    </span>
  );
};

/** One step: what it was, where the item went, its slip, and the two ways to mend it. */
export const StepRow = ({ step }: { readonly step: Step }) => {
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
          <UndoButton step={step} described={id} />
          <SlipButton step={step} described={id} />
        </div>
      )}
    </>
  );
};

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
