import '@mantine/core/styles/Popover.css';
import { Button, Checkbox, Fieldset, Popover, Radio, Stack } from '@mantine/core';
import '@mantine/core/styles/Fieldset.css';
import IconColumns from '@tabler/icons-react/icons/IconColumns';
import { useState } from 'react';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { useAppChange } from '../../../api/queries.ts';
import { columns } from './columns.tsx';

const densities = { comfortable: 'Comfortable', compact: 'Compact' } as const;

const isDensity = (text: string): text is keyof typeof densities => Object.hasOwn(densities, text);

/** Which columns the table shows, and how close its rows stand. */
export const TableSettings = ({
  state,
  shown,
  toggle,
}: {
  readonly state: AppState;
  readonly shown: readonly string[];
  readonly toggle: (columnId: string) => void;
}) => {
  const [open, setOpen] = useState(false);
  const save = useAppChange('app.saveSettings');
  const { settings } = state;
  const choose = (density: string): void => {
    if (isDensity(density)) save.mutate({ settings: { appearance: { ...settings.appearance, density } } });
  };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      trapFocus
      returnFocus
      withinPortal
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconColumns size={18} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns and density">
        <Stack gap="sm">
          <Fieldset legend="Columns" variant="unstyled">
            <Stack gap={6}>
              {columns.map(({ id, label }) => (
                <Checkbox
                  key={id}
                  size="xs"
                  label={label}
                  checked={shown.includes(id)}
                  disabled={shown.length === 1 && shown.includes(id)}
                  onChange={() => toggle(id)}
                />
              ))}
            </Stack>
          </Fieldset>
          <Radio.Group
            label="Density"
            size="sm"
            value={settings.appearance.density}
            onChange={(value) => choose(value)}
          >
            <Stack gap={6} mt={4}>
              {Object.entries(densities).map(([value, label]) => (
                <Radio key={value} size="xs" value={value} label={label} />
              ))}
            </Stack>
          </Radio.Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
};
