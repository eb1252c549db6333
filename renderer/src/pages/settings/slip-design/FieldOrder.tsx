import { ActionIcon, Checkbox, NativeSelect } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown';
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp';
import { useEffect, useRef } from 'react';
import {
  fieldFacts,
  isAlwaysShown,
  isBarcode,
  type DesignedKind,
} from '../../../../../shared/domain/slips/design.ts';
import { fieldSizes, type DesignedField, type FieldSize } from '../../../../../shared/domain/slips/slip.ts';
import classes from './SlipDesigner.module.css';
import { t } from '../../../../../shared/words/words.ts';

const moved = (fields: readonly DesignedField[], from: number, to: number): readonly DesignedField[] => {
  const field = fields[from];
  if (field === undefined) return fields;
  const rest = fields.filter((_, index) => index !== from);
  return [...rest.slice(0, to), field, ...rest.slice(to)];
};

type FieldRowProps = {
  readonly kind: DesignedKind;
  readonly field: DesignedField;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly change: (changed: Partial<DesignedField>) => void;
  readonly move: (by: -1 | 1) => void;
};

const FieldRow = ({ kind, field, isFirst, isLast, change, move }: FieldRowProps) => {
  const { name, isShown, size } = field;
  const facts = fieldFacts(kind, name);
  const label = facts?.label ?? name;
  return (
    <li data-field={name}>
      <Checkbox
        label={label}
        checked={isShown}
        disabled={facts !== undefined && isAlwaysShown(facts)}
        onChange={({ currentTarget }) => change({ isShown: currentTarget.checked })}
      />
      <NativeSelect
        aria-label={t('Size: {label}', { label })}
        data={Object.entries(fieldSizes).map(([value, words]) => ({ value, label: words }))}
        value={size}
        disabled={!isShown || (facts !== undefined && isBarcode(facts))}
        onChange={({ currentTarget }) => change({ size: currentTarget.value as FieldSize })}
      />
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('Move up: {label}', { label })}
        disabled={isFirst}
        onClick={() => move(-1)}
      >
        <IconArrowUp size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('Move down: {label}', { label })}
        disabled={isLast}
        onClick={() => move(1)}
      >
        <IconArrowDown size={18} aria-hidden />
      </ActionIcon>
    </li>
  );
};

/** The fields of a slip: whether each is printed, its size, and its place in the order. */
export const FieldOrder = ({
  kind,
  fields,
  put,
}: {
  readonly kind: DesignedKind;
  readonly fields: readonly DesignedField[];
  readonly put: (fields: readonly DesignedField[]) => void;
}) => {
  const list = useRef<HTMLUListElement>(null);
  // The focused button moves along with its row.
  const pressed = useRef<string | null>(null);
  useEffect(() => {
    const name = pressed.current;
    pressed.current = null;
    if (name === null) return;
    const row = list.current?.querySelector(`[data-field="${name}"]`);
    const buttons = row ? [...row.querySelectorAll('button')] : [];
    if (buttons.some((button) => button === document.activeElement && !button.disabled)) return;
    buttons.find((button) => !button.disabled)?.focus();
  }, [fields]);
  return (
    <ul role="list" ref={list} className={classes['fields']} aria-label={t('Fields')}>
      {fields.map((field, index) => (
        <FieldRow
          key={field.name}
          kind={kind}
          field={field}
          isFirst={index === 0}
          isLast={index === fields.length - 1}
          change={(changed) => put(fields.map((one) => (one === field ? { ...one, ...changed } : one)))}
          move={(by) => {
            pressed.current = field.name;
            put(moved(fields, index, index + by));
          }}
        />
      ))}
    </ul>
  );
};
