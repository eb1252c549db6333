import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/Progress.css';
import { NavLink, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { sentenceOf } from '../../api/desk.ts';
import { useAppChange } from '../../api/queries.ts';
import { hashOf } from '../../shell/navigation/routes.ts';
import type { SettingsSection } from '../../shell/navigation/settings-sections.ts';
import { settingsSections } from '../../shell/navigation/settings-sections.ts';
import { AppearanceSettings } from './AppearanceSettings.tsx';
import { LetterSettings } from './LetterSettings.tsx';
import { MailSettings } from './MailSettings.tsx';
import { DataSettings } from './DataSettings.tsx';
import { DeskSettings } from './DeskSettings.tsx';
import { HoursSettings } from './HoursSettings.tsx';
import { LibrarySettings } from './LibrarySettings.tsx';
import { LibrariesSettings } from './LibrariesSettings.tsx';
import { LibraryFile } from './LibraryFile.tsx';
import { OperatorSettings } from './OperatorSettings.tsx';
import { PartnerSettings } from './PartnerSettings.tsx';
import { PatronSettings } from './PatronSettings.tsx';
import { PrintingSettings } from './PrintingSettings.tsx';
import { ReasonSettings } from './ReasonSettings.tsx';
import { SigningOutSettings } from './SigningOutSettings.tsx';
import { ScannerSettings } from './ScannerSettings.tsx';
import type { SettingsPart } from './settings-part.ts';
import classes from './SettingsPage.module.css';

const groups = [...new Set(settingsSections.map(({ group }) => group))];

const SectionList = ({ here }: { readonly here: SettingsSection }) => (
  <nav className={classes['nav']} aria-label="Settings">
    {groups.map((group) => (
      <div key={group}>
        <p className={classes['group']}>{group}</p>
        <ul className={classes['list']} aria-label={group}>
          {settingsSections
            .filter((section) => section.group === group)
            .map(({ id, label }) => (
              <li key={id}>
                <NavLink
                  href={hashOf({ page: 'settings', section: id })}
                  label={label}
                  active={id === here}
                  variant="filled"
                  py={6}
                  {...(id === here ? { 'aria-current': 'page' as const } : {})}
                />
              </li>
            ))}
        </ul>
      </div>
    ))}
  </nav>
);

const labelOf = (section: SettingsSection): string =>
  (settingsSections.find(({ id }) => id === section) ?? settingsSections[0]).label;

const contentOf = (section: SettingsSection, state: AppState, part: SettingsPart): ReactNode => {
  switch (section) {
    case 'appearance':
      return <AppearanceSettings {...part} />;
    case 'scanner':
      return <ScannerSettings {...part} />;
    case 'printing':
      return <PrintingSettings {...part} description={state.printing.description} />;
    case 'mail':
      return <MailSettings state={state} />;
    case 'letters':
      return <LetterSettings state={state} />;
    case 'data':
      return <DataSettings dataDir={state.dataDir} version={state.version} />;
    case 'library-file':
      return <LibraryFile state={state} />;
    case 'libraries':
      return <LibrariesSettings state={state} />;
    case 'desks':
      return <DeskSettings state={state} />;
    case 'partners':
      return <PartnerSettings state={state} />;
    case 'patrons':
      return <PatronSettings state={state} />;
    case 'operators':
      return <OperatorSettings state={state} />;
    case 'reasons':
      return <ReasonSettings state={state} />;
    case 'hours':
      return <HoursSettings state={state} />;
    case 'hold-shelf':
      return <LibrarySettings state={state} section={section} label={labelOf(section)} />;
    case 'signing-out':
      return <SigningOutSettings state={state} />;
  }
};

/** The sections whose choices are stored at once; the others have a button for it. */
const storedAtOnce: readonly SettingsSection[] = ['appearance', 'scanner', 'printing'];

/** Settings: the list of sections, and one of them. */
export const SettingsPage = ({
  state,
  section,
}: {
  readonly state: AppState;
  readonly section: SettingsSection;
}) => {
  const change = useAppChange('app.saveSettings');
  const part: SettingsPart = {
    settings: state.settings,
    save: (changes) => change.mutate({ settings: changes }),
  };
  const content = useRef<HTMLElement>(null);
  const { reset } = change;
  useEffect(() => {
    reset();
    // Another section begins at its top.
    content.current?.closest('main')?.scrollTo(0, 0);
  }, [section, reset]);
  const label = labelOf(section);
  return (
    <div className={classes['page']}>
      <Title order={1} size="h2" className={classes['head'] ?? ''}>
        Settings
      </Title>
      <SectionList here={section} />
      <section ref={content} className={classes['content']} aria-label={label}>
        <Title order={2} size="h3" mb="xs">
          {label}
        </Title>
        <Stack gap="sm" align="flex-start" key={section}>
          {contentOf(section, state, part)}
          {storedAtOnce.includes(section) && (
            <Text role="status" c="dimmed">
              {change.isSuccess ? 'Stored' : 'Each choice is stored at once'}
            </Text>
          )}
          {change.error && (
            <Text role="alert" c="var(--desk-stop)">
              {sentenceOf(change.error)}
            </Text>
          )}
        </Stack>
      </section>
    </div>
  );
};
