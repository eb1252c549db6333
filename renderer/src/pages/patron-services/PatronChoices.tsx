import { Button, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { PatronView } from '../../../../shared/ipc/views.ts';
import { Outside } from '../../components/Outside.tsx';
import { focusScanBox } from '../../scanner/focus-scan-box.ts';
import { useScanPage, useScanPageSelector } from '../../steps/scan-page/scan-page-actor.ts';
import { usePatronsFor } from './patron-queries.ts';
import classes from './PatronServices.module.css';
import { t } from '../../../../shared/words/words.ts';
import { Facts } from '../../components/Facts.tsx';

/** The up and down arrows move through the list. */
const move = (event: KeyboardEvent<HTMLUListElement>): void => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const now = buttons.findIndex((button) => button === document.activeElement);
  if (now + step < 0) focusScanBox();
  else buttons[now + step]?.focus();
  event.preventDefault();
};

/** Patrons as buttons: chosen with Enter or a click. */
const PatronList = ({
  patrons,
  listRef,
}: {
  readonly patrons: readonly PatronView[];
  readonly listRef?: RefObject<HTMLUListElement | null>;
}) => {
  const page = useScanPage();
  return (
    <ul role="list" ref={listRef} className={classes['choices']} onKeyDown={move}>
      {patrons.map((patron) => (
        <li key={patron.id}>
          <Button
            variant="default"
            fullWidth
            justify="flex-start"
            onClick={() => page.send({ type: 'patron.chosen', patronId: patron.id })}
          >
            <span className={classes['choice']}>
              <Outside text={patron.name} lines={1} />{' '}
              <span className={classes['small']}>
                <Facts>
                  <bdi>{patron.barcode}</bdi>
                  {patron.libraryName}
                </Facts>
              </span>
            </span>
          </Button>
        </li>
      ))}
    </ul>
  );
};

/** The patrons whose names match the input. */
export const PatronChoices = () => {
  const subject = useScanPageSelector(({ context }) => context.subject);
  const turn = useScanPageSelector(({ context }) => context.turn);
  const list = useRef<HTMLUListElement>(null);
  const choices = subject?.kind === 'choices' ? subject : null;
  useEffect(() => {
    if (choices) list.current?.querySelector('button')?.focus();
  }, [choices, turn]);
  if (!choices) return null;
  return (
    <section aria-label={t('Patrons found')}>
      <Text role="status" fw={700}>
        {t('{patronsCount}{moreCase, select, yes {+} other {}} patrons match. Choose one:', {
          patronsCount: choices.patrons.length,
          moreCase: choices.more ? 'yes' : 'no',
        })}
      </Text>
      <PatronList patrons={choices.patrons} listRef={list} />
      {choices.more && (
        <Text size="xs" c="dimmed">
          {t('More patrons match than are shown: type another part of the name, or scan the card.')}
        </Text>
      )}
    </section>
  );
};

const maxSuggested = 6;

/** Patrons suggested while a name is typed. Arrow Down moves into the list. */
export const PatronSuggestions = ({ text }: { readonly text: string }) => {
  const found = usePatronsFor(text);
  if (found.length === 0) return null;
  return (
    <section aria-label={t('Suggested patrons')} data-suggestions>
      <PatronList patrons={found.slice(0, maxSuggested)} />
    </section>
  );
};
