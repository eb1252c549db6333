import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Fieldset.css';
import { Button, Checkbox, Fieldset, Popover, Stack } from '@mantine/core';
import IconColumns from '@tabler/icons-react/icons/IconColumns';
import { useState, type ReactNode } from 'react';
import { shownIds, withToggled } from './column-state.ts';
import type { Columns } from './use-columns.ts';
import { t } from '../../../../shared/words/words.ts';

/** Chooses the visible columns of a table. @param children related settings, such as the density of rows */
export const ColumnChoice = <R,>({
  columns: { all, state, change, reset },
  children,
}: {
  readonly columns: Columns<R>;
  readonly children?: ReactNode;
}) => {
  const [open, setOpen] = useState(false);
  const shown = shownIds(state);
  const inOrder = state.order.flatMap((id) => all.find((column) => column.id === id) ?? []);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      // Never taller than the window: it scrolls inside.
      middlewares={{ flip: true, shift: true, size: true }}
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconColumns size={18} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {t('Columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('Columns and density')} style={{ overflow: 'auto' }}>
        <Stack gap="sm">
          <Fieldset legend={t('Columns')} variant="unstyled">
            <Stack gap={6}>
              {inOrder.map(({ id, label }) => (
                <Checkbox
                  key={id}
                  size="xs"
                  label={label}
                  checked={shown.includes(id)}
                  disabled={shown.length === 1 && shown.includes(id)}
                  onChange={() => change(withToggled(state, id))}
                />
              ))}
            </Stack>
          </Fieldset>
          <Button size="compact-sm" variant="default" onClick={reset}>
            {t('Reset columns')}
          </Button>
          {children}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
};
