import { NavLink, Text, TextInput } from '@mantine/core';
import IconSearch from '@tabler/icons-react/icons/IconSearch';
import { useEffect, useRef, useState } from 'react';
import { settingGroups } from '../../../../shared/domain/settings.ts';
import { findByWords } from '../../components/find-by-words.ts';
import { go, hashOf } from '../../places/routes.ts';
import { settingsSections, type SettingsSection } from '../../places/settings-sections.ts';
import classes from './SettingsPage.module.css';
import { t } from '../../../../shared/words/words.ts';

const groups = [...new Set(settingsSections.map(({ group }) => group))];

/** Returns the searchable text of a section: its name, the names of its settings, and its search words. */
const textOf = ({ id, label, words }: (typeof settingsSections)[number]): string =>
  [
    label,
    words,
    ...Object.values(settingGroups)
      .filter(({ section }) => section === id)
      .flatMap(({ fields }) => Object.values(fields).map((field: { readonly label: string }) => field.label)),
  ].join(' ');

/** The sections by group, filtered while typing; Enter opens the first match. */
export const SectionList = ({ here }: { readonly here: SettingsSection }) => {
  const [words, setWords] = useState('');
  const list = useRef<HTMLElement>(null);
  // The list may be longer than the window.
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  const found = findByWords(settingsSections, textOf, words);
  return (
    <nav ref={list} className={classes['nav']} aria-label={t('Settings')}>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = found;
          if (first) go({ page: 'settings', section: first.id });
        }}
      >
        <TextInput
          type="search"
          aria-label={t('Search settings')}
          placeholder={t('Search settings')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
      </form>
      {found.length === 0 && (
        <Text size="xs" c="dimmed" mt="xs" role="status">
          {t('No matching settings. Try fewer words.')}
        </Text>
      )}
      {groups.map((group) => {
        const sections = found.filter((section) => section.group === group);
        return (
          sections.length > 0 && (
            <div key={group}>
              <p className={classes['group']}>{group}</p>
              <ul role="list" className={classes['list']} aria-label={group}>
                {sections.map(({ id, label }) => (
                  <li key={id}>
                    <NavLink
                      className={classes['section'] ?? ''}
                      href={hashOf({ page: 'settings', section: id })}
                      label={label}
                      active={id === here}
                      {...(id === here ? { 'aria-current': 'page' as const } : {})}
                    />
                  </li>
                ))}
              </ul>
            </div>
          )
        );
      })}
    </nav>
  );
};
