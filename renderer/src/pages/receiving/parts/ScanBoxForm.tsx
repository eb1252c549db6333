import { Button, TextInput } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import classes from '../../../components/ScanPage.module.css';
import type { Pending, ReceivingEvent } from '../../../machines/receiving.context.ts';
import type { Turn } from '../../../scanner/scan-box.ts';
import { useScanBox } from '../../../scanner/scan-box.ts';

/** The code that a call is about, when it is the one that this box starts. */
const codeOnItsWay = (pending: Pending | null, call: 'open' | 'store'): string | null => {
  if (pending?.call !== call) return null;
  return pending.call === 'open' ? pending.code : pending.input.barcode;
};

/** A scan box with the button that sends what stands in it, and further ones behind. */
export const ScanBoxForm = ({
  label,
  button,
  call,
  turnOf,
  entered,
  escape,
  readOnly = false,
  secondary = false,
  children,
}: {
  readonly label: string;
  /** The word on the button; null for a box that only shows something. */
  readonly button: string | null;
  /** What sending starts: the same code again, while it is on its way, means the same. */
  readonly call: 'open' | 'store';
  readonly turnOf: () => Turn;
  readonly entered: (code: string) => ReceivingEvent;
  /** What Escape in the box asks for. */
  readonly escape?: ReceivingEvent;
  readonly readOnly?: boolean;
  /** Something else is the next thing to do: the button stands back. */
  readonly secondary?: boolean;
  readonly children?: ReactNode;
}) => {
  const receiving = useReceiving();
  const turn = useReceivingSelector(({ context }) => context.turn);
  const [ref, box] = useScanBox(turn, turnOf);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const snapshot = receiving.getSnapshot();
    const code = box.send();
    if (snapshot.hasTag('busy') && codeOnItsWay(snapshot.context.pending, call) === code) return;
    receiving.send(entered(code));
  };
  return (
    <form onSubmit={submit} className={classes['boxRow']} autoComplete="off">
      <TextInput
        ref={ref}
        className={classes['box'] ?? ''}
        label={label}
        value={box.text}
        onChange={({ currentTarget }) => box.type(currentTarget.value)}
        onKeyDown={({ key }) => {
          if (key === 'Escape' && escape) receiving.send(escape);
        }}
        readOnly={readOnly}
        spellCheck={false}
        data-scan-box
      />
      {button !== null && (
        <Button
          type="submit"
          variant={secondary ? 'default' : 'filled'}
          className={classes['boxButton'] ?? ''}
        >
          {button}
        </Button>
      )}
      {children}
    </form>
  );
};
