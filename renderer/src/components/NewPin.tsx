import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { pinShape } from '../../../shared/domain/pin.ts';
import { t } from '../../../shared/words/words.ts';

/** A new PIN as it is typed: twice, because nobody sees what was typed. */
export type TypedPin = { readonly pin: string; readonly again: string };
export const nothingTyped: TypedPin = { pin: '', again: '' };

/** Why what was typed cannot be sent, beside the second box; null when both are the same. */
export const differs = ({ pin, again }: TypedPin): string | null =>
  pin === again ? null : t('The PINs don’t match.');

/** One box for a PIN. */
export const PinBox = ({
  label,
  value,
  error,
  autoFocus = false,
  change,
}: {
  readonly label: ReactNode;
  readonly value: string;
  readonly error: string | null;
  readonly autoFocus?: boolean;
  readonly change: (text: string) => void;
}) => (
  <TextInput
    type="password"
    inputMode="numeric"
    autoComplete="off"
    label={label}
    value={value}
    maxLength={64}
    error={error}
    autoFocus={autoFocus}
    onChange={({ currentTarget }) => change(currentTarget.value)}
  />
);

/** The two boxes of a new PIN. @param error, errorAgain what is wrong with them, or null. */
export const NewPin = ({
  typed,
  error,
  errorAgain,
  autoFocus = false,
  change,
}: {
  readonly typed: TypedPin;
  readonly error: string | null;
  readonly errorAgain: string | null;
  readonly autoFocus?: boolean;
  readonly change: (typed: TypedPin) => void;
}) => (
  <>
    <PinBox
      label={t('New PIN ({pinShape})', { pinShape })}
      value={typed.pin}
      error={error}
      autoFocus={autoFocus}
      change={(pin) => change({ ...typed, pin })}
    />
    <PinBox
      label={t('Confirm new PIN')}
      value={typed.again}
      error={errorAgain}
      change={(again) => change({ ...typed, again })}
    />
  </>
);
