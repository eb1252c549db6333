import { Button, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useScanBox } from '../../scanner/scan-box.ts';
import classes from '../../components/ScanPage.module.css';
import { asksForUse } from '../../machines/lane.steps.ts';
import { useLane, useLaneSelector } from './lane-actor.ts';
import { t } from '../../../../shared/words/words.ts';

/** The scan box of a lane, with its OK. A refused code stays in it, selected. */
export const LaneBox = ({
  label,
  typed,
}: {
  readonly label: string;
  /** Told what stands in the box, at each key. */
  readonly typed?: (text: string) => void;
}) => {
  const lane = useLane();
  const turn = useLaneSelector(({ context }) => context.turn);
  const [ref, box] = useScanBox(turn, () => {
    const { context } = lane.getSnapshot();
    const { feedback, subject } = context;
    if (subject?.kind === 'choices') return { text: subject.code, focus: false };
    const refused = feedback?.kind === 'refused' && feedback.during !== 'undo';
    return { text: refused ? feedback.code : '', focus: subject?.kind !== 'return' && !asksForUse(context) };
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { context } = lane.getSnapshot();
    const code = box.send();
    // A second press of Enter while the first is answered means the same.
    if (context.pending !== null && context.pending.call !== 'undo' && context.pending.code === code) return;
    // So does one that came while the window about it was being drawn.
    if (context.subject?.kind === 'return' && context.subject.look.barcode === code.trim()) return;
    lane.send({ type: 'code.given', code });
  };
  return (
    <form onSubmit={submit} className={classes['boxRow']} autoComplete="off">
      <TextInput
        ref={ref}
        className={classes['box'] ?? ''}
        label={label}
        value={box.text}
        onChange={({ currentTarget }) => {
          box.type(currentTarget.value);
          typed?.(currentTarget.value);
        }}
        spellCheck={false}
        data-scan-box
      />
      <Button type="submit" className={classes['boxButton'] ?? ''}>
        {t('common.ok')}
      </Button>
    </form>
  );
};
