import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/Radio.css';
import '@mantine/core/styles/Switch.css';
import { Button, Checkbox, Group, Radio, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { DateField, useDateText } from '../../renderer/src/components/DateField.tsx';
import { LongSelect } from '../../renderer/src/components/LongSelect.tsx';
import { SearchSelect } from '../../renderer/src/components/SearchSelect.tsx';
import type { CalendarDate } from '../../shared/domain/ids.ts';

/** The fixed current day of the gallery. */
export const galleryDay = '2026-11-25' as CalendarDate;

const partners = [
  { value: 'NORTH', label: 'North University Library' },
  { value: 'HILL', label: 'Hilltop Branch' },
];
const nothing = (): void => undefined;

const Selects = () => {
  const [partner, choose] = useState('NORTH');
  return (
    <Group align="flex-start">
      <LongSelect label="Partner" value={partner} data={partners} choose={choose} />
      <SearchSelect label="Partner, searched" value={partner} data={partners} choose={choose} />
      <LongSelect label="Partner, not now" value={partner} data={partners} choose={choose} disabled />
    </Group>
  );
};

const Dates = () => {
  const empty = useDateText(galleryDay, nothing);
  const chosen = useDateText(galleryDay, nothing, { initial: '2027-01-15' });
  const refused = useDateText(galleryDay, nothing, { initial: '2026-11-01' });
  return (
    <Group align="flex-start">
      <DateField label="Choose a Date" value={empty} today={galleryDay} />
      <DateField label="Due back" value={chosen} today={galleryDay} />
      <DateField label="Due" value={refused} today={galleryDay} refusal="This day is past." />
    </Group>
  );
};

const Choices = () => (
  <Group align="flex-start" gap="xl">
    <Stack gap="xs">
      <Checkbox label="Automatically notify patron" defaultChecked />
      <Checkbox label="Multiple items" />
      <Checkbox label="Some of them" indeterminate readOnly />
      <Checkbox label="Not now" disabled />
    </Stack>
    <Radio.Group label="Automatically print slip" defaultValue="yes">
      <Radio value="yes" label="Yes" />
      <Radio value="no" label="No" />
    </Radio.Group>
    <Stack gap="xs">
      <Switch label="Sounds" defaultChecked />
      <Switch label="Notifications" />
    </Stack>
  </Group>
);

const Buttons = () => (
  <Group>
    <Button>Save</Button>
    <Button variant="default">Cancel</Button>
    <Button color="red">Confirm</Button>
    <Button variant="subtle">Clear selection</Button>
    <Button disabled>Save</Button>
    <Button variant="default" size="compact-sm">
      Undo
    </Button>
    <button type="button" aria-pressed>
      Pressed
    </button>
    <a href="#here" aria-current="page">
      Where one is
    </a>
  </Group>
);

/** Inputs and buttons in all of their states. */
export const Fields = () => (
  <Stack>
    <Group align="flex-start">
      <TextInput label="Temporary barcode" defaultValue="N-31234" />
      <TextInput label="Note" description="Sent to the partner." error="A note is missing." />
      <TextInput label="Not now" defaultValue="N-31235" disabled />
    </Group>
    <Selects />
    <Dates />
    <Choices />
    <Buttons />
  </Stack>
);
