import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/Progress.css';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AppState, Settings } from '../../../../shared/ipc/views.ts';
import { ask, sentenceOf } from '../../api/desk.ts';
import { useAppChange } from '../../api/queries.ts';
import { AppearanceSettings } from './AppearanceSettings.tsx';
import { LetterSettings } from './LetterSettings.tsx';
import { LibraryFile } from './LibraryFile.tsx';
import { LibrarySettings } from './LibrarySettings.tsx';
import { MailSettings } from './MailSettings.tsx';
import { PrintingSettings } from './PrintingSettings.tsx';
import { ScannerSettings } from './ScannerSettings.tsx';

export type SettingsPart = {
  readonly settings: Settings;
  readonly save: (settings: Settings) => void;
};

const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section aria-label={title}>
    <Title order={2} size="h4" mb="xs">
      {title}
    </Title>
    <Stack gap="sm" align="flex-start">
      {children}
    </Stack>
  </section>
);

const DataFolder = ({ dataDir }: { readonly dataDir: string }) => {
  const open = useMutation({ mutationFn: () => ask('app.openDataFolder', {}) });
  return (
    <>
      <Text>
        The database, its backups and the log are kept in{' '}
        <bdi style={{ overflowWrap: 'anywhere' }}>{dataDir}</bdi>
      </Text>
      <Button variant="default" onClick={() => open.mutate()}>
        Open the data folder
      </Button>
      {open.error && (
        <Text role="alert" c="var(--desk-stop)">
          {sentenceOf(open.error)}
        </Text>
      )}
    </>
  );
};

/** Settings: each choice is stored when it is made. */
export const SettingsPage = ({ state }: { readonly state: AppState }) => {
  const change = useAppChange('app.saveSettings');
  const part: SettingsPart = {
    settings: state.settings,
    save: (settings) => change.mutate({ settings }),
  };
  return (
    <Stack gap="xl" maw="46rem">
      <Group justify="space-between">
        <Title order={1} size="h2">
          Settings
        </Title>
        <Text role="status" c="dimmed">
          {change.isSuccess ? 'Stored' : 'Each choice is stored at once'}
        </Text>
      </Group>
      {change.error && (
        <Text role="alert" c="var(--desk-stop)">
          {sentenceOf(change.error)}
        </Text>
      )}
      <Section title="Appearance">
        <AppearanceSettings {...part} />
      </Section>
      <Section title="Printing">
        <PrintingSettings {...part} description={state.printing.description} />
      </Section>
      <Section title="Scanner">
        <ScannerSettings {...part} />
      </Section>
      <Section title="Library">
        <LibrarySettings {...part} />
      </Section>
      <Section title="Library file">
        <LibraryFile />
      </Section>
      <Section title="Mail">
        <MailSettings mail={state.mail} />
      </Section>
      <Section title="Letters">
        <LetterSettings />
      </Section>
      <Section title="Data">
        <DataFolder dataDir={state.dataDir} />
      </Section>
      <Section title="About">
        <Text>Borrow Desk, version {state.version}</Text>
      </Section>
    </Stack>
  );
};
