import { Button, TextInput } from '@mantine/core';
import type { ClipboardEvent, FormEvent, ReactNode } from 'react';
import classes from '../components/ScanPage.module.css';
import type { Turn } from '../scanner/scan-box.ts';
import { useScanBox } from '../scanner/scan-box.ts';

type CodeBoxProps = {
  readonly label: string;
  /** The label of the button; null for a box that only displays a value. */
  readonly button: string | null;
  /** Increments whenever the page becomes ready for the next code; `turnOf` returns what the box then shows. */
  readonly turn: number;
  readonly turnOf: () => Turn;
  readonly enter: (code: string) => void;
  /** Called with the text of the box after each key. */
  readonly typed?: (text: string) => void;
  readonly paste?: (event: ClipboardEvent) => void;
  readonly readOnly?: boolean;
  /** Its place on the page: `barcode` is below the card. */
  readonly area?: 'box' | 'barcode';
  /** Something else is the next action: the button is less prominent. */
  readonly secondary?: boolean;
  readonly children?: ReactNode;
};

/** A scan box with the button that submits it, and further buttons after that. */
export const CodeBox = ({
  label,
  button,
  turn,
  turnOf,
  enter,
  typed,
  paste,
  readOnly = false,
  area = 'box',
  secondary = false,
  children,
}: CodeBoxProps) => {
  const [ref, box] = useScanBox(turn, turnOf);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    enter(box.send());
  };
  return (
    <form onSubmit={submit} className={classes['boxRow']} autoComplete="off" data-area={area}>
      <TextInput
        ref={ref}
        className={classes['box'] ?? ''}
        label={label}
        value={box.text}
        onChange={({ currentTarget }) => {
          box.type(currentTarget.value);
          typed?.(currentTarget.value);
        }}
        {...(paste && { onPaste: paste })}
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
