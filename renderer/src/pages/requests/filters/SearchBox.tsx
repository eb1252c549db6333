import { CloseButton, TextInput } from '@mantine/core';
import IconSearch from '@tabler/icons-react/icons/IconSearch';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { requestsStore, useRequests } from '../../../requests/use-requests.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The search box of the page: results update while typing. F3 focuses it. */
export const SearchBox = () => {
  const words = useRequests(({ context }) => context.view.words);
  const box = useRef<HTMLInputElement>(null);
  const actor = requestsStore();
  useEffect(() => {
    // It is the only input of this page, so it gets the initial focus, like a scan box.
    box.current?.focus();
  }, []);
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') actor.send({ type: 'words.entered' });
    else if (event.key === 'Escape' && words !== '') {
      event.stopPropagation();
      actor.send({ type: 'words.typed', words: '' });
    } else if (event.key === 'ArrowDown') {
      document.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <TextInput
      ref={box}
      aria-label={t('Search requests')}
      placeholder={t('Search requester, title, author, identifier, barcode, or status:conditional')}
      title={t(
        'Search requests (F3). Also: status:conditional  created:today  created>2026-11-20  patron:adler  partner:north  pickup:branch  due:overdue  back<2026-12-01  notes:yes',
      )}
      value={words}
      onChange={({ currentTarget }) => actor.send({ type: 'words.typed', words: currentTarget.value })}
      onKeyDown={pressed}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSectionPointerEvents="all"
      rightSection={
        words !== '' && (
          <CloseButton
            aria-label={t('Clear the search')}
            onClick={() => {
              actor.send({ type: 'words.typed', words: '' });
              box.current?.focus();
            }}
          />
        )
      }
      dir="auto"
      spellCheck={false}
      autoComplete="off"
      maxLength={2000}
      data-search-box
      data-pane-entry
    />
  );
};
