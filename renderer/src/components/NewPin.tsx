import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { isPin, pinShape } from '../../../shared/domain/pin.ts';
import { t } from '../../../shared/words/words.ts';

/** A new PIN as it is typed: twice, because nobody sees what was typed. */
export type TypedPin = { readonly pin: string; readonly again: string };
export const nothingTyped: TypedPin = { pin: '', again: '' };

/** Why what was typed cannot be sent, beside each box; null where it can. Both at once, so that it is typed again once. */
export type PinFaults = { readonly pin: string | null; readonly again: string | null };

export const pinFaults = ({ pin, again }: TypedPin): PinFaults => ({
  pin: isPin(pin) ? null : t('A PIN has {pinShape}.', { pinShape }),
  again: pin === again ? null : t('The PINs don’t match.'),
});

export const noPinFaults: PinFaults = { pin: null, again: null };

/** Whether the PIN can be sent. */
export const isFaultless = ({ pin, again }: PinFaults): boolean => pin === null && again === null;

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

/** The two boxes of a new PIN. @param faults what is wrong with them. */
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
