import { Button, TextInput } from '@mantine/core';
import type { ClipboardEvent, FormEvent, ReactNode } from 'react';
import classes from '../components/ScanPage.module.css';
import type { Turn } from '../scanner/scan-box.ts';
import { useScanBox } from '../scanner/scan-box.ts';

type CodeBoxProps = {
  readonly label: string;
  /** The word on the button; null for a box that only shows something. */
  readonly button: string | null;
  /** Counts the times that the page became ready for the next code; `turnOf` says what the box shows then. */
  readonly turn: number;
  readonly turnOf: () => Turn;
  readonly enter: (code: string) => void;
  readonly escape?: () => void;
  /** Told what stands in the box, at each key. */
  readonly typed?: (text: string) => void;
  readonly paste?: (event: ClipboardEvent) => void;
  readonly readOnly?: boolean;
  /** Its place in the page: `barcode` stands under the card. */
  readonly area?: 'box' | 'barcode';
  /** Something else is the next thing to do: the button stands back. */
  readonly secondary?: boolean;
  readonly children?: ReactNode;
};

/** A scan box with the button that sends what stands in it, and further ones behind. */
export const CodeBox = ({
  label,
  button,
  turn,
  turnOf,
  enter,
  escape,
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
        onKeyDown={({ key }) => {
          if (key === 'Escape') escape?.();
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
