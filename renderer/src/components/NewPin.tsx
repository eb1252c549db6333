import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { isPin, pinShape } from '../../../shared/domain/pin.ts';
import { t } from '../../../shared/words/words.ts';

/** A new PIN, typed twice because it is hidden while typing. */
export type TypedPin = { readonly pin: string; readonly again: string };
export const nothingTyped: TypedPin = { pin: '', again: '' };

/** The error of each box; null if valid. Both are reported together, so that the PIN is retyped only once. */
type PinFaults = { readonly pin: string | null; readonly again: string | null };

export const pinFaults = ({ pin, again }: TypedPin): PinFaults => ({
  pin: isPin(pin) ? null : t('A PIN has {pinShape}.', { pinShape }),
  again: pin === again ? null : t('The PINs don’t match.'),
});

export const noPinFaults: PinFaults = { pin: null, again: null };

/** Whether the PIN can be sent. */
export const isPinValid = ({ pin, again }: PinFaults): boolean => pin === null && again === null;

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

/** The two boxes for a new PIN. @param faults their errors */
export const NewPin = ({
  typed,
  faults,
  autoFocus = false,
  change,
}: {
  readonly typed: TypedPin;
  readonly faults: PinFaults;
  readonly autoFocus?: boolean;
  readonly change: (typed: TypedPin) => void;
}) => (
  <>
    <PinBox
      label={t('New PIN ({pinShape})', { pinShape })}
      value={typed.pin}
      error={faults.pin}
      autoFocus={autoFocus}
      change={(pin) => change({ ...typed, pin })}
    />
    <PinBox
      label={t('Confirm new PIN')}
      value={typed.again}
      error={faults.again}
      change={(again) => change({ ...typed, again })}
    />
  </>
);
